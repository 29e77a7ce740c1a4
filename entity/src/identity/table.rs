//! Names and contacts, apart from the pseudonymous participant.
use sea_orm::entity::prelude::*;

use crate::{ParticipantId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: ParticipantId,
    pub real_name: String,
    pub known_as: String,
    #[sea_orm(column_type = "Text")]
    pub other_names: String,
    pub contact: Option<String>,
    pub born: Option<Timestamp>,
    pub grown_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
