//! Names and contacts, apart from the pseudonymous participant. Reads are narrow, each for one purpose.
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::mask::Mask;
use crate::{Db, ParticipantId, Result, Timestamp, Tx, Viewer, audit, participant};

/// What stands for the name of another person or a place that would give somebody away.
const SOMEBODY_ELSE: &str = "[name]";

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
