//! Every hold there was: why, by whom, and how long. So that nothing is buried in silence.
//! Must never show more of a story than its reader may see.
use std::collections::HashMap;

use entity::hold::{self, Entry};
use entity::{StoryId, story};
use serde::Serialize;

use crate::state::State;
use crate::web::{Access, Page, Reply, Who, dates};

/// Holds on the page.
const SHOWN: u64 = 500;

#[derive(Debug, Serialize)]
struct LogPage {
    lines: Vec<Line>,
    /// The way back, for the lead.
    has_list: bool,
}

impl Page for LogPage {
    const TEMPLATE: &'static str = "holds/log.html";
}

#[derive(Debug, Serialize)]
struct Line {
    /// Where this reader may see it.
    title: Option<String>,
    ground: &'static str,
    /// What whoever stopped it wrote; for the lead.
    note: Option<String>,
    placed: String,
    /// "Lifted on 3 May 2026 by Yusuf Demir", when it was.
    lifted: Option<String>,
}

pub async fn page(state: State, who: Who) -> Reply {
    let entries = hold::log(&state.db, &who, SHOWN).await?;
    let ids: Vec<StoryId> = entries.iter().map(|entry| entry.hold.story).collect();
    let shown = story::unnamed(&state.db, &who, &ids, state.clock.now()).await?;
    let titles: HashMap<StoryId, String> = shown.into_iter().map(|story| (story.id, story.title)).collect();
    let is_lead = Access::Safeguarding.allows(&who);
    let page = LogPage {
        lines: entries
            .into_iter()
            .map(|entry| line(entry, &titles, is_lead))
            .collect(),
        has_list: is_lead,
    };
    state.page(&who, &page)
}

fn line(entry: Entry, titles: &HashMap<StoryId, String>, is_lead: bool) -> Line {
    let said = |what: &str, at, name: &str| {
        let day = dates::day(at);
        if name.is_empty() {
            format!("{what} on {day}")
        } else {
            format!("{what} on {day} by {name}")
        }
    };
    Line {
        title: titles.get(&entry.hold.story).cloned(),
        ground: entry.hold.ground.label(),
        placed: said("Held", entry.hold.placed_at, &entry.placed_by),
        lifted: entry.lifted.map(|(at, name)| said("Lifted", at, &name)),
        note: Some(entry.hold.note).filter(|note| is_lead && !note.is_empty()),
    }
}
