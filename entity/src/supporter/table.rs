//! Sessions of a storyteller with a helper beside them: who helped, how, and with which story.
use sea_orm::entity::prelude::*;

use crate::{AccountId, HelperHow, ParticipantId, SessionId, StoryId, Timestamp, WhoseWords};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "supporter_session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    pub participant_id: ParticipantId,
    pub story_id: StoryId,
    pub helper_name: String,
    pub relation: String,
    pub how: HelperHow,
    pub whose_words: WhoseWords,
    pub started_by: AccountId,
    pub started_at: Timestamp,
    pub ends_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
