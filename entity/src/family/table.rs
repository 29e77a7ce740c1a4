//! Families. What belongs to one is in [`super::kinship`]. Private to the vault.
use sea_orm::entity::prelude::*;

use crate::{AccountId, FamilyId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "family")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FamilyId,
    pub created_by: AccountId,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
