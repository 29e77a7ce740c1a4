//! The append-only log of what was asked and answered.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{AccountId, Audience, Form, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub story_id: StoryId,
    pub form: Form,
    pub audience: Audience,
    pub answer: bool,
    pub until: Option<Timestamp>,
    pub wording: String,
    pub explained: String,
    pub present: String,
    pub asked_by: AccountId,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
