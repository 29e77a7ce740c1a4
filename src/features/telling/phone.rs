//! "On this phone": what somebody filmed or said that is not sent yet. The phone itself fills the page.
//! Must never ask the vault for anything: this page is about what the house does not have.
use serde::Serialize;

use super::recorder::ON_THIS_PHONE;
use crate::state::State;
use crate::web::page::keep_on_phone;
use crate::web::step::Step;
use crate::web::{Error, Page, Reply, Who};

#[derive(Debug, Serialize)]
struct PhonePage {
    step: Step,
    whose: String,
    sayings: &'static [(&'static str, &'static str)],
}

impl Page for PhonePage {
    const TEMPLATE: &'static str = "telling/phone.html";
}

pub async fn page(state: State, who: Who) -> Reply {
    let page = PhonePage {
        step: Step::new("On this phone", "/me"),
        whose: who.whose().ok_or(Error::NotFound)?,
        sayings: ON_THIS_PHONE,
    };
    Ok(keep_on_phone(&who, state.page(&who, &page)?))
}
