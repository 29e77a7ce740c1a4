//! What decisions and insights have in common on a page: the stories they cite, and who made them.
//! Must never show of a story what did not come out of the vault for this reader.
use std::collections::HashMap;

use entity::citation::{Cite, Cited};
use entity::story::Shown;
use entity::{AccountId, Db, Form as Part, Stance, StoryId, Timestamp, account};
use serde::Serialize;

use super::LINE;
use crate::web::components::{Input, Radios};
use crate::web::{Error, Fields, Form, Invalid, dates};

/// What one page of a list holds.
pub const PAGE: u64 = 20;

/// Where a list is opened: from which place on, and how many are asked for, one more than are shown.
pub fn asked(query: &Form) -> (u64, u64) {
    let from = query.get("from").parse::<u32>().map_or(0, u64::from);
    (from, PAGE + 1)
}

/// Cuts what was asked for to what is shown; where the next page begins, when there is one.
pub fn page<T>(found: &mut Vec<T>, (from, most): (u64, u64)) -> Option<u64> {
    let more = found.len() as u64 == most;
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    more.then(|| from.saturating_add(PAGE))
}

/// A cited story.
#[derive(Debug, Serialize)]
pub struct CitedView {
    title: String,
    href: String,
    /// "Video by Sam. Older people, Hillside."
    about: String,
    /// "You can see: words, voice."
    badge: String,
    why: String,
    /// Its id, for whoever may take it out.
    take_out: Option<String>,
}

impl CitedView {
    pub fn of(cited: &Cited, may_take_out: bool) -> Self {
        let story = &cited.story;
        Self {
            title: story.title.clone(),
            href: format!("/insight/stories/{}", story.id),
            about: about(story),
            badge: badge(story),
            why: cited.why.clone(),
            take_out: may_take_out.then(|| story.id.to_string()),
        }
    }
}

/// "Video by Sam. Older people, Hillside."
pub fn about(story: &Shown) -> String {
    let between = if story.kind == entity::StoryKind::Interview {
        "with"
    } else {
        "by"
    };
    let parts = [story.group.as_str(), story.place.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let by = format!("{} {between} {}.", story.kind.label(), story.teller);
    if parts.is_empty() {
        by
    } else {
        format!("{by} {}.", parts.join(", "))
    }
}

fn badge(story: &Shown) -> String {
    let words: Vec<&str> = Part::ALL
        .iter()
        .filter(|form| story.forms.has(**form))
        .map(|form| match form {
            Part::Words => "words",
            Part::Voice => "voice",
            Part::Face => "face",
            Part::Name => "name",
        })
        .collect();
    format!("You can see: {}.", words.join(", "))
}

/// "One story was taken out.", if any was. The same for every reason.
pub fn tombstone(taken_out: usize) -> Option<String> {
    match taken_out {
        0 => None,
        1 => Some("One story was taken out.".to_owned()),
        count => Some(format!("{count} stories were taken out.")),
    }
}

/// "1 story", "12 stories".
pub fn stories(count: usize) -> String {
    if count == 1 {
        "1 story".to_owned()
    } else {
        format!("{count} stories")
    }
}

/// The staff by account.
pub struct Staff(HashMap<AccountId, String>);

impl Staff {
    pub async fn read(db: &Db) -> Result<Self, Error> {
        let staff = account::staff(db).await?;
        Ok(Self(
            staff
                .into_iter()
                .map(|account| (account.id, account.name))
                .collect(),
        ))
    }

    /// "Helen Oduya, 3 May 2026".
    pub fn made(&self, by: AccountId, at: Timestamp) -> String {
        let day = dates::day(at);
        match self.0.get(&by) {
            Some(name) => format!("{name}, {day}"),
            None => day,
        }
    }
}

/// The field for a line of why.
pub fn why(name: &str, form: &Form, errors: &Invalid) -> Input {
    Input::new(name, "Why you use this story, in a line")
        .value(form.typed(name))
        .error(errors.message(name))
}

/// What a story says about a claim.
pub fn stance(form: &Form, errors: &Invalid) -> Radios {
    Stance::ALL
        .iter()
        .fold(
            Radios::new("stance", "What does it say about the claim?"),
            |radios, stance| radios.item(stance.as_str(), stance.label()),
        )
        .picked(form.typed("stance"))
        .error(errors.message("stance"))
}

/// Reads a story to be used: its line of why in `why`, and what it says where that is asked for.
pub fn read_cite(fields: &mut Fields<'_>, story: StoryId, why: &str, asks_stance: bool) -> Option<Cite> {
    let stance = if asks_stance {
        fields
            .choice::<Stance>("stance", "Pick whether it speaks for the claim or against it")
            .map(Some)
    } else {
        Some(None)
    };
    let why = fields.line(why, LINE, "Say in a line why you use this story");
    Some(Cite {
        story,
        stance: stance?,
        why: why?,
    })
}
