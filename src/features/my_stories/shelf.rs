//! All of a person's stories as cards, each with a picture and where it is.
use entity::AssetKind;
use entity::story::{self, Own, Status};
use serde::Serialize;

use crate::state::State;
use crate::web::shown::address;
use crate::web::step::Step;
use crate::web::{Page, Reply, Who};

/// Where a story is, as its teller reads it.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct StatusView {
    pub kind: &'static str,
    pub picture: &'static str,
    pub words: &'static str,
}

impl StatusView {
    pub fn of(status: Status) -> Self {
        let (kind, picture, words) = match status {
            Status::Draft => ("only-me", "only-me", "Only you"),
            Status::Waiting => ("waiting", "wait", "Waiting"),
            Status::Shared => ("shared", "yes", "Shared"),
            Status::TakenBack { .. } => ("stopped", "take-back", "Taken back"),
            Status::Held => ("stopped", "stop", "Stopped for now"),
        };
        Self { kind, picture, words }
    }
}

#[derive(Debug, Serialize)]
struct Card {
    title: String,
    status: StatusView,
    poster: Option<String>,
    picture: &'static str,
    href: String,
    button: &'static str,
}

impl Card {
    fn of(own: &Own) -> Self {
        let story = &own.story;
        let poster = [AssetKind::Thumbnail, AssetKind::Poster, AssetKind::Picture]
            .iter()
            .find_map(|kind| story.asset(*kind));
        let (href, button) = match own.status {
            Status::Draft => (format!("/me/story/{}", story.id), "Go on with it"),
            _ => (format!("/me/stories/{}", story.id), "Open it"),
        };
        Self {
            title: if story.title.is_empty() {
                "My story".to_owned()
            } else {
                story.title.clone()
            },
            status: StatusView::of(own.status),
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
}

pub async fn page(state: State, who: Who) -> Reply {
    let mine = story::mine(&state.db, &who).await?;
    let page = ShelfPage {
        step: Step::new("My stories", "/me"),
        cards: mine.iter().map(Card::of).collect(),
    };
    state.page(&who, &page)
}
