//! Which stories there are, for the search index to go through. Ids only: what may be read of
//! them is decided in [`super::documents`]. Read under [`crate::unscoped::Reason`].
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::table;
use crate::{Db, ParticipantId, ProjectId, Result, StoryId, unscoped::Reason};

/// At most `limit` stories whose ids come after one, in the order of their ids; from the first when `None`.
pub async fn every(db: &Db, after: Option<StoryId>, limit: u64, reason: Reason) -> Result<Vec<StoryId>> {
    let mut query = table::Entity::find()
        .select_only()
        .column(table::Column::Id)
        .order_by_asc(table::Column::Id)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(table::Column::Id.gt(after));
    }
    let ids: Vec<StoryId> = query.into_tuple().all(db.read()).await?;
    reason.noted(ids.len());
    Ok(ids)
}

/// The stories of a project.
pub async fn of_project(db: &Db, project: ProjectId, reason: Reason) -> Result<Vec<StoryId>> {
    let ids: Vec<StoryId> = table::Entity::find()
        .select_only()
        .column(table::Column::Id)
        .filter(table::Column::ProjectId.eq(project))
        .into_tuple()
        .all(db.read())
        .await?;
    reason.noted(ids.len());
    Ok(ids)
}

/// The stories of a participant.
pub async fn of_participant(db: &Db, participant: ParticipantId, reason: Reason) -> Result<Vec<StoryId>> {
    let ids: Vec<StoryId> = table::Entity::find()
        .select_only()
        .column(table::Column::Id)
        .filter(table::Column::ParticipantId.eq(participant))
        .into_tuple()
        .all(db.read())
        .await?;
    reason.noted(ids.len());
    Ok(ids)
}
