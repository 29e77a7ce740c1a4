//! Stories stopped by safeguarding or governance, with a ground.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{AccountId, HoldGround, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub story_id: StoryId,
    pub ground: HoldGround,
    pub note: String,
    pub placed_by: AccountId,
    pub placed_at: Timestamp,
    pub lifted_by: Option<AccountId>,
    pub lifted_at: Option<Timestamp>,
    pub told_at: Option<Timestamp>,
    pub lifted_why: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
