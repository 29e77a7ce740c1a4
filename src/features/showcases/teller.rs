//! "Watch other stories": showcases as storytellers meet them, on pages like their own.
//! Must never show more than a showcase shows to the person who looks.
use entity::AssetKind;
use entity::showcase::{self, Showcase};
use serde::Serialize;

use super::stories;
use super::watch::ShowcasePage;
use crate::say;
use crate::state::State;
use crate::web::shown::address;
use crate::web::step::Step;
use crate::web::{Page, Reply, Who};

#[derive(Debug, Serialize)]
struct ListPage {
    step: Step,
    cards: Vec<Card>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "showcases/teller_list.html";
    const IN_WELSH: bool = true;
}

#[derive(Debug, Serialize)]
struct Card {
    href: String,
    title: String,
    why: String,
    /// "4 stories".
    size: String,
    poster: Option<String>,
}

fn card(showcase: &Showcase) -> Card {
    let mut posters = showcase
        .items
        .iter()
        .filter_map(|(story, _)| story.asset(AssetKind::Poster));
    Card {
        href: format!("/watch/{}", showcase.id),
        title: showcase.title.clone(),
        why: showcase.why.clone(),
        size: stories(showcase.items.len()),
        poster: posters.next().map(address),
    }
}

pub async fn list(state: State, who: Who) -> Reply {
    let found = showcase::list(&state.db, &who, state.now()).await?;
    let page = ListPage {
        step: Step::new(say!("easy-watch-title"), "/me"),
        cards: found.iter().map(card).collect(),
    };
    state.page(&who, &page)
}

/// One showcase, as a storyteller watches it.
#[derive(Debug, Serialize)]
pub struct TellerPage {
    step: Step,
    showcase: ShowcasePage,
}

impl Page for TellerPage {
    const TEMPLATE: &'static str = "showcases/teller_one.html";
    const IN_WELSH: bool = true;
}

impl TellerPage {
    pub fn new(title: &str, showcase: ShowcasePage) -> Self {
        Self {
            step: Step::new(title, "/me/watch"),
            showcase,
        }
    }
}
