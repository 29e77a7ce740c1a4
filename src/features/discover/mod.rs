//! Finding stories by words and by what they are about, and opening one.
//! The search engine proposes ids; the vault decides what this viewer gets of each, if anything.
//! Everyone on the staff uses the same two pages; each sees what its audience was allowed.
//! A choice in the column beside the results is a link that picks it, or lets it go again.
//! A search can be kept under a name: its address is kept, never what it found.
//! Must never print a word of a story that did not come out of [`entity::story`].
mod facets;
mod pages;
mod results;
mod saved;
mod story;

use crate::web::{Access, Table};

/// Stories, families and kept searches are reached from finding stories.
const AROUND: &[&str] = &["/insight"];

pub fn routes(table: &mut Table) {
    table
        .get("/insight/search", Access::Staff, pages::search)
        .get("/insight/saved", Access::Staff, saved::list)
        .get("/insight/saved/new", Access::Staff, saved::page)
        .post("/insight/saved/new", Access::Staff, saved::save)
        .post("/insight/saved/{id}/remove", Access::Staff, saved::remove)
        .get("/insight/stories/{id}", Access::Staff, story::page)
        .link("Find stories", "/insight/search", Access::Planner)
        .around(AROUND);
}

/// For everyone else on the staff it stands after what they come for.
pub fn links(table: &mut Table) {
    table
        .link("Find stories", "/insight/search", Access::Staff)
        .around(AROUND);
}
