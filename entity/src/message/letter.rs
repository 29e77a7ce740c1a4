//! Letters that the capture team prints: for those who want one, who were not asked yet how they want to
//! hear from us, and whose address did not work. By pseudonym; the name is on the letter alone.
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{is_wanted, set, table};
use crate::reach::Way;
use crate::{
    Db, Error, Language, MessageId, NoticeKind, ParticipantId, Result, Timestamp, Tx, Viewer, audit, call,
    choices, identity, participant,
};

/// A letter that waits to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Which.
    pub id: MessageId,
    /// To whom.
    pub participant: ParticipantId,
    /// The name used in place of theirs.
    pub pseudonym: String,
    /// What it says.
    pub kind: NoticeKind,
    /// Since when it waits.
    pub since: Timestamp,
    /// It could not be sent to the address they gave.
    pub could_not: bool,
}

/// What stands on a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// To whom.
    pub participant: ParticipantId,
    /// What the person likes to be called.
    pub known_as: String,
    /// What it says.
    pub kind: NoticeKind,
    /// The language they chose; nothing when they chose none.
    pub language: Option<Language>,
}

/// The letters of the viewer's projects that wait and are still so, who waits longest first.
pub async fn letters(db: &Db, viewer: &Viewer, now: Timestamp) -> Result<Vec<Letter>> {
    let people = call::people(db, viewer).await?;
    let rows = table::Entity::find()
        .filter(table::Column::ParticipantId.is_in(people.keys().copied()))
        .filter(table::Column::Way.eq(Way::Letter))
        .filter(table::Column::OverAt.is_null())
        .order_by_asc(table::Column::MadeAt)
        .all(db.read())
        .await?;
    let mut found = Vec::new();
    for row in rows {
        let Some(pseudonym) = people.get(&row.participant_id) else {
            continue;
        };
        if is_wanted(db.read(), &row, now).await? {
            found.push(Letter {
                id: row.id,
                participant: row.participant_id,
                pseudonym: pseudonym.clone(),
                kind: row.kind,
                since: row.made_at,
                could_not: row.failed_at.is_some(),
            });
        }
    }
    Ok(found)
}

/// What stands on one letter, for printing it now. Not found when it is not so or not wanted any more.
pub async fn one(tx: &Tx, viewer: &Viewer, id: MessageId, now: Timestamp) -> Result<Posted> {
    let row = own(tx, viewer, id).await?;
    if row.way != Way::Letter || row.over_at.is_some() || !is_wanted(tx.inner(), &row, now).await? {
        return Err(Error::NotFound);
    }
    let name = identity::table::Entity::find_by_id(row.participant_id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    audit::note(tx, viewer.account(), "message.letter", Some(id.0), "", now).await?;
    Ok(Posted {
        participant: row.participant_id,
        known_as: name.known_as,
        kind: row.kind,
        language: choices::language_of(tx.inner(), row.participant_id).await?,
    })
}

/// The letter was given or posted: it is off the list. Twice is once.
pub async fn posted(tx: &Tx, viewer: &Viewer, id: MessageId, now: Timestamp) -> Result<()> {
    let row = own(tx, viewer, id).await?;
    if row.over_at.is_some() {
        return Ok(());
    }
    set(tx, id, table::Column::SentAt, now).await?;
    set(tx, id, table::Column::OverAt, now).await?;
    audit::note(tx, viewer.account(), "message.posted", Some(id.0), "", now).await
}

async fn own(tx: &Tx, viewer: &Viewer, id: MessageId) -> Result<table::Model> {
    let row = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    participant::of_team(tx, viewer, row.participant_id).await?;
    Ok(row)
}
