//! A person tells a story on a phone: one question a page, kept at every press.
//! way -> about -> film, talk, write or choose pictures -> how it felt -> who sees it, what of it, until when -> check -> send.
//! Each page shows the answer before with "Change", and works without JavaScript.
//! Sending is the first yes; pressing it under the previews is the second, the release.
//! The questions about sharing open again for stories that were sent.
//! Must never show or change anything but the viewer's own stories.
mod about;
mod asking;
mod check;
mod draft;
mod feeling;
mod film;
mod film_page;
mod out;
mod phone;
mod pictures;
mod prompts;
mod recorder;
mod start;
mod strip;
mod themes;
mod write;

use crate::web::{Access, Table};

/// How many steps a person is told there are.
const STEPS: usize = 6;

pub fn routes(table: &mut Table) {
    const WHO: Access = Access::Storyteller;
    strip::routes(table);
    table
        .get("/me", WHO, start::home)
        .get("/me/choose", WHO, start::choose)
        .get("/me/story/new", WHO, start::new)
        .post("/me/story/new", WHO, start::begin)
        .get("/me/story/{id}", WHO, start::go_on)
        .get("/me/story/{id}/way", WHO, start::way)
        .post("/me/story/{id}/way", WHO, start::set_way)
        .get("/me/story/{id}/about", WHO, about::page)
        .get("/me/story/{id}/about/more", WHO, about::more)
        .post("/me/story/{id}/about", WHO, about::answer)
        .get("/me/story/{id}/ready", WHO, film::ready)
        .get("/me/story/{id}/film", WHO, film::page)
        .post("/me/story/{id}/film", WHO, film::receive)
        .get("/me/story/{id}/film/again", WHO, film::again)
        .get("/me/story/{id}/film/out", WHO, out::ask_out)
        .post("/me/story/{id}/film/out", WHO, out::take_out)
        .get("/me/story/{id}/film/progress", WHO, film::progress)
        .get("/me/story/{id}/talk", WHO, film::talk)
        .post("/me/story/{id}/talk", WHO, film::receive_talk)
        .get("/me/story/{id}/talk/again", WHO, film::talk_again)
        .get("/me/phone", WHO, phone::page)
        .get("/me/story/{id}/write", WHO, write::page)
        .post("/me/story/{id}/write", WHO, write::keep)
        .get("/me/story/{id}/pictures", WHO, pictures::page)
        .post("/me/story/{id}/pictures", WHO, pictures::receive)
        .get("/me/story/{id}/pictures/{file}/out", WHO, pictures::ask_out)
        .post("/me/story/{id}/pictures/{file}/out", WHO, pictures::take_out)
        .get("/me/story/{id}/feeling", WHO, feeling::page)
        .post("/me/story/{id}/feeling", WHO, feeling::answer)
        .get("/me/story/{id}/who", WHO, asking::who_page)
        .post("/me/story/{id}/who", WHO, asking::set_who)
        .get("/me/story/{id}/show", WHO, asking::show_page)
        .post("/me/story/{id}/show", WHO, asking::set_show)
        .get("/me/story/{id}/until", WHO, asking::until_page)
        .post("/me/story/{id}/until", WHO, asking::set_until)
        .get("/me/story/{id}/check", WHO, check::page)
        .post("/me/story/{id}/send", WHO, check::send)
        .get("/me/story/{id}/done", WHO, check::done)
        .get("/me/story/{id}/as/{audience}", WHO, check::seen_as)
        .link("Home", "/me", WHO);
}
