//! Every reading, line by line, for information governance: who, when, by which way. Each look into this log is
//! a line of the audit itself, with its reason. Must never hold a word of a story.
use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{HELD, LOOKS};
use crate::audit::table::{Column, Entity as Audit};
use crate::{AccountId, Error, Result, Role, StoryId, Timestamp, Tx, Viewer, account, audit, story};

/// Whose readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Of a story, or of every story of a participant: whichever has this id.
    Record(Uuid),
    /// By an account.
    Account(AccountId),
}

/// One reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// The staff name; empty for a storyteller and for those who were not signed in.
    pub name: String,
    /// What the account comes to do; `None` for those who were not signed in.
    pub role: Option<Role>,
    /// What was done ("film.played").
    pub what: String,
    /// By which way ("showcase" and its id).
    pub via: String,
    /// Which story.
    pub story: StoryId,
}

/// The readings, the newest first, at most `limit`; noted with its reason. For information governance.
pub async fn log(
    tx: &Tx,
    viewer: &Viewer,
    about: About,
    why: &str,
    limit: u64,
    now: Timestamp,
) -> Result<Vec<Entry>> {
    let account = viewer
        .account()
        .filter(|_| viewer.role() == Some(Role::Governance))
        .ok_or(Error::NotFound)?;
    let (subject, which) = match about {
        About::Record(id) => {
            let stories: Vec<StoryId> = story::table::Entity::find()
                .select_only()
                .column(story::table::Column::Id)
                .filter(
                    Condition::any()
                        .add(story::table::Column::Id.eq(id))
                        .add(story::table::Column::ParticipantId.eq(id)),
                )
                .into_tuple()
                .all(tx.inner())
                .await?;
            (
                id,
                Column::SubjectId.is_in(stories.into_iter().map(|story| story.0)),
            )
        }
        About::Account(id) => (id.0, Column::AccountId.eq(id)),
    };
    audit::note(tx, Some(account), "looks.read", Some(subject), why, now).await?;
    let rows = Audit::find()
        .filter(which)
        .filter(Column::What.is_in(LOOKS.iter().copied().chain([HELD])))
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(tx.inner())
        .await?;
    let people: HashMap<AccountId, (String, Role)> = account::table::Entity::find()
        .filter(account::table::Column::Id.is_in(rows.iter().filter_map(|row| row.account_id)))
        .all(tx.inner())
        .await?
        .into_iter()
        .map(|row| (row.id, (row.name, row.role)))
        .collect();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let person = row.account_id.and_then(|id| people.get(&id));
            Some(Entry {
                at: row.at,
                name: person.map(|(name, _)| name.clone()).unwrap_or_default(),
                role: person.map(|(_, role)| *role),
                what: row.what,
                via: row.why,
                story: StoryId(row.subject_id?),
            })
        })
        .collect())
}
