//! Names and contacts, apart from the pseudonymous participant. Reads are narrow, each for one purpose.
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::mask::Mask;
use crate::{
    Db, Error, ParticipantId, Result, StoryId, Timestamp, Tx, UNDER_18, Viewer, audit, journal, participant,
    permission, story,
};

/// What stands for the name of another person or a place that would give somebody away.
pub(crate) const SOMEBODY_ELSE: &str = "[name]";

/// A person's names and contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name in full.
    pub real_name: String,
    /// What the person likes to be called.
    pub known_as: String,
    /// Other names that would give the person away, one each.
    pub other_names: Vec<String>,
    /// How to reach the person.
    pub contact: Option<String>,
}

impl From<table::Model> for Identity {
    fn from(row: table::Model) -> Self {
        Self {
            other_names: row.other_names.lines().map(str::to_owned).collect(),
            real_name: row.real_name,
            known_as: row.known_as,
            contact: row.contact,
        }
    }
}

impl Identity {
    /// Every name that gives the person away.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        [self.real_name.as_str(), self.known_as.as_str()]
            .into_iter()
            .chain(self.other_names.iter().map(String::as_str))
            .filter(|name| !name.trim().is_empty())
    }

    /// Hides the person behind the pseudonym, and everybody else behind [`SOMEBODY_ELSE`].
    pub(crate) fn mask(&self, pseudonym: &str) -> Mask {
        let own = [self.real_name.as_str(), self.known_as.as_str()];
        Mask::new(own, pseudonym).and(self.other_names.iter().map(String::as_str), SOMEBODY_ELSE)
    }
}

/// What a person likes to be called, to greet them with.
pub(crate) async fn known_as(db: &Db, participant: ParticipantId) -> Result<String> {
    let row = table::Entity::find_by_id(participant).one(db.read()).await?;
    Ok(row.map(|row| row.known_as).unwrap_or_default())
}

/// The names of several people, for masking and for stories that show a name.
pub(crate) async fn of<C: ConnectionTrait>(
    connection: &C,
    participants: Vec<ParticipantId>,
) -> Result<HashMap<ParticipantId, Identity>> {
    let rows = table::Entity::find()
        .filter(table::Column::ParticipantId.is_in(participants))
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.participant_id, Identity::from(row)))
        .collect())
}

/// Writes down the day somebody under 18 was born, and the moment they are 18; nothing for nobody else. For
/// the capture team. Answers the stories that came out, because no permission covers them.
pub async fn set_born(
    tx: &Tx,
    viewer: &Viewer,
    id: ParticipantId,
    born: Timestamp,
    grown_at: Timestamp,
    now: Timestamp,
) -> Result<Vec<StoryId>> {
    participant::of_team(tx, viewer, id).await?;
    if grown_at <= now {
        return Err(Error::Refused("We need this day only for somebody under 18."));
    }
    if born > now {
        return Err(Error::Refused("Enter a day that is over."));
    }
    story::hold_all_of(tx, id).await?;
    table::Entity::update_many()
        .col_expr(table::Column::Born, Expr::val(born))
        .col_expr(table::Column::GrownAt, Expr::val(grown_at))
        .filter(table::Column::ParticipantId.eq(id))
        .exec(tx.inner())
        .await?;
    participant::set_age_band(tx, id, UNDER_18, now).await?;
    let child = journal::Entry::Child {
        participant: id,
        until: grown_at,
    };
    journal::note(tx, viewer.account(), &[child], now).await?;
    audit::note(tx, viewer.account(), "identity.born", Some(id.0), "", now).await?;
    permission::enforce(tx, id, now).await
}

/// Whether the day a participant of the viewer's was born is written down.
pub async fn has_born(db: &Db, viewer: &Viewer, id: ParticipantId) -> Result<bool> {
    participant::get(db, viewer, id).await?;
    let row = table::Entity::find_by_id(id).one(db.read()).await?;
    Ok(row.is_some_and(|row| row.born.is_some()))
}

/// The names behind a pseudonym, for the capture team; each look is noted with its reason.
pub async fn reveal(
    tx: &Tx,
    viewer: &Viewer,
    id: ParticipantId,
    why: &str,
    now: Timestamp,
) -> Result<Identity> {
    participant::of_team(tx, viewer, id).await?;
    audit::note(tx, viewer.account(), "identity.reveal", Some(id.0), why, now).await?;
    let row = table::Entity::find_by_id(id).one(tx.inner()).await?;
    row.map(Identity::from).ok_or(crate::Error::NotFound)
}
