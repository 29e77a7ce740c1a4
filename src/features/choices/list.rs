//! The list of a person's choices, each with what holds now.
use serde::Serialize;

use super::kinds::What;
use crate::say;
use crate::state::State;
use crate::web::step::Step;
use crate::web::{Page, Reply, Who};

#[derive(Debug, Serialize)]
pub struct Line {
    href: String,
    picture: &'static str,
    name: String,
    said: String,
}

impl Line {
    pub fn of(what: What, root: &str, choices: &entity::choices::Choices) -> Self {
        Self {
            href: format!("{root}/{}", what.word()),
            picture: what.picture(),
            name: what.name(),
            said: what.said(choices),
        }
    }
}

#[derive(Debug, Serialize)]
struct ListPage {
    step: Step,
    lines: Vec<Line>,
    /// Whom the person can ask.
    helper: Option<String>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "choices/list.html";
    const IN_WELSH: bool = true;
}

pub async fn page(state: State, who: Who) -> Reply {
    let own = Some(who.choices().helper.clone()).filter(|name| !name.is_empty());
    let helper = match own {
        Some(name) => Some(name),
        None => entity::card::helper(&state.db, &who).await?,
    };
    let page = ListPage {
        step: Step::new(say!("easy-choices-title"), "/me"),
        lines: What::ALL
            .into_iter()
            .map(|what| Line::of(what, "/me/choices", who.choices()))
            .collect(),
        helper,
    };
    state.page(&who, &page)
}
