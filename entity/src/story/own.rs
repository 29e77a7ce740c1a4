//! The teller's own stories, drafts and taken-back ones included, and what the capture team records of a capture.
use std::collections::HashMap;

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::names::Sight;
use super::read::{show, visible_row};
use super::shown::Shown;
use super::{UNDO_DAYS, capture, table};
use crate::policy::sql;
use crate::{AccountId, AssetState, Db, Error, ProjectId, Result, StoryId, Timestamp, Viewer, asset, hold};

/// Where a teller's story is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not sent yet.
    Draft,
    /// With the team; not shown to anyone else until the teller has looked and said yes.
    Waiting,
    /// Shown to those the teller chose.
    Shared,
    /// Taken back; can be brought back until then.
    TakenBack {
        /// The last moment of "I changed my mind".
        undo_until: Timestamp,
    },
    /// Taken back so long ago that nothing of it is left.
    Gone,
    /// Stopped with a ground that the teller may know of. Before that it looks as if nothing had happened.
    Held,
}

/// A story as its teller sees it.
#[derive(Clone, Debug)]
pub struct Own {
    /// All of it.
    pub story: Shown,
    /// Where it is.
    pub status: Status,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
}

/// What is recorded of how a story was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The story.
    pub story: StoryId,
    /// Who took it.
    pub captured_by: AccountId,
    /// How it was told ("at home", "on the phone").
    pub how_told: String,
    /// Who helped, if anyone.
    pub helper_name: String,
    /// How they helped.
    pub helper_how: String,
    /// How long it took, in minutes.
    pub minutes: i32,
    /// How many fields were filled in.
    pub fields: i32,
}

impl From<capture::Model> for Capture {
    fn from(row: capture::Model) -> Self {
        Self {
            story: row.story_id,
            captured_by: row.captured_by,
            how_told: row.how_told,
            helper_name: row.helper_name,
            helper_how: row.helper_how,
            minutes: row.minutes,
            fields: row.fields,
        }
    }
}

/// The viewer's own stories, newest first. A draft is only for who began it: what a researcher writes for
/// somebody is not there before it is sent.
pub async fn mine(db: &Db, viewer: &Viewer) -> Result<Vec<Own>> {
    let participant = viewer.participant().ok_or(Error::NotFound)?;
    let rows = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(participant))
        .filter(
            table::Column::SentAt
                .is_not_null()
                .or(table::Column::CreatedBy.eq(viewer.account())),
        )
        .order_by_desc(table::Column::ToldAt)
        .order_by_desc(table::Column::Id)
        .all(db.read())
        .await?;
    let rows = rows.into_iter().filter(|row| viewer.reaches(row.id)).collect();
    with_status(db, rows).await
}

/// One of the viewer's own stories.
pub async fn own(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Own> {
    let row = visible_row(db, viewer, id, now).await?;
    if !row.is_told_by(viewer) {
        return Err(Error::NotFound);
    }
    with_status(db, vec![row])
        .await?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)
}

/// How far the work on the files of an own story is, and how much of it is done in percent.
pub async fn own_media(
    db: &Db,
    viewer: &Viewer,
    id: StoryId,
    now: Timestamp,
) -> Result<Option<(AssetState, i32)>> {
    own(db, viewer, id, now).await?;
    let mut files = asset::of_stories(db, &[id]).await?;
    let files = files.remove(&id).unwrap_or_default();
    Ok(asset::progress_of(&files).map(|state| (state, asset::percent(&files))))
}

async fn with_status(db: &Db, rows: Vec<table::Model>) -> Result<Vec<Own>> {
    let ids: Vec<StoryId> = rows.iter().map(|row| row.id).collect();
    let told = hold::told_of(db, &ids).await?;
    let mut status: HashMap<StoryId, (Status, Option<Timestamp>)> = HashMap::new();
    for row in &rows {
        let held = told.contains(&row.id);
        let here = match (row.withdrawn_at, row.sent_at) {
            _ if row.purged_at.is_some() => Status::Gone,
            (Some(at), _) => Status::TakenBack {
                undo_until: at.plus_days(UNDO_DAYS),
            },
            (None, None) => Status::Draft,
            (None, Some(_)) if held => Status::Held,
            (None, Some(_)) if row.has_second_yes() => Status::Shared,
            (None, Some(_)) => Status::Waiting,
        };
        status.insert(row.id, (here, row.sent_at));
    }
    let shown = show(db, rows, |_| Sight::own()).await?;
    Ok(shown
        .into_iter()
        .filter_map(|story| {
            let (status, sent_at) = status.remove(&story.id)?;
            Some(Own {
                story,
                status,
                sent_at,
            })
        })
        .collect())
}

/// What was recorded of the captures of a project, of those stories that the viewer may see now: a count
/// tells no more than the list. For its capture team.
pub async fn captures(db: &Db, viewer: &Viewer, project: ProjectId, now: Timestamp) -> Result<Vec<Capture>> {
    if !viewer.is_on(project) {
        return Err(Error::NotFound);
    }
    let rows = capture::Entity::find()
        .filter(
            capture::Column::StoryId.in_subquery(
                sea_orm::sea_query::Query::select()
                    .column(table::Column::Id)
                    .from(table::Entity)
                    .and_where(table::Column::ProjectId.eq(project))
                    .cond_where(sql::visible(viewer, now))
                    .take(),
            ),
        )
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Capture::from).collect())
}
