//! Showcases: a few stories in an order somebody chose, for one audience to watch together.
//! Staff open the list and watch from the top down; a showcase for everyone opens without signing in.
//! Researchers and planners make one: words, an audience, stories, their order.
//! Whoever makes them can also close one: it leaves Watch, and can be put back.
//! What an audience may see of each story is decided by [`entity::story::showing`], at every look.
//! Storytellers find those for everyone under "Watch other stories", on pages like their own.
//! On paper and as a file its words leave the house; that is written down first.
//! Must never say that a story was there and is gone, but to its maker, and to them not why.
mod away;
mod cards;
mod closing;
mod draft;
mod make;
mod maker;
mod teller;
mod watch;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get("/watch", Access::Staff, watch::list)
        .get("/watch/new", Access::Curator, make::page)
        .post("/watch/new", Access::Curator, make::press)
        .get("/me/watch", Access::Storyteller, teller::list)
        .get("/watch/{id}", Access::Anyone, watch::showcase)
        .post("/watch/{id}/close", Access::Curator, closing::close)
        .post("/watch/{id}/reopen", Access::Curator, closing::reopen)
        .post(
            "/watch/{id}/cards/{position}/out",
            Access::Curator,
            cards::take_out,
        )
        .post("/watch/{id}/print", Access::Staff, away::print)
        .post("/watch/{id}/words", Access::Staff, away::words)
        .gives_file()
        .link("Watch", "/watch", Access::Staff);
}

/// What may be shown, in words: "words, voice".
fn forms_in_words(forms: entity::Forms) -> String {
    let named: Vec<&str> = [
        (forms.words, "words"),
        (forms.voice, "voice"),
        (forms.face, "face"),
        (forms.name, "name"),
    ]
    .into_iter()
    .filter_map(|(allowed, word)| allowed.then_some(word))
    .collect();
    named.join(", ")
}

/// An audience inside a sentence: "people who plan services".
fn in_a_sentence(audience: entity::Audience) -> String {
    let label = audience.label();
    let mut letters = label.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

/// "1 story", "12 stories".
fn stories(count: usize) -> String {
    crate::say!("easy-watch-stories", count = count)
}
