//! What the safeguarding lead sees: every open hold with its age, the story, and the way to lift it.
use actix_web::web;
use entity::hold::Hold;
use entity::story::Shown;
use entity::{StoryId, Timestamp};
use serde::Serialize;

use crate::state::State;
use crate::web::components::Button;
use crate::web::shown::StoryView;
use crate::web::{Error, Page, Reply, Who, dates, see_other_saying};

#[derive(Debug, Serialize)]
struct ListPage {
    holds: Vec<HoldLine>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "holds/list.html";
}

#[derive(Debug, Serialize)]
struct HoldLine {
    id: String,
    /// `None` when the teller has taken it back meanwhile.
    title: Option<String>,
    teller: String,
    ground: &'static str,
    note: String,
    since: String,
    days: i64,
}

#[derive(Debug, Serialize)]
struct HeldPage {
    hold: HoldLine,
    story: Option<StoryView>,
    lift: Button,
}

impl Page for HeldPage {
    const TEMPLATE: &'static str = "holds/held.html";
}

fn line(hold: &Hold, story: Option<&Shown>, now: Timestamp) -> HoldLine {
    HoldLine {
        id: hold.story.to_string(),
        title: story.map(|story| story.title.clone()),
        teller: story.map(|story| story.teller.clone()).unwrap_or_default(),
        ground: hold.ground.label(),
        note: hold.note.clone(),
        since: dates::day(hold.placed_at),
        days: (now.0 - hold.placed_at.0) / Timestamp::DAY,
    }
}

pub async fn list(state: State, who: Who) -> Reply {
    let now = state.clock.now();
    let holds = entity::hold::open(&state.db, &who).await?;
    let ids: Vec<StoryId> = holds.iter().map(|hold| hold.story).collect();
    let stories = entity::story::unnamed(&state.db, &who, &ids, now).await?;
    let lines = holds.iter().map(|hold| {
        let story = stories.iter().find(|story| story.id == hold.story);
        line(hold, story, now)
    });
    let page = ListPage {
        holds: lines.collect(),
    };
    state.page(&who, &page)
}

async fn held(state: &State, who: &Who, id: StoryId) -> Result<Hold, Error> {
    let holds = entity::hold::open(&state.db, who).await?;
    holds
        .into_iter()
        .find(|hold| hold.story == id)
        .ok_or(Error::NotFound)
}

pub async fn story(state: State, who: Who, id: web::Path<String>) -> Reply {
    let hold = held(&state, &who, id.parse()?).await?;
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    entity::hold::note_opened(&tx, &who, hold.story, now).await?;
    tx.commit().await?;
    let stories = entity::story::list(&state.db, &who, &[hold.story], now).await?;
    let page = HeldPage {
        hold: line(&hold, stories.first(), now),
        story: stories.first().map(StoryView::of),
        lift: Button::new("Lift the hold").once(),
    };
    state.page(&who, &page)
}

pub async fn lift(state: State, who: Who, id: web::Path<String>) -> Reply {
    let hold = held(&state, &who, id.parse()?).await?;
    let tx = state.db.begin().await?;
    entity::hold::lift(&tx, &who, hold.story, state.clock.now()).await?;
    tx.commit().await?;
    state.changed();
    let notice = "The hold is lifted. The story is shown again to those its teller chose.";
    Ok(see_other_saying(&state, "/safeguarding", notice))
}
