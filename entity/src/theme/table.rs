//! Themes of a framework, as a tree.
use sea_orm::entity::prelude::*;

use crate::{FrameworkId, ThemeId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "theme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ThemeId,
    pub framework_id: FrameworkId,
    pub parent_id: Option<ThemeId>,
    pub key: String,
    pub name: String,
    pub description: String,
    pub symbol: String,
    pub everyday_words: String,
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
