//! Asking again: the teller's questions about a yes that ends or a life that changed, their wish for after
//! death, and for the team the list of what ends soon and the page of what happened to somebody.
//! Must never answer a question in anybody's stead.
mod change;
mod ending;
mod question;
mod wish;

use entity::unscoped::Reason;

use crate::state::State;
use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    const TELLER: Access = Access::Storyteller;
    const TEAM: Access = Access::Researcher;
    table
        .get("/me/ask", TELLER, question::page)
        .post("/me/ask/{id}", TELLER, question::answer)
        .get("/me/wish", TELLER, wish::page)
        .post("/me/wish", TELLER, wish::say)
        .get("/me/wish/name", TELLER, wish::name_page)
        .post("/me/wish/name", TELLER, wish::say_name)
        .get("/studio/ending", TEAM, ending::page)
        .get("/studio/participants/{id}/change", TEAM, change::page)
        .post("/studio/participants/{id}/change/moved", TEAM, change::moved)
        .post("/studio/participants/{id}/change/review", TEAM, change::review)
        .post("/studio/participants/{id}/change/grown", TEAM, change::grown)
        .post("/studio/participants/{id}/change/died", TEAM, change::died)
        .post("/studio/participants/{id}/change/family", TEAM, change::family)
        .post("/studio/participants/{id}/change/alive", TEAM, change::alive);
}

/// The hourly round: reminds, asks, and takes out of the index what came out.
pub async fn round(state: &State) -> anyhow::Result<()> {
    let mut done = entity::asking::Done::default();
    let worked = entity::asking::round(&state.db, &mut done, state.now(), Reason::Round).await;
    // What came out before something did not work is out all the same.
    for story in &done.out {
        state.withdrawn(*story).await.map_err(anyhow::Error::from)?;
    }
    state.changed();
    tracing::info!(
        reminded = done.reminded,
        ending = done.ending,
        out = done.out.len(),
        "asked"
    );
    worked.map_err(anyhow::Error::from)
}
