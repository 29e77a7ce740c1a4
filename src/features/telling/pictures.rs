//! Pictures beside a story that was written. Nobody has to add one.
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web;
use entity::asset::{OwnFile, own_files};
use entity::{AssetId, AssetState, story};
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use super::film::{arrived, put_in, remove};
use super::strip;
use crate::say;
use crate::state::State;
use crate::web::components::FileUpload;
use crate::web::sharing::Work;
use crate::web::step::Step;
use crate::web::upload::Takes;
use crate::web::{Error, Form, Invalid, Page, Query, Reply, Who, see_other, see_other_saying};

/// What phones are asked for by name: an iPhone then sends one of these instead of its own kind.
const KINDS: &str = "image/jpeg,image/png,image/webp,image/gif";

#[derive(Debug, Serialize)]
struct PicturesPage {
    step: Step,
    action: String,
    picture: FileUpload,
    /// What is in it, each with its way out.
    there: Vec<There>,
    /// The work on them, while it goes on.
    work: Option<Work>,
    progress: String,
    next: String,
    to: String,
}

/// A picture in the story, or one that could not be opened.
#[derive(Debug, Serialize)]
struct There {
    /// Nothing while there is nothing to see.
    src: Option<String>,
    broken: bool,
    /// "picture 2", for those who hear the page; counted from 1.
    number: usize,
    out: String,
}

impl There {
    fn of(draft: &Draft, number: usize, file: &OwnFile) -> Self {
        Self {
            src: file.picture.map(|picture| format!("/media/{picture}")),
            broken: file.state == AssetState::Broken,
            number,
            out: draft.at(&format!("pictures/{}/out", file.id)),
        }
    }
}

/// What could not be read is what the story is told with.
pub(super) fn is_picture(draft: &Draft, file: &OwnFile) -> bool {
    file.is_picture.unwrap_or(!draft.is_film())
}

/// The pictures of a draft, as they came.
async fn there(state: &State, who: &Who, draft: &Draft) -> Result<Vec<There>, Error> {
    let files = own_files(&state.db, who, draft.id(), state.clock.now()).await?;
    let beside = |file: &&OwnFile| is_picture(draft, file) && !strip::is_in(draft, file.id);
    let pictures = files.iter().filter(beside);
    let seen = (1..).zip(pictures);
    Ok(seen
        .map(|(number, file)| There::of(draft, number, file))
        .collect())
}

impl Page for PicturesPage {
    const TEMPLATE: &'static str = "telling/pictures.html";
    const IN_WELSH: bool = true;

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
    let media = story::own_media(&state.db, who, draft.id(), state.clock.now()).await?;
    let there = there(state, who, draft).await?;
    let told = if draft.is_film() {
        say!("easy-telling-did-film")
    } else if draft.is_talk() {
        say!("easy-telling-did-talk")
    } else {
        say!("easy-telling-did-write")
    };
    let heading = if there.is_empty() {
        say!("easy-telling-picture-ask")
    } else {
        say!("easy-telling-your-pictures")
    };
    Ok(PicturesPage {
        step: Step::new(heading, draft.back(form, draft.telling()))
            .part(3, STEPS)
            .errors(errors)
            .did(
                "write",
                told,
                draft.at(draft.telling()),
                say!("easy-telling-of-story"),
            ),
        action: draft.at("pictures"),
        picture: FileUpload::new(
            "picture",
            if there.is_empty() {
                say!("easy-telling-picture-yours")
            } else {
                say!("easy-telling-picture-more")
            },
        )
        .accept(KINDS)
        .error(errors.message("picture")),
        there,
        work: Work::of_pictures(media).filter(|work| work.going),
        progress: draft.at("film/progress"),
        next: draft.at(if form.get("to") == "check" {
            "check"
        } else {
            "feeling"
        }),
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
            say!("easy-telling-picture-first"),
        ),
        Ok((form, uploads)) => match put_in(&state, &who, &draft, &uploads, Takes::Pictures).await? {
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
            let words = say!("easy-telling-picture-big");
            (StatusCode::PAYLOAD_TOO_LARGE, Form::default(), words)
        }
        Err(error) => return Err(error),
    };
    let errors = Invalid::one("picture", problem.2);
    let page = pictures_page(&state, &who, &draft, &problem.1, &errors).await?;
    state.answer(problem.0, &who, &page)
}

#[derive(Debug, Serialize)]
struct OutPage {
    step: Step,
    picture: There,
    keep: String,
}

impl Page for OutPage {
    const TEMPLATE: &'static str = "telling/picture_out.html";
    const IN_WELSH: bool = true;
}

/// One picture of the draft, by its address.
async fn one(state: &State, who: &Who, draft: &Draft, file: &str) -> Result<OwnFile, Error> {
    let file: AssetId = file.parse()?;
    let files = own_files(&state.db, who, draft.id(), state.clock.now()).await?;
    let found = files
        .into_iter()
        .find(|own| own.id == file && is_picture(draft, own) && !strip::is_in(draft, own.id));
    found.ok_or(Error::NotFound)
}

pub async fn ask_out(state: State, who: Who, path: web::Path<(String, String)>) -> Reply {
    let (id, file) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let file = one(&state, &who, &draft, &file).await?;
    let page = OutPage {
        step: Step::new(say!("easy-telling-picture-out-ask"), draft.at("pictures")),
        picture: There::of(&draft, 1, &file),
        keep: draft.at("pictures"),
    };
    state.page(&who, &page)
}

pub async fn take_out(state: State, who: Who, path: web::Path<(String, String)>) -> Reply {
    let (id, file) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    // The second press of the same button finds it gone, which is what was wanted.
    match one(&state, &who, &draft, &file).await {
        Ok(file) => remove(&state, &who, &[file.id]).await?,
        Err(Error::NotFound) => {}
        Err(error) => return Err(error),
    }
    Ok(see_other_saying(
        &state,
        &draft.at("pictures"),
        &say!("easy-telling-picture-out-done"),
    ))
}
