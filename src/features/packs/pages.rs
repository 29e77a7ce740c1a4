//! The topics, and the cards of one: in order, with what can be done to each by a button.
use actix_web::web;
use entity::PackKind;
use entity::pack::{self, Card, Topic};
use entity::placing;
use serde::Serialize;

use crate::state::State;
use crate::web::{Error, Form, Page, Reply, Who, see_other_saying};

#[derive(Debug, Serialize)]
struct TopicsPage {
    topics: Vec<TopicRow>,
    /// How many faces there are to pick from.
    faces: i32,
}

#[derive(Debug, Serialize)]
struct TopicRow {
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    pictures: usize,
    questions: usize,
}

impl Page for TopicsPage {
    const TEMPLATE: &'static str = "packs/topics.html";
}

pub async fn topics(state: State, who: Who) -> Reply {
    let mut rows = Vec::new();
    for topic in pack::topics() {
        rows.push(TopicRow {
            key: &topic.key,
            symbol: &topic.symbol,
            name: topic.name("en"),
            pictures: pack::pictures_for(&state.db, &topic.key, "en").await?.len(),
            questions: pack::prompts_for(&state.db, &topic.key, "en").await?.len(),
        });
    }
    let page = TopicsPage {
        topics: rows,
        faces: placing::council_faces(&state.db).await?,
    };
    state.page(&who, &page)
}

/// How many faces those pick from who have not chosen for themselves.
pub async fn set_faces(state: State, who: Who, form: Form) -> Reply {
    let faces = if form.get("faces") == "3" { 3 } else { 5 };
    let tx = state.db.begin().await?;
    placing::set_council_faces(&tx, &who, faces, state.clock.now()).await?;
    tx.commit().await?;
    let said = format!("People now pick from {faces} faces, unless they like it otherwise.");
    Ok(see_other_saying(&state, "/admin/packs", &said))
}

#[derive(Debug, Serialize)]
struct TopicPage {
    key: &'static str,
    name: &'static str,
    lists: Vec<List>,
}

/// The pictures or the questions of a topic.
#[derive(Debug, Serialize)]
struct List {
    heading: &'static str,
    add: &'static str,
    kind: &'static str,
    offered: Vec<Row>,
    retired: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    href: String,
    symbol: String,
    src: Option<String>,
    en: String,
    cy: String,
    /// It can be heard in a person's voice.
    sound: bool,
    first: bool,
    last: bool,
}

impl Page for TopicPage {
    const TEMPLATE: &'static str = "packs/topic.html";
}

impl Row {
    fn of(card: Card) -> Self {
        Self {
            href: address(&card),
            src: card.photo.is_some().then(|| format!("/packs/{}/photo", card.key)),
            sound: card.sound.is_some(),
            symbol: card.symbol,
            en: card.en,
            cy: card.cy,
            first: false,
            last: false,
        }
    }
}

/// Where a card is changed.
pub fn address(card: &Card) -> String {
    format!("/admin/packs/{}/cards/{}", card.topic, card.key)
}

pub fn named(key: &str) -> Result<&'static Topic, Error> {
    pack::topic(key).ok_or(Error::NotFound)
}

async fn list(state: &State, kind: PackKind, topic: &Topic) -> Result<List, Error> {
    let (retired, offered): (Vec<Card>, Vec<Card>) = pack::all(&state.db, kind, topic)
        .await?
        .into_iter()
        .partition(|card| card.retired);
    let mut offered: Vec<Row> = offered.into_iter().map(Row::of).collect();
    if let Some(first) = offered.first_mut() {
        first.first = true;
    }
    if let Some(last) = offered.last_mut() {
        last.last = true;
    }
    let (heading, add) = match kind {
        PackKind::Picture => ("Pictures", "Add a picture"),
        PackKind::Prompt => ("Questions", "Add a question"),
    };
    Ok(List {
        heading,
        add,
        kind: kind.as_str(),
        offered,
        retired: retired.into_iter().map(Row::of).collect(),
    })
}

pub async fn topic(state: State, who: Who, topic: web::Path<String>) -> Reply {
    let topic = named(&topic)?;
    let mut lists = Vec::new();
    for kind in PackKind::ALL {
        lists.push(list(&state, *kind, topic).await?);
    }
    let page = TopicPage {
        key: &topic.key,
        name: topic.name("en"),
        lists,
    };
    state.page(&who, &page)
}

/// Earlier, later, no more, again.
pub async fn place(state: State, who: Who, path: web::Path<(String, String)>, form: Form) -> Reply {
    let (topic, key) = path.into_inner();
    let topic = named(&topic)?;
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    let said = match form.get("do") {
        "earlier" => {
            pack::shift(&tx, &who, &key, true, now).await?;
            "It comes earlier now."
        }
        "later" => {
            pack::shift(&tx, &who, &key, false, now).await?;
            "It comes later now."
        }
        "retire" => {
            pack::retire(&tx, &who, &key, true, now).await?;
            "It is not offered any more. Stories that have it keep it."
        }
        "offer" => {
            pack::retire(&tx, &who, &key, false, now).await?;
            "It is offered again."
        }
        _ => return Err(Error::NotFound),
    };
    tx.commit().await?;
    Ok(see_other_saying(
        &state,
        &format!("/admin/packs/{}", topic.key),
        said,
    ))
}
