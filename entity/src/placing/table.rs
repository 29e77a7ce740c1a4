//! Pictures on the scale of faces. Private to the vault.
use sea_orm::entity::prelude::*;

use crate::StoryId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "placing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub story_id: StoryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub symbol: String,
    pub label: String,
    pub feeling: i32,
}

impl ActiveModelBehavior for ActiveModel {}
