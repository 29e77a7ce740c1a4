//! What was done about a worry, line by line. Only ever added to. Private to the vault.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use super::{Known, Outcome, Step};
use crate::{AccountId, ConcernId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "concern_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub concern_id: ConcernId,
    pub step: Step,
    pub account_id: Option<AccountId>,
    pub at: Timestamp,
    pub needs: Option<Known>,
    pub risk: Option<Known>,
    pub unable: Option<Known>,
    pub asked: Option<bool>,
    pub types: String,
    pub outcome: Option<Outcome>,
    pub words: String,
}

impl ActiveModelBehavior for ActiveModel {}
