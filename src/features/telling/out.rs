//! Taking the recordings of a story out of it again, after asking once.
//! Must never take out what a sent story is told with alone.
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::draft::Draft;
use super::film::{films, remove};
use super::recorder::Way;
use crate::say;
use crate::state::State;
use crate::web::step::Step;
use crate::web::{Page, Reply, Who, see_other_saying};

#[derive(Debug, Serialize)]
struct OutPage {
    step: Step,
    keep: String,
}

impl Page for OutPage {
    const TEMPLATE: &'static str = "telling/film_out.html";
    const IN_WELSH: bool = true;
}

/// What could not be played may go from a story that was sent, when something else tells it.
fn away_from_out(draft: &Draft) -> Option<HttpResponse> {
    draft
        .away_unless_to_mend()
        .or_else(|| draft.away().filter(|_| draft.words().trim().is_empty()))
}

pub async fn ask_out(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = away_from_out(&draft) {
        return Ok(away);
    }
    let keep = if draft.is_sent() {
        draft.sent_at()
    } else {
        draft.at(draft.recorded_as().path())
    };
    let heading = match (draft.recorded_as(), draft.is_sent()) {
        (Way::Talk, _) => say!("easy-telling-out-ask"),
        (Way::Film, true) if !draft.is_film() => say!("easy-telling-out-ask"),
        (Way::Film, _) => say!("easy-telling-film-out-ask"),
    };
    let step = Step::new(heading, keep.as_str());
    state.page(&who, &OutPage { step, keep })
}

pub async fn take_out(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = away_from_out(&draft) {
        return Ok(away);
    }
    let files = films(&state, &who, &draft).await?;
    remove(&state, &who, &files).await?;
    if draft.is_sent() {
        state.withdrawn(draft.id()).await?;
        let look = format!("{}/look", draft.sent_at());
        return Ok(see_other_saying(&state, &look, &say!("easy-telling-out-done")));
    }
    Ok(see_other_saying(
        &state,
        &draft.at("way"),
        &match draft.recorded_as() {
            Way::Film => say!("easy-telling-film-out-done"),
            Way::Talk => say!("easy-telling-out-done"),
        },
    ))
}
