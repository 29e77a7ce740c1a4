//! "My card": what is on it, and one press when it is lost. Must never show the secret of a card again.
use entity::call::{self, Ask, NewCall};
use entity::{card, reach};
use serde::Serialize;

use crate::say;
use crate::state::State;
use crate::web::step::Step;
use crate::web::{Page, Reply, Who, see_other_saying};

#[derive(Debug, Serialize)]
struct OwnCardPage {
    step: Step,
    /// The picture on it; nothing when there is no card.
    picture: Option<String>,
    helper: String,
    /// Where messages go, for whoever lost a card to look at; nothing while there is a card.
    addresses: Vec<String>,
    /// They asked for a new card, and nobody has made it yet.
    asked: bool,
}

impl Page for OwnCardPage {
    const TEMPLATE: &'static str = "accounts/own_card.html";
    const IN_WELSH: bool = true;
}

pub async fn page(state: State, who: Who) -> Reply {
    let card = card::mine(&state.db, &who).await?;
    let (picture, helper) = card.map(|card| (card.picture, card.helper_name)).unzip();
    let lost = picture.is_none();
    let addresses = match who.participant().filter(|_| lost) {
        Some(person) => {
            let reach = reach::get(&state.db, &who, person).await?;
            [reach.email, reach.phone].into_iter().flatten().collect()
        }
        None => Vec::new(),
    };
    let waiting = call::mine(&state.db, &who).await?;
    let page = OwnCardPage {
        step: Step::new(say!("easy-reaching-my-card"), "/me"),
        picture,
        helper: helper.unwrap_or_default(),
        addresses,
        asked: waiting.iter().any(|(ask, _)| *ask == Ask::Card),
    };
    state.page(&who, &page)
}

/// One press, by the person or with the helper beside them. The phone in their hand stays signed in.
pub async fn lost(state: State, who: Who) -> Reply {
    let tx = state.db.begin().await?;
    let lost = card::lost(&tx, &who, who.session(), state.now()).await?;
    tx.commit().await?;
    let said = match (lost.cards, lost.phones) {
        (0, 0) => say!("easy-reaching-card-none"),
        (0, _) => say!("easy-reaching-did-lose-phones"),
        (_, 0) => say!("easy-reaching-did-lose"),
        _ => say!("easy-reaching-did-lose-both"),
    };
    let to = if who.beside().is_some() {
        "/help"
    } else {
        "/me/card"
    };
    Ok(see_other_saying(&state, to, &said))
}

pub async fn new(state: State, who: Who) -> Reply {
    let tx = state.db.begin().await?;
    let wanted = NewCall {
        ask: Ask::Card,
        name: String::new(),
        phone: String::new(),
    };
    call::ask(&tx, &who, wanted, state.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(
        &state,
        "/me/card",
        &say!("easy-reaching-did-want"),
    ))
}
