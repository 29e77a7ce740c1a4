//! The places on a receipt, as they were at that moment.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{AccountId, PlaceKind, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipt_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub receipt_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub kind: PlaceKind,
    pub place_id: Uuid,
    pub name: String,
    pub account_id: AccountId,
    pub since: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
