//! What the story is about: five pictures a page, the next five behind "Something else". One press answers.
use actix_web::web;
use entity::ThemeId;
use entity::theme::Theme;
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use super::strip;
use super::themes::{self, ON_A_PAGE};
use crate::say;
use crate::state::State;
use crate::web::step::{Step, Tile};
use crate::web::{Form, Invalid, Page, Query, Reply, Who};

#[derive(Debug, Serialize)]
struct AboutPage {
    step: Step,
    tiles: Vec<Tile>,
    /// Where the answer goes.
    action: String,
    /// Where "Something else" goes; nothing on the last page.
    more: Option<String>,
    /// Where "Skip this question" goes.
    skip: String,
    to: String,
    /// Remembers that pictures were picked, which the story itself shows only later.
    way: &'static str,
}

impl Page for AboutPage {
    const TEMPLATE: &'static str = "telling/about.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

/// The address of a page of themes, counted from 0; it remembers where "Change" was pressed.
fn address(draft: &Draft, number: usize, form: &Form) -> String {
    let to = if form.get("to") == "check" { "to=check" } else { "" };
    let way = match way_of(draft, form) {
        "pictures" => "way=pictures",
        "talk" => "way=talk",
        _ => "",
    };
    let (path, page) = match number {
        0 => ("about", String::new()),
        number => ("about/more", format!("page={number}")),
    };
    let query = [page.as_str(), to, way]
        .into_iter()
        .filter(|part| !part.is_empty());
    let query: Vec<&str> = query.collect();
    if query.is_empty() {
        draft.at(path)
    } else {
        format!("{}?{}", draft.at(path), query.join("&"))
    }
}

fn about_page(draft: &Draft, query: &Form, all: &[Theme], number: usize) -> AboutPage {
    let way = way_of(draft, query);
    let words = match way {
        "film" => say!("easy-telling-way-film"),
        "talk" => say!("easy-telling-way-talk"),
        "pictures" => say!("easy-telling-way-pictures"),
        _ => say!("easy-telling-way-write"),
    };
    let step = if number == 0 {
        Step::new(say!("easy-telling-about"), draft.back(query, "way"))
    } else {
        Step::new(say!("easy-telling-about-else"), address(draft, number - 1, query))
    };
    let step = step.echo(way, words, draft.at("way"), say!("easy-telling-of-how"));
    let picked = draft.about.as_ref().map(|theme| theme.id);
    let shown = all.iter().skip(number * ON_A_PAGE).take(ON_A_PAGE);
    let more = all.len() > (number + 1) * ON_A_PAGE;
    AboutPage {
        step: step.part(2, STEPS),
        tiles: shown
            .map(|theme| {
                Tile::new(theme.id.to_string(), themes::picture(theme), themes::name(theme))
                    .picked(picked == Some(theme.id))
            })
            .collect(),
        action: draft.at("about"),
        more: more.then(|| address(draft, number + 1, query)),
        skip: draft.at(if query.get("to") == "check" {
            "check"
        } else {
            after(draft, query)
        }),
        to: query.typed("to"),
        way: match way_of(draft, query) {
            way @ ("pictures" | "talk") => way,
            _ => "",
        },
    }
}

/// How it is told: as a film, as the address says, or as what is there says.
fn way_of(draft: &Draft, form: &Form) -> &'static str {
    match form.get("way") {
        _ if draft.is_film() => "film",
        "pictures" => "pictures",
        "talk" => "talk",
        _ => draft.way(),
    }
}

fn after(draft: &Draft, form: &Form) -> &'static str {
    match way_of(draft, form) {
        "film" => "ready",
        "pictures" if draft.own.story.placed.is_empty() => "choose",
        "pictures" => "strip",
        "talk" if draft.has_film() => "talk",
        "talk" => "ready?way=talk",
        _ => "write",
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    show(&state, &who, &id, &query, 0).await
}

pub async fn more(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let number = query.get("page").parse().unwrap_or(1);
    show(&state, &who, &id, &query, number).await
}

async fn show(state: &State, who: &Who, id: &str, query: &Form, number: usize) -> Reply {
    let draft = Draft::open(state, who, id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let all = themes::all(state).await?;
    // A page that is not there is the last one that is.
    let number = number.min(all.len().saturating_sub(1) / ON_A_PAGE);
    state.page(who, &about_page(&draft, query, &all, number))
}

pub async fn answer(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let all = themes::all(&state).await?;
    let given: Option<ThemeId> = form.get("about").parse().ok();
    let Some(theme) = all.iter().find(|theme| Some(theme.id) == given) else {
        let errors = Invalid::one("about", say!("easy-step-pick"));
        let mut page = about_page(&draft, &form, &all, 0);
        page.step = page.step.errors(&errors);
        return state.refused(&who, &page);
    };
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    strip::code(&state, &tx, &who, &draft, Some(theme)).await?;
    draft.keep_title(&tx, &who, Some(theme), now).await?;
    tx.commit().await?;
    Ok(draft.after(&form, after(&draft, &form)))
}
