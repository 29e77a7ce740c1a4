//! A worry about somebody's safety. Staff raise it on any story that they can see, or are writing down; a teller says
//! it of themselves, told beforehand what happens then. The story is held from that second and every lead is told.
//! Leads answer the three questions of section 42, ask the person what they want, and close it; the clock runs.
//! Must never show a word of a worry to anybody but a lead, its teller and who raised it included.
mod desk;
mod file;
mod one;
mod raise;
mod steps;
mod talk;
mod telling;

use crate::state::State;
use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    const LEAD: Access = Access::Safeguarding;
    const TELLER: Access = Access::Storyteller;
    table
        .get("/worry/stories/{id}", Access::Staff, raise::page)
        .post("/worry/stories/{id}", Access::Staff, raise::send)
        .get("/worry/files/{id}", Access::Staff, file::page)
        .post("/worry/files/{id}", Access::Staff, file::send)
        .get("/worry/thanks", Access::Staff, raise::thanks)
        .get("/me/talk", TELLER, talk::before)
        .get("/me/talk/what", TELLER, telling::what)
        .post("/me/talk/what", TELLER, telling::tell)
        .get("/me/talk/{id}/words", TELLER, telling::words)
        .post("/me/talk/{id}/words", TELLER, telling::add_words)
        .get("/me/talk/{id}/want", TELLER, telling::want)
        .post("/me/talk/{id}/want", TELLER, telling::add_want)
        .get("/me/talk/thanks", TELLER, talk::thanks)
        .get("/safeguarding", LEAD, desk::open)
        .get("/safeguarding/closed", LEAD, desk::closed)
        .get("/safeguarding/concerns/{id}", LEAD, one::page)
        .post("/safeguarding/concerns/{id}", LEAD, steps::add)
        .link("Worries", "/safeguarding", LEAD);
}

/// Tells leads again of worries that wait too long.
pub async fn round(state: &State) -> anyhow::Result<()> {
    let tx = state.db.begin().await?;
    let late = entity::concern::escalate(&tx, state.now()).await?;
    tx.commit().await?;
    if late > 0 {
        tracing::warn!(late, "worries wait too long");
        state.changed();
    }
    Ok(())
}
