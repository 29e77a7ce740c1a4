//! "Do you want to sign in with your phone next time?": the lock of one's own phone as a way in. Offered,
//! never demanded; added, used and removed by the person. Must never see a finger, a face or a code.
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse, web};
use entity::{PasskeyId, passkey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::say;
use crate::state::State;
use crate::web::step::Step;
use crate::web::{Door, Error, Page, Reply, Who, dates, see_other_saying, session};

/// Longest answer of a phone, in bytes.
const LONGEST: usize = 64 * 1024;

#[derive(Debug, Serialize)]
struct PhonePage {
    step: Step,
    /// Phones can be used at this address at all.
    can: bool,
    phones: Vec<Phone>,
}

#[derive(Debug, Serialize)]
struct Phone {
    since: String,
    remove: String,
}

impl Page for PhonePage {
    const TEMPLATE: &'static str = "accounts/phone.html";
    const IN_WELSH: bool = true;
}

pub async fn page(state: State, who: Who) -> Reply {
    let mine = passkey::mine(&state.db, &who).await?;
    let heading = if mine.is_empty() {
        say!("easy-reaching-phone-ask")
    } else {
        say!("easy-reaching-phone-there")
    };
    let page = PhonePage {
        step: Step::new(heading, "/me"),
        can: state.passkeys.are_there(),
        phones: mine
            .into_iter()
            .map(|phone| Phone {
                since: dates::day(phone.made_at),
                remove: format!("/me/lock/{}/remove", phone.id),
            })
            .collect(),
    };
    state.page(&who, &page)
}

fn json(body: &impl Serialize) -> Result<HttpResponse, Error> {
    let body = serde_json::to_string(body).map_err(anyhow::Error::from)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/json"))
        .body(body))
}

/// Where the page goes when the phone has answered well.
#[derive(Debug, Serialize)]
struct Done {
    to: &'static str,
}

pub async fn ask_to_add(state: State, who: Who) -> Reply {
    // Somebody beside them may not hold the phone that comes in later.
    passkey::mine(&state.db, &who).await?;
    let signed = who.signed().ok_or(Error::NotFound)?;
    let question = state
        .passkeys
        .ask_to_add(signed.account, &signed.name, state.now())
        .ok_or(Error::NotFound)?;
    json(&question)
}

/// What a browser sends: the word of the question, and the phone's answer.
#[derive(Debug, Deserialize)]
struct Sent {
    word: String,
    answer: Value,
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<(String, T), Error> {
    if body.len() > LONGEST {
        return Err(Error::TooLarge);
    }
    let sent: Sent = serde_json::from_slice(body).map_err(|_| Error::Unreadable)?;
    let answer = serde_json::from_value(sent.answer).map_err(|_| Error::Unreadable)?;
    Ok((sent.word, answer))
}

pub async fn add(state: State, who: Who, body: web::Bytes) -> Reply {
    let account = who.account().ok_or(Error::NotFound)?;
    let (word, answer) = read(&body)?;
    let now = state.now();
    let added = state
        .passkeys
        .added(&word, account, &answer, now)
        .ok_or(Error::Unreadable)?;
    let tx = state.db.begin().await?;
    passkey::add(&tx, &who, &added.credential_id, &added.credential, now).await?;
    tx.commit().await?;
    let mut response = json(&Done { to: "/me/lock" })?;
    response
        .add_cookie(&session::saying(&state, &say!("easy-reaching-phone-added")))
        .map_err(anyhow::Error::from)?;
    Ok(response)
}

pub async fn remove(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: PasskeyId = id.parse()?;
    let tx = state.db.begin().await?;
    passkey::end(&tx, &who, id, state.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(
        &state,
        "/me/lock",
        &say!("easy-reaching-phone-removed"),
    ))
}

pub async fn ask_to_sign_in(state: State, request: HttpRequest) -> Reply {
    // Nobody is named yet: only the address counts.
    state
        .throttle
        .count(Door::Phone, &request, &session::fresh_token())?;
    let question = state
        .passkeys
        .ask_to_sign_in(state.now())
        .ok_or(Error::NotFound)?;
    json(&question)
}

pub async fn sign_in(state: State, who: Who, request: HttpRequest, body: web::Bytes) -> Reply {
    let (word, answer) = read(&body)?;
    let (account, key) = state.passkeys.says(&answer).ok_or(Error::Unreadable)?;
    state
        .throttle
        .count(Door::Phone, &request, &account.to_string())?;
    let account = passkey::account(&state.db, account).await?;
    let (id, kept) = passkey::credential(&state.db, account, &key).await?;
    let now = state.now();
    let moved = state
        .passkeys
        .proves(&word, &answer, &kept, now)
        .ok_or(Error::NotFound)?;
    let tx = state.db.begin().await?;
    passkey::used(&tx, id, &moved, now).await?;
    tx.commit().await?;
    let cookie = session::start(&state, &who, account, "phone").await?;
    let mut response = json(&Done { to: "/" })?;
    response.add_cookie(&cookie).map_err(anyhow::Error::from)?;
    Ok(response)
}
