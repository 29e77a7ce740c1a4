//! Stories that decisions and insights cite. Private to the vault.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{AccountId, PlaceKind, Stance, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "citation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: PlaceKind,
    pub work_id: Uuid,
    pub story_id: StoryId,
    pub stance: Option<Stance>,
    pub why: String,
    pub cited_by: AccountId,
    pub cited_at: Timestamp,
    /// Since when it is cited no more; its teller's names stay hidden in what makers typed.
    pub removed_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
