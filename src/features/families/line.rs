//! The line of a family: cards in the order they were told, each with what its teller is to the others.
//! Must never show or count anybody whom the vault left out.
use actix_web::{HttpRequest, web};
use entity::family::{self, Card};
use entity::look::{self, Via};
use entity::{AssetKind, FamilyId, Service};
use serde::Serialize;

use crate::state::State;
use crate::web::shown::address;
use crate::web::{Page, Reply, Who, dates, looked};

/// How much of the words a card says, in letters.
const SAYS: usize = 180;

#[derive(Debug, Serialize)]
struct LinePage {
    /// "2 people of one family, 5 stories".
    count: String,
    cards: Vec<CardView>,
    /// Whether it is the page of the studio.
    studio: bool,
}

impl Page for LinePage {
    const TEMPLATE: &'static str = "families/line.html";
}

#[derive(Debug, Serialize)]
struct CardView {
    href: String,
    title: String,
    told: String,
    relation: &'static str,
    service: &'static str,
    service_picture: &'static str,
    kind: &'static str,
    teller: String,
    words: Option<String>,
    poster: Option<String>,
}

pub async fn studio(state: State, who: Who, request: HttpRequest, id: web::Path<String>) -> Reply {
    page(&state, &who, &request, &id, true).await
}

pub async fn insight(state: State, who: Who, request: HttpRequest, id: web::Path<String>) -> Reply {
    page(&state, &who, &request, &id, false).await
}

async fn page(state: &State, who: &Who, request: &HttpRequest, id: &str, studio: bool) -> Reply {
    let id: FamilyId = id.parse()?;
    let line = family::line(&state.db, who, id, state.now()).await?;
    let stories = line.cards.iter().map(|card| &card.story);
    looked(state, who, request, &look::of_page(who, stories, Via::Family(id))).await?;
    let stories = match line.cards.len() {
        1 => "1 story".to_owned(),
        count => format!("{count} stories"),
    };
    let page = LinePage {
        count: format!("{} people of one family, {stories}", line.people),
        cards: line.cards.iter().map(|card| view(card, who)).collect(),
        studio,
    };
    state.page(who, &page)
}

fn view(card: &Card, who: &Who) -> CardView {
    let story = &card.story;
    let poster = [AssetKind::Poster, AssetKind::Thumbnail]
        .iter()
        .find_map(|kind| story.asset(*kind));
    let place = if who.is_on(story.project) {
        "studio"
    } else {
        "insight"
    };
    CardView {
        href: format!("/{place}/stories/{}", story.id),
        title: story.title.clone(),
        told: dates::month(story.told_at),
        relation: card.relation.label(),
        service: card.service.label(),
        service_picture: service_picture(card.service),
        kind: story.kind.label(),
        teller: story.teller.clone(),
        words: story.words.as_deref().and_then(beginning),
        poster: poster.map(address),
    }
}

/// The beginning of the words, to the end of a word.
fn beginning(words: &str) -> Option<String> {
    let mut said = String::new();
    for word in words.split_whitespace() {
        if said.chars().count() + word.chars().count() > SAYS {
            said.push_str(if said.ends_with('.') { " …" } else { "…" });
            break;
        }
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(word);
    }
    (!said.is_empty()).then_some(said)
}

fn service_picture(service: Service) -> &'static str {
    match service {
        Service::Adult => "people",
        Service::Children => "school",
        Service::Health => "health",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_says_the_beginning_and_stops_between_words() {
        assert_eq!(beginning(" \n "), None);
        assert!(beginning(&"No. ".repeat(100)).unwrap().ends_with("No. …"));
        assert_eq!(beginning("I went\nby bus.").as_deref(), Some("I went by bus."));
        let long = "word ".repeat(100);
        let said = beginning(&long).unwrap();
        assert!(
            said.ends_with("word…") && said.chars().count() <= SAYS + 1,
            "{said}"
        );
    }
}
