//! Cards that storytellers sign in with; only the hash of the secret is kept.
use sea_orm::entity::prelude::*;

use crate::{CardId, ParticipantId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CardId,
    pub token_hash: String,
    pub participant_id: ParticipantId,
    pub helper_name: String,
    pub picture: String,
    pub created_at: Timestamp,
    pub cancelled_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
