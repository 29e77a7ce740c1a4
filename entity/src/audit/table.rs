//! Who did what, when and why; only ever added to.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{AccountId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: Timestamp,
    pub account_id: Option<AccountId>,
    pub what: String,
    pub subject_id: Option<Uuid>,
    pub why: String,
    /// Its place in the chain, from 1; none for lines from before there was one.
    pub number: Option<i64>,
    /// The hash of the line before.
    pub before: String,
    /// The hash of this line.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
