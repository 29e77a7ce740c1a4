//! Coming in: staff by email address and password, storytellers by card, by a
//! link or by the lock of their own phone, new staff by invitation.
//! Must never make a session on a GET, nor tell a stranger whether an account is there.
mod card;
mod invitation;
mod link;
mod own_card;
pub mod password;
mod people;
mod phone;
mod sign_in;

use crate::jobs::Registry;
use crate::state::State;
use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get("/sign-in", Access::Anyone, sign_in::page)
        .post("/sign-in", Access::Anyone, sign_in::sign_in)
        .post("/sign-out", Access::Anyone, sign_in::sign_out)
        .get("/c/{token}", Access::Anyone, card::page)
        .post("/c/{token}", Access::Anyone, card::answer)
        .get("/sign-in/link", Access::Anyone, link::ask)
        .post("/sign-in/link", Access::Anyone, link::send)
        .get("/sign-in/sent", Access::Anyone, link::sent)
        .get("/l/{token}", Access::Anyone, link::page)
        .post("/l/{token}", Access::Anyone, link::answer)
        .post("/l/{token}/again", Access::Anyone, link::again)
        .post("/sign-in/phone/start", Access::Anyone, phone::ask_to_sign_in)
        .answers_script()
        .post("/sign-in/phone/in", Access::Anyone, phone::sign_in)
        .answers_script()
        .get("/me/lock", Access::Storyteller, phone::page)
        .post("/me/lock/start", Access::Storyteller, phone::ask_to_add)
        .answers_script()
        .post("/me/lock/add", Access::Storyteller, phone::add)
        .answers_script()
        .post("/me/lock/{id}/remove", Access::Storyteller, phone::remove)
        .get("/me/card", Access::Storyteller, own_card::page)
        .post("/me/card/lost", Access::Storyteller, own_card::lost)
        .post("/me/card/new", Access::Storyteller, own_card::new)
        .post("/help/lost-card", Access::Storyteller, own_card::lost)
        .get("/invite/{token}", Access::Anyone, invitation::page)
        .post("/invite/{token}", Access::Anyone, invitation::accept)
        .get("/admin/accounts", Access::Admin, people::page)
        .post("/admin/accounts", Access::Admin, people::invite)
        .post("/admin/accounts/{id}/link", Access::Admin, people::new_link)
        .post("/admin/accounts/{id}/close", Access::Admin, people::close)
        .post("/admin/accounts/{id}/reopen", Access::Admin, people::reopen)
        .link("Accounts", "/admin/accounts", Access::Admin);
}

/// Puts the work of this journey in the registry.
pub fn register(registry: Registry<State>) -> Registry<State> {
    link::register(registry)
}
