//! What a member of staff was told: newest first, each with a plain sentence and where to act on it.
//! What a sentence says of a story goes through the rule. Must never put away what somebody was asked to
//! throw away before they said that they did.
mod page;
mod words;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get("/for-you", Access::Staff, page::page)
        .post("/for-you/{id}/away", Access::Staff, page::put_away)
        .post("/for-you/{id}/thrown-away", Access::Staff, page::thrown_away);
}

/// The link stands last: it is where nobody starts.
pub fn links(table: &mut Table) {
    table.counted_link("For you", "/for-you", Access::Staff);
}
