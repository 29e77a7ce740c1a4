//! Doing: adding a person, making and cancelling cards, looking at a name.
use actix_web::web;
use entity::{CardId, Language, ParticipantId, ProjectId};

use super::views::{CardPage, NamePage, NewPage};
use super::{forms, pages};
use crate::state::State;
use crate::web::code::{self, CardWords};
use crate::web::{Error, Form, Invalid, Reply, Who, see_other_saying, session};

pub async fn add(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ProjectId = id.parse()?;
    let project = entity::project::get(&state.db, &who, id).await?;
    let new = match forms::person(&form, id) {
        Ok(new) => new,
        Err(errors) => return state.refused(&who, &NewPage::new(&project, &form, &errors)),
    };
    let tx = state.db.begin().await?;
    let person = entity::participant::add(&tx, &who, new, state.clock.now()).await?;
    tx.commit().await?;
    let added = entity::participant::get(&state.db, &who, person).await?;
    let notice = format!("Added. On every page they are called {}.", added.pseudonym);
    Ok(see_other_saying(
        &state,
        &format!("/studio/participants/{person}"),
        &notice,
    ))
}

pub async fn show_name(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let why = match forms::why(&form) {
        Ok(why) => why,
        Err(errors) => return again(&state, &who, id, &form, &errors).await,
    };
    let person = entity::participant::get(&state.db, &who, id).await?;
    let tx = state.db.begin().await?;
    let names = entity::identity::reveal(&tx, &who, id, &why, state.clock.now()).await?;
    tx.commit().await?;
    state.page(&who, &NamePage::new(&id.to_string(), person.pseudonym, names))
}

async fn again(state: &State, who: &Who, id: ParticipantId, form: &Form, errors: &Invalid) -> Reply {
    state.refused(who, &pages::person(state, who, id, form, errors).await?)
}

/// Answers with the card itself: only the hash of its secret is kept, so there is no second look.
pub async fn make_card(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let new = match forms::card(&form) {
        Ok(new) => new,
        Err(errors) => return again(&state, &who, id, &form, &errors).await,
    };
    let person = entity::participant::get(&state.db, &who, id).await?;
    let token = secret(&form, id, &new);
    let hash = session::hash(&token);
    let card = entity::card::NewCard {
        token_hash: &hash,
        helper_name: &new.helper_name,
        picture: &new.picture,
    };
    let tx = state.db.begin().await?;
    let language = entity::choices::spoken_by(&tx, &who, id).await?;
    match entity::card::make(&tx, &who, id, card, state.clock.now()).await {
        Ok(_) => tx.commit().await?,
        Err(entity::Error::Conflict(why) | entity::Error::Refused(why)) => {
            drop(tx);
            return again(&state, &who, id, &form, &Invalid::one("picture", why)).await;
        }
        Err(error) => return Err(error.into()),
    }
    let language = language.unwrap_or(Language::English);
    let link = state.address_in(language, &format!("/c/{token}"));
    let page = CardPage {
        back: format!("/studio/participants/{id}"),
        pseudonym: person.pseudonym,
        code: code::of(&link)?,
        link,
        picture: new.picture,
        card: CardWords::of(language, &new.helper_name),
    };
    state.page(&who, &page)
}

/// The secret of a card: the same for the second press of the same form, so that it is the same card.
fn secret(form: &Form, id: ParticipantId, new: &forms::NewCard) -> String {
    let nonce = form.get("nonce");
    // A word that is too short to be one of ours could be guessed.
    if nonce.len() < session::fresh_token().len() {
        return session::fresh_token();
    }
    session::token_of(&format!(
        "card\n{id}\n{nonce}\n{}\n{}",
        new.picture, new.helper_name
    ))
}

pub async fn cancel_card(state: State, who: Who, path: web::Path<(String, String)>) -> Reply {
    let (id, card) = path.into_inner();
    let id: ParticipantId = id.parse()?;
    let card: CardId = card.parse()?;
    let tx = state.db.begin().await?;
    if entity::card::cancel(&tx, &who, card, state.clock.now()).await? != id {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    let notice = "The card does not work any more. Phones it signed in are signed out.";
    Ok(see_other_saying(
        &state,
        &format!("/studio/participants/{id}"),
        notice,
    ))
}
