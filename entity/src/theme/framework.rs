//! Frameworks of themes, by version.
use sea_orm::entity::prelude::*;

use crate::FrameworkId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "framework")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FrameworkId,
    pub key: String,
    pub name: String,
    pub version: i32,
    pub valid_from: String,
}

impl ActiveModelBehavior for ActiveModel {}
