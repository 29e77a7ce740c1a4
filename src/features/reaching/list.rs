//! The team's list: who asked to be called, and letters to print for those whom no message reaches.
//! Must never show a name behind a pseudonym, nor anything of a story.
use actix_web::web;
use entity::call::{self, Ask, Call};
use entity::message::{self, Letter};
use entity::{CallId, MessageId};
use serde::Serialize;

use super::words;
use crate::state::State;
use crate::web::components::Button;
use crate::web::{Page, Reply, Who, dates, see_other_saying, session};

#[derive(Debug, Serialize)]
struct ListPage {
    calls: Vec<CallLine>,
    letters: Vec<LetterLine>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "reaching/list.html";
}

#[derive(Debug, Serialize)]
struct CallLine {
    who: String,
    /// The person's page, when they were signed in.
    page: Option<String>,
    what: &'static str,
    /// The number, and how a phone dials it; empty for a card.
    phone: String,
    dial: String,
    since: String,
    action: String,
    done: Button,
}

#[derive(Debug, Serialize)]
struct LetterLine {
    pseudonym: String,
    page: String,
    what: &'static str,
    since: String,
    could_not: bool,
    reach: String,
    print: String,
    posted: String,
    /// The word of the form: two presses make one card.
    nonce: String,
    print_button: Button,
    posted_button: Button,
}

impl From<Call> for CallLine {
    fn from(call: Call) -> Self {
        Self {
            page: call.participant.map(|id| match call.ask {
                Ask::Card => format!("/studio/participants/{id}#cards"),
                Ask::Call | Ask::Text => format!("/studio/participants/{id}"),
            }),
            what: match call.ask {
                Ask::Call => "Call them",
                Ask::Text => "Send them a text",
                Ask::Card => "Make them a new card",
            },
            dial: match call.ask {
                Ask::Text => format!("sms:{}", call.phone),
                Ask::Call | Ask::Card => format!("tel:{}", call.phone),
            },
            who: call.who,
            phone: call.phone,
            since: dates::day(call.at),
            action: format!("/studio/messages/calls/{}/done", call.id),
            done: Button::new("It is done").secondary().once(),
        }
    }
}

impl From<Letter> for LetterLine {
    fn from(letter: Letter) -> Self {
        let page = format!("/studio/participants/{}", letter.participant);
        Self {
            pseudonym: letter.pseudonym,
            reach: format!("{page}/reach"),
            page,
            what: words::for_staff(letter.kind),
            since: dates::day(letter.since),
            could_not: letter.could_not,
            print: format!("/studio/messages/{}/print", letter.id),
            posted: format!("/studio/messages/{}/posted", letter.id),
            nonce: session::fresh_token(),
            print_button: Button::new("Print the letter").once(),
            posted_button: Button::new("They have it").secondary().once(),
        }
    }
}

pub async fn page(state: State, who: Who) -> Reply {
    let calls = call::open(&state.db, &who).await?;
    let letters = message::letters(&state.db, &who, state.now()).await?;
    let page = ListPage {
        calls: calls.into_iter().map(CallLine::from).collect(),
        letters: letters.into_iter().map(LetterLine::from).collect(),
    };
    state.page(&who, &page)
}

pub async fn done(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: CallId = id.parse()?;
    let tx = state.db.begin().await?;
    call::done(&tx, &who, id, state.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(
        &state,
        "/studio/messages",
        "Thank you. It is off the list.",
    ))
}

pub async fn posted(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: MessageId = id.parse()?;
    let tx = state.db.begin().await?;
    message::posted(&tx, &who, id, state.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(
        &state,
        "/studio/messages",
        "Thank you. The letter is off the list.",
    ))
}
