//! The append-only log of each member's answers about standing beside their family.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{AccountId, Audience, FamilyId, ParticipantId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "family_consent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub family_id: FamilyId,
    pub participant_id: ParticipantId,
    pub audience: Audience,
    pub answer: bool,
    pub wording: String,
    pub explained: String,
    pub present: String,
    pub asked_by: AccountId,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
