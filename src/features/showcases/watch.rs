//! Watching: the list of showcases for this viewer, and one showcase from the top down.
//! Must never play by itself, nor show a form that the showcase's audience does not get.
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use entity::look::{self, Via};
use entity::showcase::{self, Showcase};
use entity::story::Shown;
use entity::{AssetKind, ShowcaseId};
use serde::Serialize;

use super::closing::ClosedLine;
use super::teller::TellerPage;
use super::{forms_in_words, in_a_sentence, stories};
use crate::state::State;
use crate::web::components::Button;
use crate::web::shown::{StoryView, address};
use crate::web::{Access, Page, Reply, Who, dates, looked};

#[derive(Debug, Serialize)]
struct ListPage {
    showcases: Vec<Card>,
    /// Shown to those who make showcases.
    may_make: bool,
    /// Those that they may put back.
    closed: Vec<ClosedLine>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "showcases/list.html";
}

#[derive(Debug, Serialize)]
struct Card {
    href: String,
    title: String,
    why: String,
    /// "4 stories, 3 minutes of film and sound".
    size: String,
    for_whom: String,
    poster: Option<String>,
}

pub async fn list(state: State, who: Who) -> Reply {
    let now = state.clock.now();
    let found = showcase::list(&state.db, &who, now).await?;
    let closed = showcase::closed(&state.db, &who, now).await?;
    let page = ListPage {
        showcases: found.iter().map(card).collect(),
        may_make: Access::Curator.allows(&who),
        closed: closed.into_iter().map(ClosedLine::from).collect(),
    };
    state.page(&who, &page)
}

fn card(showcase: &Showcase) -> Card {
    let posters = showcase
        .items
        .iter()
        .filter_map(|(story, _)| story.asset(AssetKind::Poster));
    Card {
        href: format!("/watch/{}", showcase.id),
        title: showcase.title.clone(),
        why: showcase.why.clone(),
        size: size(showcase),
        for_whom: format!("For {}", in_a_sentence(showcase.audience)),
        poster: posters.map(address).next(),
    }
}

fn size(showcase: &Showcase) -> String {
    let length = |story: &Shown| {
        [AssetKind::Film, AssetKind::Silent, AssetKind::Sound]
            .iter()
            .find_map(|kind| story.asset(*kind)?.duration_ms)
            .unwrap_or_default()
    };
    let milliseconds: i64 = showcase.items.iter().map(|(story, _)| length(story)).sum();
    let count = stories(showcase.items.len());
    if milliseconds == 0 {
        count
    } else {
        format!("{count}, {} of film and sound", dates::length(milliseconds))
    }
}

#[derive(Debug, Serialize)]
pub struct ShowcasePage {
    title: String,
    why: String,
    question: Option<String>,
    for_whom: String,
    size: String,
    items: Vec<Item>,
    /// For its maker: places without a story that come after all the others.
    missing: Vec<MissingCard>,
    /// The way to print it and to take its words; for staff, where there is something.
    away: Option<String>,
    /// The list is for people who are signed in.
    has_list: bool,
    /// For those who make showcases.
    close: Option<Close>,
}

/// A place whose story is not shown, as its maker sees it.
#[derive(Debug, Serialize)]
struct MissingCard {
    action: String,
    button: Button,
}

/// The way to take it out of Watch.
#[derive(Debug, Serialize)]
struct Close {
    action: String,
    button: Button,
}

impl Page for ShowcasePage {
    const TEMPLATE: &'static str = "showcases/showcase.html";
}

#[derive(Debug, Serialize)]
struct Item {
    /// For its maker: places without a story that come before this one.
    missing: Vec<MissingCard>,
    number: usize,
    of: usize,
    why: String,
    /// "Shown here: words, voice."
    badge: String,
    /// There is a voice and no film: a picture stands in for it.
    sound_only: bool,
    story: StoryView,
}

/// It is not there, or not for somebody who is not signed in; the two look the same.
#[derive(Debug, Serialize)]
struct StrangerPage {}

impl Page for StrangerPage {
    const TEMPLATE: &'static str = "showcases/stranger.html";
    const IN_WELSH: bool = true;
}

pub async fn showcase(state: State, who: Who, request: HttpRequest, id: web::Path<String>) -> Reply {
    let found = match id.parse::<ShowcaseId>() {
        Ok(id) => showcase::open(&state.db, &who, id, state.clock.now()).await,
        Err(error) => Err(error),
    };
    let showcase = match found {
        Ok(showcase) => showcase,
        Err(entity::Error::NotFound) if who.signed().is_none() => {
            return state.answer(StatusCode::NOT_FOUND, &who, &StrangerPage {});
        }
        Err(error) => return Err(error.into()),
    };
    let stories = showcase.items.iter().map(|(story, _)| story);
    let looks = look::of_page(&who, stories, Via::Showcase(showcase.id));
    looked(&state, &who, &request, &looks).await?;
    let page = shown(&showcase, &who);
    if who.participant().is_some() {
        return state.page(&who, &TellerPage::new(&showcase.title, page));
    }
    state.page(&who, &page)
}

fn shown(showcase: &Showcase, who: &Who) -> ShowcasePage {
    let of = showcase.items.len();
    let missing = |after: usize| -> Vec<MissingCard> {
        let here = showcase.missing.iter().filter(|missing| missing.after == after);
        here.map(|missing| MissingCard {
            action: format!("/watch/{}/cards/{}/out", showcase.id, missing.position),
            button: Button::new("Take this card out").secondary().once(),
        })
        .collect()
    };
    let items = (1..).zip(&showcase.items).map(|(number, (story, why))| Item {
        missing: missing(number - 1),
        number,
        of,
        why: why.clone(),
        badge: format!("Shown here: {}.", forms_in_words(story.forms)),
        sound_only: story.forms.voice && !story.forms.face,
        story: StoryView::preview(story, showcase.audience),
    });
    ShowcasePage {
        items: items.collect(),
        title: showcase.title.clone(),
        why: showcase.why.clone(),
        question: Some(showcase.question.clone()).filter(|question| !question.trim().is_empty()),
        for_whom: format!("For {}", in_a_sentence(showcase.audience)),
        size: size(showcase),
        missing: missing(of),
        away: (Access::Staff.allows(who) && of > 0).then(|| format!("/watch/{}", showcase.id)),
        has_list: Access::Staff.allows(who),
        close: Access::Curator.allows(who).then(|| Close {
            action: format!("/watch/{}/close", showcase.id),
            button: Button::new("Close this showcase").secondary().once(),
        }),
    }
}
