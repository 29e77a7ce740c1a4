//! Which change log this is: positions mean something in one log only.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_log")]
pub struct Model {
    /// Always 1: there is one log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub name: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
