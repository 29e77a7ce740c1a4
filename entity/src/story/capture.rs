//! How and when a story was taken, by whom, how long it took, who helped.
use sea_orm::entity::prelude::*;

use crate::{AccountId, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "capture")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub story_id: StoryId,
    pub captured_by: AccountId,
    pub how_told: String,
    pub helper_name: String,
    pub helper_how: String,
    pub started_at: Timestamp,
    pub minutes: i32,
    pub fields: i32,
}

impl ActiveModelBehavior for ActiveModel {}
