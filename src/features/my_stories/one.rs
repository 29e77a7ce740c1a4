//! One story of the teller's: all of it, where it is, who can see it, and what can be done.
use actix_web::web;
use entity::StoryId;
use entity::story::{self, Own, Status};
use serde::Serialize;

use super::shelf::StatusView;
use crate::state::State;
use crate::web::dates;
use crate::web::sharing::{Choices, Sharing, Work};
use crate::web::shown::StoryView;
use crate::web::step::Step;
use crate::web::{Error, Page, Reply, Who, see_other};

#[derive(Debug, Serialize)]
struct StoryPage {
    step: Step,
    status: StatusView,
    story: StoryView,
    sharing: Vec<Sharing>,
    until: String,
    /// The start of the addresses that change who sees it.
    change: String,
    /// The start of the addresses of this story.
    here: String,
    waiting: bool,
    held: bool,
    work: Option<Work>,
}

impl Page for StoryPage {
    const TEMPLATE: &'static str = "my_stories/story.html";
}

#[derive(Debug, Serialize)]
struct GonePage {
    step: Step,
    here: String,
    /// It was never sent, so nobody else had it.
    draft: bool,
    /// The last day of "I changed my mind"; nothing when it is over.
    undo_until: Option<String>,
}

impl Page for GonePage {
    const TEMPLATE: &'static str = "my_stories/gone.html";
}

/// One of the viewer's own stories by its address.
pub async fn own(state: &State, who: &Who, id: &str) -> Result<Own, Error> {
    let id: StoryId = id.parse()?;
    Ok(story::own(&state.db, who, id, state.clock.now()).await?)
}

pub fn here(own: &Own) -> String {
    format!("/me/stories/{}", own.story.id)
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let own = own(&state, &who, &id).await?;
    let now = state.clock.now();
    let here = here(&own);
    match own.status {
        Status::Draft => return Ok(see_other(&format!("/me/story/{}", own.story.id))),
        Status::TakenBack { undo_until } => {
            let page = GonePage {
                step: Step::new(
                    if own.sent_at.is_none() {
                        "You threw this story away."
                    } else {
                        "You took your story back."
                    },
                    "/me/stories",
                ),
                draft: own.sent_at.is_none(),
                here,
                undo_until: (undo_until >= now).then(|| dates::day(undo_until)),
            };
            return state.page(&who, &page);
        }
        Status::Waiting | Status::Shared | Status::Held => {}
    }
    let choices = Choices::of(&state.db, &who, own.story.id, now).await?;
    let media = story::own_media(&state.db, &who, own.story.id, now).await?;
    let page = StoryPage {
        step: Step::new(own.story.title.as_str(), "/me/stories"),
        status: StatusView::of_own(&own),
        story: StoryView::of(&own.story),
        sharing: choices.sentences(),
        until: choices.until_in_words(),
        change: format!("/me/story/{}", own.story.id),
        here,
        waiting: own.status == Status::Waiting,
        held: own.status == Status::Held,
        work: Work::of(media).filter(|work| work.going || work.broken),
    };
    state.page(&who, &page)
}
