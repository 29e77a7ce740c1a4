//! Colours and letters for a device, before anybody signed in. Who is in has choices of their own.
use actix_web::HttpRequest;
use entity::choices::Choice;
use serde::Serialize;

use super::kinds::What;
use super::list::Line;
use super::one::{OnePage, nothing_picked};
use crate::say;
use crate::state::State;
use crate::web::step::Step;
use crate::web::{Error, Form, Invalid, Page, Reply, Who, chosen, see_other};

#[derive(Debug, Serialize)]
struct DevicePage {
    step: Step,
    lines: Vec<Line>,
}

impl Page for DevicePage {
    const TEMPLATE: &'static str = "choices/device.html";
    const IN_WELSH: bool = true;
}

pub async fn list(state: State, who: Who) -> Reply {
    if who.participant().is_some() {
        return Ok(see_other("/me/choices"));
    }
    let page = DevicePage {
        step: Step::new(say!("easy-choices-device-title"), "/"),
        lines: What::OF_DEVICE
            .into_iter()
            .map(|what| Line::of(what, "/choices", who.choices()))
            .collect(),
    };
    state.page(&who, &page)
}

pub async fn page(state: State, who: Who) -> Reply {
    let what = What::of(who.path()).ok_or(Error::NotFound)?;
    if who.participant().is_some() {
        return Ok(see_other(&format!("/me/choices/{}", what.word())));
    }
    let page = OnePage::new(what, "/choices", who.choices(), &Invalid::default());
    state.page(&who, &page)
}

pub async fn set(state: State, who: Who, request: HttpRequest, form: Form) -> Reply {
    let what = What::of(who.path()).ok_or(Error::NotFound)?;
    let mut device = chosen::of_device(&request);
    match what.choice(form.get("answer")) {
        Some(Choice::Colours(colours)) => device.colours = colours,
        Some(Choice::Size(size)) => device.size = size,
        _ => {
            let page = OnePage::new(what, "/choices", who.choices(), &nothing_picked());
            return state.refused(&who, &page);
        }
    }
    let mut answer = see_other(&format!("/choices/{}", what.word()));
    answer
        .add_cookie(&chosen::cookie(&state, &device))
        .map_err(|error| Error::Unexpected(error.into()))?;
    Ok(answer)
}
