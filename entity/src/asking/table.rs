//! Who is to be asked again, and why. Private to the vault.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{AccountId, AskCause, ParticipantId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ask_again")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub participant_id: ParticipantId,
    pub reason: AskCause,
    pub due_at: Timestamp,
    pub raised_by: Option<AccountId>,
    pub raised_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
