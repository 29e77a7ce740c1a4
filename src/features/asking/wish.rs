//! "If I die": what a person wishes to be done with their stories then. They may say it, and change it.
//! Must never be asked without being looked for, nor answered by anybody else.
use entity::WishKind;
use entity::wish;
use serde::Serialize;

use crate::say;
use crate::state::State;
use crate::web::components::Input;
use crate::web::step::{Step, Tile};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, dates, see_other, see_other_saying};
use crate::words::terms;

const NAME: usize = 120;

#[derive(Debug, Serialize)]
struct WishPage {
    step: Step,
    tiles: Vec<Tile>,
    /// "You said this on 3 May 2026."
    said: Option<String>,
    /// Whom to ask, where that is the wish.
    ask: Option<String>,
}

impl Page for WishPage {
    const TEMPLATE: &'static str = "asking/wish.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

/// Picture and words of a wish.
fn tile(wish: WishKind) -> (&'static str, String) {
    match wish {
        WishKind::Keep => ("heart", terms::wish(wish)),
        WishKind::TakeBack => ("take-back", terms::wish(wish)),
        // Whom comes on the page after it.
        WishKind::Ask => ("people", say!("easy-asking-ask-somebody")),
    }
}

async fn wish_page(state: &State, who: &Who, errors: &Invalid) -> Result<WishPage, Error> {
    let participant = who.participant().ok_or(Error::NotFound)?;
    let said = wish::get(&state.db, who, participant).await?;
    let kind = said.as_ref().map(|said| said.kind);
    Ok(WishPage {
        step: Step::new(say!("easy-asking-wish-title"), "/me/stories").errors(errors),
        tiles: [WishKind::Keep, WishKind::TakeBack, WishKind::Ask]
            .into_iter()
            .map(|wish| {
                let (picture, words) = tile(wish);
                Tile::new(wish.as_str(), picture, words).picked(kind == Some(wish))
            })
            .collect(),
        said: said
            .as_ref()
            .map(|said| say!("easy-asking-said-on", day = dates::day(said.at))),
        ask: said.map(|said| said.ask_name).filter(|name| !name.is_empty()),
    })
}

pub async fn page(state: State, who: Who) -> Reply {
    state.page(&who, &wish_page(&state, &who, &Invalid::default()).await?)
}

pub async fn say(state: State, who: Who, form: Form) -> Reply {
    match form.get("wish").parse() {
        Ok(WishKind::Ask) => Ok(see_other("/me/wish/name")),
        Ok(kind) => keep(&state, &who, kind, "").await,
        Err(_) => {
            let errors = Invalid::one("wish", say!("easy-step-pick"));
            state.refused(&who, &wish_page(&state, &who, &errors).await?)
        }
    }
}

async fn keep(state: &State, who: &Who, kind: WishKind, name: &str) -> Reply {
    let tx = state.db.begin().await?;
    wish::say(&tx, who, kind, name, state.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(state, "/me/wish", &say!("easy-asking-written")))
}

#[derive(Debug, Serialize)]
struct NamePage {
    step: Step,
    name: Input,
}

impl Page for NamePage {
    const TEMPLATE: &'static str = "asking/wish_name.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

fn name(form: &Form, errors: &Invalid) -> NamePage {
    let (picture, words) = tile(WishKind::Ask);
    NamePage {
        step: Step::new(say!("easy-asking-whom"), "/me/wish")
            .echo(picture, words, "/me/wish", say!("easy-asking-what-wish"))
            .errors(errors),
        name: Input::new("name", say!("easy-asking-their-name"))
            .autocomplete("off")
            .value(form.typed("name"))
            .error(errors.message("name")),
    }
}

pub async fn name_page(state: State, who: Who) -> Reply {
    state.page(&who, &name(&Form::default(), &Invalid::default()))
}

pub async fn say_name(state: State, who: Who, form: Form) -> Reply {
    let mut fields = Fields::of(&form);
    let said = fields.line("name", NAME, &say!("easy-refused-whom"));
    match fields.finish(|| said) {
        Ok(said) => keep(&state, &who, WishKind::Ask, &said).await,
        Err(errors) => state.refused(&who, &name(&form, &errors)),
    }
}
