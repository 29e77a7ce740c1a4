//! Worries. Only ever added to. Private to the vault.
use sea_orm::entity::prelude::*;

use super::{Hurt, WordsOf};
use crate::{AccountId, ConcernId, ParticipantId, StoryId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "concern")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConcernId,
    pub story_id: Option<StoryId>,
    pub participant_id: ParticipantId,
    pub raised_by: AccountId,
    pub by_teller: bool,
    pub words_of: WordsOf,
    pub hurt: Option<Hurt>,
    pub note: String,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
