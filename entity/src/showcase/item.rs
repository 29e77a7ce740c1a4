//! The running order of a showcase.
use sea_orm::entity::prelude::*;

use crate::{ShowcaseId, StoryId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "showcase_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub showcase_id: ShowcaseId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub story_id: StoryId,
    pub why: String,
}

impl ActiveModelBehavior for ActiveModel {}
