//! Looking: a story, its words, its codings.
use std::collections::HashMap;

use actix_web::{HttpRequest, web};
use entity::look::{self, Via};
use entity::{AccountId, StoryId};

use super::views::{Parts, StoryPage, Undo};
use crate::state::State;
use crate::web::sharing::Grid;
use crate::web::{Error, Form, Invalid, Query, Reply, Who, looked};

pub async fn story(
    state: State,
    who: Who,
    request: HttpRequest,
    id: web::Path<String>,
    Query(query): Query,
) -> Reply {
    let id: StoryId = id.parse()?;
    let page = page(&state, &who, id, &query, &Form::default(), &Invalid::default()).await?;
    let story = entity::story::open(&state.db, &who, id, state.now()).await?;
    looked(
        &state,
        &who,
        &request,
        &look::of_page(&who, [&story], Via::Studio),
    )
    .await?;
    state.page(&who, &page)
}

/// The page, with what was chosen on it and what to change.
pub async fn page(
    state: &State,
    who: &Who,
    id: StoryId,
    query: &Form,
    form: &Form,
    errors: &Invalid,
) -> Result<StoryPage, Error> {
    let now = state.clock.now();
    let story = entity::story::open(&state.db, who, id, now).await?;
    // Seen without being in its team (a released story of another project), it is not for coding.
    if !who.is_on(story.project) {
        return Err(Error::NotFound);
    }
    let codings = entity::coding::of_story(&state.db, who, id, now).await?;
    let capture = entity::story::capture_of(&state.db, who, id, now).await?;
    let frameworks = entity::theme::frameworks(&state.db).await?;
    let names: HashMap<AccountId, String> = entity::account::staff(&state.db)
        .await?
        .into_iter()
        .map(|account| (account.id, account.name))
        .collect();
    let parts = Parts {
        story: &story,
        codings: &codings,
        capture: &capture,
        frameworks: &frameworks,
        names: &names,
        undo: Undo::of(query, &frameworks),
        grid: Grid::of(&entity::consent::grid(&state.db, who, id, now).await?),
        declined: entity::hold::declined(&state.db, who, id, now).await?,
    };
    Ok(StoryPage::new(parts, form, errors))
}
