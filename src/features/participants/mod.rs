//! A researcher adds a person to a project: their names and how to reach them are put apart, and a
//! pseudonym is what every page shows from then on. The person's page lists their stories and cards.
//! A card is made, shown once with its link and code, printed, and cancelled when it is lost.
//! Must never show a real name but on the one page that asks why and notes the look.
mod actions;
mod forms;
mod pages;
mod views;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get(
            "/studio/projects/{id}/participants/new",
            Access::Researcher,
            pages::new,
        )
        .post(
            "/studio/projects/{id}/participants/new",
            Access::Researcher,
            actions::add,
        )
        .get(
            "/studio/participants/{id}",
            Access::Researcher,
            pages::participant,
        )
        .post(
            "/studio/participants/{id}/name",
            Access::Researcher,
            actions::show_name,
        )
        .post(
            "/studio/participants/{id}/cards",
            Access::Researcher,
            actions::make_card,
        )
        .post(
            "/studio/participants/{id}/cards/{card}/cancel",
            Access::Researcher,
            actions::cancel_card,
        );
}
