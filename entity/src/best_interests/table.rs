//! Best-interests decisions. Only ever added to. Private to the vault.
use sea_orm::entity::prelude::*;

use crate::{AccountId, BestInterestsId, CapacityId, CapacityMatter, ParticipantId, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "best_interests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BestInterestsId,
    pub capacity_id: CapacityId,
    pub participant_id: ParticipantId,
    pub story_id: Option<StoryId>,
    pub matter: CapacityMatter,
    pub consulted: String,
    pub wishes: String,
    pub less_restrictive: String,
    pub forms: String,
    pub audiences: String,
    pub until: Option<Timestamp>,
    pub decided_by: String,
    pub recorded_by: AccountId,
    pub at: Timestamp,
    pub review_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
