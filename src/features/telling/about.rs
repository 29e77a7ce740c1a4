//! What the story is about: five pictures and the rest behind "Something else". One press answers.
use actix_web::web;
use entity::ThemeId;
use entity::coding;
use entity::theme::Theme;
use serde::Serialize;

use super::STEPS;
use super::draft::{Draft, framework};
use crate::state::State;
use crate::web::step::{Step, Tile};
use crate::web::{Error, Form, Invalid, Page, Query, Reply, Who};

/// Shown first where the framework has them; most people talk about these.
const FIRST: [&str; 5] = [
    "home",
    "family-life",
    "friends-and-loneliness",
    "health",
    "getting-about",
];

#[derive(Debug, Serialize)]
struct AboutPage {
    step: Step,
    tiles: Vec<Tile>,
    /// Where the answer goes.
    action: String,
    /// Where "Something else" goes; nothing on the page behind it.
    more: Option<String>,
    /// Where "Skip this question" goes.
    skip: String,
    to: String,
}

impl Page for AboutPage {
    const TEMPLATE: &'static str = "telling/about.html";

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

/// The themes of the first page, then the rest.
fn split(themes: Vec<Theme>) -> (Vec<Theme>, Vec<Theme>) {
    let rank = |theme: &Theme| FIRST.iter().position(|key| *key == theme.key);
    let mut sorted = themes;
    // Sorting keeps the framework's order among those that are not named.
    sorted.sort_by_key(|theme| rank(theme).unwrap_or(FIRST.len()));
    let rest = sorted.split_off(FIRST.len().min(sorted.len()));
    (sorted, rest)
}

async fn themes(state: &State) -> Result<(Vec<Theme>, Vec<Theme>), Error> {
    let framework = framework(state).await?;
    Ok(split(framework.map_or_else(Vec::new, |framework| {
        framework.top().cloned().collect()
    })))
}

fn about_page(draft: &Draft, query: &Form, (first, rest): (Vec<Theme>, Vec<Theme>), more: bool) -> AboutPage {
    let words = if draft.is_film() { "Film it" } else { "Write it" };
    let step = if more {
        Step::new("What else can it be about?", draft.at("about"))
    } else {
        let back = draft.back(query, "way");
        let picture = if draft.is_film() { "film" } else { "write" };
        Step::new("What is your story about?", back).echo(picture, words, draft.at("way"), "how to tell it")
    };
    let picked = draft.about.as_ref().map(|theme| theme.id);
    let has_rest = !rest.is_empty();
    AboutPage {
        step: step.part(2, STEPS),
        tiles: if more { rest } else { first }
            .into_iter()
            .map(|theme| {
                Tile::new(theme.id.to_string(), theme.symbol, theme.name).picked(picked == Some(theme.id))
            })
            .collect(),
        action: draft.at("about"),
        more: (!more && has_rest).then(|| {
            let to = if query.get("to") == "check" {
                "?to=check"
            } else {
                ""
            };
            format!("{}{to}", draft.at("about/more"))
        }),
        skip: draft.at(if query.get("to") == "check" {
            "check"
        } else {
            after(draft)
        }),
        to: query.typed("to"),
    }
}

fn after(draft: &Draft) -> &'static str {
    if draft.is_film() { "ready" } else { "write" }
}

pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    show(&state, &who, &id, &query, false).await
}

pub async fn more(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    show(&state, &who, &id, &query, true).await
}

async fn show(state: &State, who: &Who, id: &str, query: &Form, more: bool) -> Reply {
    let draft = Draft::open(state, who, id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    state.page(who, &about_page(&draft, query, themes(state).await?, more))
}

pub async fn answer(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let (first, rest) = themes(&state).await?;
    let given: Option<ThemeId> = form.get("about").parse().ok();
    let theme = first
        .iter()
        .chain(&rest)
        .find(|theme| Some(theme.id) == given)
        .cloned();
    let Some(theme) = theme else {
        let errors = Invalid::one("about", "Pick one picture to go on.");
        let mut page = about_page(&draft, &form, (first, rest), false);
        page.step = page.step.errors(&errors);
        return state.refused(&who, &page);
    };
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    coding::set_about(&tx, &who, draft.id(), &[theme.id], now).await?;
    draft.keep_title(&tx, &who, Some(&theme), now).await?;
    tx.commit().await?;
    Ok(draft.after(&form, after(&draft)))
}
