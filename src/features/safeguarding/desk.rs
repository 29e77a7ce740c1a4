//! The safeguarding desk: every open worry with its clock, the late ones first, then what else is held.
//! Must never show a name in a list; who opens a worry is noted, and has them.
use std::collections::{HashMap, HashSet};

use entity::concern::{self, Concern, Step};
use entity::hold;
use entity::{StoryId, Timestamp, story};
use serde::Serialize;

use crate::state::State;
use crate::web::{Error, Page, Query, Reply, Who, dates};

/// Closed worries on their page.
const SHOWN: u64 = 200;
/// Open worries on one page.
const AT_ONCE: usize = 50;

#[derive(Debug, Serialize)]
struct DeskPage {
    heading: &'static str,
    lead: String,
    concerns: Vec<Line>,
    held: Vec<Held>,
    /// Where the next open worries begin, when there are more.
    next: Option<usize>,
    closed: bool,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "safeguarding/desk.html";
}

#[derive(Debug, Serialize)]
struct Line {
    href: String,
    title: String,
    clock: Clock,
    raised: String,
    note: String,
}

/// A story that is held and has no open worry.
#[derive(Debug, Serialize)]
struct Held {
    href: String,
    title: String,
    ground: &'static str,
    open: String,
    note: String,
}

/// How long a worry has waited and what is due, in words.
#[derive(Debug, Serialize)]
pub struct Clock {
    /// A kind of `sf_status`.
    pub kind: &'static str,
    /// The same in words: the colour says nothing alone.
    pub words: String,
}

impl Clock {
    pub fn of(concern: &Concern, now: Timestamp) -> Self {
        let (kind, words) = if concern.closed {
            ("plain", "Closed".to_owned())
        } else if concern.triaged {
            ("good", "The three questions are answered".to_owned())
        } else if concern.is_late(now) {
            (
                "stopped",
                format!("Late by {}", dates::span(now.0 - concern.due.0)),
            )
        } else {
            let left = dates::span(concern.due.0 - now.0);
            let due = match concern.newest(Step::Triage) {
                Some(_) => "Find out what is not known yet",
                None => "Answer the three questions",
            };
            ("wait", format!("{due} in {left}"))
        };
        Self { kind, words }
    }
}

/// "Raised 3 hours ago by Jo", for one that the teller raised "by the teller".
pub fn raised(concern: &Concern, now: Timestamp) -> String {
    let by = match (concern.by_teller, concern.raised_by.as_str()) {
        (true, _) => "the teller",
        (false, "") => "a member of staff",
        (false, name) => name,
    };
    format!(
        "Raised {} ago by {by}, on {}",
        dates::span(now.0 - concern.at.0),
        dates::day(concern.at)
    )
}

/// What a worry is about, as a list names it.
pub fn title(concern: &Concern, titles: &HashMap<StoryId, String>) -> String {
    match concern.story {
        None => format!("{}, without a story", concern.pseudonym),
        Some(_) if concern.taken_back => format!("{}. The teller took the story back", concern.pseudonym),
        Some(story) => titles
            .get(&story)
            .cloned()
            .unwrap_or_else(|| format!("A story of {}", concern.pseudonym)),
    }
}

/// The titles of the stories that the lead may see, without names.
pub async fn titles(
    state: &State,
    who: &Who,
    stories: &[StoryId],
    now: Timestamp,
) -> Result<HashMap<StoryId, String>, Error> {
    let shown = story::unnamed(&state.db, who, stories, now).await?;
    let named = shown.into_iter().map(|story| {
        let title = Some(story.title).filter(|title| !title.is_empty());
        (
            story.id,
            title.unwrap_or_else(|| "A story that is not named yet".to_owned()),
        )
    });
    Ok(named.collect())
}

async fn lines(state: &State, who: &Who, concerns: &[Concern], now: Timestamp) -> Result<Vec<Line>, Error> {
    let stories: Vec<StoryId> = concerns.iter().filter_map(|concern| concern.story).collect();
    let titles = titles(state, who, &stories, now).await?;
    let line = |concern: &Concern| Line {
        href: format!("/safeguarding/concerns/{}", concern.id),
        title: title(concern, &titles),
        clock: Clock::of(concern, now),
        raised: raised(concern, now),
        note: concern
            .hurt
            .map_or_else(|| concern.note.clone(), |hurt| hurt.label().to_owned()),
    };
    Ok(concerns.iter().map(line).collect())
}

/// Stories that are held on another ground, or whose worries are over.
async fn held(
    state: &State,
    who: &Who,
    worried: &HashSet<StoryId>,
    now: Timestamp,
) -> Result<Vec<Held>, Error> {
    let mut holds = hold::open(&state.db, who).await?;
    holds.retain(|hold| !worried.contains(&hold.story));
    let ids: Vec<StoryId> = holds.iter().map(|hold| hold.story).collect();
    let titles = titles(state, who, &ids, now).await?;
    let held = |hold: hold::Hold| Held {
        href: format!("/safeguarding/stories/{}", hold.story),
        title: titles
            .get(&hold.story)
            .cloned()
            .unwrap_or_else(|| "A story its teller has taken back".to_owned()),
        ground: hold.ground.label(),
        open: format!("Open for {}", dates::span(now.0 - hold.placed_at.0)),
        note: hold.note,
    };
    Ok(holds.into_iter().map(held).collect())
}

pub async fn open(state: State, who: Who, Query(query): Query) -> Reply {
    let now = state.clock.now();
    let from = query.get("from").parse::<usize>().unwrap_or_default();
    let found = concern::list(&state.db, &who, from, AT_ONCE, now).await?;
    let (all, late) = (found.all, found.late);
    let page = DeskPage {
        heading: "Worries",
        lead: match (all, late) {
            (0, _) => "No worry is open.".to_owned(),
            (1, 0) => "1 worry is open.".to_owned(),
            (open, 0) => format!("{open} worries are open."),
            (1, _) => "1 worry is open, and it is late.".to_owned(),
            (open, late) => {
                format!("{open} worries are open, {late} of them late. The late ones come first.")
            }
        },
        held: if from == 0 {
            held(&state, &who, &found.stories, now).await?
        } else {
            Vec::new()
        },
        next: Some(from.saturating_add(AT_ONCE)).filter(|next| *next < all),
        concerns: lines(&state, &who, &found.concerns, now).await?,
        closed: false,
    };
    state.page(&who, &page)
}

pub async fn closed(state: State, who: Who) -> Reply {
    let now = state.clock.now();
    let concerns = concern::closed(&state.db, &who, SHOWN).await?;
    let page = DeskPage {
        heading: "Closed worries",
        lead: if concerns.is_empty() {
            "No worry was closed yet.".to_owned()
        } else {
            "What was written about each stays as it is.".to_owned()
        },
        concerns: lines(&state, &who, &concerns, now).await?,
        held: Vec::new(),
        next: None,
        closed: true,
    };
    state.page(&who, &page)
}
