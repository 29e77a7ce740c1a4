//! A person's own photos: kept for them, offered to them as pictures to tell with, shown to nobody else. One
//! that is put in a story is copied there, and belongs to the story from then on.
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    IntoActiveModel as _,
};
use sea_orm::{PaginatorTrait as _, QueryFilter, QueryOrder};

use super::photo_table as table;
use super::table as placed;
use crate::asset::Received;
use crate::{Db, Error, OwnPhotoId, Result, Timestamp, Tx, UploadId, Viewer, audit, supporter, upload};

/// Most photos that are kept for one person.
const MOST: u64 = 100;

/// A photo of the viewer's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPhoto {
    /// The photo.
    pub id: OwnPhotoId,
    /// What the person calls it: "My flat".
    pub label: String,
}

/// Where the bytes of an own photo are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The photo as it was sent; what a story gets a copy of.
    pub original_key: String,
    /// The small one that its person is shown.
    pub small: Received,
}

fn kept(row: table::Model) -> Kept {
    Kept {
        original_key: row.original_key,
        small: Received {
            object_key: row.small_key,
            mime: "image/jpeg".to_owned(),
            bytes: row.small_bytes,
            sha256: row.small_sha256,
        },
    }
}

/// Photos that the viewer may be shown: their own; with a helper beside, those in the one story that is open and
/// those kept since the helper came.
async fn own<C: ConnectionTrait>(conn: &C, viewer: &Viewer) -> Result<Condition> {
    let participant = viewer.participant().ok_or(Error::NotFound)?;
    let own = Condition::all().add(table::Column::ParticipantId.eq(participant));
    let Some(beside) = viewer.beside() else {
        return Ok(own);
    };
    let placed = placed::Entity::find()
        .filter(placed::Column::StoryId.eq(beside.story))
        .all(conn)
        .await?;
    let photos = placed
        .iter()
        .filter_map(|row| row.picture.parse::<OwnPhotoId>().ok());
    let here = Condition::any()
        .add(table::Column::Id.is_in(photos))
        .add(table::Column::At.gte(beside.ends_at.plus(-supporter::LASTS)));
    Ok(own.add(here))
}

/// The viewer's own photos, the newest first; with a helper beside, only some of them.
pub async fn own_photos(db: &Db, viewer: &Viewer) -> Result<Vec<OwnPhoto>> {
    let rows = table::Entity::find()
        .filter(own(db.read(), viewer).await?)
        .order_by_desc(table::Column::At)
        .order_by_desc(table::Column::Id)
        .all(db.read())
        .await?;
    let photo = |row: table::Model| OwnPhoto {
        id: row.id,
        label: row.label,
    };
    Ok(rows.into_iter().map(photo).collect())
}

/// One of the viewer's own photos.
pub async fn own_photo(db: &Db, viewer: &Viewer, id: OwnPhotoId) -> Result<OwnPhoto> {
    let all = own_photos(db, viewer).await?;
    all.into_iter()
        .find(|photo| photo.id == id)
        .ok_or(Error::NotFound)
}

/// Where its bytes are; not found for anybody but its person.
pub async fn photo_file(db: &Db, viewer: &Viewer, id: OwnPhotoId) -> Result<Kept> {
    own_photo(db, viewer, id).await?;
    let row = table::Entity::find_by_id(id).one(db.read()).await?;
    row.map(kept).ok_or(Error::NotFound)
}

/// Keeps a file that the viewer sent as a photo of theirs; from now on it is no upload any more. `small` is
/// what was made of it to look at.
pub async fn keep_photo(
    tx: &Tx,
    viewer: &Viewer,
    sent: UploadId,
    label: &str,
    small: Received,
    now: Timestamp,
) -> Result<OwnPhotoId> {
    let participant = viewer.participant().ok_or(Error::NotFound)?;
    let there = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(participant))
        .count(tx.inner())
        .await?;
    if there >= MOST {
        return Err(Error::Refused("You have 100 photos here. Take one out first."));
    }
    let original = upload::remove(tx, viewer, sent).await?.ok_or(Error::NotFound)?;
    let id = OwnPhotoId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        participant_id: Set(participant),
        label: Set(label.to_owned()),
        original_key: Set(original),
        small_key: Set(small.object_key),
        small_bytes: Set(small.bytes),
        small_sha256: Set(small.sha256),
        at: Set(now),
    })
    .exec_without_returning(tx.inner())
    .await?;
    audit::note(tx, viewer.account(), "own_photo.keep", Some(id.0), "", now).await?;
    Ok(id)
}

async fn own_row(tx: &Tx, viewer: &Viewer, id: OwnPhotoId) -> Result<table::Model> {
    let row = table::Entity::find_by_id(id)
        .filter(own(tx.inner(), viewer).await?)
        .one(tx.inner())
        .await?;
    row.ok_or(Error::NotFound)
}

/// Calls a photo something else.
pub async fn name_photo(tx: &Tx, viewer: &Viewer, id: OwnPhotoId, label: &str, now: Timestamp) -> Result<()> {
    let row = own_row(tx, viewer, id).await?;
    let mut changed = row.into_active_model();
    changed.label = Set(label.to_owned());
    changed.update(tx.inner()).await?;
    audit::note(tx, viewer.account(), "own_photo.name", Some(id.0), "", now).await
}

/// Takes a photo away; answers the objects to purge. Stories that it was put in keep their copy.
pub async fn remove_photo(tx: &Tx, viewer: &Viewer, id: OwnPhotoId, now: Timestamp) -> Result<Vec<String>> {
    let row = own_row(tx, viewer, id).await?;
    table::Entity::delete_by_id(id).exec(tx.inner()).await?;
    audit::note(tx, viewer.account(), "own_photo.remove", Some(id.0), "", now).await?;
    Ok(vec![row.original_key, row.small_key])
}

/// Whether a photo names this object.
pub(crate) async fn has_file(db: &Db, object_key: &str) -> Result<bool> {
    let named = Condition::any()
        .add(table::Column::OriginalKey.eq(object_key))
        .add(table::Column::SmallKey.eq(object_key));
    Ok(table::Entity::find().filter(named).count(db.read()).await? > 0)
}
