//! The files of a teller's own story, to look at and to take out again.
use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{AssetState, table};
use crate::{AssetId, AssetKind, Db, Result, StoryId, Timestamp, UploadId, Viewer, story, upload};

/// A file as it was sent, with what was made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnFile {
    /// The original; what [`super::remove`] takes.
    pub id: AssetId,
    /// How far the work on it is.
    pub state: AssetState,
    /// Whether it is a picture; not known of one that could not be read.
    pub is_picture: Option<bool>,
    /// The picture that was made of it, if it is one and ready.
    pub picture: Option<AssetId>,
}

/// The originals of a viewer's own story, in the order they came.
pub async fn own_files(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Vec<OwnFile>> {
    story::own(db, viewer, id, now).await?;
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::Kind.is_in([AssetKind::Original, AssetKind::Picture]))
        .order_by_asc(table::Column::CreatedAt)
        .order_by_asc(table::Column::Id)
        .all(db.read())
        .await?;
    let pictures: HashMap<AssetId, AssetId> = rows
        .iter()
        .filter(|row| row.kind == AssetKind::Picture)
        .filter_map(|row| Some((row.source_id?, row.id)))
        .collect();
    Ok(rows
        .into_iter()
        .filter(|row| row.kind == AssetKind::Original)
        .map(|row| OwnFile {
            id: row.id,
            state: row.state,
            is_picture: match row.mime.split_once('/') {
                Some(("image", _)) => Some(true),
                Some(("video" | "audio", _)) => Some(false),
                _ => None,
            },
            picture: pictures.get(&row.id).copied(),
        })
        .collect())
}

/// The original that a file which the viewer sent has become; `None` while it is in no story, and when it
/// was taken out again.
pub async fn sent_as(db: &Db, viewer: &Viewer, id: UploadId) -> Result<Option<AssetId>> {
    let sent = upload::find(db, viewer, id).await?;
    let Some((place, story)) = sent.place.zip(sent.story) else {
        return Ok(None);
    };
    let row = table::Entity::find()
        .filter(table::Column::StoryId.eq(story))
        .filter(table::Column::Kind.eq(AssetKind::Original))
        .filter(table::Column::ObjectKey.eq(place.object_key))
        .one(db.read())
        .await?;
    Ok(row.map(|row| row.id))
}
