//! Pages and files that left the house, by whom; the stories in each are apart.
use sea_orm::entity::prelude::*;

use crate::{AccountId, DisclosureId, PlaceKind, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disclosure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DisclosureId,
    pub kind: PlaceKind,
    pub name: String,
    pub account_id: AccountId,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
