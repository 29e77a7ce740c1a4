//! Taking a story back, and changing one's mind about that.
//! Must never answer before the story is gone for everybody else.
use actix_web::web;
use entity::story::{self, Status};
use serde::Serialize;

use super::one::{here, own};
use crate::state::State;
use crate::web::step::Step;
use crate::web::{Page, Reply, Who, see_other, see_other_saying};

#[derive(Debug, Serialize)]
struct BackPage {
    step: Step,
    title: String,
    here: String,
}

impl Page for BackPage {
    const TEMPLATE: &'static str = "my_stories/back.html";
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let own = own(&state, &who, &id).await?;
    if matches!(own.status, Status::TakenBack { .. }) {
        return Ok(see_other(&here(&own)));
    }
    let here = here(&own);
    let page = BackPage {
        step: Step::new("Do you want to take your story back?", here.as_str()),
        title: own.story.title.clone(),
        here,
    };
    state.page(&who, &page)
}

pub async fn take_back(state: State, who: Who, id: web::Path<String>) -> Reply {
    let own = own(&state, &who, &id).await?;
    let tx = state.db.begin().await?;
    story::withdraw(&tx, &who, own.story.id, state.clock.now()).await?;
    tx.commit().await?;
    state.withdrawn(own.story.id).await?;
    Ok(see_other_saying(
        &state,
        &here(&own),
        "It is gone for everyone else.",
    ))
}

pub async fn undo(state: State, who: Who, id: web::Path<String>) -> Reply {
    let own = own(&state, &who, &id).await?;
    let tx = state.db.begin().await?;
    story::undo_withdraw(&tx, &who, own.story.id, state.clock.now()).await?;
    tx.commit().await?;
    state.changed();
    Ok(see_other_saying(
        &state,
        &here(&own),
        "Your story is back as it was.",
    ))
}
