//! A researcher brings an interview back from somebody's home. Consent comes first: what may be shown,
//! to whom, until when, how it was explained and who was there. Only then there is a draft to write
//! notes in, with files. When they are sent, the minutes since the first page and the filled-in
//! fields are recorded and shown. Nobody beyond the team sees it before its teller has said yes.
//! Must never take notes that no consent stands for.
mod actions;
mod consent;
mod notes;
mod pages;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get(
            "/studio/participants/{id}/interview",
            Access::Researcher,
            pages::ask,
        )
        .post(
            "/studio/participants/{id}/interview",
            Access::Researcher,
            actions::agree,
        )
        .get("/studio/interviews/{id}/notes", Access::Researcher, pages::write)
        .post(
            "/studio/interviews/{id}/notes",
            Access::Researcher,
            actions::write,
        )
        .get("/studio/interviews/{id}", Access::Researcher, pages::done);
}
