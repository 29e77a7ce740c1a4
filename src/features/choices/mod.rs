//! "My choices": pictures, colours, letters, calm pages, language, helper. One choice a page; a press shows it at
//! once and keeps it for the person. Before sign-in colours and letters are kept for the device.
//! Must never ask for anything but how the pages are to be.
mod device;
mod kinds;
mod list;
mod one;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    const WHO: Access = Access::Storyteller;
    table
        .get("/choices", Access::Anyone, device::list)
        .get("/me/choices", WHO, list::page)
        .get("/me/choices/helper", WHO, one::helper_page)
        .post("/me/choices/helper", WHO, one::set_helper);
    for path in ["/choices/colours", "/choices/size"] {
        table
            .get(path, Access::Anyone, device::page)
            .post(path, Access::Anyone, device::set);
    }
    for path in [
        "/me/choices/pictures",
        "/me/choices/colours",
        "/me/choices/size",
        "/me/choices/calm",
        "/me/choices/language",
    ] {
        table.get(path, WHO, one::page).post(path, WHO, one::set);
    }
}
