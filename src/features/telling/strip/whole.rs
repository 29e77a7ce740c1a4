//! The strip so far, to look at, to go on with, and to change; and what else can be added to a story.
use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;

use super::{code, going, src_of};
use crate::features::telling::STEPS;
use crate::features::telling::draft::Draft;
use crate::say;
use crate::state::State;
use crate::web::shown::Panel;
use crate::web::step::Step;
use crate::web::{Form, Invalid, Page, Query, Reply, Who, see_other};

#[derive(Debug, Serialize)]
struct StripPage {
    step: Step,
    panels: Vec<Panel>,
    /// Where each is changed: number and what it is.
    changes: Vec<Change>,
    more: String,
    action: String,
    /// There is room for one more.
    room: bool,
    /// What somebody wrote about a picture that is not there any more.
    wrote: String,
    to: String,
}

#[derive(Debug, Serialize)]
struct Change {
    href: String,
    label: String,
}

impl Page for StripPage {
    const TEMPLATE: &'static str = "telling/strip.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let placed = &draft.own.story.placed;
    if placed.is_empty() {
        return Ok(see_other(&going(&draft, "choose", &query)));
    }
    let page = strip_page(&draft, &query, &Invalid::default());
    state.page(&who, &page)
}

fn strip_page(draft: &Draft, query: &Form, errors: &Invalid) -> StripPage {
    let placed = &draft.own.story.placed;
    StripPage {
        step: Step::new(say!("easy-pictures-strip"), draft.back(query, "about"))
            .part(3, STEPS)
            .errors(errors),
        panels: placed
            .iter()
            .map(|placed| Panel::of(placed).photo(src_of(placed)))
            .collect(),
        changes: placed
            .iter()
            .map(|placed| Change {
                href: going(draft, &format!("each/{}", placed.position), query),
                label: placed.label.clone(),
            })
            .collect(),
        more: going(draft, "choose", query),
        action: draft.at("strip"),
        room: placed.len() < entity::placing::MOST,
        wrote: String::new(),
        to: query.typed("to"),
    }
}

/// What was said about a picture that is not in the strip any more: nothing is changed, and the strip is shown with
/// what was written.
pub fn gone(state: &State, who: &Who, draft: &Draft, form: &Form, voice: bool) -> Reply {
    let mut why = say!("easy-pictures-gone");
    if voice {
        why = format!("{why} {}", say!("easy-pictures-voice-lost"));
    }
    let page = StripPage {
        wrote: form.typed("words").trim().to_owned(),
        ..strip_page(draft, form, &Invalid::one("strip", why))
    };
    state.answer(StatusCode::CONFLICT, who, &page)
}

/// "That is all": what the pictures are about is the teller's own coding of the story.
pub async fn finish(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let tx = state.db.begin().await?;
    code(&state, &tx, &who, &draft, draft.about.as_ref()).await?;
    tx.commit().await?;
    Ok(draft.after(&form, if draft.is_told() { "feeling" } else { "write" }))
}

#[derive(Debug, Serialize)]
struct MorePage {
    step: Step,
    tiles: Vec<Part>,
}

/// Something that can be added.
#[derive(Debug, Serialize)]
struct Part {
    href: String,
    picture: &'static str,
    words: String,
}

impl Page for MorePage {
    const TEMPLATE: &'static str = "telling/more.html";
    const IN_WELSH: bool = true;
}

/// "Add more to your story": any mix of ways in one story.
pub async fn more(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let part = |page: &str, picture, words| Part {
        href: format!("{}?to=check", draft.at(page)),
        picture,
        words,
    };
    let written = !draft.words().trim().is_empty();
    let mut tiles = if draft.has_film() {
        vec![part("film", "film", say!("easy-pictures-film-change"))]
    } else {
        vec![
            part("film", "film", say!("easy-pictures-film")),
            part("talk", "talk", say!("easy-pictures-talk")),
        ]
    };
    let words = if written {
        say!("easy-pictures-words-change")
    } else {
        say!("easy-pictures-write-it")
    };
    tiles.extend([
        part("write", "write", words),
        part("strip", "pictures", say!("easy-pictures-use")),
        part("pictures", "camera", say!("easy-pictures-photo-add")),
    ]);
    let page = MorePage {
        step: Step::new(say!("easy-pictures-add"), draft.at("check")),
        tiles,
    };
    state.page(&who, &page)
}
