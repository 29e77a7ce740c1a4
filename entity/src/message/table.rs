//! Messages to storytellers: which notice each is of, its way and what became of it. Private to the vault.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::reach::Way;
use crate::{MessageId, NoticeKind, ParticipantId, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MessageId,
    pub notice_id: Uuid,
    pub participant_id: ParticipantId,
    pub kind: NoticeKind,
    pub story_id: Option<StoryId>,
    pub way: Way,
    pub made_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub failed_at: Option<Timestamp>,
    pub over_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
