//! What ends within 30 days in the researcher's projects, by person, what ends first before all others.
//! A story is named where the team may read it. Must never show more of it, nor a name behind a pseudonym.
use std::collections::HashMap;

use entity::ending::{self, Ending};
use entity::{StoryId, story};
use serde::Serialize;

use crate::state::State;
use crate::web::sharing::{audiences_in_words, capital};
use crate::web::{Page, Reply, Who, dates};

#[derive(Debug, Serialize)]
struct EndingPage {
    lines: Vec<Line>,
}

impl Page for EndingPage {
    const TEMPLATE: &'static str = "asking/ending.html";
}

#[derive(Debug, Serialize)]
struct Line {
    participant: String,
    pseudonym: String,
    what: String,
    /// Where the story is, for those who may open it.
    story: Option<String>,
    audiences: String,
    until: String,
    asked: Option<String>,
    permission: bool,
    birthday: bool,
}

fn line(ending: Ending, titles: &HashMap<StoryId, String>) -> Line {
    let titled = ending.story.and_then(|id| Some((id, titles.get(&id)?)));
    let until = dates::day(ending.until);
    // Within 30 days nobody needs the year.
    let day = until.rsplit_once(' ').map_or(until.as_str(), |(day, _)| day);
    let (what, story) = match (ending.relation.as_deref(), titled) {
        (Some(_), _) if ending.birthday => (format!("18th birthday, {day}"), None),
        (Some(relation), _) => (format!("Permission of {relation}"), None),
        (None, Some((id, title))) => (title.clone(), Some(format!("/studio/stories/{id}"))),
        (None, None) => ("a story".to_owned(), None),
    };
    Line {
        participant: ending.participant.to_string(),
        pseudonym: ending.pseudonym,
        permission: ending.relation.is_some(),
        birthday: ending.birthday,
        what,
        story,
        audiences: capital(&audiences_in_words(&ending.audiences)),
        until,
        asked: ending.asked_at.map(dates::day),
    }
}

pub async fn page(state: State, who: Who) -> Reply {
    let now = state.clock.now();
    let endings = ending::soon(&state.db, &who, now).await?;
    let named: Vec<StoryId> = endings.iter().filter_map(|ending| ending.story).collect();
    let titles = story::unnamed(&state.db, &who, &named, now)
        .await?
        .into_iter()
        .map(|story| (story.id, story.title))
        .collect();
    let page = EndingPage {
        lines: endings.into_iter().map(|ending| line(ending, &titles)).collect(),
    };
    state.page(&who, &page)
}
