//! Pictures beside a story that was written. Nobody has to add one.
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web;
use entity::{AssetKind, asset, story};
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use super::film::{arrived, put_in, remove};
use crate::state::State;
use crate::web::components::FileUpload;
use crate::web::sharing::Work;
use crate::web::shown::address;
use crate::web::step::Step;
use crate::web::{Error, Form, Invalid, Page, Query, Reply, Who, see_other, see_other_saying};

#[derive(Debug, Serialize)]
struct PicturesPage {
    step: Step,
    action: String,
    picture: FileUpload,
    /// Addresses of the pictures that are in it.
    there: Vec<String>,
    work: Option<Work>,
    progress: String,
    next: String,
    /// Where "Take the pictures out" goes.
    out: String,
    to: String,
}

impl Page for PicturesPage {
    const TEMPLATE: &'static str = "telling/pictures.html";

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

async fn pictures_page(
    state: &State,
    who: &Who,
    draft: &Draft,
    form: &Form,
    errors: &Invalid,
) -> Result<PicturesPage, Error> {
    let work = Work::of(story::own_media(&state.db, who, draft.id(), state.clock.now()).await?);
    let heading = if work.is_some() {
        "Your pictures"
    } else {
        "Do you want to add a picture?"
    };
    let files = draft.own.story.assets.iter();
    Ok(PicturesPage {
        step: Step::new(heading, draft.back(form, "write"))
            .part(3, STEPS)
            .errors(errors),
        action: draft.at("pictures"),
        picture: FileUpload::new(
            "picture",
            if work.is_some() {
                "One more picture"
            } else {
                "Your picture"
            },
        )
        .accept("image/*")
        .error(errors.message("picture")),
        there: files
            .filter(|file| file.kind == AssetKind::Picture)
            .map(address)
            .collect(),
        work,
        progress: draft.at("film/progress"),
        next: draft.at(if form.get("to") == "check" {
            "check"
        } else {
            "feeling"
        }),
        out: draft.at("pictures/out"),
        to: form.typed("to"),
    })
}

pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let page = pictures_page(&state, &who, &draft, &query, &Invalid::default()).await?;
    state.page(&who, &page)
}

pub async fn receive(state: State, who: Who, id: web::Path<String>, parts: Multipart) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let problem = match arrived(&state, &who, parts).await {
        Ok((form, uploads)) if uploads.is_empty() => (
            StatusCode::UNPROCESSABLE_ENTITY,
            form,
            "Choose a picture first, or go on.".to_owned(),
        ),
        Ok((form, uploads)) => match put_in(&state, &who, &draft, &uploads).await? {
            Some(why) => (StatusCode::UNPROCESSABLE_ENTITY, form, why),
            None => {
                let to = if form.get("to") == "check" {
                    "?to=check"
                } else {
                    ""
                };
                return Ok(see_other(&format!("{}{to}", draft.at("pictures"))));
            }
        },
        Err(Error::TooLarge) => {
            let words = "This picture is too big to send. Choose a smaller one.".to_owned();
            (StatusCode::PAYLOAD_TOO_LARGE, Form::default(), words)
        }
        Err(error) => return Err(error),
    };
    let errors = Invalid::one("picture", problem.2);
    let page = pictures_page(&state, &who, &draft, &problem.1, &errors).await?;
    state.answer(problem.0, &who, &page)
}

pub async fn take_out(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let files = asset::originals(&state.db, &who, draft.id(), state.clock.now()).await?;
    remove(&state, &who, &files).await?;
    Ok(see_other_saying(
        &state,
        &draft.at("pictures"),
        "The pictures are out of your story.",
    ))
}
