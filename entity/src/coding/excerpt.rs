//! Chosen spans of stories' words, by code points of the unmasked text.
use sea_orm::entity::prelude::*;

use crate::{AccountId, ExcerptId, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "excerpt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExcerptId,
    pub story_id: StoryId,
    pub start_char: i32,
    pub end_char: i32,
    pub quote: String,
    pub before: String,
    pub after: String,
    pub created_by: AccountId,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
