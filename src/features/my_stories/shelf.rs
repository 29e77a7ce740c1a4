//! All of a person's stories as cards, each with a picture and where it is.
use entity::AssetKind;
use entity::story::{self, Own, Status};
use serde::Serialize;

use crate::say;
use crate::state::State;
use crate::web::dates;
use crate::web::shown::{address, is_untold};
use crate::web::step::Step;
use crate::web::{Page, Reply, Who};

/// Where a story is, as its teller reads it.
#[derive(Debug, Clone, Serialize)]
pub struct StatusView {
    pub kind: &'static str,
    pub picture: &'static str,
    pub words: String,
}

impl StatusView {
    pub fn of(status: Status) -> Self {
        let (kind, picture, words) = match status {
            Status::Draft => ("only-me", "only-me", say!("easy-mine-not-sent")),
            Status::Waiting => ("waiting", "wait", say!("easy-mine-waiting")),
            Status::Shared => ("shared", "yes", say!("easy-mine-shared")),
            Status::TakenBack { .. } => ("stopped", "take-back", say!("easy-mine-taken-back")),
            Status::Gone => ("stopped", "throw-away", say!("easy-mine-thrown-good")),
            Status::Held => ("stopped", "stop", say!("easy-mine-stopped")),
        };
        Self { kind, picture, words }
    }

    /// The same; one that was never sent cannot be taken back, only thrown away.
    pub fn of_own(own: &Own) -> Self {
        let mut status = Self::of(own.status);
        if own.sent_at.is_none() && matches!(own.status, Status::TakenBack { .. }) {
            status.words = say!("easy-mine-thrown-away");
        }
        status
    }
}

#[derive(Debug, Serialize)]
struct Card {
    title: String,
    status: StatusView,
    poster: Option<String>,
    picture: &'static str,
    /// "You began this on 3 May 2026.", for one that is not sent.
    began: Option<String>,
    /// Its first words, so that two that have no name can be told apart.
    words: Option<String>,
    href: String,
    button: String,
    /// Where "Throw it away" goes, for one that is not sent.
    away: Option<String>,
}

/// How many of its own words tell a story from another.
const FIRST_WORDS: usize = 8;
/// And how many letters, where a word does not end.
const FIRST_LETTERS: usize = 140;

/// "I went by bus ..."
fn first_words(words: &str) -> Option<String> {
    let first: Vec<&str> = words.split_whitespace().take(FIRST_WORDS + 1).collect();
    let some = first.get(..FIRST_WORDS).unwrap_or(&first).join(" ");
    let letters: String = some.chars().take(FIRST_LETTERS).collect();
    let more = if letters.len() < some.len() {
        "…"
    } else if first.len() > FIRST_WORDS {
        " …"
    } else {
        ""
    };
    (!first.is_empty()).then(|| format!("{letters}{more}"))
}

impl Card {
    fn of(own: &Own) -> Self {
        let story = &own.story;
        let poster = [AssetKind::Thumbnail, AssetKind::Poster, AssetKind::Picture]
            .iter()
            .find_map(|kind| story.asset(*kind));
        let draft = own.status == Status::Draft;
        let (href, button) = if draft {
            (format!("/me/story/{}", story.id), say!("easy-mine-go-on"))
        } else {
            (format!("/me/stories/{}", story.id), say!("easy-mine-open"))
        };
        Self {
            title: if story.title.is_empty() {
                say!("easy-mine-my-story")
            } else {
                story.title.clone()
            },
            status: StatusView::of_own(own),
            began: draft.then(|| say!("easy-mine-began", day = dates::day(story.told_at))),
            words: story.words.as_deref().filter(|_| draft).and_then(first_words),
            away: draft.then(|| format!("/me/stories/{}/back", story.id)),
            poster: poster.map(address),
            picture: if story.kind == entity::StoryKind::Video {
                "film"
            } else {
                "story"
            },
            href,
            button,
        }
    }
}

#[derive(Debug, Serialize)]
struct ShelfPage {
    step: Step,
    cards: Vec<Card>,
}

impl Page for ShelfPage {
    const TEMPLATE: &'static str = "my_stories/shelf.html";
    const IN_WELSH: bool = true;
}

pub async fn page(state: State, who: Who) -> Reply {
    let mine = story::mine(&state.db, &who).await?;
    let page = ShelfPage {
        step: Step::new(say!("easy-mine-title"), "/me"),
        cards: mine.iter().filter(|own| !is_untold(own)).map(Card::of).collect(),
    };
    state.page(&who, &page)
}
