//! How it felt: five faces, or no answer. One press answers.
use actix_web::web;
use entity::story;
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use crate::say;
use crate::state::State;
use crate::web::shown::feelings;
use crate::web::step::{Step, Tile};
use crate::web::{Form, Invalid, Page, Query, Reply, Who};

#[derive(Debug, Serialize)]
struct FeelingPage {
    step: Step,
    faces: Vec<Tile>,
    to: String,
}

impl Page for FeelingPage {
    const TEMPLATE: &'static str = "telling/feeling.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

fn feeling_page(draft: &Draft, form: &Form, errors: &Invalid) -> FeelingPage {
    let broken = draft.own.story.media == Some(entity::AssetState::Broken);
    let (picture, did, back) = if draft.is_film() && broken {
        ("film", say!("easy-telling-did-send-film"), "film")
    } else if draft.is_film() {
        ("film", say!("easy-telling-did-film"), "film")
    } else if draft.is_talk() {
        ("talk", say!("easy-telling-did-talk"), "talk")
    } else if draft.is_placed() {
        ("pictures", say!("easy-telling-did-pictures"), "strip")
    } else {
        ("write", say!("easy-telling-did-write"), "pictures")
    };
    let step = Step::new(say!("easy-telling-felt"), draft.back(form, back))
        .part(4, STEPS)
        .errors(errors);
    FeelingPage {
        step: step.did(
            picture,
            did,
            draft.at(draft.telling()),
            say!("easy-telling-of-story"),
        ),
        faces: feelings()
            .map(|face| {
                Tile::new(face.value.to_string(), face.picture, face.words)
                    .picked(draft.own.story.feeling == Some(face.value))
            })
            .collect(),
        to: form.typed("to"),
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    state.page(&who, &feeling_page(&draft, &query, &Invalid::default()))
}

pub async fn answer(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let feeling = match form.get("feeling") {
        "skip" => None,
        value => match value.parse().ok().filter(|value| (1..=5).contains(value)) {
            Some(value) => Some(value),
            None => {
                let errors = Invalid::one("feeling", say!("easy-telling-felt-pick"));
                return state.refused(&who, &feeling_page(&draft, &form, &errors));
            }
        },
    };
    let tx = state.db.begin().await?;
    story::set_feeling(&tx, &who, draft.id(), feeling, state.clock.now()).await?;
    tx.commit().await?;
    Ok(draft.after(&form, "who"))
}
