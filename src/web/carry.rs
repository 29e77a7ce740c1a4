//! Words typed in a form of staff whose session ended meanwhile: a page that holds them until
//! somebody has signed in again, and then sends the form on its way.
//! Must never keep them on the server, nor act on them for somebody who is not signed in.
use actix_multipart::Multipart;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::{FromRequest as _, HttpRequest};
use serde::Serialize;

use super::components::Button;
use super::error::Error;
use super::form::Form;
use super::multipart::{self, FilePart};
use super::page::Page;
use super::table::{Access, Table};
use super::viewer::Who;
use super::{Reply, form};
use crate::state::State;

/// The field that says how many files could not be carried: a browser does not send them twice.
pub const LEFT_BEHIND: &str = "files_left_behind";

/// Where the second tab ends, once somebody is signed in.
const AGAIN: &str = "/sign-in/again";

#[derive(Debug, Serialize)]
struct CarryPage {
    held: Held,
    sign_in: String,
    button: Button,
}

impl Page for CarryPage {
    const TEMPLATE: &'static str = "errors/carry.html";
}

#[derive(Debug, Serialize)]
struct AgainPage {}

impl Page for AgainPage {
    const TEMPLATE: &'static str = "errors/again.html";
}

pub fn routes(table: &mut Table) {
    table.get(AGAIN, Access::SignedIn, again);
}

async fn again(state: State, who: Who) -> Reply {
    state.page(&who, &AgainPage {})
}

/// Whether this is a form that staff have filled in.
pub(super) fn fits(access: Access, request: &ServiceRequest) -> bool {
    let of_staff = !matches!(access, Access::Anyone | Access::SignedIn | Access::Storyteller);
    of_staff
        && *request.method() == Method::POST
        && !request.headers().contains_key("tus-resumable")
        && enctype(request).is_some()
}

const PARTS: &str = "multipart/form-data";
const PAIRS: &str = "application/x-www-form-urlencoded";

fn enctype(request: &ServiceRequest) -> Option<&'static str> {
    let kind = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    [PARTS, PAIRS].into_iter().find(|known| kind.starts_with(known))
}

/// A form that was sent, as a page holds it until it can be sent again.
#[derive(Debug, Serialize)]
pub(super) struct Held {
    /// Where the form goes.
    action: String,
    /// How it is written.
    enctype: &'static str,
    /// Names and values, to the letter.
    fields: Vec<(String, String)>,
    /// Files were picked: a browser does not send them twice.
    files: bool,
}

/// Answers with the page that holds what was typed; with the way to sign in when nothing was.
pub(super) async fn hold(state: &State, request: ServiceRequest) -> ServiceResponse {
    let way_in = Error::sign_in_to_reach(&request);
    let (http, held) = typed(request).await;
    let page = held.map(|held| CarryPage {
        held,
        sign_in: format!("/sign-in?next={}", form::escape(AGAIN)),
        button: Button::new("I am signed in: carry on").once(),
    });
    let answer = page.map(|page| state.answer(StatusCode::UNAUTHORIZED, &Who::of(&http), &page));
    match answer {
        Some(Ok(answer)) => ServiceResponse::new(http, answer),
        Some(Err(error)) => ServiceResponse::from_err(error, http),
        None => ServiceResponse::from_err(way_in, http),
    }
}

/// What was typed in a form that came too late; nothing when nothing was, or it cannot be read.
pub(super) async fn typed(request: ServiceRequest) -> (HttpRequest, Option<Held>) {
    let enctype = enctype(&request).unwrap_or(PAIRS);
    let action = request
        .uri()
        .path_and_query()
        .map(|path| path.as_str().to_owned())
        .unwrap_or_default();
    let (http, mut payload) = request.into_parts();
    let mut files = 0_usize;
    let read = if enctype == PARTS {
        let parts = Multipart::new(http.headers(), payload);
        multipart::read(parts, async |_: &Form, _: FilePart<'_>| {
            files += 1;
            Ok(())
        })
        .await
    } else {
        Form::from_request(&http, &mut payload).await
    };
    let held = read.ok().map(|form| held(&form, action, enctype, files));
    (http, held.filter(|held| !held.fields.is_empty()))
}

fn held(form: &Form, action: String, enctype: &'static str, files: usize) -> Held {
    let mut fields: Vec<(String, String)> = form
        .pairs()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    if files > 0 {
        fields.push((LEFT_BEHIND.to_owned(), files.to_string()));
    }
    Held {
        action,
        enctype,
        files: fields.iter().any(|(name, _)| name == LEFT_BEHIND),
        fields,
    }
}
