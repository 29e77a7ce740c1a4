//! What a teller was told each time they took a story back.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub story_id: StoryId,
    pub at: Timestamp,
    pub undone_at: Option<Timestamp>,
    pub may_be_more: bool,
}

impl ActiveModelBehavior for ActiveModel {}
