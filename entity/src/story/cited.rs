//! What a showcase, a decision or an insight needs of the stories it names: which an audience gets now,
//! and what hides in the makers' own words the names that a reader may not see.
use std::collections::HashSet;

use sea_orm::ConnectionTrait;

use super::names::names_of;
use super::read::{facts_of, rows_of};
use super::shown::Shown;
use crate::mask::Mask;
use crate::{Audience, Db, ParticipantId, Result, StoryId, Timestamp};

/// Those of the stories of which an audience gets something now, whoever asks.
pub(crate) async fn shown_to(
    db: &Db,
    stories: &[StoryId],
    audience: Audience,
    now: Timestamp,
) -> Result<HashSet<StoryId>> {
    let rows = rows_of(db.read(), stories).await?;
    let facts = facts_of(db.read(), &rows).await?;
    let shown = facts
        .into_iter()
        .filter(|(_, facts)| facts.shown_to(audience, now).shows_something());
    Ok(shown.map(|(id, _)| id).collect())
}

/// Hides names in what makers typed: they may see names that their readers may not. What is hidden is the same
/// `[name]` for everybody, and never the pseudonym.
#[derive(Debug)]
pub(crate) struct Veil {
    tellers: Vec<Hidden>,
}

/// What hides names in words about a teller's stories.
#[derive(Debug)]
struct Hidden {
    teller: ParticipantId,
    /// The names that this reader may see nowhere.
    anywhere: Mask,
    /// Every name.
    unnamed: Mask,
}

impl Veil {
    /// For a reader who is shown these of the stories that are named; a name is seen where one of a
    /// teller's stories shows it.
    pub async fn of(db: &Db, named: &[StoryId], shown: &[Shown]) -> Result<Self> {
        let seen = |teller| {
            shown
                .iter()
                .any(|story| story.participant == teller && story.forms.name)
        };
        Self::unless(db.read(), named, seen).await
    }

    /// For a teller, who may see no name but their own.
    pub async fn for_teller<C: ConnectionTrait>(
        connection: &C,
        named: &[StoryId],
        teller: ParticipantId,
    ) -> Result<Self> {
        Self::unless(connection, named, |other| other == teller).await
    }

    /// For whoever reads what is kept beside the stories: no name at all.
    pub async fn for_nobody<C: ConnectionTrait>(connection: &C, named: &[StoryId]) -> Result<Self> {
        Self::unless(connection, named, |_| false).await
    }

    async fn unless<C: ConnectionTrait>(
        connection: &C,
        named: &[StoryId],
        seen: impl Fn(ParticipantId) -> bool,
    ) -> Result<Self> {
        let names = names_of(connection, named).await?;
        let mut tellers: Vec<Hidden> = names
            .into_iter()
            .map(|(teller, names)| Hidden {
                teller,
                anywhere: names.in_others_words(seen(teller)),
                unnamed: names.in_others_words(false),
            })
            .collect();
        tellers.sort_by_key(|hidden| hidden.teller);
        Ok(Self { tellers })
    }

    /// Words about all of it: a title, a question.
    pub fn typed(&self, text: &str) -> String {
        self.tellers
            .iter()
            .fold(text.to_owned(), |text, hidden| hidden.anywhere.apply(&text).text)
    }

    /// Words about one story: its teller's name is hidden too where this story does not show it.
    pub fn about(&self, story: &Shown, text: &str) -> String {
        let text = self.typed(text);
        match self
            .tellers
            .iter()
            .find(|hidden| hidden.teller == story.participant)
        {
            Some(hidden) if !story.forms.name => hidden.unnamed.apply(&text).text,
            _ => text,
        }
    }
}
