//! Stored files of stories: originals and what was made from them.
use sea_orm::entity::prelude::*;

use crate::{AssetId, AssetKind, AssetState, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media_asset")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssetId,
    pub story_id: StoryId,
    pub source_id: Option<AssetId>,
    pub kind: AssetKind,
    pub state: AssetState,
    pub progress: i32,
    pub object_key: String,
    pub mime: String,
    pub bytes: i64,
    pub sha256: String,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub duration_ms: Option<i64>,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
