//! Ideas for somebody who films or talks: a picture and one short line, one at a time.
//! The one place that recorders get them from. Must never ask what a teller has answered before.
use entity::theme::Theme;
use serde::Serialize;

use super::themes;

/// One idea.
#[derive(Debug, Serialize)]
pub struct Idea {
    /// A name from `assets/symbols.json`.
    pub picture: String,
    /// One question of at most twelve words.
    pub words: &'static str,
}

/// What any story can tell.
const ANY: [(&str, &str); 5] = [
    ("look", "What happened?"),
    ("people", "Who was there?"),
    ("happy", "What was good?"),
    ("sad", "What was hard?"),
    ("change", "What should change?"),
];

/// The ideas for a story about this, in their order; those for any story when it is about nothing yet.
pub fn ideas(about: Option<&Theme>) -> Vec<Idea> {
    let first = about.map(|theme| Idea {
        picture: themes::picture(theme).to_owned(),
        words: "What is it like for you?",
    });
    let any = ANY.into_iter().map(|(picture, words)| Idea {
        picture: picture.to_owned(),
        words,
    });
    first.into_iter().chain(any).collect()
}
