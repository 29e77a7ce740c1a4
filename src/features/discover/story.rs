//! One story as this viewer gets it: what may be shown, why, what it is about, and chosen passages.
//! Must never say of a story that is not theirs to see anything but that the page is not there.
use std::collections::BTreeMap;

use actix_web::{HttpRequest, web};
use entity::coding::{self, Coded};
use entity::look::{self, Via};
use entity::story::{self, Shown};
use entity::theme::{self, Framework};
use entity::{Form, Role, StoryId, ThemeId};
use entity::{family, hold};
use serde::Serialize;

use crate::state::State;
use crate::web::asked::{Wanted, name_of};
use crate::web::components::BackLink;
use crate::web::shown::StoryView;
use crate::web::{Access, Error, Page, Query, Reply, Who, looked};

#[derive(Debug, Serialize)]
struct StoryPage {
    /// The search that it was found by.
    back: BackLink,
    story: StoryView,
    /// There is a voice and no film: a picture stands in for it.
    sound_only: bool,
    /// "You can see: words, voice. Not: face, name."
    badge: String,
    why: String,
    themes: Vec<About>,
    quotes: Vec<Quote>,
    /// The line of the family that it stands in for this viewer.
    family: Option<String>,
    /// Where to put it in a showcase, for those who make them.
    showcase: Option<String>,
    /// The way to use it in a decision or an insight, for those who make them.
    use_it: Option<UseIt>,
}

impl Page for StoryPage {
    const TEMPLATE: &'static str = "discover/story.html";
}

#[derive(Debug, Serialize)]
struct UseIt {
    href: String,
    text: &'static str,
}

/// A theme of the story.
#[derive(Debug, Serialize)]
struct About {
    text: String,
    href: String,
    by_teller: bool,
}

/// A passage that a coder chose, with its themes.
#[derive(Debug, Serialize)]
struct Quote {
    text: String,
    themes: String,
}

pub async fn page(
    state: State,
    who: Who,
    request: HttpRequest,
    id: web::Path<String>,
    query: Query,
) -> Reply {
    let now = state.clock.now();
    let id: StoryId = id.parse()?;
    let story = story::open(&state.db, &who, id, now).await?;
    if Access::Safeguarding.allows(&who) {
        let tx = state.db.begin().await?;
        hold::note_opened(&tx, &who, id, now).await?;
        tx.commit().await?;
    }
    looked(
        &state,
        &who,
        &request,
        &look::of_page(&who, [&story], Via::Insight),
    )
    .await?;
    let family = family::line_of(&state.db, &who, &story, now).await?;
    let frameworks = theme::frameworks(&state.db).await?;
    // Passages are words, so they are asked for only where the words are shown.
    let coded = if story.forms.words {
        coding::of_story(&state.db, &who, id, now).await?
    } else {
        Vec::new()
    };
    let found_by = Wanted::read(&query.0, &frameworks);
    let page = StoryPage {
        back: back(&found_by, id),
        badge: badge(&story),
        why: why(&who, &story),
        themes: themes(&state, &story, &coded, &frameworks).await?,
        quotes: quotes(&story, &coded, &frameworks),
        family: family.map(|id| format!("/insight/families/{id}")),
        showcase: Access::Curator
            .allows(&who)
            .then(|| format!("/watch/new?story={id}")),
        use_it: Access::Curator.allows(&who).then(|| UseIt {
            href: format!("/insight/stories/{id}/use"),
            text: if Access::Planner.allows(&who) {
                "Use it in a decision or insight"
            } else {
                "Use it in an insight"
            },
        }),
        sound_only: story.forms.voice && !story.forms.face,
        story: StoryView::of(&story),
    };
    state.page(&who, &page)
}

/// Back to the same search, standing on this story again.
fn back(found_by: &Wanted, id: StoryId) -> BackLink {
    let address = found_by.address();
    if found_by.is_anything() || found_by.page > 1 {
        BackLink::new(format!("{address}#story-{id}")).words("Back to what you found")
    } else {
        BackLink::new(address).words("Find stories")
    }
}

fn badge(story: &Shown) -> String {
    let words = |allowed: bool| {
        let named: Vec<&str> = Form::ALL
            .iter()
            .filter(|form| story.forms.has(**form) == allowed)
            .map(|form| match form {
                Form::Words => "words",
                Form::Voice => "voice",
                Form::Face => "face",
                Form::Name => "name",
            })
            .collect();
        named.join(", ")
    };
    let (yes, no) = (words(true), words(false));
    if no.is_empty() {
        format!("You can see: {yes}.")
    } else {
        format!("You can see: {yes}. Not: {no}.")
    }
}

fn why(who: &Who, story: &Shown) -> String {
    let teller = &story.teller;
    if who.is_on(story.project) {
        return format!("You are in the team that {teller} told this to.");
    }
    match who.role().map(|role| (role, role.audience())) {
        Some((Role::Safeguarding, _)) => {
            format!("{teller} said yes to this for everyone, or it is held for you to look at.")
        }
        Some((_, Some(audience))) => {
            let audience = audience.label();
            let lower = audience
                .chars()
                .take(1)
                .flat_map(char::to_lowercase)
                .chain(audience.chars().skip(1));
            format!(
                "{teller} said yes to this for {}, or for everyone.",
                lower.collect::<String>()
            )
        }
        _ => format!("{teller} said yes to this for everyone."),
    }
}

async fn themes(
    state: &State,
    story: &Shown,
    coded: &[Coded],
    frameworks: &[Framework],
) -> Result<Vec<About>, Error> {
    let by_story = coding::themes(&state.db, std::slice::from_ref(story)).await?;
    let ids: Vec<ThemeId> = by_story.into_values().flatten().collect();
    Ok(ids
        .into_iter()
        .filter_map(|id| {
            Some(About {
                text: name_of(frameworks, id)?.name.clone(),
                href: Wanted {
                    themes: vec![id],
                    ..Wanted::default()
                }
                .address(),
                by_teller: coded.iter().any(|coding| coding.theme == id && coding.is_self),
            })
        })
        .collect())
}

/// Chosen passages in the order of the words; a passage with several themes stands once.
fn quotes(story: &Shown, coded: &[Coded], frameworks: &[Framework]) -> Vec<Quote> {
    let Some(words) = &story.words else {
        return Vec::new();
    };
    let letters: Vec<char> = words.chars().collect();
    let mut spans: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    for coding in coded {
        let (Some(span), Some(theme)) = (coding.span, name_of(frameworks, coding.theme)) else {
            continue;
        };
        let names = spans.entry(span).or_default();
        if !names.contains(&theme.name.as_str()) {
            names.push(&theme.name);
        }
    }
    spans
        .into_iter()
        .filter_map(|((start, end), names)| {
            Some(Quote {
                text: letters.get(start..end.min(letters.len()))?.iter().collect(),
                themes: names.join(", "),
            })
        })
        .collect()
}
