//! A story in pictures: choose one, place it on a face, say a few words about it if you like, and again. What
//! comes of it is read as a strip. Each press is kept; a picture that is there already is not there twice.
//! Must never show a person's own photos to anybody else, nor ask the same picture again.
mod choose;
mod each;
mod photos;
mod say;
mod whole;

use entity::placing::Placed;
use entity::theme::Theme;
use entity::{AssetId, ThemeId, Tx, coding, pack};
use serde::Serialize;

use super::draft::Draft;
use super::themes;
use crate::state::State;
use crate::web::shown::address;
use crate::web::{Access, Error, Form, Table, Who};
use crate::words;

/// Pictures on a page, beside "More pictures".
const ON_A_PAGE: usize = 5;

pub fn routes(table: &mut Table) {
    const WHO: Access = Access::Storyteller;
    table
        .get("/me/story/{id}/choose", WHO, choose::page)
        .post("/me/story/{id}/choose", WHO, choose::answer)
        .get("/me/story/{id}/choose/topics", WHO, choose::topics)
        .get("/me/story/{id}/choose/mine", WHO, choose::mine)
        .get("/me/story/{id}/each/{number}", WHO, each::page)
        .post("/me/story/{id}/each/{number}", WHO, each::answer)
        .get("/me/story/{id}/each/{number}/out", WHO, each::ask_out)
        .post("/me/story/{id}/each/{number}/out", WHO, each::take_out)
        .get("/me/story/{id}/each/{number}/say", WHO, say::page)
        .post("/me/story/{id}/each/{number}/say", WHO, say::answer)
        .get("/me/story/{id}/strip", WHO, whole::page)
        .post("/me/story/{id}/strip", WHO, whole::finish)
        .get("/me/story/{id}/more", WHO, whole::more)
        .get("/me/photos", WHO, photos::list)
        .get("/me/photos/new", WHO, photos::new)
        .post("/me/photos/new", WHO, photos::receive)
        .get("/me/photos/{photo}/small", WHO, photos::bytes)
        .get("/me/photos/{photo}/out", WHO, photos::ask_out)
        .post("/me/photos/{photo}/out", WHO, photos::take_out);
}

/// The language of the words on cards.
fn language() -> &'static str {
    words::current().as_str()
}

/// A picture to choose: a symbol, or a photo in its place.
#[derive(Debug, Serialize)]
pub struct Choice {
    value: String,
    picture: String,
    src: Option<String>,
    words: String,
    picked: bool,
}

/// The picture of a number, counted from 1.
fn placed<'a>(draft: &'a Draft, number: &str) -> Result<&'a Placed, Error> {
    let number: i32 = number.parse().map_err(|_| Error::NotFound)?;
    let mut all = draft.own.story.placed.iter();
    all.find(|placed| placed.position == number)
        .ok_or(Error::NotFound)
}

/// The picture that a form was about, wherever it is by now; nothing when it was taken out, or when the form does not
/// say which it was.
fn meant<'a>(draft: &'a Draft, form: &Form) -> Option<&'a Placed> {
    let which = form.get("picture");
    let mut all = draft.own.story.placed.iter();
    all.find(|placed| !which.is_empty() && placed.which() == which)
}

/// A photo of the person's own, or of a council's card, as the person themselves sees it: their own at once,
/// while the story's copy is still made ready.
fn src_of(placed: &Placed) -> Option<String> {
    let own = || (placed.topic == MINE).then(|| photos::small(&placed.picture));
    let card = || {
        placed
            .card_photo
            .then(|| format!("/packs/{}/photo", placed.picture))
    };
    let shown = placed.photo_shown.as_ref().map(address);
    shown.or_else(own).or_else(card)
}

/// The topic of a person's own photos.
const MINE: &str = "mine";

/// Keeps where "Change" was pressed.
fn going(draft: &Draft, page: &str, form: &Form) -> String {
    let to = if form.get("to") == "check" {
        "?to=check"
    } else {
        ""
    };
    format!("{}{to}", draft.at(page))
}

/// What the story is about in the teller's own coding: what they said first, then what their pictures are about.
pub(super) async fn code(
    state: &State,
    tx: &Tx,
    who: &Who,
    draft: &Draft,
    about: Option<&Theme>,
) -> Result<(), Error> {
    let all = themes::all(state).await?;
    let mut themes: Vec<ThemeId> = about.map(|theme| theme.id).into_iter().collect();
    for placed in &draft.own.story.placed {
        let topic = pack::topic(&placed.topic);
        let named = topic.and_then(|topic| {
            topic
                .themes
                .iter()
                .find_map(|key| all.iter().find(|theme| theme.key == *key))
        });
        // Somebody who said what it is about meant the topic of that theme, not another theme of it.
        let said = |theme: &Theme| {
            about.is_some_and(|about| {
                pack::topic_of(&about.key).map(|one| &one.key)
                    == pack::topic_of(&theme.key).map(|one| &one.key)
            })
        };
        if let Some(theme) = named.filter(|theme| !said(theme))
            && !themes.contains(&theme.id)
        {
            themes.push(theme.id);
        }
    }
    if themes != draft.coded {
        coding::set_about(tx, who, draft.id(), &themes, state.clock.now()).await?;
    }
    Ok(())
}

/// Files that belong to pictures of the strip, not to the story beside it.
pub(super) fn is_in(draft: &Draft, file: AssetId) -> bool {
    let mut all = draft.own.story.placed.iter();
    all.any(|placed| placed.photo == Some(file) || placed.sound == Some(file))
}
