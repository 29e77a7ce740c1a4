//! Reaching storytellers in their own format: how they want to hear from us, the messages that go out by
//! themselves, and for the team the list of letters to print and people to call.
//! Must never put a word of a story in a message, nor send one that is not so any more.
mod letter;
mod list;
mod mine;
mod round;
mod team;
mod words;

pub use self::round::{register, round};

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    const TELLER: Access = Access::Storyteller;
    const TEAM: Access = Access::Researcher;
    table
        .get("/me/messages", TELLER, mine::page)
        .post("/me/messages", TELLER, mine::wish)
        .get("/me/messages/address", TELLER, mine::address_page)
        .post("/me/messages/address", TELLER, mine::address)
        .get("/studio/participants/{id}/reach", TEAM, team::page)
        .post("/studio/participants/{id}/reach", TEAM, team::save)
        .get("/studio/messages", TEAM, list::page)
        .post("/studio/messages/calls/{id}/done", TEAM, list::done)
        .post("/studio/messages/{id}/print", TEAM, letter::print)
        .post("/studio/messages/{id}/posted", TEAM, list::posted)
        .link("Messages", "/studio/messages", TEAM);
}
