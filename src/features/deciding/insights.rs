//! The list of insights. Must never count a story that this reader does not get.
use entity::insight;
use serde::Serialize;

use super::views::{Staff, asked, page, stories};
use crate::state::State;
use crate::web::{Access, Page, Query, Reply, Who};

#[derive(Debug, Serialize)]
struct ListPage {
    insights: Vec<Line>,
    may_make: bool,
    /// Where the next page begins.
    next: Option<u64>,
    /// The list of decisions, for those who read them.
    has_decisions: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "deciding/insights.html";
}

#[derive(Debug, Serialize)]
struct Line {
    href: String,
    claim: String,
    stories: String,
    made: String,
}

pub async fn list(state: State, who: Who, Query(query): Query) -> Reply {
    let staff = Staff::read(&state.db).await?;
    let asked = asked(&query);
    let mut found = insight::list(&state.db, &who, asked, state.clock.now()).await?;
    let next = page(&mut found, asked);
    let lines = found.into_iter().map(|insight| Line {
        href: format!("/insight/insights/{}", insight.id),
        stories: stories(insight.cited.len()),
        made: staff.made(insight.made_by, insight.made_at),
        claim: insight.words.claim,
    });
    let page = ListPage {
        next,
        insights: lines.collect(),
        may_make: Access::Curator.allows(&who),
        has_decisions: Access::Planning.allows(&who),
    };
    state.page(&who, &page)
}
