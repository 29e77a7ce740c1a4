//! The people whose experience it is, by pseudonym.
use sea_orm::entity::prelude::*;

use crate::{FamilyId, ParticipantId, ProjectId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParticipantId,
    pub project_id: ProjectId,
    pub pseudonym: String,
    pub group_name: String,
    pub age_band: String,
    pub place: String,
    pub family_id: Option<FamilyId>,
    pub created_at: Timestamp,
    pub died_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
