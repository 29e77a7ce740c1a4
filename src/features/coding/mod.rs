//! A researcher reads a story and says what it is about: a theme on the whole story or on words they
//! choose, with the pointer, the keyboard or sentence by sentence. Codings are listed with who made
//! them; one can be taken away and put back. The words of a film are put in here too.
//! Must never count places in anything but code points of the words as the viewer sees them.
mod actions;
mod forms;
mod pages;
mod text;
mod transcript;
mod views;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get("/studio/stories/{id}", Access::Researcher, pages::story)
        .post("/studio/stories/{id}/codings", Access::Researcher, actions::add)
        .post(
            "/studio/stories/{id}/codings/{coding}/remove",
            Access::Researcher,
            actions::remove,
        )
        .get(
            "/studio/stories/{id}/transcript",
            Access::Researcher,
            transcript::page,
        )
        .post(
            "/studio/stories/{id}/transcript",
            Access::Researcher,
            transcript::save,
        );
}
