//! A person's own stories: where each is, who can see it, the second yes, and taking it back.
//! Looking at the final cut as others will see it comes before the yes; the yes names that cut.
//! Taking back hides a story from everybody before the page answers; it can come back for 30 days.
//! Must never show or change anything but the viewer's own stories.
mod back;
mod look;
mod one;
mod own_words;
mod receipt;
mod shelf;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    const WHO: Access = Access::Storyteller;
    table
        .get("/me/stories", WHO, shelf::page)
        .get("/me/stories/{id}", WHO, one::page)
        .get("/me/stories/{id}/look", WHO, look::page)
        .post("/me/stories/{id}/release", WHO, look::release)
        .get("/me/stories/{id}/words", WHO, own_words::page)
        .post("/me/stories/{id}/words", WHO, own_words::agree)
        .get("/me/stories/{id}/words/{number}", WHO, own_words::line)
        .post("/me/stories/{id}/words/{number}", WHO, own_words::put_right)
        .get("/me/stories/{id}/back", WHO, back::page)
        .post("/me/stories/{id}/back", WHO, back::take_back)
        .post("/me/stories/{id}/undo", WHO, back::undo)
        .get("/me/stories/{id}/receipt", WHO, receipt::page);
}
