//! Stories. Private to the vault.
use sea_orm::entity::prelude::*;

use crate::{AccountId, ParticipantId, ProjectId, StoryId, StoryKind, Timestamp, participant};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "story")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StoryId,
    pub kind: StoryKind,
    pub participant_id: ParticipantId,
    pub project_id: ProjectId,
    pub title: String,
    pub words: String,
    pub feeling: Option<i32>,
    pub place: String,
    pub told_at: Timestamp,
    pub created_by: AccountId,
    pub nonce: Option<String>,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    pub cut: i32,
    pub cut_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub released_at: Option<Timestamp>,
    pub released_cut: Option<i32>,
    /// Until when the second yes holds; without one it does not end by itself.
    pub released_until: Option<Timestamp>,
    pub withdrawn_at: Option<Timestamp>,
    pub purged_at: Option<Timestamp>,
    /// When the teller said that the lines of the recording are their words.
    pub words_agreed_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The teller's second yes is to the story as it is, whether or not it has ended by itself.
    pub(crate) fn has_second_yes(&self) -> bool {
        self.released_cut == Some(self.cut)
    }

    /// It is the viewer's own story, and sent or begun by them: a draft is only for who began it.
    pub(crate) fn is_told_by(&self, viewer: &crate::Viewer) -> bool {
        viewer.participant() == Some(self.participant_id)
            && viewer.reaches(self.id)
            && (self.sent_at.is_some() || viewer.account() == Some(self.created_by))
    }

    /// Where it was told. That is free text like the words and goes with them; without them it is the place that
    /// the team wrote down for the person.
    pub(super) fn place_for<'a>(&'a self, person: &'a participant::table::Model, words: bool) -> &'a str {
        if words { &self.place } else { &person.place }
    }
}
