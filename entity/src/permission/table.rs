//! What those with parental responsibility permitted. Rows are ended, never changed otherwise. Private to the vault.
use sea_orm::entity::prelude::*;

use crate::{AccountId, ParticipantId, PermissionId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "permission")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PermissionId,
    pub participant_id: ParticipantId,
    pub given_by: String,
    pub relation: String,
    pub audiences: String,
    pub until: Option<Timestamp>,
    pub how: String,
    pub recorded_by: AccountId,
    pub at: Timestamp,
    pub ended_by: Option<AccountId>,
    pub ended_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it holds at a moment.
    pub(crate) fn is_live(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && self.until.is_none_or(|until| until > now)
    }
}
