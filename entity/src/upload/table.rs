//! Files on their way in, each its account's own.
use sea_orm::entity::prelude::*;

use crate::{AccountId, StoryId, Timestamp, UploadId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UploadId,
    pub account_id: AccountId,
    pub story_id: Option<StoryId>,
    pub file_name: String,
    pub length: i64,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub sha256: Option<String>,
    pub object_key: Option<String>,
    pub finished_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
