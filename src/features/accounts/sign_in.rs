//! Staff come in with an email address and a password, and go out again.
use actix_web::{HttpRequest, HttpResponse};
use secrecy::SecretString;
use serde::Serialize;

use super::password;
use crate::say;
use crate::state::State;
use crate::web::components::{Button, ErrorSummary, Input, PasswordInput};
use crate::web::form::local_path;
use crate::web::{
    Door, Fields, Form, Invalid, Page, Query, Reply, Who, dates, see_other, see_other_saying, session,
};

#[derive(Debug, Serialize)]
pub struct SignInPage {
    errors: Option<ErrorSummary>,
    email: Input,
    password: PasswordInput,
    button: Button,
    /// Local path to go on to.
    next: String,
    /// The page behind this one is a storyteller's: the card comes first.
    by_card: bool,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "accounts/sign_in.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

impl SignInPage {
    // A password is never sent back to the page.
    fn new(form: &Form, errors: &Invalid) -> Self {
        Self {
            errors: errors
                .summary()
                .map(|summary| summary.title(say!("easy-sign-in-problem"))),
            email: Input::new("email", say!("easy-sign-in-email"))
                .kind("email")
                .autocomplete("username")
                .spellcheck(false)
                .value(form.typed("email"))
                .error(errors.message("email")),
            password: PasswordInput::new("password", say!("easy-sign-in-password"))
                .says(
                    [say!("easy-sign-in-show"), say!("easy-sign-in-hide")],
                    [
                        say!("easy-sign-in-show-password"),
                        say!("easy-sign-in-hide-password"),
                    ],
                    [say!("easy-sign-in-is-shown"), say!("easy-sign-in-is-hidden")],
                )
                .autocomplete("current-password")
                .error(errors.message("password")),
            button: Button::new(say!("easy-errors-sign-in")),
            by_card: is_storytellers(local_path(form.get("next")).unwrap_or_default()),
            next: local_path(form.get("next")).unwrap_or_default().to_owned(),
        }
    }
}

/// Whether a local path is one of the storyteller's own pages.
fn is_storytellers(path: &str) -> bool {
    let rest = path.strip_prefix("/me");
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// Somebody who is in already goes on.
pub async fn page(state: State, who: Who, Query(query): Query) -> Reply {
    // With a helper beside, signing in is how a member of staff ends that.
    if who.signed().is_some() && who.beside().is_none() {
        return Ok(see_other(local_path(query.get("next")).unwrap_or("/")));
    }
    state.page(&who, &SignInPage::new(&query, &Invalid::default()))
}

struct SignIn {
    email: String,
    password: SecretString,
}

fn parse(form: &Form) -> Result<SignIn, Invalid> {
    let mut fields = Fields::of(form);
    let email = fields.line("email", 254, &say!("easy-sign-in-enter-email"));
    let password = fields.text("password", password::MOST, &say!("easy-sign-in-enter-password"));
    fields.finish(|| {
        Some(SignIn {
            email: email?,
            password: password?.into(),
        })
    })
}

pub async fn sign_in(state: State, who: Who, request: HttpRequest, form: Form) -> Reply {
    let given = match parse(&form) {
        Ok(given) => given,
        Err(errors) => return state.refused(&who, &SignInPage::new(&form, &errors)),
    };
    state
        .throttle
        .count(Door::SignIn, &request, &given.email.to_lowercase())?;
    let known = entity::account::credentials(&state.db, &given.email).await?;
    let (account, hash) = known.map(|known| (known.id, known.password_hash)).unzip();
    let matches = password::matches(given.password, hash).await?;
    let Some(account) = account.filter(|_| matches) else {
        // The same for an unknown address, a wrong password and a closed account.
        let no_match = Invalid::one("email", say!("sign-in-no-match"));
        return state.refused(&who, &SignInPage::new(&form, &no_match));
    };
    let link = entity::account::link_made_for(&state.db, account).await?;
    let cookie = session::start(&state, &who, account, "password").await?;
    let next = local_path(form.get("next")).unwrap_or("/");
    let mut response = match link {
        Some(at) => {
            let day = dates::day(at);
            let notice = say!("easy-sign-in-new-link", day = day);
            see_other_saying(&state, next, &notice)
        }
        None => see_other(next),
    };
    response.add_cookie(&cookie).map_err(anyhow::Error::from)?;
    Ok(response)
}

pub async fn sign_out(state: State, who: Who) -> Reply {
    let cookie = session::end(&state, &who).await?;
    let mut response: HttpResponse = see_other_saying(&state, "/", &say!("easy-sign-in-out"));
    response.add_cookie(&cookie).map_err(anyhow::Error::from)?;
    Ok(response)
}
