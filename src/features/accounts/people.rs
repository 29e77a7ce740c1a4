//! Administrators see who has an account, invite more, and close those of people who left. Sees no story.
use actix_web::web;
use entity::account::Account;
use entity::{AccountId, Role};
use serde::Serialize;

use crate::state::State;
use crate::web::components::{Button, ErrorSummary, Input, Select};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, see_other_saying, session};

#[derive(Debug, Serialize)]
struct PeoplePage {
    errors: Option<ErrorSummary>,
    people: Vec<Person>,
    name: Input,
    email: Input,
    role: Select,
    button: Button,
    /// Shown this once; only its hash is kept.
    link: Option<NewLink>,
}

#[derive(Debug, Serialize)]
struct Person {
    name: String,
    email: String,
    role: &'static str,
    state: &'static str,
    /// "good", "wait" or "stopped".
    looks: &'static str,
    presses: Vec<Press>,
}

/// A button beside a name.
#[derive(Debug, Serialize)]
struct Press {
    action: String,
    words: &'static str,
}

impl Person {
    /// Nobody closes their own account.
    fn new(account: Account, own: bool) -> Self {
        let press = |what: &str, words| Press {
            action: format!("/admin/accounts/{}/{what}", account.id),
            words,
        };
        let (state, looks) = match (account.active, account.ready) {
            (false, _) => ("Closed", "stopped"),
            (true, true) => ("Can sign in", "good"),
            (true, false) => ("Invited", "wait"),
        };
        let mut presses = Vec::new();
        if account.active {
            let words = if account.ready {
                "New password link"
            } else {
                "New invitation link"
            };
            presses.push(press("link", words));
            presses.extend((!own).then(|| press("close", "Close account")));
        } else {
            presses.push(press("reopen", "Open account again"));
        }
        Self {
            state,
            looks,
            presses,
            role: account.role.label(),
            name: account.name,
            email: account.email,
        }
    }
}

#[derive(Debug, Serialize)]
struct NewLink {
    name: String,
    address: String,
    days: i64,
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "accounts/people.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

async fn people(
    state: &State,
    who: &Who,
    form: &Form,
    errors: &Invalid,
    link: Option<NewLink>,
) -> Result<PeoplePage, Error> {
    let mut accounts = entity::account::staff(&state.db).await?;
    accounts.sort_by_key(|account| !account.active);
    let roles = Role::ALL.iter().filter(|role| role.is_staff());
    let role = Select::new("role", "What they do").item("", "Pick one");
    Ok(PeoplePage {
        errors: errors.summary(),
        people: accounts
            .into_iter()
            .map(|account| {
                let own = who.account() == Some(account.id);
                Person::new(account, own)
            })
            .collect(),
        name: Input::new("name", "Their name")
            .value(form.typed("name"))
            .error(errors.message("name")),
        email: Input::new("email", "Their email address")
            .kind("email")
            .spellcheck(false)
            .value(form.typed("email"))
            .error(errors.message("email")),
        role: roles
            .fold(role, |select, role| select.item(role.as_str(), role.label()))
            .picked(form.typed("role"))
            .error(errors.message("role")),
        button: Button::new("Make an invitation link").once(),
        link,
    })
}

pub async fn page(state: State, who: Who) -> Reply {
    let page = people(&state, &who, &Form::default(), &Invalid::default(), None).await?;
    state.page(&who, &page)
}

struct Invite {
    name: String,
    email: String,
    role: Role,
}

fn parse(form: &Form) -> Result<Invite, Invalid> {
    let mut fields = Fields::of(form);
    let name = fields.line("name", 100, "Enter their name");
    let email = fields.email("email", "Enter their email address");
    let role = fields.choice::<Role>("role", "Pick what they do");
    let role = role
        .filter(|role| role.is_staff())
        .or_else(|| fields.refuse("role", "Pick what they do"));
    fields.finish(|| {
        Some(Invite {
            name: name?,
            email: email?,
            role: role?,
        })
    })
}

pub async fn invite(state: State, who: Who, form: Form) -> Reply {
    let invite = match parse(&form) {
        Ok(invite) => invite,
        Err(errors) => return state.refused(&who, &people(&state, &who, &form, &errors, None).await?),
    };
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    let added =
        entity::account::add_staff(&tx, who.account(), &invite.email, &invite.name, invite.role, now).await;
    let account = match added {
        Ok(account) => account,
        Err(entity::Error::Refused(why)) => {
            drop(tx);
            let errors = Invalid::one("email", why);
            return state.refused(&who, &people(&state, &who, &form, &errors, None).await?);
        }
        Err(error) => return Err(error.into()),
    };
    let link = link(&state, &tx, &who, account, invite.name).await?;
    tx.commit().await?;
    state.page(
        &who,
        &people(&state, &who, &Form::default(), &Invalid::default(), Some(link)).await?,
    )
}

/// A fresh link for somebody who lost the first one, or the password.
pub async fn new_link(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: AccountId = id.parse()?;
    let account = entity::account::staff(&state.db)
        .await?
        .into_iter()
        .find(|account| account.id == id && account.active);
    let account = account.ok_or(Error::NotFound)?;
    let tx = state.db.begin().await?;
    let link = link(&state, &tx, &who, id, account.name).await?;
    tx.commit().await?;
    state.page(
        &who,
        &people(&state, &who, &Form::default(), &Invalid::default(), Some(link)).await?,
    )
}

/// Ends the account's sessions and links too.
pub async fn close(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: AccountId = id.parse()?;
    let by = who.account().ok_or(Error::Forbidden)?;
    let tx = state.db.begin().await?;
    match entity::account::close(&tx, by, id, state.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(entity::Error::Refused(why)) => return Ok(see_other_saying(&state, "/admin/accounts", why)),
        Err(error) => return Err(error.into()),
    }
    let notice = "The account is closed. They are signed out everywhere. You can open it again.";
    Ok(see_other_saying(&state, "/admin/accounts", notice))
}

pub async fn reopen(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: AccountId = id.parse()?;
    let by = who.account().ok_or(Error::Forbidden)?;
    let tx = state.db.begin().await?;
    entity::account::reopen(&tx, by, id, state.clock.now()).await?;
    tx.commit().await?;
    let notice = "The account is open again, with the password it had.";
    Ok(see_other_saying(&state, "/admin/accounts", notice))
}

async fn link(
    state: &State,
    tx: &entity::Tx,
    who: &Who,
    account: AccountId,
    name: String,
) -> Result<NewLink, Error> {
    let (days, now) = (state.config.security.invitation_days, state.clock.now());
    let (token, by) = (session::fresh_token(), who.account());
    let hash = session::hash(&token);
    entity::account::invite(tx, by, account, &hash, now.plus_days(days), now).await?;
    Ok(NewLink {
        name,
        address: format!("{}/invite/{token}", state.config.server.public_url),
        days,
    })
}
