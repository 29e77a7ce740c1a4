//! The permission of somebody with parental responsibility, for those under 18, on a page of its own: beside
//! the child's yes, never instead of it. Must never show who gave it by name, nor record a child's answer.
mod forms;
mod pages;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    const TEAM: Access = Access::Researcher;
    table
        .get("/studio/participants/{id}/permission", TEAM, pages::page)
        .post("/studio/participants/{id}/permission", TEAM, pages::record)
        .post(
            "/studio/participants/{id}/permission/{permission}/end",
            TEAM,
            pages::end,
        )
        .post("/studio/participants/{id}/born", TEAM, pages::born);
}
