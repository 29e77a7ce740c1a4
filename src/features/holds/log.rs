//! Every hold there was: why, by whom, and how long. So that nothing is buried in silence.
//! Must never show more of a story than its reader may see.
use std::collections::HashMap;

use entity::concern::{self, Counts};
use entity::hold::{self, Entry};
use entity::{StoryId, Timestamp, story};
use serde::Serialize;

use crate::state::State;
use crate::web::{Access, Page, Reply, Who, dates};

/// Holds on the page.
const SHOWN: u64 = 500;

#[derive(Debug, Serialize)]
struct LogPage {
    lines: Vec<Line>,
    /// How many worries are open and how old the oldest is; not a word of them.
    worries: String,
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
    /// Which hold it is, for everybody who reads the log.
    number: String,
    ground: &'static str,
    /// What whoever stopped it wrote; for the lead.
    note: Option<String>,
    placed: String,
    /// "Open for 12 days"; nothing when it is lifted.
    open: Option<String>,
    /// It is open, and somebody is to look at it.
    late: bool,
    /// It is declined: the team goes on seeing it.
    declined: bool,
    /// "Lifted on 3 May 2026 by Yusuf Demir", when it was.
    lifted: Option<String>,
    /// Why it was lifted; for the lead.
    lifted_why: Option<String>,
}

/// "2 worries are open, 1 of them late. The oldest is open for 3 days."
fn worries(counts: Counts, now: Timestamp) -> String {
    let Some(oldest) = counts.oldest else {
        return "Nobody waits for an answer to a worry.".to_owned();
    };
    let open = match counts.open {
        1 => "1 worry is open".to_owned(),
        open => format!("{open} worries are open"),
    };
    let late = match counts.late {
        0 => String::new(),
        late => format!(", {late} of them late"),
    };
    let age = dates::span(now.0 - oldest.0);
    format!("{open}{late}. The oldest worry is open for {age}.")
}

pub async fn page(state: State, who: Who) -> Reply {
    let now = state.clock.now();
    let entries = hold::log(&state.db, &who, SHOWN, now).await?;
    let ids: Vec<StoryId> = entries.iter().map(|entry| entry.hold.story).collect();
    let shown = story::unnamed(&state.db, &who, &ids, now).await?;
    let titles: HashMap<StoryId, String> = shown.into_iter().map(|story| (story.id, story.title)).collect();
    let is_lead = Access::Safeguarding.allows(&who);
    let page = LogPage {
        lines: entries
            .into_iter()
            .map(|entry| line(entry, &titles, is_lead, now))
            .collect(),
        worries: worries(concern::counts(&state.db, &who, now).await?, now),
        has_list: is_lead,
    };
    state.page(&who, &page)
}

fn line(entry: Entry, titles: &HashMap<StoryId, String>, is_lead: bool, now: Timestamp) -> Line {
    let said = |what: &str, at, name: &str| {
        let day = dates::day(at);
        if name.is_empty() {
            format!("{what} on {day}")
        } else {
            format!("{what} on {day} by {name}")
        }
    };
    let for_lead = |words: String| Some(words).filter(|words| is_lead && !words.is_empty());
    let declined = entry.hold.ground.is_decline();
    let placed = if declined { "Declined" } else { "Held" };
    let age = dates::span(now.0 - entry.hold.placed_at.0);
    Line {
        title: titles.get(&entry.hold.story).cloned(),
        number: entry.number,
        ground: entry.hold.ground.label(),
        placed: said(placed, entry.hold.placed_at, &entry.placed_by),
        open: entry.lifted.is_none().then(|| format!("Open for {age}")),
        late: entry.late,
        declined,
        lifted: entry.lifted.map(|(at, name)| said("Lifted", at, &name)),
        lifted_why: for_lead(entry.lifted_why),
        note: for_lead(entry.hold.note),
    }
}
