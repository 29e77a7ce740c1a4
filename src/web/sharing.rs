//! Who may see a teller's own story and what of it: in words, as new answers, and as each audience sees it.
//! Must never decide a form: answers come from the consent log, cuts from the vault.
mod grid;
mod work;

use entity::consent::{Choice, Live};
use entity::story::{Called, Shown};
use entity::{Audience, Db, Form, Forms, StoryId, Timestamp, Viewer, consent, story};
use serde::Serialize;

use super::dates;
use super::shown::{self, StoryView};
use crate::say;
use crate::words::terms;
pub use crate::words::terms::capital;
pub use grid::Grid;
pub use work::Work;

/// The live answers of a story, every form for every audience.
#[derive(Debug)]
pub struct Choices {
    grid: Vec<Live>,
}

impl Choices {
    /// The answers as they stand now. Not found for anybody but the teller and the capture team.
    pub async fn of(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> entity::Result<Self> {
        Ok(Self {
            grid: consent::grid(db, viewer, id, now).await?,
        })
    }

    /// Only these yeses, with their ends.
    pub fn of_yeses(yeses: &[(Form, Audience, Option<Timestamp>)]) -> Self {
        let live = |&(form, audience, until): &(Form, Audience, Option<Timestamp>)| Live {
            form,
            audience,
            yes: true,
            until,
        };
        Self {
            grid: yeses.iter().map(live).collect(),
        }
    }

    /// Whether anything is answered with a yes that has not ended.
    pub fn any(&self) -> bool {
        self.grid.iter().any(|live| live.yes)
    }

    /// What an audience gets.
    pub fn forms_for(&self, audience: Audience) -> Forms {
        let mut forms = Forms::default();
        for live in self
            .grid
            .iter()
            .filter(|live| live.yes && live.audience == audience)
        {
            forms.add(live.form);
        }
        forms
    }

    /// Those who get something; the team alone when nothing is answered.
    pub fn audiences(&self) -> Vec<Audience> {
        let mut some: Vec<Audience> = Audience::ALL
            .iter()
            .copied()
            .filter(|audience| self.forms_for(*audience).shows_something())
            .collect();
        if some.is_empty() {
            some.push(Audience::Team);
        }
        some
    }

    /// Whether nobody but the team gets anything.
    pub fn only_team(&self) -> bool {
        self.audiences() == [Audience::Team]
    }

    /// What all of those get; nothing before their teller ticked something.
    pub fn forms(&self) -> Forms {
        if !self.any() {
            return Forms::default();
        }
        self.audiences().into_iter().fold(Forms::ALL, |all, audience| {
            let forms = self.forms_for(audience);
            Forms {
                words: all.words && forms.words,
                voice: all.voice && forms.voice,
                face: all.face && forms.face,
                name: all.name && forms.name,
            }
        })
    }

    /// The first moment at which a yes ends; `None` is "until I say stop".
    pub fn until(&self) -> Option<Timestamp> {
        self.grid
            .iter()
            .filter(|live| live.yes)
            .filter_map(|live| live.until)
            .min()
    }

    /// Audiences that get the same, together.
    pub fn groups(&self) -> Vec<(Vec<Audience>, Forms)> {
        let mut groups: Vec<(Vec<Audience>, Forms)> = Vec::new();
        for audience in self.audiences() {
            let forms = self.forms_for(audience);
            match groups.iter_mut().find(|(_, same)| *same == forms) {
                Some((together, _)) => together.push(audience),
                None => groups.push((vec![audience], forms)),
            }
        }
        groups
    }

    /// The answers when these may see it. Those who could before keep what they got.
    pub fn with_audiences(&self, picked: &[Audience]) -> Vec<Choice> {
        let (before, forms, until) = (self.audiences(), self.forms(), self.until());
        every(|form, audience| {
            let old = self
                .grid
                .iter()
                .find(|live| live.form == form && live.audience == audience);
            match old {
                _ if !picked.contains(&audience) => None,
                Some(old) if self.any() && before.contains(&audience) => old.yes.then_some(old.until),
                _ => forms.has(form).then_some(until),
            }
        })
    }

    /// The answers when all of these get these forms.
    pub fn with_forms(&self, forms: Forms, audiences: &[Audience]) -> Vec<Choice> {
        let until = self.until();
        every(|form, audience| (forms.has(form) && audiences.contains(&audience)).then_some(until))
    }

    /// The answers when only these get these forms, and everybody else what they got.
    pub fn with_forms_for(&self, forms: Forms, only: &[Audience]) -> Vec<Choice> {
        let until = self.until();
        every(|form, audience| {
            if only.contains(&audience) {
                return forms.has(form).then_some(until);
            }
            let same = |live: &&Live| live.form == form && live.audience == audience && live.yes;
            self.grid.iter().find(same).map(|live| live.until)
        })
    }

    /// The answers as a table.
    pub fn grid(&self) -> Grid {
        Grid::of(&self.grid)
    }

    /// The answers when they end at this moment.
    pub fn with_until(&self, until: Option<Timestamp>) -> Vec<Choice> {
        let (groups, any) = (self.groups(), self.any());
        every(|form, audience| {
            let yes = groups
                .iter()
                .any(|(together, forms)| together.contains(&audience) && forms.has(form));
            (yes && any).then_some(until)
        })
    }

    /// Who gets what, as rows of a page.
    pub fn sentences(&self) -> Vec<Sharing> {
        let groups = if self.any() { self.groups() } else { Vec::new() };
        groups
            .into_iter()
            .map(|(audiences, forms)| Sharing {
                names: capital(&audiences_in_words(&audiences)),
                everyone: audiences.contains(&Audience::Public),
                who: audiences.iter().map(|audience| Named::of(*audience)).collect(),
                what: match forms {
                    Forms::ALL => say!("easy-sharing-all-forms"),
                    _ => forms_in_words(forms),
                },
                only: audiences
                    .iter()
                    .map(|audience| format!("only={audience}"))
                    .collect::<Vec<_>>()
                    .join("&"),
            })
            .collect()
    }

    /// "Until 3 May 2027", "Until I say stop".
    pub fn until_in_words(&self) -> String {
        self.until().map_or_else(
            || say!("easy-sharing-until-stop"),
            |at| say!("easy-sharing-until", day = dates::day(at)),
        )
    }
}

/// Answers every form for every audience, so that a mind that changed is on record; `yes` answers the end.
fn every(yes: impl Fn(Form, Audience) -> Option<Option<Timestamp>>) -> Vec<Choice> {
    let mut choices = Vec::new();
    for audience in Audience::ALL {
        for form in Form::ALL {
            let answer = yes(*form, *audience);
            choices.push(Choice {
                form: *form,
                audience: *audience,
                yes: answer.is_some(),
                until: answer.flatten(),
            });
        }
    }
    choices
}

/// A picture with its word.
#[derive(Debug, Serialize)]
pub struct Named {
    /// As it stands in an address.
    value: &'static str,
    picture: &'static str,
    words: String,
}

impl Named {
    fn of(audience: Audience) -> Self {
        Self {
            value: audience.as_str(),
            picture: audience_picture(audience),
            words: terms::audience(audience),
        }
    }
}

/// Who gets what, on a page.
#[derive(Debug, Serialize)]
pub struct Sharing {
    /// All of them in a row of words.
    names: String,
    /// All of them is everyone there is.
    everyone: bool,
    who: Vec<Named>,
    what: String,
    /// Where it stands in an address: "only=staff&only=leaders".
    only: String,
}

/// The name of an audience's picture.
pub fn audience_picture(audience: Audience) -> &'static str {
    match audience {
        Audience::Team => "team",
        Audience::Planners => "planners",
        // The name badge reads as a flame.
        Audience::Staff => "work",
        Audience::Leaders => "leaders",
        Audience::Public => "everyone",
    }
}

/// The name of a form's picture.
pub fn form_picture(form: Form) -> &'static str {
    match form {
        Form::Words => "words",
        Form::Voice => "voice",
        Form::Face => "face",
        Form::Name => "name",
    }
}

/// "my words, my voice and my name".
pub fn forms_in_words(forms: Forms) -> String {
    let has = Form::ALL.iter().filter(|form| forms.has(**form));
    terms::list(has.map(|form| terms::form(*form)))
}

/// "the team who heard me, frontline staff and leaders"; everyone holds all the others.
pub fn audiences_in_words(audiences: &[Audience]) -> String {
    if audiences.contains(&Audience::Public) {
        return terms::list([terms::audience(Audience::Public)]);
    }
    terms::list(audiences.iter().map(|audience| terms::audience(*audience)))
}

/// A story as some audiences will see it.
#[derive(Debug, Serialize)]
pub struct Preview {
    /// All of them in a row of words.
    names: String,
    /// All of them is everyone there is.
    everyone: bool,
    who: Vec<Named>,
    /// Where the pages with only this are, without the audience at the end.
    href: String,
    /// Nothing when they get nothing.
    story: Option<StoryView>,
    /// What stands there when the teller's own name does not.
    other_name: Option<String>,
    /// Group, age and place, each by itself.
    about: Vec<String>,
    /// A kind sentence when there is nothing to look at.
    nothing: Option<String>,
}

/// The story as one audience will see it.
pub async fn preview(
    db: &Db,
    viewer: &Viewer,
    id: StoryId,
    audience: Audience,
    now: Timestamp,
) -> entity::Result<Preview> {
    let shown = story::preview(db, viewer, id, audience, now).await?;
    let view = shown.as_ref().map(|shown| StoryView::preview(shown, audience));
    let bare = |view: &StoryView| {
        view.player.is_none() && view.words.is_empty() && view.strip.is_empty() && view.pictures.is_empty()
    };
    let nothing = match &view {
        None => Some(say!("easy-sharing-nothing")),
        Some(view) if bare(view) => Some(say!("easy-sharing-only-name")),
        Some(_) => None,
    };
    Ok(Preview {
        names: terms::audience(audience),
        everyone: audience == Audience::Public,
        who: vec![Named::of(audience)],
        href: format!("/me/story/{id}/as"),
        story: view,
        other_name: shown.as_ref().and_then(other_name),
        about: shown.as_ref().map(shown::about).unwrap_or_default(),
        nothing,
    })
}

fn other_name(shown: &Shown) -> Option<String> {
    match shown.called {
        Called::Name => None,
        Called::Pseudonym => Some(say!("easy-names-other", name = shown.teller.as_str())),
        Called::Nothing => Some(say!("easy-names-hidden")),
    }
}

/// The story as everybody that was picked will see it, once for those who see the same.
pub async fn previews(
    db: &Db,
    viewer: &Viewer,
    id: StoryId,
    choices: &Choices,
    now: Timestamp,
) -> entity::Result<Vec<Preview>> {
    let mut found = Vec::new();
    if !choices.any() {
        return Ok(found);
    }
    for (audiences, _) in choices.groups() {
        let Some(first) = audiences.first() else { continue };
        let mut one = preview(db, viewer, id, *first, now).await?;
        one.names = capital(&audiences_in_words(&audiences));
        one.everyone = audiences.contains(&Audience::Public);
        one.who = audiences.iter().map(|audience| Named::of(*audience)).collect();
        found.push(one);
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
