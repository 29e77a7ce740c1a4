//! Taking a story back, and changing one's mind about that.
//! Must never answer before the story is gone for everybody else.
use actix_web::web;
use entity::story::{self, Status};
use serde::Serialize;

use super::one::{here, own};
use crate::say;
use crate::state::State;
use crate::web::step::Step;
use crate::web::{Page, Reply, Who, saved, see_other, see_other_saying};

#[derive(Debug, Serialize)]
struct BackPage {
    step: Step,
    title: String,
    /// It was never sent: it is thrown away, not taken back.
    draft: bool,
    /// Where "No, keep it" goes.
    here: String,
}

impl Page for BackPage {
    const TEMPLATE: &'static str = "my_stories/back.html";
    const IN_WELSH: bool = true;
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let own = own(&state, &who, &id).await?;
    if matches!(own.status, Status::TakenBack { .. } | Status::Gone) {
        return Ok(see_other(&here(&own)));
    }
    let draft = own.status == Status::Draft;
    let (heading, here) = if draft {
        (say!("easy-mine-ask-throw"), "/me/stories".to_owned())
    } else {
        (say!("easy-mine-ask-back"), here(&own))
    };
    let page = BackPage {
        step: Step::new(heading, here.as_str()),
        title: own.story.title.clone(),
        draft,
        here,
    };
    state.page(&who, &page)
}

pub async fn take_back(state: State, who: Who, id: web::Path<String>) -> Reply {
    let own = own(&state, &who, &id).await?;
    let now = state.clock.now();
    // Asked while the index still has it.
    let searches = saved::found_in_time(&state, own.story.id, now).await;
    let tx = state.db.begin().await?;
    story::withdraw_from(&tx, &who, own.story.id, searches, now).await?;
    let kept = tx.commit().await;
    // The rule has it from the commit on; an index that does not work only hides too little of a count.
    if let Err(error) = state.withdrawn(own.story.id).await {
        tracing::error!(%error, "a story that was taken back is still in the index");
    }
    kept?;
    let words = if own.sent_at.is_none() {
        say!("easy-mine-threw")
    } else {
        say!("easy-mine-gone-others")
    };
    Ok(see_other_saying(&state, &here(&own), &words))
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
        &say!("easy-mine-back-as-was"),
    ))
}
