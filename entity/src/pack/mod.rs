//! Packs: the pictures people tell with and the questions they are asked, by topic, in two languages. Those
//! that come with the program are data as well; what a council adds or changes goes before them.
//! Must never hold anything of a participant: a person's own photos are elsewhere.
mod built_in;
pub(crate) mod table;
mod write;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

pub use built_in::{Topic, topic, topic_of, topics};
pub use write::{Change, NewCard, add, change, retire, shift};

/// A photo or a recording of a council's own.
pub use crate::asset::Received as Stored;
use crate::{Db, Error, PackKind, Result};

/// A picture or a question, with everything a council may change of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its name in addresses; stays when it is changed.
    pub key: String,
    /// What it is for.
    pub kind: PackKind,
    /// The key of its topic.
    pub topic: String,
    /// The name of its picture; a photo goes before it.
    pub symbol: String,
    /// What it says.
    pub en: String,
    /// The same in Welsh; may be empty.
    pub cy: String,
    /// A council's own photo.
    pub photo: Option<Stored>,
    /// A council's own recording of the words; it goes before a synthetic voice.
    pub sound: Option<Stored>,
    /// It is not offered any more. Stories that have it keep it.
    pub retired: bool,
    /// It did not come with the program.
    pub ours: bool,
}

/// A picture or a question as it is offered, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Its name in addresses.
    pub key: String,
    /// The key of its topic.
    pub topic: String,
    /// The name of its picture.
    pub symbol: String,
    /// What it says, in the language asked for; in English where the council has not said it in Welsh.
    pub words: String,
    /// It has a photo, at `/packs/{key}/photo`: shown in the picture's place.
    pub photo: bool,
    /// It has a recording, at `/packs/{key}/sound`: heard in place of a synthetic voice.
    pub sound: bool,
}

impl Card {
    /// What it says in a language; in English where it is not said in Welsh.
    pub fn name(&self, language: &str) -> &str {
        if language == "cy" && !self.cy.is_empty() {
            &self.cy
        } else {
            &self.en
        }
    }

    fn offered(self, language: &str) -> Offered {
        Offered {
            words: self.name(language).to_owned(),
            photo: self.photo.is_some(),
            sound: self.sound.is_some(),
            key: self.key,
            topic: self.topic,
            symbol: self.symbol,
        }
    }
}

impl From<table::Model> for Card {
    fn from(row: table::Model) -> Self {
        let ours = row.key.parse::<uuid::Uuid>().is_ok();
        Self {
            photo: stored(row.photo_key, row.photo_mime, row.photo_bytes, row.photo_sha256),
            sound: stored(row.sound_key, row.sound_mime, row.sound_bytes, row.sound_sha256),
            key: row.key,
            kind: row.kind,
            topic: row.topic,
            symbol: row.symbol,
            en: row.words_en,
            cy: row.words_cy,
            retired: row.retired_at.is_some(),
            ours,
        }
    }
}

fn stored(
    key: Option<String>,
    mime: Option<String>,
    bytes: Option<i64>,
    sha256: Option<String>,
) -> Option<Stored> {
    Some(Stored {
        object_key: key?,
        mime: mime?,
        bytes: bytes?,
        sha256: sha256?,
    })
}

/// The questions about a topic, in the order they are asked. `topic` is the key of a topic or of a theme; every
/// question there is when it is neither. `language` is "en" or "cy".
pub async fn prompts_for(db: &Db, topic: &str, language: &str) -> Result<Vec<Offered>> {
    offered(db, PackKind::Prompt, topic, language).await
}

/// The pictures of a topic, in the order they are offered; the same names as for [`prompts_for`].
pub async fn pictures_for(db: &Db, topic: &str, language: &str) -> Result<Vec<Offered>> {
    offered(db, PackKind::Picture, topic, language).await
}

async fn offered(db: &Db, kind: PackKind, key: &str, language: &str) -> Result<Vec<Offered>> {
    let mut found = Vec::new();
    let named = topic(key).or_else(|| topic_of(key));
    let meant = |one: &&Topic| named.is_none_or(|named| named.key == one.key);
    for topic in topics().iter().filter(meant) {
        let cards = read(db.read(), kind, topic).await?;
        let there = cards.into_iter().filter(|card| !card.retired);
        found.extend(there.map(|card| card.offered(language)));
    }
    Ok(found)
}

/// Everything of a topic, what is not offered any more as well. For those who look after it.
pub async fn all(db: &Db, kind: PackKind, topic: &Topic) -> Result<Vec<Card>> {
    read(db.read(), kind, topic).await
}

/// A card by its key, offered or not.
pub async fn find(db: &Db, key: &str) -> Result<Card> {
    one(db.read(), key).await
}

/// The rows of the council in their order, then what comes with the program and was not changed.
async fn read<C: ConnectionTrait>(connection: &C, kind: PackKind, topic: &Topic) -> Result<Vec<Card>> {
    let rows = table::Entity::find()
        .filter(table::Column::Kind.eq(kind))
        .filter(table::Column::Topic.eq(topic.key.as_str()))
        .order_by_asc(table::Column::Position)
        .order_by_asc(table::Column::Key)
        .all(connection)
        .await?;
    let mut cards: Vec<Card> = rows.into_iter().map(Card::from).collect();
    let untouched: Vec<Card> = built_in(topic, kind)
        .filter(|card| !cards.iter().any(|there| there.key == card.key))
        .collect();
    cards.extend(untouched);
    Ok(cards)
}

fn built_in(topic: &Topic, kind: PackKind) -> impl Iterator<Item = Card> {
    topic.cards(kind).iter().map(move |card| Card {
        key: card.key.clone(),
        kind,
        topic: topic.key.clone(),
        symbol: card.symbol.clone(),
        en: card.en.clone(),
        cy: card.cy.clone(),
        photo: None,
        sound: None,
        retired: false,
        ours: false,
    })
}

async fn one<C: ConnectionTrait>(connection: &C, key: &str) -> Result<Card> {
    if let Some(row) = table::Entity::find_by_id(key.to_owned()).one(connection).await? {
        return Ok(row.into());
    }
    let every = topics()
        .iter()
        .flat_map(|topic| PackKind::ALL.iter().flat_map(move |kind| built_in(topic, *kind)));
    every
        .into_iter()
        .find(|card| card.key == key)
        .ok_or(Error::NotFound)
}

/// Whether a card names this object.
pub(crate) async fn has_file(db: &Db, object_key: &str) -> Result<bool> {
    let named = Condition::any()
        .add(table::Column::PhotoKey.eq(object_key))
        .add(table::Column::SoundKey.eq(object_key));
    Ok(table::Entity::find().filter(named).count(db.read()).await? > 0)
}
