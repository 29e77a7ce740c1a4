//! "Is someone hurting you?": what a teller reads before they tell us, and after.
//! Must never have a heading in its title, nor a page without the way out.
use entity::StoryId;
use entity::story;
use serde::Serialize;

use crate::say;
use crate::state::State;
use crate::web::step::Step;
use crate::web::{Error, Form, Page, Query, Reply, Who};

/// What each page of this journey has: its question, and where "Go away from this page" leads.
#[derive(Debug, Serialize)]
pub struct Talk {
    step: Step,
    exit: String,
}

impl Talk {
    pub fn new(state: &State, step: Step) -> Self {
        Self {
            step,
            exit: state.config.council.exit_page.clone(),
        }
    }

    pub fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

/// The teller's own story that a form or an address names, if it names one.
pub async fn about(state: &State, who: &Who, form: &Form) -> Result<Option<StoryId>, Error> {
    if !form.has("story") {
        return Ok(None);
    }
    let id: StoryId = form.get("story").parse()?;
    story::own(&state.db, who, id, state.clock.now()).await?;
    Ok(Some(id))
}

/// The same address about the same story.
pub fn at(path: &str, about: Option<StoryId>) -> String {
    about.map_or_else(|| path.to_owned(), |id| format!("{path}?story={id}"))
}

#[derive(Debug, Serialize)]
struct BeforePage {
    #[serde(flatten)]
    talk: Talk,
    /// There is a story that would be stopped.
    has_story: bool,
    help_line: String,
    next: String,
    back: String,
}

impl Page for BeforePage {
    const TEMPLATE: &'static str = "safeguarding/before.html";
    const IN_WELSH: bool = true;
}

pub async fn before(state: State, who: Who, Query(query): Query) -> Reply {
    let about = about(&state, &who, &query).await?;
    let back = about.map_or_else(|| "/me".to_owned(), |id| format!("/me/stories/{id}"));
    let page = BeforePage {
        talk: Talk::new(&state, Step::new(say!("easy-layout-talk"), back.as_str())),
        has_story: about.is_some(),
        help_line: state.config.council.help_line.clone(),
        next: at("/me/talk/what", about),
        back,
    };
    state.page(&who, &page)
}

#[derive(Debug, Serialize)]
struct ThanksPage {
    #[serde(flatten)]
    talk: Talk,
    help_line: String,
}

impl Page for ThanksPage {
    const TEMPLATE: &'static str = "safeguarding/told.html";
    const IN_WELSH: bool = true;
}

pub async fn thanks(state: State, who: Who) -> Reply {
    let page = ThanksPage {
        talk: Talk::new(&state, Step::new(say!("easy-talk-thanks"), "")),
        help_line: state.config.council.help_line.clone(),
    };
    state.page(&who, &page)
}
