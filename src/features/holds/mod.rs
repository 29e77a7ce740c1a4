//! Holding and declining: a story is stopped only with a ground from the list, and the log of it is a page. A ground
//! of safeguarding leaves it to the leads; a ground for declining keeps it with the team that heard it.
//! Must never stop a story without a ground, nor leave it to be found after it was stopped.
mod lead;
mod log;
mod stop;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    const TEAM: Access = Access::Researcher;
    const LEAD: Access = Access::Safeguarding;
    table
        .get("/studio/stories/{id}/hold", TEAM, stop::page)
        .post("/studio/stories/{id}/hold", TEAM, stop::place)
        .post("/studio/stories/{id}/hold/end", TEAM, stop::end)
        .get("/safeguarding/log", Access::HoldLog, log::page)
        .get("/safeguarding/stories/{id}", LEAD, lead::story)
        .post("/safeguarding/stories/{id}/lift", LEAD, lead::lift)
        .post("/safeguarding/stories/{id}/tell", LEAD, lead::tell)
        .link("Log of holds", "/safeguarding/log", Access::Governance);
}
