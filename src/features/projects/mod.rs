//! A researcher opens a project and keeps an eye on it. The studio is where they start: their
//! projects, stories that nobody has coded yet, and what the paperwork costs. A project says what it
//! is, why the law allows it and how long stories are kept before anything is captured in it.
//! Its page lists its people by pseudonym and its stories with minutes and fields.
//! Must never show a story that the vault did not give, nor a real name.
mod actions;
mod basis;
mod forms;
mod pages;
mod paperwork;
mod views;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get("/studio", Access::Researcher, pages::studio)
        .get("/studio/projects/new", Access::Researcher, pages::new)
        .post("/studio/projects/new", Access::Researcher, actions::open)
        .get("/studio/projects/{id}", Access::Researcher, pages::project)
        .link("Studio", "/studio", Access::Researcher);
}
