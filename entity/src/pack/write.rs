//! What a council does with its packs: add, change, put in order, retire. For administrators.
//! Must never take away what a story has: a card is retired, and one with a new photo is a new card.
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{Card, Stored, one, read, table, topic};
use crate::{Error, PackKind, Result, Role, Timestamp, Tx, Viewer, audit};

/// A card that a council adds. The words were read and found easy by whoever calls.
#[derive(Clone, Debug)]
pub struct NewCard {
    /// What it is for.
    pub kind: PackKind,
    /// The key of its topic.
    pub topic: String,
    /// What it shows and says.
    pub look: Change,
}

/// What a card shows and says.
#[derive(Clone, Debug)]
pub struct Change {
    /// The name of its picture.
    pub symbol: String,
    /// What it says.
    pub en: String,
    /// The same in Welsh; may be empty.
    pub cy: String,
    /// A photo in place of the one there is; `None` keeps it.
    pub photo: Option<Stored>,
    /// The photo goes.
    pub no_photo: bool,
    /// A recording in place of the one there is; `None` keeps it.
    pub sound: Option<Stored>,
    /// The recording goes.
    pub no_sound: bool,
}

fn may(viewer: &Viewer) -> Result<()> {
    if viewer.role() == Some(Role::Admin) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Adds a card before all others of its topic; answers its key.
pub async fn add(tx: &Tx, viewer: &Viewer, new: NewCard, now: Timestamp) -> Result<String> {
    may(viewer)?;
    let named = topic(&new.topic).ok_or(Error::NotFound)?;
    take_over(tx, new.kind, &named.key, now).await?;
    let key = Uuid::now_v7().to_string();
    let card = Card {
        key: key.clone(),
        kind: new.kind,
        topic: named.key.clone(),
        symbol: new.look.symbol,
        en: new.look.en,
        cy: new.look.cy,
        photo: new.look.photo,
        sound: new.look.sound,
        retired: false,
        ours: true,
    };
    put(tx, &card, -1, now).await?;
    number(tx, new.kind, &named.key).await?;
    audit::note(tx, viewer.account(), "pack.add", None, &key, now).await?;
    Ok(key)
}

/// Changes what a card shows and says; answers its key, which is a new one when its photo is another:
/// stories that were told with the old photo keep it.
pub async fn change(tx: &Tx, viewer: &Viewer, key: &str, look: Change, now: Timestamp) -> Result<String> {
    may(viewer)?;
    let old = one(tx.inner(), key).await?;
    take_over(tx, old.kind, &old.topic, now).await?;
    let at = place(tx, &old).await?;
    let another = look.photo.is_some() || (look.no_photo && old.photo.is_some());
    let card = Card {
        key: if another && old.photo.is_some() {
            Uuid::now_v7().to_string()
        } else {
            old.key.clone()
        },
        symbol: look.symbol,
        en: look.en,
        cy: look.cy,
        photo: look
            .photo
            .or_else(|| old.photo.clone().filter(|_| !look.no_photo)),
        sound: look
            .sound
            .or_else(|| old.sound.clone().filter(|_| !look.no_sound)),
        ..old.clone()
    };
    if card.key != old.key {
        let retired = Card { retired: true, ..old };
        put(tx, &retired, at + 1, now).await?;
    }
    put(tx, &card, at, now).await?;
    audit::note(tx, viewer.account(), "pack.change", None, &card.key, now).await?;
    Ok(card.key)
}

/// Offers a card no more, or again.
pub async fn retire(tx: &Tx, viewer: &Viewer, key: &str, yes: bool, now: Timestamp) -> Result<()> {
    may(viewer)?;
    let card = one(tx.inner(), key).await?;
    take_over(tx, card.kind, &card.topic, now).await?;
    let at = place(tx, &card).await?;
    put(tx, &Card { retired: yes, ..card }, at, now).await?;
    let what = if yes { "pack.retire" } else { "pack.offer" };
    audit::note(tx, viewer.account(), what, None, key, now).await
}

/// Puts a card one place nearer to the beginning or the end, among those that are offered.
pub async fn shift(tx: &Tx, viewer: &Viewer, key: &str, up: bool, now: Timestamp) -> Result<()> {
    may(viewer)?;
    let card = one(tx.inner(), key).await?;
    take_over(tx, card.kind, &card.topic, now).await?;
    let named = topic(&card.topic).ok_or(Error::NotFound)?;
    let cards = read(tx.inner(), card.kind, named).await?;
    let offered: Vec<&Card> = cards.iter().filter(|one| !one.retired).collect();
    let Some(at) = offered.iter().position(|one| one.key == card.key) else {
        return Ok(());
    };
    let beside = if up { at.checked_sub(1) } else { at.checked_add(1) };
    let Some(other) = beside.and_then(|at| offered.get(at)) else {
        // It is the first or the last already.
        return Ok(());
    };
    let (mine, theirs) = (place(tx, &card).await?, place(tx, other).await?);
    set_place(tx, &card.key, theirs).await?;
    set_place(tx, &other.key, mine).await?;
    audit::note(tx, viewer.account(), "pack.shift", None, key, now).await
}

/// Writes down everything of a topic that only came with the program so far, so that all of it has a place.
async fn take_over(tx: &Tx, kind: PackKind, key: &str, now: Timestamp) -> Result<()> {
    let named = topic(key).ok_or(Error::NotFound)?;
    for (at, card) in (0..).zip(read(tx.inner(), kind, named).await?) {
        if table::Entity::find_by_id(card.key.clone())
            .one(tx.inner())
            .await?
            .is_none()
        {
            put(tx, &card, at, now).await?;
        }
    }
    number(tx, kind, key).await
}

/// Counts the places of a topic through from 0.
async fn number(tx: &Tx, kind: PackKind, key: &str) -> Result<()> {
    let named = topic(key).ok_or(Error::NotFound)?;
    for (at, card) in (0..).zip(read(tx.inner(), kind, named).await?) {
        set_place(tx, &card.key, at).await?;
    }
    Ok(())
}

async fn set_place(tx: &Tx, key: &str, at: i32) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::Position, Expr::val(at))
        .filter(table::Column::Key.eq(key))
        .exec(tx.inner())
        .await?;
    Ok(())
}

async fn place(tx: &Tx, card: &Card) -> Result<i32> {
    let row = table::Entity::find_by_id(card.key.clone())
        .one(tx.inner())
        .await?;
    Ok(row.map_or(0, |row| row.position))
}

async fn put(tx: &Tx, card: &Card, at: i32, now: Timestamp) -> Result<()> {
    let (photo, sound) = (card.photo.clone(), card.sound.clone());
    let mime = |file: &Option<Stored>| file.as_ref().map(|file| file.mime.clone());
    let sha = |file: &Option<Stored>| file.as_ref().map(|file| file.sha256.clone());
    let row = table::ActiveModel {
        key: Set(card.key.clone()),
        kind: Set(card.kind),
        topic: Set(card.topic.clone()),
        position: Set(at),
        symbol: Set(card.symbol.clone()),
        words_en: Set(card.en.clone()),
        words_cy: Set(card.cy.clone()),
        photo_mime: Set(mime(&photo)),
        photo_bytes: Set(photo.as_ref().map(|file| file.bytes)),
        photo_sha256: Set(sha(&photo)),
        photo_key: Set(photo.map(|file| file.object_key)),
        sound_mime: Set(mime(&sound)),
        sound_bytes: Set(sound.as_ref().map(|file| file.bytes)),
        sound_sha256: Set(sha(&sound)),
        sound_key: Set(sound.map(|file| file.object_key)),
        retired_at: Set(card.retired.then_some(now)),
        changed_at: Set(now),
    };
    table::Entity::insert(row)
        .on_conflict(
            OnConflict::column(table::Column::Key)
                .update_columns([
                    table::Column::Position,
                    table::Column::Symbol,
                    table::Column::WordsEn,
                    table::Column::WordsCy,
                    table::Column::PhotoKey,
                    table::Column::PhotoMime,
                    table::Column::PhotoBytes,
                    table::Column::PhotoSha256,
                    table::Column::SoundKey,
                    table::Column::SoundMime,
                    table::Column::SoundBytes,
                    table::Column::SoundSha256,
                    table::Column::RetiredAt,
                    table::Column::ChangedAt,
                ])
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}
