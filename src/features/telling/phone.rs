//! "On this phone": what somebody filmed or said that is not sent yet. The phone itself fills the page.
//! Must never ask the vault for anything: this page is about what the house does not have.
use serde::Serialize;

use super::recorder::on_this_phone;
use crate::say;
use crate::state::State;
use crate::web::page::keep_on_phone;
use crate::web::step::Step;
use crate::web::{Error, Page, Reply, Who};

#[derive(Debug, Serialize)]
struct PhonePage {
    step: Step,
    whose: String,
    sayings: Vec<(&'static str, String)>,
}

impl Page for PhonePage {
    const TEMPLATE: &'static str = "telling/phone.html";
    const IN_WELSH: bool = true;
}

pub async fn page(state: State, who: Who) -> Reply {
    let page = PhonePage {
        step: Step::new(say!("easy-telling-phone"), "/me"),
        whose: who.whose().ok_or(Error::NotFound)?,
        sayings: on_this_phone(),
    };
    Ok(keep_on_phone(&who, state.page(&who, &page)?))
}
