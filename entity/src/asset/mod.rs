//! Stored files of stories. An original is written once and kept; what is served derives from it.
//! Bytes leave only through [`open`], which asks the rule again at every request.
mod own;
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use crate::policy::decide;
use crate::story::{self, Asset};
use crate::unscoped::Reason;
use crate::{
    AssetId, AssetKind, Db, Error, Forms, ParticipantId, Result, StoryId, Subject, Timestamp, Tx, Viewer,
    audit, change, pack, placing, upload,
};

pub use crate::vocabulary::AssetState;
pub use own::{OwnFile, own_files, sent_as};

/// The kind of job that makes what people see and hear from an original.
pub const PREPARE: &str = "asset.prepare";

/// A file that has been received whole and stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Where the object is.
    pub object_key: String,
    /// As probed, never as claimed.
    pub mime: String,
    /// Its length in bytes.
    pub bytes: i64,
    /// SHA-256 in hex.
    pub sha256: String,
}

/// A file made from an original and stored.
#[derive(Clone, Debug)]
pub struct Rendition {
    /// What it is.
    pub kind: AssetKind,
    /// Where and what the object is.
    pub stored: Received,
    /// Width and height in pixels.
    pub size: Option<(i32, i32)>,
    /// Length in milliseconds.
    pub duration_ms: Option<i64>,
}

/// What a request for bytes needs, once the rule has allowed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Of which story.
    pub story: StoryId,
    /// Whose story.
    pub teller: ParticipantId,
    /// What it is.
    pub kind: AssetKind,
    /// Where the object is.
    pub object_key: String,
    /// Its media type.
    pub mime: String,
    /// Its length in bytes.
    pub bytes: i64,
    /// SHA-256 in hex; also its strong entity tag.
    pub sha256: String,
}

/// An original that renditions are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The original.
    pub id: AssetId,
    /// Whose story.
    pub story: StoryId,
    /// Where the object is.
    pub object_key: String,
    /// Its media type.
    pub mime: String,
    /// How far it is.
    pub state: AssetState,
}

/// Adds a received file to a story of the viewer's. Makes a new cut.
pub async fn receive(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    received: Received,
    now: Timestamp,
) -> Result<AssetId> {
    let row = story::own_row(tx, viewer, id).await?;
    let asset = AssetId::fresh();
    insert(
        tx,
        asset,
        id,
        None,
        AssetKind::Original,
        AssetState::Waiting,
        received,
        None,
        None,
        now,
    )
    .await?;
    story::touch(tx, row, true, now).await?;
    audit::note(tx, viewer.account(), "asset.receive", Some(id.0), "", now).await?;
    Ok(asset)
}

#[expect(clippy::too_many_arguments, reason = "a row has this many columns")]
async fn insert(
    tx: &Tx,
    id: AssetId,
    story: StoryId,
    source: Option<AssetId>,
    kind: AssetKind,
    state: AssetState,
    stored: Received,
    size: Option<(i32, i32)>,
    duration_ms: Option<i64>,
    now: Timestamp,
) -> Result<()> {
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        story_id: Set(story),
        source_id: Set(source),
        kind: Set(kind),
        state: Set(state),
        progress: Set(0),
        object_key: Set(stored.object_key),
        mime: Set(stored.mime),
        bytes: Set(stored.bytes),
        sha256: Set(stored.sha256),
        width: Set(size.map(|size| size.0)),
        height: Set(size.map(|size| size.1)),
        duration_ms: Set(duration_ms),
        created_at: Set(now),
    })
    .exec_without_returning(tx.inner())
    .await?;
    Ok(())
}

/// Removes a file that the teller does not want from a draft, or one that could not be played from a story
/// that was sent. Makes a new cut; answers the objects to purge.
pub async fn remove(tx: &Tx, viewer: &Viewer, id: AssetId, now: Timestamp) -> Result<Vec<String>> {
    let asset = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    let row = story::own_row(tx, viewer, asset.story_id).await?;
    let stays = row.sent_at.is_some() && asset.state != AssetState::Broken;
    if stays || asset.kind != AssetKind::Original {
        return Err(Error::NotFound);
    }
    let mut keys = clear_renditions(tx, id).await?;
    // The upload that brought it names it too: from now on nothing does, and a sweep may take it.
    upload::let_go(tx, &asset.object_key).await?;
    keys.push(asset.object_key);
    table::Entity::delete_by_id(id).exec(tx.inner()).await?;
    audit::note(tx, viewer.account(), "asset.remove", Some(row.id.0), "", now).await?;
    story::touch(tx, row, true, now).await?;
    Ok(keys)
}

/// The bytes a viewer may have now; not found when the rule says no.
pub async fn open(db: &Db, viewer: &Viewer, id: AssetId, now: Timestamp) -> Result<Served> {
    let row = table::Entity::find_by_id(id)
        .one(db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let facts = story::facts(db, row.story_id).await?;
    if !viewer.reaches(row.story_id) || !row.kind.allowed_by(decide(viewer, &facts, now)) {
        return Err(Error::NotFound);
    }
    Ok(Served {
        story: row.story_id,
        teller: facts.participant,
        kind: row.kind,
        object_key: row.object_key,
        mime: row.mime,
        bytes: row.bytes,
        sha256: row.sha256,
    })
}

/// An original to work on; `None` when there is nothing left to do.
pub async fn work(db: &Db, id: AssetId, reason: Reason) -> Result<Option<Work>> {
    reason.noted(1);
    let row = table::Entity::find_by_id(id).one(db.read()).await?;
    Ok(row.filter(|row| row.kind == AssetKind::Original).map(|row| Work {
        id: row.id,
        story: row.story_id,
        object_key: row.object_key,
        mime: row.mime,
        state: row.state,
    }))
}

/// Whether any row names this object; an object that none names is an orphan.
pub async fn knows(db: &Db, object_key: &str, reason: Reason) -> Result<bool> {
    reason.noted(1);
    let here = table::Entity::find()
        .filter(table::Column::ObjectKey.eq(object_key))
        .count(db.read())
        .await?;
    let coming = upload::table::Entity::find()
        .filter(upload::table::Column::ObjectKey.eq(object_key))
        .count(db.read())
        .await?;
    Ok(here + coming > 0
        || placing::has_file(db, object_key).await?
        || pack::has_file(db, object_key).await?)
}

/// Notes how far the work on an original is, in percent.
pub async fn progress(tx: &Tx, id: AssetId, percent: i32) -> Result<()> {
    set_state(tx, id, AssetState::Working, percent).await
}

/// The work on an original is done: its renditions replace those of an earlier try.
/// Answers the objects that are no longer named, to purge.
pub async fn ready(tx: &Tx, work: &Work, made: Vec<Rendition>, now: Timestamp) -> Result<Vec<String>> {
    if table::Entity::find_by_id(work.id)
        .one(tx.inner())
        .await?
        .is_none()
    {
        // Taken out of the draft meanwhile: what was made has no story any more.
        return Ok(made
            .into_iter()
            .map(|rendition| rendition.stored.object_key)
            .collect());
    }
    let old = clear_renditions(tx, work.id).await?;
    for rendition in made {
        let Rendition {
            kind,
            stored,
            size,
            duration_ms,
        } = rendition;
        let state = AssetState::Ready;
        insert(
            tx,
            AssetId::fresh(),
            work.story,
            Some(work.id),
            kind,
            state,
            stored,
            size,
            duration_ms,
            now,
        )
        .await?;
    }
    set_state(tx, work.id, AssetState::Ready, 100).await?;
    change::append(tx, Subject::Story, work.story.0, now).await?;
    Ok(old)
}

/// The original cannot be played; it is kept, and the story says so. One that somebody slower made ready
/// after all stays ready.
pub async fn broken(tx: &Tx, work: &Work, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::State, Expr::val(AssetState::Broken.as_str()))
        .col_expr(table::Column::Progress, Expr::val(0))
        .filter(table::Column::Id.eq(work.id))
        .filter(table::Column::State.ne(AssetState::Ready))
        .exec(tx.inner())
        .await?;
    change::append(tx, Subject::Story, work.story.0, now).await
}

async fn set_state(tx: &Tx, id: AssetId, state: AssetState, percent: i32) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::State, Expr::val(state.as_str()))
        .col_expr(table::Column::Progress, Expr::val(percent))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    Ok(())
}

async fn clear_renditions(tx: &Tx, source: AssetId) -> Result<Vec<String>> {
    let old = table::Entity::find()
        .filter(table::Column::SourceId.eq(source))
        .all(tx.inner())
        .await?;
    table::Entity::delete_many()
        .filter(table::Column::SourceId.eq(source))
        .exec(tx.inner())
        .await?;
    Ok(old.into_iter().map(|row| row.object_key).collect())
}

/// How many files were received for a story.
pub(crate) async fn count<C: ConnectionTrait>(connection: &C, story: StoryId) -> Result<u64> {
    let originals = table::Entity::find()
        .filter(table::Column::StoryId.eq(story))
        .filter(table::Column::Kind.eq(AssetKind::Original));
    Ok(originals.count(connection).await?)
}

/// How far the work on a story's files is.
pub(crate) async fn state(tx: &Tx, story: StoryId) -> Result<Option<AssetState>> {
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.eq(story))
        .all(tx.inner())
        .await?;
    Ok(progress_of(&rows))
}

/// Every file of several stories, for the reads of [`crate::story`] to cut.
pub(crate) async fn of_stories(db: &Db, stories: &[StoryId]) -> Result<HashMap<StoryId, Vec<table::Model>>> {
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.is_in(stories.iter().copied()))
        .order_by_asc(table::Column::CreatedAt)
        .all(db.read())
        .await?;
    let mut found: HashMap<StoryId, Vec<table::Model>> = HashMap::new();
    for row in rows {
        found.entry(row.story_id).or_default().push(row);
    }
    Ok(found)
}

/// The least advanced state of a story's originals.
pub(crate) fn progress_of(files: &[table::Model]) -> Option<AssetState> {
    let states: Vec<AssetState> = files
        .iter()
        .filter(|file| file.kind == AssetKind::Original)
        .map(|file| file.state)
        .collect();
    [
        AssetState::Waiting,
        AssetState::Working,
        AssetState::Broken,
        AssetState::Ready,
    ]
    .into_iter()
    .find(|state| states.contains(state))
}

/// How much of the work is done, in percent, over all originals.
pub(crate) fn percent(files: &[table::Model]) -> i32 {
    let originals: Vec<i32> = files
        .iter()
        .filter(|file| file.kind == AssetKind::Original)
        .map(|file| file.progress)
        .collect();
    let count = i32::try_from(originals.len()).unwrap_or(1).max(1);
    originals.iter().sum::<i32>() / count
}

/// Those files that somebody with these forms gets: a film without sound only where the voice is not theirs.
pub(crate) fn allowed(files: &[table::Model], forms: Forms) -> Vec<Asset> {
    files
        .iter()
        .filter(|file| file.kind.allowed_by(forms))
        .filter(|file| file.kind != AssetKind::Silent || !forms.voice)
        .map(|file| Asset {
            id: file.id,
            kind: file.kind,
            source: file.source_id,
            mime: file.mime.clone(),
            size: file.width.zip(file.height),
            duration_ms: file.duration_ms,
        })
        .collect()
}
