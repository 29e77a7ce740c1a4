//! A new member of staff follows a link once and chooses a password.
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use entity::account::Account;
use secrecy::SecretString;
use serde::Serialize;

use super::password;
use crate::state::State;
use crate::web::components::{Button, ErrorSummary, PasswordInput};
use crate::web::{Door, Fields, Form, Invalid, Page, Reply, Who, see_other_saying, session};

#[derive(Debug, Serialize)]
struct InvitationPage {
    errors: Option<ErrorSummary>,
    name: String,
    /// Shown so that password managers keep the right pair.
    email: String,
    password: PasswordInput,
    button: Button,
}

impl Page for InvitationPage {
    const TEMPLATE: &'static str = "accounts/invitation.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

impl InvitationPage {
    fn new(account: Account, errors: &Invalid) -> Self {
        Self {
            errors: errors.summary(),
            name: account.name,
            email: account.email,
            password: PasswordInput::new("password", "Choose a password")
                .hint(
                    format!(
                        "{} letters or more. Three words that only you would put together are good.",
                        password::LEAST
                    )
                    .as_str(),
                )
                .autocomplete("new-password")
                .error(errors.message("password")),
            button: Button::new("Save my password and sign in"),
        }
    }
}

/// The link was used, ran out, or never was; the three look the same.
#[derive(Debug, Serialize)]
struct SpentPage {}

impl Page for SpentPage {
    const TEMPLATE: &'static str = "accounts/invitation_spent.html";
}

pub async fn page(state: State, who: Who, token: web::Path<String>) -> Reply {
    match entity::account::invited(&state.db, &session::hash(&token), state.clock.now()).await {
        Ok(account) => state.page(&who, &InvitationPage::new(account, &Invalid::default())),
        Err(entity::Error::NotFound) => state.answer(StatusCode::NOT_FOUND, &who, &SpentPage {}),
        Err(error) => Err(error.into()),
    }
}

fn parse(form: &Form) -> Result<SecretString, Invalid> {
    let mut fields = Fields::of(form);
    let chosen = fields.text("password", password::MOST, "Choose a password");
    let chosen = chosen
        .filter(|chosen| chosen.chars().count() >= password::LEAST)
        .or_else(|| {
            fields.refuse(
                "password",
                format!("Make it longer: {} letters or more", password::LEAST),
            )
        });
    fields.finish(|| chosen.map(SecretString::from))
}

pub async fn accept(
    state: State,
    who: Who,
    request: HttpRequest,
    token: web::Path<String>,
    form: Form,
) -> Reply {
    let token_hash = session::hash(&token);
    state.throttle.count(Door::Invitation, &request, &token_hash)?;
    let now = state.clock.now();
    let account = match entity::account::invited(&state.db, &token_hash, now).await {
        Ok(account) => account,
        Err(entity::Error::NotFound) => return state.answer(StatusCode::NOT_FOUND, &who, &SpentPage {}),
        Err(error) => return Err(error.into()),
    };
    let chosen = match parse(&form) {
        Ok(chosen) => chosen,
        Err(errors) => return state.refused(&who, &InvitationPage::new(account, &errors)),
    };
    let hash = password::hash(chosen).await?;
    let tx = state.db.begin().await?;
    let account = entity::account::accept(&tx, &token_hash, now).await?;
    entity::account::set_password(&tx, account, &hash, now).await?;
    tx.commit().await?;
    let cookie = session::start(&state, &who, account, "invitation").await?;
    let mut response = see_other_saying(&state, "/", "Your password is saved. Welcome.");
    response.add_cookie(&cookie).map_err(anyhow::Error::from)?;
    Ok(response)
}
