//! Who asked to be called. Private to the vault.
use sea_orm::entity::prelude::*;

use super::Ask;
use crate::{AccountId, CallId, ParticipantId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "call_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CallId,
    pub participant_id: Option<ParticipantId>,
    pub way: Ask,
    pub name: String,
    pub phone: String,
    pub at: Timestamp,
    pub done_at: Option<Timestamp>,
    pub done_by: Option<AccountId>,
}

impl ActiveModelBehavior for ActiveModel {}
