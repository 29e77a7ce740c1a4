//! What somebody is told, by kind and record. Private to the vault.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{AccountId, NoticeId, NoticeKind, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NoticeId,
    pub account_id: AccountId,
    pub kind: NoticeKind,
    pub subject_id: Uuid,
    pub story_id: Option<StoryId>,
    pub at: Timestamp,
    pub seen_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
