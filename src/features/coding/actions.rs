//! Doing: putting themes on a story or on words of it, and taking one away.
use actix_web::web;
use entity::{CodingId, StoryId};

use super::forms::{self, Code};
use super::pages;
use crate::state::State;
use crate::web::{Error, Form, Invalid, Reply, Who, see_other, see_other_saying};

pub async fn add(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: StoryId = id.parse()?;
    let story = entity::story::open(&state.db, &who, id, state.clock.now()).await?;
    if !who.is_on(story.project) {
        return Err(Error::NotFound);
    }
    let frameworks = entity::theme::frameworks(&state.db).await?;
    let code = match forms::parse(&form, &frameworks) {
        Ok(code) if code.span.is_some() && code.cut != story.cut => {
            let why = "The words of this story changed meanwhile. Choose them again";
            return again(&state, &who, id, &form, &Invalid::one("start", why)).await;
        }
        Ok(code) => code,
        Err(errors) => return again(&state, &who, id, &form, &errors).await,
    };
    match put(&state, &who, id, &code).await {
        Ok(()) => {}
        Err(entity::Error::Refused(why) | entity::Error::Conflict(why)) => {
            return again(&state, &who, id, &form, &Invalid::one("start", why)).await;
        }
        Err(error) => return Err(error.into()),
    }
    state.changed();
    Ok(see_other_saying(
        &state,
        &format!("/studio/stories/{id}"),
        "Coded.",
    ))
}

async fn put(state: &State, who: &Who, id: StoryId, code: &Code) -> entity::Result<()> {
    let now = state.clock.now();
    let span = match code.span {
        Some((start, end)) => Some(entity::coding::span(&state.db, who, id, start, end, now).await?),
        None => None,
    };
    let tx = state.db.begin().await?;
    for theme in &code.themes {
        entity::coding::add(&tx, who, id, span.clone(), *theme, now).await?;
    }
    tx.commit().await
}

async fn again(state: &State, who: &Who, id: StoryId, form: &Form, errors: &Invalid) -> Reply {
    let page = pages::page(state, who, id, &Form::default(), form, errors).await?;
    state.refused(who, &page)
}

/// Takes a coding away; the next page offers to put it back.
pub async fn remove(state: State, who: Who, path: web::Path<(String, String)>) -> Reply {
    let (id, coding) = path.into_inner();
    let (id, coding): (StoryId, CodingId) = (id.parse()?, coding.parse()?);
    let now = state.clock.now();
    let codings = entity::coding::of_story(&state.db, &who, id, now).await?;
    let Some(there) = codings.iter().find(|there| there.id == coding) else {
        return Err(Error::NotFound);
    };
    let tx = state.db.begin().await?;
    entity::coding::remove(&tx, &who, coding, now).await?;
    tx.commit().await?;
    state.changed();
    let place = there
        .span
        .map_or_else(String::new, |(start, end)| format!("&start={start}&end={end}"));
    Ok(see_other(&format!(
        "/studio/stories/{id}?undo={}{place}",
        there.theme
    )))
}
