//! The pictures people tell with and the questions they are asked, as a council looks after them: add, change,
//! put in order, offer no more. Words are read before they are kept, and somebody is told which one is hard.
//! Must never change what a story that is told already has.
mod edit;
mod pages;
mod reading;
mod serve;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    const ADMIN: Access = Access::Admin;
    table
        .get("/packs/{card}/photo", Access::Anyone, serve::photo)
        .get("/packs/{card}/sound", Access::Anyone, serve::sound)
        .get("/admin/packs", ADMIN, pages::topics)
        .post("/admin/packs", ADMIN, pages::set_faces)
        .get("/admin/packs/{topic}", ADMIN, pages::topic)
        .get("/admin/packs/{topic}/new", ADMIN, edit::new)
        .post("/admin/packs/{topic}/new", ADMIN, edit::add)
        .get("/admin/packs/{topic}/cards/{card}", ADMIN, edit::page)
        .post("/admin/packs/{topic}/cards/{card}", ADMIN, edit::change)
        .post("/admin/packs/{topic}/cards/{card}/place", ADMIN, pages::place)
        .link("Pictures and questions", "/admin/packs", ADMIN);
}
