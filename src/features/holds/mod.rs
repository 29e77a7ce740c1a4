//! A worry about a story stops it at once: whoever works with it says why, and only the safeguarding
//! lead sees it until they lift the hold. The list shows every open hold with its age, so that none is
//! forgotten. The log keeps every hold there was, for the lead and information governance.
//! Must never stop a story without a ground, nor leave it to be found after it was stopped.
mod lead;
mod log;
mod worry;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get("/studio/stories/{id}/hold", Access::Researcher, worry::page)
        .post("/studio/stories/{id}/hold", Access::Researcher, worry::place)
        .get("/safeguarding", Access::Safeguarding, lead::list)
        .get("/safeguarding/log", Access::HoldLog, log::page)
        .get("/safeguarding/stories/{id}", Access::Safeguarding, lead::story)
        .post(
            "/safeguarding/stories/{id}/lift",
            Access::Safeguarding,
            lead::lift,
        )
        .link("Held stories", "/safeguarding", Access::Safeguarding)
        .link("Log of holds", "/safeguarding/log", Access::Governance);
}
