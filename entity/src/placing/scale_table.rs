//! How many faces a person likes to pick from. Private to the vault.
use sea_orm::entity::prelude::*;

use crate::ParticipantId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "own_scale")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: ParticipantId,
    pub faces: i32,
}

impl ActiveModelBehavior for ActiveModel {}
