//! One choice of a person's: a press keeps it, and the page that comes back is already as they chose.
use entity::choices::{self, Choice, Choices, MOST_HELPER};
use serde::Serialize;

use super::kinds::What;
use crate::say;
use crate::state::State;
use crate::web::components::Input;
use crate::web::step::{Step, Tile};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, see_other, see_other_saying};

#[derive(Debug, Serialize)]
pub struct OnePage {
    step: Step,
    /// Names the choice for the looks of its tiles.
    what: &'static str,
    tiles: Vec<Tile>,
    rows: Vec<(&'static str, String)>,
    /// Where "Done" goes.
    done: &'static str,
}

impl Page for OnePage {
    const TEMPLATE: &'static str = "choices/one.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

impl OnePage {
    pub fn new(what: What, list: &'static str, choices: &Choices, errors: &Invalid) -> Self {
        Self {
            step: Step::new(what.question(), list).errors(errors),
            what: what.word(),
            tiles: what.tiles(choices),
            rows: what.rows(),
            done: list,
        }
    }
}

/// What is said when nothing was pressed that is an answer.
pub fn nothing_picked() -> Invalid {
    Invalid::one("answer", say!("easy-step-pick"))
}

pub async fn page(state: State, who: Who) -> Reply {
    let what = What::of(who.path()).ok_or(Error::NotFound)?;
    let page = OnePage::new(what, "/me/choices", who.choices(), &Invalid::default());
    state.page(&who, &page)
}

pub async fn set(state: State, who: Who, form: Form) -> Reply {
    let what = What::of(who.path()).ok_or(Error::NotFound)?;
    let Some(choice) = what.choice(form.get("answer")) else {
        let page = OnePage::new(what, "/me/choices", who.choices(), &nothing_picked());
        return state.refused(&who, &page);
    };
    keep(&state, &who, choice).await?;
    Ok(see_other(&format!("/me/choices/{}", what.word())))
}

async fn keep(state: &State, who: &Who, choice: Choice) -> Result<(), Error> {
    let tx = state.db.begin().await?;
    choices::set(&tx, who, choice, state.now()).await?;
    tx.commit().await?;
    Ok(())
}

#[derive(Debug, Serialize)]
struct HelperPage {
    step: Step,
    name: Input,
    /// Whom the card says to ask.
    card: Option<String>,
}

impl Page for HelperPage {
    const TEMPLATE: &'static str = "choices/helper.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

async fn helper(state: &State, who: &Who, typed: &str, errors: &Invalid) -> Result<HelperPage, Error> {
    Ok(HelperPage {
        step: Step::new(say!("easy-choices-helper"), "/me/choices").errors(errors),
        name: Input::new("name", say!("easy-choices-helper-name"))
            .hint(say!("easy-choices-helper-hint"))
            .autocomplete("off")
            .value(typed)
            .error(errors.message("name")),
        card: entity::card::helper(&state.db, who).await?,
    })
}

pub async fn helper_page(state: State, who: Who) -> Reply {
    let page = helper(&state, &who, &who.choices().helper, &Invalid::default()).await?;
    state.page(&who, &page)
}

pub async fn set_helper(state: State, who: Who, form: Form) -> Reply {
    let mut fields = Fields::of(&form);
    let name = fields.optional_line("name", MOST_HELPER);
    match fields.finish(|| name) {
        Ok(name) => {
            keep(&state, &who, Choice::Helper(name)).await?;
            Ok(see_other_saying(
                &state,
                "/me/choices",
                &say!("easy-choices-helper-kept"),
            ))
        }
        Err(errors) => {
            let page = helper(&state, &who, &form.typed("name"), &errors).await?;
            state.refused(&who, &page)
        }
    }
}
