//! Who looked. A storyteller reads on each of their stories how many people watched or read it, by what those
//! do, and on which day last; governance reads every line, with a reason typed first that is kept.
//! Must never show a teller a name, nor anybody a word of a story.
mod governance;
mod mine;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get("/me/stories/{id}/looked", Access::Storyteller, mine::page)
        .get("/governance/looks", Access::Governance, governance::page)
        .post("/governance/looks", Access::Governance, governance::read)
        .link("Who looked", "/governance/looks", Access::Governance);
}
