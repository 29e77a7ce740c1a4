//! A letter on paper in Easy Read, with a card of the person's own at its foot. Made by a press, because it
//! makes a card; the secret of that card is on this page and nowhere else.
use actix_web::web;
use entity::card::{self, NewCard};
use entity::{Language, MessageId, message};
use serde::Serialize;

use super::words;
use crate::say;
use crate::state::State;
use crate::web::code::{self, CardWords};
use crate::web::components::Words;
use crate::web::{Form, Page, Reply, Who, session};

#[derive(Debug, Serialize)]
struct LetterPage {
    council: String,
    help_line: String,
    /// The language of the letter; the page around it is of staff.
    language: &'static str,
    hello: String,
    use_card: String,
    ideas: Vec<Row>,
    picture: String,
    card: CardWords,
    code: Words,
    link: String,
}

#[derive(Debug, Serialize)]
struct Row {
    picture: &'static str,
    words: String,
}

impl Page for LetterPage {
    const TEMPLATE: &'static str = "reaching/letter.html";
}

/// The picture of those who have no card yet.
const FIRST: &str = "fox";

pub async fn print(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: MessageId = id.parse()?;
    let now = state.now();
    let tx = state.db.begin().await?;
    let letter = message::one(&tx, &who, id, now).await?;
    let cards = card::list(&state.db, &who, letter.participant).await?;
    let last = cards.into_iter().find(|card| card.cancelled_at.is_none());
    let me = who.signed().map_or("", |signed| signed.name.as_str());
    let (picture, helper) = match last {
        Some(card) => (card.picture, card.helper_name),
        None => (FIRST.to_owned(), me.to_owned()),
    };
    let nonce = form.get("nonce");
    let token = if nonce.len() < session::fresh_token().len() {
        session::fresh_token()
    } else {
        session::token_of(&format!("letter\n{id}\n{nonce}"))
    };
    let hash = session::hash(&token);
    let new = NewCard {
        token_hash: &hash,
        helper_name: &helper,
        picture: &picture,
    };
    card::make(&tx, &who, letter.participant, new, now).await?;
    tx.commit().await?;
    let language = letter.language.unwrap_or(Language::English);
    let link = state.address_in(language, &format!("/c/{token}"));
    let (hello, use_card, about) = crate::words::for_now(language, || {
        let hello = say!("easy-reaching-hello", name = letter.known_as.as_str());
        (
            hello,
            say!("easy-reaching-letter-card"),
            words::about(letter.kind),
        )
    });
    let page = LetterPage {
        language: language.as_str(),
        hello,
        use_card,
        council: state.config.council.name.clone(),
        help_line: state.config.council.help_line.clone(),
        ideas: about
            .ideas
            .into_iter()
            .map(|idea| Row {
                picture: idea.picture,
                words: idea.words,
            })
            .collect(),
        picture,
        card: CardWords::of(language, &helper),
        code: code::of(&link)?,
        link,
    };
    state.page(&who, &page)
}
