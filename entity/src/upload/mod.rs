//! Files on their way in. Each belongs to the account that sends it: to any other it is not there.
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, DeleteMany, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::asset::{self, Received};
use crate::unscoped::Reason;
use crate::{AccountId, AssetId, Db, Error, Result, StoryId, Timestamp, Tx, UploadId, Viewer};

/// A file that is announced.
#[derive(Clone, Debug)]
pub struct NewUpload {
    /// As the sender calls it; shown to the sender only, and forgotten when a story has the file.
    pub file_name: String,
    /// Its announced length in bytes.
    pub length: i64,
    /// When what has arrived is swept away if it was not used.
    pub expires_at: Timestamp,
}

/// Where a file that has arrived whole is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where the object is.
    pub object_key: String,
    /// SHA-256 of the whole, in hex.
    pub sha256: String,
    /// Its length in bytes, as counted.
    pub length: i64,
}

/// A file on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The upload.
    pub id: UploadId,
    /// As the sender calls it.
    pub file_name: String,
    /// Its announced length in bytes.
    pub length: i64,
    /// When it is swept away if it was not used.
    pub expires_at: Timestamp,
    /// Where the object is or is about to be, once the file has arrived whole.
    pub place: Option<Place>,
    /// It is stored there.
    pub finished: bool,
    /// The story it was put in.
    pub story: Option<StoryId>,
}

/// Announces a file.
pub async fn create(tx: &Tx, viewer: &Viewer, new: NewUpload, now: Timestamp) -> Result<UploadId> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    let id = UploadId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        story_id: Set(None),
        file_name: Set(new.file_name),
        length: Set(new.length),
        created_at: Set(now),
        expires_at: Set(new.expires_at),
        sha256: Set(None),
        object_key: Set(None),
        finished_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    Ok(id)
}

/// One of the viewer's own files on their way in.
pub async fn find(db: &Db, viewer: &Viewer, id: UploadId) -> Result<Upload> {
    let row = table::Entity::find_by_id(id).one(db.read()).await?;
    owned(row, viewer.account()).map(Upload::from)
}

/// How many files without a story a page lists.
const WAITING: u64 = 20;

/// The viewer's own files that have arrived whole and are in no story yet, the newest first.
pub async fn waiting(db: &Db, viewer: &Viewer, now: Timestamp) -> Result<Vec<Upload>> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    let rows = table::Entity::find()
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::StoryId.is_null())
        .filter(table::Column::FinishedAt.is_not_null())
        .filter(table::Column::ExpiresAt.gt(now))
        .order_by_desc(table::Column::CreatedAt)
        .order_by_desc(table::Column::Id)
        .limit(WAITING)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Upload::from).collect())
}

/// Notes where a file that has arrived whole is about to be stored, before it is moved there:
/// whatever stops the program, the object can be found again. Answers the place: the first that
/// was planned stays, so that two at once store one object.
pub async fn plan(tx: &Tx, viewer: &Viewer, id: UploadId, place: &Place) -> Result<Place> {
    let find = async || {
        owned(
            table::Entity::find_by_id(id).one(tx.inner()).await?,
            viewer.account(),
        )
    };
    find().await?;
    table::Entity::update_many()
        .col_expr(table::Column::ObjectKey, Expr::val(place.object_key.as_str()))
        .col_expr(table::Column::Sha256, Expr::val(place.sha256.as_str()))
        .col_expr(table::Column::Length, Expr::val(place.length))
        .filter(table::Column::Id.eq(id))
        .filter(table::Column::ObjectKey.is_null())
        .exec(tx.inner())
        .await?;
    Upload::from(find().await?).place.ok_or(Error::NotFound)
}

/// Notes that the file is stored where it was planned.
pub async fn finish(tx: &Tx, viewer: &Viewer, id: UploadId, now: Timestamp) -> Result<()> {
    owned(
        table::Entity::find_by_id(id).one(tx.inner()).await?,
        viewer.account(),
    )?;
    table::Entity::update_many()
        .col_expr(table::Column::FinishedAt, Expr::val(now))
        .filter(table::Column::Id.eq(id))
        .filter(table::Column::ObjectKey.is_not_null())
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Puts an arrived file into a story. Doing it twice is doing it once.
pub async fn attach(
    tx: &Tx,
    viewer: &Viewer,
    id: UploadId,
    story: StoryId,
    mime: &str,
    now: Timestamp,
) -> Result<Option<AssetId>> {
    let row = owned(
        table::Entity::find_by_id(id).one(tx.inner()).await?,
        viewer.account(),
    )?;
    match row.story_id {
        Some(there) if there == story => return Ok(None),
        Some(_) => return Err(Error::NotFound),
        None => {}
    }
    let (Some(object_key), Some(sha256), Some(_)) = (row.object_key, row.sha256, row.finished_at) else {
        return Err(Error::Conflict("The file has not arrived yet. Send it again."));
    };
    // What a file is called says often who is in it; nobody needs that any more.
    let mine = table::Entity::update_many()
        .col_expr(table::Column::StoryId, Expr::val(story))
        .col_expr(table::Column::FileName, Expr::val(""))
        .filter(table::Column::Id.eq(id))
        .filter(table::Column::StoryId.is_null())
        .exec(tx.inner())
        .await?;
    if mine.rows_affected == 0 {
        // Somebody else was quicker: with the same, or with giving the file up.
        let there = table::Entity::find_by_id(id).one(tx.inner()).await?;
        return match there {
            Some(row) if row.story_id == Some(story) => Ok(None),
            _ => Err(Error::NotFound),
        };
    }
    let received = Received {
        object_key,
        mime: mime.to_owned(),
        bytes: row.length,
        sha256,
    };
    asset::receive(tx, viewer, story, received, now).await.map(Some)
}

/// Notes that an object is about to be purged: no upload names it any more.
pub(crate) async fn let_go(tx: &Tx, object_key: &str) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::ObjectKey, Expr::val(None::<String>))
        .filter(table::Column::ObjectKey.eq(object_key))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Forgets a file that the sender gave up; answers the object to purge, if it had arrived.
pub async fn remove(tx: &Tx, viewer: &Viewer, id: UploadId) -> Result<Option<String>> {
    let row = owned(
        table::Entity::find_by_id(id).one(tx.inner()).await?,
        viewer.account(),
    )?;
    let gone = unused().filter(table::Column::Id.eq(row.id));
    let gone = gone.exec_with_returning(tx.inner()).await?;
    let row = gone.into_iter().next().ok_or(Error::NotFound)?;
    Ok(row.object_key)
}

/// Forgets files whose time is over and that no story uses; answers (upload, object to purge).
pub async fn sweep(tx: &Tx, now: Timestamp) -> Result<Vec<(UploadId, Option<String>)>> {
    let over = unused().filter(table::Column::ExpiresAt.lt(now));
    let over = over.exec_with_returning(tx.inner()).await?;
    Ok(over.into_iter().map(|row| (row.id, row.object_key)).collect())
}

/// Whether each of these that is known at all has arrived whole and is stored.
pub async fn finished(db: &Db, ids: &[UploadId], reason: Reason) -> Result<HashMap<UploadId, bool>> {
    reason.noted(ids.len());
    let mut found = HashMap::new();
    for some in ids.chunks(500) {
        let rows = table::Entity::find()
            .filter(table::Column::Id.is_in(some.iter().copied()))
            .all(db.read())
            .await?;
        found.extend(rows.into_iter().map(|row| (row.id, row.finished_at.is_some())));
    }
    Ok(found)
}

/// Takes away files that no story uses. One statement: a file put in a story meanwhile stays.
fn unused() -> DeleteMany<table::Entity> {
    table::Entity::delete_many().filter(table::Column::StoryId.is_null())
}

fn owned(row: Option<table::Model>, account: Option<AccountId>) -> Result<table::Model> {
    row.filter(|row| Some(row.account_id) == account)
        .ok_or(Error::NotFound)
}

impl From<table::Model> for Upload {
    fn from(row: table::Model) -> Self {
        Self {
            id: row.id,
            file_name: row.file_name,
            length: row.length,
            expires_at: row.expires_at,
            place: row.object_key.zip(row.sha256).map(|(object_key, sha256)| Place {
                object_key,
                sha256,
                length: row.length,
            }),
            finished: row.finished_at.is_some(),
            story: row.story_id,
        }
    }
}
