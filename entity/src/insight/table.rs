//! Insights; the stories for and against them are apart.
use sea_orm::entity::prelude::*;

use crate::{AccountId, InsightId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "insight")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InsightId,
    pub claim: String,
    pub grounds: String,
    pub made_by: AccountId,
    pub made_at: Timestamp,
    pub nonce: String,
}

impl ActiveModelBehavior for ActiveModel {}
