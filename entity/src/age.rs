//! Who is under 18: by the day they were born where it is known, else by their age band. Reads only; the
//! day itself never leaves.
use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{Error, ParticipantId, Result, Timestamp, UNDER_18, identity, participant};

/// Whether a participant is under 18.
pub(crate) async fn is_child<C: ConnectionTrait>(
    connection: &C,
    id: ParticipantId,
    now: Timestamp,
) -> Result<bool> {
    if let Some(grown_at) = grown_at(connection, id).await? {
        return Ok(grown_at > now);
    }
    let person = participant::table::Entity::find_by_id(id).one(connection).await?;
    Ok(person.ok_or(Error::NotFound)?.age_band == UNDER_18)
}

/// When somebody is 18, where the day they were born is known.
pub(crate) async fn grown_at<C: ConnectionTrait>(
    connection: &C,
    id: ParticipantId,
) -> Result<Option<Timestamp>> {
    let names = identity::table::Entity::find_by_id(id).one(connection).await?;
    Ok(names.and_then(|names| names.grown_at))
}

/// When those of `ids` are 18 who are not yet, where that is known.
pub(crate) async fn birthdays<C: ConnectionTrait>(
    connection: &C,
    ids: impl Iterator<Item = ParticipantId>,
    now: Timestamp,
) -> Result<HashMap<ParticipantId, Timestamp>> {
    let rows = identity::table::Entity::find()
        .filter(identity::table::Column::ParticipantId.is_in(ids))
        .filter(identity::table::Column::GrownAt.gt(now))
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.participant_id, row.grown_at?)))
        .collect())
}

/// Everybody under 18.
pub(crate) async fn children<C: ConnectionTrait>(
    connection: &C,
    now: Timestamp,
) -> Result<Vec<ParticipantId>> {
    let mut ids: Vec<ParticipantId> = participant::table::Entity::find()
        .select_only()
        .column(participant::table::Column::Id)
        .filter(participant::table::Column::AgeBand.eq(UNDER_18))
        .into_tuple()
        .all(connection)
        .await?;
    let born: Vec<ParticipantId> = identity::table::Entity::find()
        .select_only()
        .column(identity::table::Column::ParticipantId)
        .filter(identity::table::Column::GrownAt.gt(now))
        .into_tuple()
        .all(connection)
        .await?;
    ids.extend(born);
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// Those who are 18 by now and still written down as under 18.
pub(crate) async fn just_grown<C: ConnectionTrait>(
    connection: &C,
    now: Timestamp,
) -> Result<Vec<ParticipantId>> {
    let born: Vec<ParticipantId> = identity::table::Entity::find()
        .select_only()
        .column(identity::table::Column::ParticipantId)
        .filter(identity::table::Column::GrownAt.lte(now))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(participant::table::Entity::find()
        .select_only()
        .column(participant::table::Column::Id)
        .filter(participant::table::Column::Id.is_in(born))
        .filter(participant::table::Column::AgeBand.eq(UNDER_18))
        .into_tuple()
        .all(connection)
        .await?)
}
