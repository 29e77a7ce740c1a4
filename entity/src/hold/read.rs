//! Reading holds: the open ones for safeguarding, the log for governance, and for tellers what may be told.
use std::collections::HashSet;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{lead, table};
use crate::{Db, Error, HoldGround, Result, Role, StoryId, Timestamp, Viewer, account, concern, story};

/// An open hold is to be looked at again after so many days.
const LOOK_AGAIN_DAYS: i64 = 28;

/// A hold as safeguarding reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The story that is stopped.
    pub story: StoryId,
    /// Why.
    pub ground: HoldGround,
    /// In the words of whoever stopped it.
    pub note: String,
    /// Since when.
    pub placed_at: Timestamp,
    /// Since when the teller may read of it.
    pub told_at: Option<Timestamp>,
}

/// A hold as the log keeps it, open or lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number: what two people who may not read the same of it can speak of. No order is in it.
    pub number: String,
    /// The hold.
    pub hold: Hold,
    /// The name of who stopped it; empty when the teller did.
    pub placed_by: String,
    /// When it was lifted, and the name of who did.
    pub lifted: Option<(Timestamp, String)>,
    /// Why it was lifted.
    pub lifted_why: String,
    /// It is open, and somebody is to look at it: a worry waits too long, or nobody has lifted it for four weeks.
    pub late: bool,
}

/// A hold as the teller of the story reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Why.
    pub ground: HoldGround,
    /// Since when.
    pub at: Timestamp,
    /// The name of who stopped it, where it is nobody's danger to know; safeguarding goes without names.
    pub by: Option<String>,
    /// When the story went on.
    pub lifted_at: Option<Timestamp>,
}

/// Open holds that leave a story to safeguarding alone, oldest first. For safeguarding.
pub async fn open(db: &Db, viewer: &Viewer) -> Result<Vec<Hold>> {
    lead(viewer)?;
    let rows = table::Entity::find()
        .filter(table::Column::LiftedAt.is_null())
        .filter(table::Column::Ground.is_in(HoldGround::FOR_SAFEGUARDING.iter().copied()))
        .order_by_asc(table::Column::PlacedAt)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Hold::from).collect())
}

/// Why a story that the viewer may see was declined, if it is. For its capture team and safeguarding.
pub async fn declined(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Option<Hold>> {
    let row = story::visible_row(db, viewer, id, now).await?;
    if !viewer.is_on(row.project_id) && viewer.role() != Some(Role::Safeguarding) {
        return Err(Error::NotFound);
    }
    let open = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::LiftedAt.is_null())
        .filter(table::Column::Ground.is_in(HoldGround::FOR_DECLINING.iter().copied()))
        .one(db.read())
        .await?;
    Ok(open.map(Hold::from))
}

/// Every hold there was, at most `limit`: the open ones first with the oldest on top, then the lifted ones with the
/// newest on top. For safeguarding and information governance.
pub async fn log(db: &Db, viewer: &Viewer, limit: u64, now: Timestamp) -> Result<Vec<Entry>> {
    if !matches!(viewer.role(), Some(Role::Safeguarding | Role::Governance)) {
        return Err(Error::NotFound);
    }
    let open = table::Entity::find()
        .filter(table::Column::LiftedAt.is_null())
        .order_by_asc(table::Column::PlacedAt)
        .order_by_asc(table::Column::Id)
        .limit(limit);
    let lifted = table::Entity::find()
        .filter(table::Column::LiftedAt.is_not_null())
        .order_by_desc(table::Column::LiftedAt)
        .order_by_desc(table::Column::Id)
        .limit(limit);
    let mut rows = open.all(db.read()).await?;
    rows.extend(lifted.all(db.read()).await?);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    // What a lead wrote about a worry is for leads.
    let is_lead = viewer.role() == Some(Role::Safeguarding);
    let names = account::staff_names(db).await?;
    let late = concern::late_stories(db, now).await?;
    let name = |id| names.get(&id).cloned().unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| {
            let old = row.placed_at.plus_days(LOOK_AGAIN_DAYS) <= now;
            let waits = late.contains(&row.story_id) && row.ground == HoldGround::Safety;
            Entry {
                number: number(row.id),
                placed_by: name(row.placed_by),
                lifted: row
                    .lifted_at
                    .map(|at| (at, row.lifted_by.map(name).unwrap_or_default())),
                late: row.lifted_at.is_none() && (old || waits),
                lifted_why: row.lifted_why.clone().filter(|_| is_lead).unwrap_or_default(),
                hold: Hold {
                    note: if is_lead { row.note.clone() } else { String::new() },
                    ..Hold::from(row)
                },
            }
        })
        .collect())
}

/// The end of its id, which is random, in eight figures and letters.
fn number(id: Uuid) -> String {
    let id = id.simple().to_string();
    id.get(24..).unwrap_or_default().to_uppercase()
}

/// What the teller of a story may know of its holds, the newest first.
pub async fn stops(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Vec<Stop>> {
    let row = story::visible_row(db, viewer, id, now).await?;
    if !row.is_told_by(viewer) {
        return Err(Error::NotFound);
    }
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::ToldAt.is_not_null())
        .order_by_desc(table::Column::PlacedAt)
        .all(db.read())
        .await?;
    let names = account::staff_names(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| Stop {
            ground: row.ground,
            at: row.placed_at,
            by: names
                .get(&row.placed_by)
                .filter(|_| row.ground != HoldGround::Safety)
                .cloned(),
            lifted_at: row.lifted_at,
        })
        .collect())
}

/// Those of the stories that are stopped, as far as their tellers may know.
pub(crate) async fn told_of(db: &Db, ids: &[StoryId]) -> Result<HashSet<StoryId>> {
    let rows: Vec<StoryId> = table::Entity::find()
        .select_only()
        .column(table::Column::StoryId)
        .filter(table::Column::StoryId.is_in(ids.iter().copied()))
        .filter(table::Column::LiftedAt.is_null())
        .filter(table::Column::ToldAt.is_not_null())
        .into_tuple()
        .all(db.read())
        .await?;
    Ok(rows.into_iter().collect())
}

impl From<table::Model> for Hold {
    fn from(row: table::Model) -> Self {
        Self {
            story: row.story_id,
            ground: row.ground,
            note: row.note,
            placed_at: row.placed_at,
            told_at: row.told_at,
        }
    }
}
