//! Who put which theme on which excerpt or whole story.
use sea_orm::entity::prelude::*;

use crate::{AccountId, CodingId, ExcerptId, StoryId, ThemeId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "coding")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CodingId,
    pub story_id: StoryId,
    pub excerpt_id: Option<ExcerptId>,
    pub theme_id: ThemeId,
    pub account_id: AccountId,
    pub is_self: bool,
    pub at: Timestamp,
    pub removed_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
