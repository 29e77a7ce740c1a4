//! The steps of telling with pictures: choose one, place it on a face, say something about it, take it out.
//! Each makes a new cut when something changed. Must never touch a story that is not the viewer's.
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter,
    QueryOrder,
};

use super::{MOST, table};
use crate::{AssetId, Error, Result, StoryId, Timestamp, Tx, Viewer, story};

/// A picture that is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The key of its card, or the id of a photo of the person's own.
    pub picture: String,
    /// The name of its symbol.
    pub symbol: String,
    /// The key of its topic.
    pub topic: String,
    /// What it is, in a few words.
    pub label: String,
    /// The card has a photo, shown in the symbol's place.
    pub card_photo: bool,
}

async fn rows(tx: &Tx, id: StoryId) -> Result<Vec<table::Model>> {
    Ok(table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .order_by_asc(table::Column::Position)
        .all(tx.inner())
        .await?)
}

/// The story, held still, and one picture of its strip. One that was taken out meanwhile is a conflict.
async fn held(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    which: &str,
) -> Result<(story::table::Model, table::Model)> {
    story::locked_row(tx, id).await?;
    let row = story::own_row(tx, viewer, id).await?;
    let placed = rows(tx, id).await?.into_iter().find(|row| row.which() == which);
    let gone = Error::Conflict("This picture is not in your story any more.");
    Ok((row, placed.ok_or(gone)?))
}

/// Adds a picture at the end of the strip; answers its place, from 1. One that is there already is not there
/// twice: its place is answered.
pub async fn choose(tx: &Tx, viewer: &Viewer, id: StoryId, chosen: Chosen, now: Timestamp) -> Result<i32> {
    story::locked_row(tx, id).await?;
    let row = story::own_row(tx, viewer, id).await?;
    let there = rows(tx, id).await?;
    if let Some(same) = there.iter().find(|row| row.picture == chosen.picture) {
        return Ok(same.position);
    }
    if there.len() >= MOST {
        return Err(Error::Refused("Your story has 30 pictures. Take one out first."));
    }
    let position = there.last().map_or(0, |last| last.position) + 1;
    table::Entity::insert(table::ActiveModel {
        story_id: Set(id),
        position: Set(position),
        symbol: Set(chosen.symbol),
        label: Set(chosen.label),
        feeling: Set(0),
        picture: Set(chosen.picture),
        topic: Set(chosen.topic),
        card_photo: Set(chosen.card_photo),
        ..Default::default()
    })
    .exec_without_returning(tx.inner())
    .await?;
    story::touch(tx, row, true, now).await?;
    Ok(position)
}

/// Places a picture on a face from 1 (very sad) to 5 (very happy), or on none; answers its place. `which` is
/// [`super::Placed::which`].
pub async fn feel(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    which: &str,
    feeling: Option<i32>,
    now: Timestamp,
) -> Result<i32> {
    let (row, placed) = held(tx, viewer, id, which).await?;
    if feeling.is_some_and(|feeling| !(1..=5).contains(&feeling)) {
        return Err(Error::Refused("Pick one of the faces."));
    }
    let (position, feeling) = (placed.position, feeling.unwrap_or_default());
    if placed.feeling == feeling {
        return Ok(position);
    }
    let mut changed = placed.into_active_model();
    changed.feeling = Set(feeling);
    changed.update(tx.inner()).await?;
    story::touch(tx, row, true, now).await?;
    Ok(position)
}

/// Keeps what the teller says about a picture, to the letter; answers its place.
pub async fn say(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    which: &str,
    words: &str,
    now: Timestamp,
) -> Result<i32> {
    let (row, placed) = held(tx, viewer, id, which).await?;
    let position = placed.position;
    if placed.words == words {
        return Ok(position);
    }
    let mut changed = placed.into_active_model();
    changed.words = Set(words.to_owned());
    changed.update(tx.inner()).await?;
    story::touch(tx, row, true, now).await?;
    Ok(position)
}

/// Notes which file of the story is the photo of a picture, unless it has one; answers whether it was noted.
pub async fn photo_is(tx: &Tx, viewer: &Viewer, id: StoryId, which: &str, file: AssetId) -> Result<bool> {
    let (_, placed) = held(tx, viewer, id, which).await?;
    if placed.photo_id.is_some_and(|there| there != file) {
        return Ok(false);
    }
    let mut changed = placed.into_active_model();
    changed.photo_id = Set(Some(file));
    changed.update(tx.inner()).await?;
    Ok(true)
}

/// Notes which file of the story is what the teller said about a picture; answers the one before, to remove.
pub async fn sound_is(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    which: &str,
    file: Option<AssetId>,
    now: Timestamp,
) -> Result<Option<AssetId>> {
    let (row, placed) = held(tx, viewer, id, which).await?;
    let before = placed.sound_id.filter(|before| Some(*before) != file);
    let mut changed = placed.into_active_model();
    changed.sound_id = Set(file);
    changed.update(tx.inner()).await?;
    story::touch(tx, row, true, now).await?;
    Ok(before)
}

/// Takes a picture out of the strip; the others move up. Answers the files that were its own, to remove.
pub async fn take_out(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    which: &str,
    now: Timestamp,
) -> Result<Vec<AssetId>> {
    let (row, placed) = match held(tx, viewer, id, which).await {
        Ok(held) => held,
        // The second press of the same button.
        Err(Error::Conflict(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    table::Entity::delete_by_id((id, placed.position))
        .exec(tx.inner())
        .await?;
    for later in rows(tx, id)
        .await?
        .into_iter()
        .filter(|row| row.position > placed.position)
    {
        put_at(tx, &later, later.position - 1).await?;
    }
    story::touch(tx, row, true, now).await?;
    Ok([placed.photo_id, placed.sound_id].into_iter().flatten().collect())
}

/// Puts a picture one place nearer to the beginning.
pub async fn move_up(tx: &Tx, viewer: &Viewer, id: StoryId, which: &str, now: Timestamp) -> Result<()> {
    let (row, placed) = held(tx, viewer, id, which).await?;
    let position = placed.position;
    let Some(before) = rows(tx, id)
        .await?
        .into_iter()
        .rfind(|row| row.position < position)
    else {
        return Ok(());
    };
    // A place that nobody has, while the two change over.
    put_at(tx, &placed, 0).await?;
    let moving = table::Model {
        position: 0,
        ..placed
    };
    put_at(tx, &before, position).await?;
    put_at(tx, &moving, before.position).await?;
    story::touch(tx, row, true, now).await
}

async fn put_at(tx: &Tx, row: &table::Model, position: i32) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::Position, Expr::val(position))
        .filter(table::Column::StoryId.eq(row.story_id))
        .filter(table::Column::Position.eq(row.position))
        .exec(tx.inner())
        .await?;
    Ok(())
}
