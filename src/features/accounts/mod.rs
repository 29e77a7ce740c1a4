//! Coming in: staff by email address and password, storytellers by card, new staff by invitation.
//! Must never make a session on a GET, nor tell a stranger whether an account is there.
mod card;
mod invitation;
pub mod password;
mod people;
mod sign_in;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get("/sign-in", Access::Anyone, sign_in::page)
        .post("/sign-in", Access::Anyone, sign_in::sign_in)
        .post("/sign-out", Access::Anyone, sign_in::sign_out)
        .get("/c/{token}", Access::Anyone, card::page)
        .post("/c/{token}", Access::Anyone, card::answer)
        .get("/invite/{token}", Access::Anyone, invitation::page)
        .post("/invite/{token}", Access::Anyone, invitation::accept)
        .get("/admin/accounts", Access::Admin, people::page)
        .post("/admin/accounts", Access::Admin, people::invite)
        .post("/admin/accounts/{id}/link", Access::Admin, people::new_link)
        .post("/admin/accounts/{id}/close", Access::Admin, people::close)
        .post("/admin/accounts/{id}/reopen", Access::Admin, people::reopen)
        .link("Accounts", "/admin/accounts", Access::Admin);
}
