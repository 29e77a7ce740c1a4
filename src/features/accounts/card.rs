//! A storyteller opens the link on a card. Looking at it changes nothing; only "Yes, this is me" signs in.
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;

use crate::say;
use crate::state::State;
use crate::web::components::Button;
use crate::web::{Door, Form, Page, Reply, Who, see_other, session};

#[derive(Debug, Serialize)]
struct CardPage {
    /// What the person likes to be called; never a surname.
    name: String,
    /// The name of the picture on the card.
    picture: String,
    yes: Button,
    no: Button,
}

impl Page for CardPage {
    const TEMPLATE: &'static str = "accounts/card.html";
    const IN_WELSH: bool = true;
}

/// The card was cancelled, or is not one of ours.
#[derive(Debug, Serialize)]
struct StoppedPage {
    /// Whom to ask, when we know.
    helper: Option<String>,
    help_line: String,
}

impl Page for StoppedPage {
    const TEMPLATE: &'static str = "accounts/card_stopped.html";
    const IN_WELSH: bool = true;
}

pub async fn page(state: State, who: Who, token: web::Path<String>) -> Reply {
    match entity::card::greeting(&state.db, &session::hash(&token)).await {
        Ok(greeting) if greeting.cancelled => {
            stopped(&state, &who, StatusCode::GONE, Some(greeting.helper_name))
        }
        Ok(greeting) => {
            let page = CardPage {
                name: greeting.known_as,
                picture: greeting.picture,
                yes: Button::new(say!("easy-reaching-yes-me")).named("answer", "yes"),
                no: Button::new(say!("easy-reaching-no-me"))
                    .named("answer", "no")
                    .secondary(),
            };
            state.page(&who, &page)
        }
        Err(entity::Error::NotFound) => stopped(&state, &who, StatusCode::NOT_FOUND, None),
        Err(error) => Err(error.into()),
    }
}

pub async fn answer(
    state: State,
    who: Who,
    request: HttpRequest,
    token: web::Path<String>,
    form: Form,
) -> Reply {
    let token_hash = session::hash(&token);
    state.throttle.count(Door::Card, &request, &token_hash)?;
    if form.get("answer") != "yes" {
        return Ok(see_other("/help"));
    }
    let account = match entity::card::account(&state.db, &token_hash).await {
        Ok(account) => account,
        // Cancelled while the page was open: the page says whom to ask.
        Err(entity::Error::NotFound) => return page(state, who, token).await,
        Err(error) => return Err(error.into()),
    };
    let cookie = session::start(&state, &who, account, "card").await?;
    let mut response = see_other("/");
    response.add_cookie(&cookie).map_err(anyhow::Error::from)?;
    Ok(response)
}

fn stopped(state: &State, who: &Who, status: StatusCode, helper: Option<String>) -> Reply {
    let help_line = state.config.council.help_line.clone();
    state.answer(
        status,
        who,
        &StoppedPage {
            helper: helper.filter(|name| !name.is_empty()),
            help_line,
        },
    )
}
