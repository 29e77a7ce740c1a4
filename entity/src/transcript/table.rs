//! The words of a recording, anchored in time.
use sea_orm::entity::prelude::*;

use crate::StoryId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cue")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub story_id: StoryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub start_ms: i64,
    pub end_ms: i64,
    /// Empty where the teller took a line out.
    pub words: String,
    /// The teller wrote it so: nobody else changes it.
    pub by_teller: bool,
}

impl ActiveModelBehavior for ActiveModel {}
