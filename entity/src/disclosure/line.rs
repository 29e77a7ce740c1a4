//! The stories of a disclosure, each with what became of it once its teller took it back.
use sea_orm::entity::prelude::*;

use crate::{DisclosureId, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disclosure_story")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub disclosure_id: DisclosureId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub story_id: StoryId,
    pub recalled_at: Option<Timestamp>,
    pub gone_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
