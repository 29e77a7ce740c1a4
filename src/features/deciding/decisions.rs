//! The list of decisions. Must never count a story that this reader does not get.
use entity::decision::{self, Decision};
use serde::Serialize;

use super::views::{Staff, asked, page, stories, tombstone};
use crate::state::State;
use crate::web::{Access, Page, Query, Reply, Who};

#[derive(Debug, Serialize)]
struct ListPage {
    decisions: Vec<Line>,
    may_make: bool,
    /// Where the next page begins.
    next: Option<u64>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "deciding/decisions.html";
}

#[derive(Debug, Serialize)]
struct Line {
    href: String,
    title: String,
    question: String,
    is_final: bool,
    /// "3 stories. One story was taken out."
    stories: String,
    made: String,
}

pub async fn list(state: State, who: Who, Query(query): Query) -> Reply {
    let staff = Staff::read(&state.db).await?;
    let asked = asked(&query);
    let mut found = decision::list(&state.db, &who, asked, state.clock.now()).await?;
    let next = page(&mut found, asked);
    let page = ListPage {
        next,
        decisions: found.into_iter().map(|decision| line(decision, &staff)).collect(),
        may_make: Access::Planner.allows(&who),
    };
    state.page(&who, &page)
}

fn line(decision: Decision, staff: &Staff) -> Line {
    let count = stories(decision.cited.len());
    Line {
        href: format!("/insight/decisions/{}", decision.id),
        is_final: decision.final_at.is_some(),
        stories: match tombstone(decision.taken_out) {
            Some(line) => format!("{count}. {line}"),
            None => format!("{count}."),
        },
        made: staff.made(decision.made_by, decision.made_at),
        title: decision.words.title,
        question: decision.words.question,
    }
}
