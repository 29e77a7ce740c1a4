//! How a storyteller is reached. Private to the vault.
use sea_orm::entity::prelude::*;

use super::Way;
use crate::{ParticipantId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reach")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: ParticipantId,
    pub wish: Option<Way>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub set_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
