//! What people said is to be done with their stories after they died. Only ever added to.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{AccountId, ParticipantId, Timestamp, WishKind};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "last_wish")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub participant_id: ParticipantId,
    pub wish: WishKind,
    pub ask_name: String,
    pub said_by: AccountId,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
