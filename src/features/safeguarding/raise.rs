//! "I am worried", by staff: whose words it is in, what was noticed, and the story is held.
//! Must never say afterwards what became of it.
use actix_web::web;
use entity::StoryId;
use entity::concern::{self, WordsOf, Worry};
use entity::story;
use serde::Serialize;

use crate::state::State;
use crate::web::components::{BackLink, Button, ErrorSummary, Radios, Select, Textarea};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, see_other};

const NOTE: usize = 4_000;
const STORY: &str = "the story";

#[derive(Debug, Serialize)]
pub(super) struct WorryPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    title: String,
    /// What is stopped, as a sentence calls it.
    what: &'static str,
    /// Whose it is, where that is not known.
    pub(super) whose: Option<Select>,
    words_of: Radios,
    note: Textarea,
    button: Button,
}

impl Page for WorryPage {
    const TEMPLATE: &'static str = "safeguarding/worry.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// A story that its reader may be worried about: its title, and where they come from.
pub(super) struct About {
    pub(super) title: String,
    pub(super) back: String,
    pub(super) what: &'static str,
}

impl WorryPage {
    pub(super) fn new(about: About, form: &Form, errors: &Invalid) -> Self {
        let words_of = WordsOf::ALL
            .iter()
            .fold(Radios::new("words_of", "How do you know?"), |radios, one| {
                radios.item(one.as_str(), one.label())
            });
        Self {
            errors: errors.summary(),
            back: BackLink::new(about.back).words("Back"),
            title: about.title,
            what: about.what,
            whose: None,
            words_of: words_of
                .picked(form.typed("words_of"))
                .error(errors.message("words_of")),
            note: Textarea::new("note", "What worries you?")
                .hint("Use the person's own words where you can. Only safeguarding leads read this.")
                .rows(6)
                .value(form.typed("note"))
                .error(errors.message("note")),
            button: Button::new("I am worried: tell safeguarding").warning().once(),
        }
    }
}

/// The story, if the viewer may see it now, or has begun it for somebody.
async fn about(state: &State, who: &Who, id: StoryId) -> Result<About, Error> {
    match story::unnamed(&state.db, who, &[id], state.clock.now())
        .await?
        .pop()
    {
        Some(shown) => Ok(About {
            back: if who.is_on(shown.project) {
                format!("/studio/stories/{id}")
            } else {
                format!("/insight/stories/{id}")
            },
            title: shown.title,
            what: STORY,
        }),
        None => story::draft(&state.db, who, id)
            .await
            .map_err(Error::from)
            .map(|_| About {
                title: "An interview that you are writing down".to_owned(),
                back: format!("/studio/interviews/{id}/notes"),
                what: STORY,
            }),
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let about = about(&state, &who, id.parse()?).await?;
    state.page(
        &who,
        &WorryPage::new(about, &Form::default(), &Invalid::default()),
    )
}

/// How they know and what they noticed.
pub(super) fn noticed(fields: &mut Fields<'_>) -> (Option<WordsOf>, Option<String>) {
    let words_of = fields.choice::<WordsOf>("words_of", "Pick how you know");
    let note = fields.text("note", NOTE, "Write what worries you, in a few words");
    (words_of, note)
}

pub async fn send(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: StoryId = id.parse()?;
    let mut fields = Fields::of(&form);
    let (words_of, note) = noticed(&mut fields);
    let (words_of, note) = match fields.finish(|| words_of.zip(note)) {
        Ok(parsed) => parsed,
        Err(errors) => {
            // Gone meanwhile or not: what was typed stays on the page.
            let about = about(&state, &who, id).await.unwrap_or_else(|_| About {
                title: "A story".to_owned(),
                back: "/worry/thanks".to_owned(),
                what: STORY,
            });
            return state.refused(&who, &WorryPage::new(about, &form, &errors));
        }
    };
    let worry = Worry {
        words_of,
        note: &note,
    };
    let tx = state.db.begin().await?;
    concern::raise(&tx, &who, id, worry, state.clock.now()).await?;
    tx.commit().await?;
    // Gone from every list and count before this answers.
    state.withdrawn(id).await?;
    Ok(see_other("/worry/thanks"))
}

#[derive(Debug, Serialize)]
struct ThanksPage {
    start: &'static str,
}

impl Page for ThanksPage {
    const TEMPLATE: &'static str = "safeguarding/thanks.html";
}

pub async fn thanks(state: State, who: Who) -> Reply {
    let start = state.start_of(&who).unwrap_or("/");
    state.page(&who, &ThanksPage { start })
}
