//! One line of the results: what the vault gave for this viewer, with the words that were looked for marked.
//! Must never show words of a story whose words are not for this viewer.
use std::collections::HashMap;

use entity::story::Shown;
use entity::theme::Framework;
use entity::{AssetKind, StoryId, ThemeId};
use serde::Serialize;

use crate::search::{self, Search};
use crate::web::asked::{Wanted, name_of};
use crate::web::{dates, shown};

/// A stretch of text, marked when it was looked for.
#[derive(Debug, Serialize)]
pub struct Piece {
    text: String,
    marked: bool,
}

impl From<search::Piece> for Piece {
    fn from(piece: search::Piece) -> Self {
        Self {
            text: piece.text,
            marked: piece.marked,
        }
    }
}

/// A picture from the film.
#[derive(Debug, Serialize)]
pub struct Poster {
    src: String,
    width: i32,
    height: i32,
}

/// A story that was found.
#[derive(Debug, Serialize)]
pub struct ResultView {
    /// Where it stands on the page, for coming back to it.
    id: String,
    /// The story, with the search that found it.
    href: String,
    title: Vec<Piece>,
    /// Kind, teller, group, place, month, length; those that are there.
    about: Vec<String>,
    words: Vec<Piece>,
    /// Instead of words that are not for this viewer.
    note: Option<&'static str>,
    themes: Vec<String>,
    poster: Option<Poster>,
}

impl ResultView {
    pub fn of(
        story: &Shown,
        typed: &str,
        wanted: &Wanted,
        search: &Search,
        themes: &HashMap<StoryId, Vec<ThemeId>>,
        frameworks: &[Framework],
    ) -> Self {
        let pieces = |pieces: Vec<search::Piece>| pieces.into_iter().map(Piece::from).collect();
        // A title without words is made by us; there is nothing of the story to mark in it.
        let typed_in_title = if story.forms.words { typed } else { "" };
        Self {
            id: format!("story-{}", story.id),
            href: format!("/insight/stories/{}{}", story.id, wanted.query()),
            title: pieces(search.mark(&story.title, typed_in_title)),
            about: about(story),
            words: text(story)
                .map(|text| pieces(search.snippet(&text, typed)))
                .unwrap_or_default(),
            note: note(story),
            themes: themes
                .get(&story.id)
                .into_iter()
                .flatten()
                .filter_map(|theme| Some(name_of(frameworks, *theme)?.name.clone()))
                .collect(),
            poster: poster(story),
        }
    }
}

/// What the story says: its words, or what is said in the recording.
fn text(story: &Shown) -> Option<String> {
    let words = story.words.as_ref()?;
    if !words.trim().is_empty() {
        return Some(words.clone());
    }
    let lines: Vec<&str> = story.cues.iter().map(|cue| cue.words.as_str()).collect();
    Some(lines.join(" "))
}

fn note(story: &Shown) -> Option<&'static str> {
    match (story.forms.words, story.forms.voice, story.forms.face) {
        (true, ..) => None,
        (_, true, true) => Some("You can watch this story. Its words are not shared with you."),
        (_, true, false) => Some("You can hear this story. Its words are not shared with you."),
        _ => Some("You can see pictures from this story. Its words are not shared with you."),
    }
}

fn about(story: &Shown) -> Vec<String> {
    let length = [AssetKind::Film, AssetKind::Silent, AssetKind::Sound]
        .iter()
        .find_map(|kind| Some((*kind, story.asset(*kind)?.duration_ms?)))
        .map(|(kind, length)| {
            let what = if kind == AssetKind::Sound { "sound" } else { "film" };
            format!("{} of {what}", dates::length(length))
        });
    let parts = [
        Some(story.kind.label().to_owned()),
        Some(story.teller.clone()),
        Some(story.group.clone()),
        Some(story.place.clone()),
        Some(dates::month(story.told_at)),
        length,
    ];
    parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect()
}

fn poster(story: &Shown) -> Option<Poster> {
    let found = [AssetKind::Poster, AssetKind::Thumbnail]
        .iter()
        .find_map(|kind| story.asset(*kind))?;
    let (width, height) = found.size.unwrap_or((1280, 720));
    Some(Poster {
        src: shown::address(found),
        width,
        height,
    })
}
