//! Records of capacity, each for one decision. Only ever added to. Private to the vault.
use sea_orm::entity::prelude::*;

use crate::{
    Able, AccountId, CapacityId, CapacityMatter, CapacityOutcome, ParticipantId, StoryId, Timestamp,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "capacity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CapacityId,
    pub participant_id: ParticipantId,
    pub story_id: Option<StoryId>,
    pub matter: CapacityMatter,
    pub doubt: String,
    pub help: String,
    pub help_words: String,
    pub understand: Able,
    pub retain: Able,
    pub weigh: Able,
    pub communicate: Able,
    pub outcome: CapacityOutcome,
    pub assessed_by: String,
    pub recorded_by: AccountId,
    pub at: Timestamp,
    pub review_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The four abilities in the order of the Act.
    pub(crate) fn abilities(&self) -> [Able; 4] {
        [self.understand, self.retain, self.weigh, self.communicate]
    }

    /// Whether this record is about that story: by its id, or because it is about every story.
    pub(crate) fn is_about(&self, story: StoryId) -> bool {
        self.story_id.is_none_or(|own| own == story)
    }

    /// Whether a newer record about the same decision stands in the place of this one.
    pub(crate) fn is_replaced_by(&self, other: &Self) -> bool {
        let wide = other.story_id.is_none() || other.story_id == self.story_id;
        other.matter == self.matter && wide && (other.at, other.id) > (self.at, self.id)
    }
}
