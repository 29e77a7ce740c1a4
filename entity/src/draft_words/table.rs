//! What each page that was open wrote last in a draft. Private to the vault.
use sea_orm::entity::prelude::*;

use crate::{StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft_words")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub story_id: StoryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub page: String,
    pub words: String,
    pub sha256: String,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
