//! What somebody is to their family, and which service knows them. Membership itself is on the participant.
use sea_orm::entity::prelude::*;

use crate::{AccountId, FamilyId, ParticipantId, Relative, Service, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kinship")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: ParticipantId,
    pub family_id: FamilyId,
    pub relation: Relative,
    pub service: Service,
    pub linked_by: AccountId,
    /// Answers from before this do not count: they were about another family, or this one before.
    pub linked_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
