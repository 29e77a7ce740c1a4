//! Accounts.
use sea_orm::entity::prelude::*;

use crate::{AccountId, ParticipantId, Role, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    pub email: Option<String>,
    pub name: String,
    pub role: Role,
    pub password_hash: Option<String>,
    pub participant_id: Option<ParticipantId>,
    pub active: bool,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
