//! A person's own photos, kept for them alone. Private to the vault.
use sea_orm::entity::prelude::*;

use crate::{OwnPhotoId, ParticipantId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "own_photo")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OwnPhotoId,
    pub participant_id: ParticipantId,
    pub label: String,
    pub original_key: String,
    pub small_key: String,
    pub small_bytes: i64,
    pub small_sha256: String,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
