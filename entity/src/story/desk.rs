//! What lies on a researcher's desk: stories that nobody of the team has coded, interviews whose notes
//! are not written yet, what one capture took. Must never give more of a story than its id.
use std::collections::HashMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::own::Capture;
use super::read::visible_row;
use super::visit::{Draft, answered, draft_of};
use super::{capture, table};
use crate::policy::sql;
use crate::{Db, Error, ProjectId, Result, StoryId, Timestamp, Viewer, coding, hold};

/// Stories of the viewer's projects that wait to be coded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uncoded {
    /// How many there are.
    pub count: u64,
    /// The newest of them, at most as many as asked for.
    pub newest: Vec<StoryId>,
}

/// The stories of the viewer's projects that the viewer may see and nobody of a team has coded. What
/// the teller picked does not count as coded.
pub async fn uncoded(db: &Db, viewer: &Viewer, limit: u64, now: Timestamp) -> Result<Uncoded> {
    let coded = |column| Expr::col((coding::table::Entity, column));
    let by_the_team = Query::select()
        .expr(Expr::val(1))
        .from(coding::table::Entity)
        .and_where(coded(coding::table::Column::StoryId).equals((Alias::new("story"), table::Column::Id)))
        .and_where(coded(coding::table::Column::IsSelf).eq(false))
        .and_where(coded(coding::table::Column::RemovedAt).is_null())
        .take();
    let waiting = table::Entity::find().filter(
        Condition::all()
            .add(sql::visible(viewer, now))
            .add(table::Column::ProjectId.is_in(projects(viewer)))
            .add(Expr::exists(by_the_team).not()),
    );
    let newest = waiting
        .clone()
        .select_only()
        .column(table::Column::Id)
        .order_by_desc(table::Column::ToldAt)
        .order_by_desc(table::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db.read())
        .await?;
    Ok(Uncoded {
        count: waiting.count(db.read()).await?,
        newest,
    })
}

/// How many stories of a project the viewer may see.
pub async fn count(db: &Db, viewer: &Viewer, project: ProjectId, now: Timestamp) -> Result<u64> {
    let seen = table::Entity::find()
        .filter(sql::visible(viewer, now))
        .filter(table::Column::ProjectId.eq(project));
    Ok(seen.count(db.read()).await?)
}

fn projects(viewer: &Viewer) -> Vec<ProjectId> {
    viewer
        .signed()
        .map(|signed| signed.projects.clone())
        .unwrap_or_default()
}

/// The interviews that the viewer has begun and not sent, newest first; none that somebody is worried about.
pub async fn drafts(db: &Db, viewer: &Viewer) -> Result<Vec<Draft>> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    let rows = table::Entity::find()
        .filter(table::Column::CreatedBy.eq(account))
        .filter(table::Column::ProjectId.is_in(projects(viewer)))
        .filter(table::Column::SentAt.is_null())
        .filter(table::Column::WithdrawnAt.is_null())
        .order_by_desc(table::Column::CreatedAt)
        .all(db.read())
        .await?;
    let ids: Vec<StoryId> = rows.iter().map(|row| row.id).collect();
    let stopped = hold::grounds(db.read(), &ids).await?;
    let asked = answered(db, &ids).await?;
    let taken: HashMap<StoryId, capture::Model> = capture::Entity::find()
        .filter(capture::Column::StoryId.is_in(rows.iter().map(|row| row.id)))
        .all(db.read())
        .await?
        .into_iter()
        .map(|taken| (taken.story_id, taken))
        .collect();
    Ok(rows
        .iter()
        .filter(|row| !stopped.iter().any(|(id, _)| *id == row.id))
        .filter_map(|row| Some(draft_of(row, taken.get(&row.id)?, asked.contains(&row.id))))
        .collect())
}

/// What was recorded of the capture of a story that the viewer may see. For its capture team.
pub async fn capture_of(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Capture> {
    let row = visible_row(db, viewer, id, now).await?;
    if !viewer.is_on(row.project_id) {
        return Err(Error::NotFound);
    }
    let taken = capture::Entity::find_by_id(id).one(db.read()).await?;
    Ok(Capture::from(taken.ok_or(Error::NotFound)?))
}
