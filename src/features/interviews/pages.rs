//! Looking: the two steps, and what the interview took.
use actix_web::web;
use entity::{ParticipantId, StoryId};

use super::consent::ConsentPage;
use super::notes::{DonePage, NotesPage};
use crate::state::State;
use crate::web::form::escape;
use crate::web::shown::StoryView;
use crate::web::{Query, Reply, Who, see_other};

pub async fn ask(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let id: ParticipantId = id.parse()?;
    let person = entity::participant::get(&state.db, &who, id).await?;
    state.page(
        &who,
        &ConsentPage::fresh(&person, query.get("draft"), state.clock.now()),
    )
}

/// The notes of a draft, once its consent is written down; of one that was sent already, what it took.
pub async fn write(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: StoryId = id.parse()?;
    let now = state.clock.now();
    let draft = match entity::story::draft(&state.db, &who, id).await {
        Ok(draft) => draft,
        Err(entity::Error::NotFound) => {
            entity::story::open(&state.db, &who, id, now).await?;
            return Ok(see_other(&format!("/studio/interviews/{id}")));
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(word) = &draft.unasked {
        let (person, word) = (draft.participant, escape(word));
        return Ok(see_other(&format!(
            "/studio/participants/{person}/interview?draft={word}"
        )));
    }
    let person = entity::participant::get(&state.db, &who, draft.participant).await?;
    state.page(&who, &NotesPage::fresh(id, &person, now))
}

pub async fn done(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: StoryId = id.parse()?;
    let now = state.clock.now();
    let story = entity::story::open(&state.db, &who, id, now).await?;
    let capture = entity::story::capture_of(&state.db, &who, id, now).await?;
    let person = entity::participant::get(&state.db, &who, story.participant).await?;
    let cards = entity::card::list(&state.db, &who, story.participant).await?;
    let page = DonePage {
        id: id.to_string(),
        note: StoryView::of(&story).note,
        title: story.title,
        participant: story.participant.to_string(),
        pseudonym: person.pseudonym,
        minutes: capture.minutes,
        fields: capture.fields,
        has_card: cards.iter().any(|card| card.cancelled_at.is_none()),
    };
    state.page(&who, &page)
}
