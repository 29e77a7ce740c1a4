//! From stories to a decision: a claim with the stories for and against it, and a decision with the stories
//! that were weighed. Planners decide, researchers make insights too, leaders read both.
//! What of a cited story is on a page is asked of the vault at every look.
//! Must never keep a copy of a story, nor say of one that is gone more than that it was taken out.
mod begin;
mod decision;
mod decisions;
mod insight;
mod insights;
mod use_it;
mod views;

use crate::web::{Access, Table};

/// Letters of what a decision is about, and of the line why a story is used.
const LINE: usize = 200;
/// Letters of a claim.
const CLAIM: usize = 300;
/// Letters of everything longer.
const TEXT: usize = 4_000;

pub fn routes(table: &mut Table) {
    table
        .get("/insight/decisions", Access::Planning, decisions::list)
        .get("/insight/decisions/new", Access::Planner, begin::decision_page)
        .post("/insight/decisions/new", Access::Planner, begin::decision)
        .get("/insight/decisions/{id}", Access::Planning, decision::page)
        .post("/insight/decisions/{id}", Access::Planner, decision::write)
        .post(
            "/insight/decisions/{id}/take-out",
            Access::Planner,
            decision::take_out,
        )
        .get("/insight/insights", Access::Evidence, insights::list)
        .get("/insight/insights/new", Access::Curator, begin::insight_page)
        .post("/insight/insights/new", Access::Curator, begin::insight)
        .get("/insight/insights/{id}", Access::Evidence, insight::page)
        .post("/insight/insights/{id}", Access::Curator, insight::write)
        .post(
            "/insight/insights/{id}/take-out",
            Access::Curator,
            insight::take_out,
        )
        .get("/insight/stories/{id}/use", Access::Curator, use_it::page)
        .post("/insight/stories/{id}/use", Access::Curator, use_it::cite)
        .link("Decisions", "/insight/decisions", Access::Planning)
        .around(&["/insight/insights"]);
}
