//! The head of the chain: the number and the hash of the newest line. One row.
use sea_orm::entity::prelude::*;

/// The number of the only row.
pub const ONLY: i32 = 1;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub number: i64,
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
