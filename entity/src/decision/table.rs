//! Decisions; the stories they weighed are apart.
use sea_orm::entity::prelude::*;

use crate::{AccountId, DecisionId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DecisionId,
    pub title: String,
    pub question: String,
    pub decided: String,
    pub change: String,
    pub no_story: String,
    pub made_by: AccountId,
    pub made_at: Timestamp,
    pub final_at: Option<Timestamp>,
    pub nonce: String,
}

impl ActiveModelBehavior for ActiveModel {}
