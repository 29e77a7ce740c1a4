//! Closing a showcase takes it out of Watch for everybody; putting it back is one press.
//! Must never touch the stories in it.
use actix_web::web;
use entity::ShowcaseId;
use entity::showcase::{self, Closed};
use serde::Serialize;

use super::in_a_sentence;
use crate::state::State;
use crate::web::components::Button;
use crate::web::{Reply, Who, dates, see_other_saying};

/// A closed showcase as the list of them shows it.
#[derive(Debug, Serialize)]
pub struct ClosedLine {
    title: String,
    about: String,
    action: String,
    button: Button,
}

impl From<Closed> for ClosedLine {
    fn from(closed: Closed) -> Self {
        Self {
            about: format!(
                "For {}. Closed on {}.",
                in_a_sentence(closed.audience),
                dates::day(closed.closed_at)
            ),
            action: format!("/watch/{}/reopen", closed.id),
            button: Button::new("Put it back").secondary().once(),
            title: closed.title,
        }
    }
}

pub async fn close(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ShowcaseId = id.parse()?;
    let tx = state.db.begin().await?;
    showcase::close(&tx, &who, id, state.clock.now()).await?;
    tx.commit().await?;
    let notice =
        "The showcase is closed. Nobody can watch it now. You can put it back at the end of this page.";
    Ok(see_other_saying(&state, "/watch", notice))
}

pub async fn reopen(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ShowcaseId = id.parse()?;
    let tx = state.db.begin().await?;
    showcase::reopen(&tx, &who, id, state.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(
        &state,
        &format!("/watch/{id}"),
        "The showcase is back.",
    ))
}
