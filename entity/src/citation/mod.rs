//! The stories that a decision or an insight cites, each with a line of why. A citation is no copy: what a
//! reader gets of a story is asked of the rule at every look. A line outlives its story without its words, and
//! one that is taken out keeps its row: names are hidden in what makers typed by the stories they ever cited.
pub(crate) mod table;

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect as _,
};
use uuid::Uuid;

use crate::place::Place;
use crate::story::{self, Shown, Veil};
use crate::{
    Audience, Db, Error, ParticipantId, PlaceKind, Result, Role, Stance, StoryId, Timestamp, Tx, Viewer,
    account,
};

/// The most stories that one decision or insight cites.
pub const MOST: u64 = 100;

/// A story to be cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// Which.
    pub story: StoryId,
    /// What it says about a claim; a decision weighs stories without it.
    pub stance: Option<Stance>,
    /// Why it is cited, in a line.
    pub why: String,
}

/// A story that is cited, as this reader gets it.
#[derive(Clone, Debug)]
pub struct Cited {
    /// The story.
    pub story: Shown,
    /// What it says about a claim.
    pub stance: Option<Stance>,
    /// Why it is cited.
    pub why: String,
}

/// What this reader gets of everything that is cited.
#[derive(Debug)]
pub(crate) struct Evidence {
    /// In the order it was cited.
    pub cited: Vec<Cited>,
    /// How many stories planners could see when they were cited, and neither they nor this reader can now.
    pub taken_out: usize,
    /// For the other words of the makers.
    pub veil: Veil,
}

/// Where a story was used, as its teller may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// What the decision or insight is about; no name in it but the teller's own.
    pub title: String,
    /// What the one who used it comes to do.
    pub by: Role,
    /// Since when.
    pub at: Timestamp,
}

/// Whether planners would get something of a story that the viewer sees: only then it may be cited.
pub async fn may_cite(db: &Db, viewer: &Viewer, story: StoryId, now: Timestamp) -> Result<bool> {
    let shown = story::showing(db, viewer, &[story], Audience::Planners, now).await?;
    Ok(!shown.is_empty())
}

/// Cites a story; citing it again changes the line. Refused when planners do not get it. Whoever calls
/// checks that the work is the viewer's own.
pub(crate) async fn cite(
    tx: &Tx,
    db: &Db,
    viewer: &Viewer,
    (kind, work): (PlaceKind, Uuid),
    cite: Cite,
    now: Timestamp,
) -> Result<()> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    // Locked: whoever takes the story back at this moment is seen, or finds this line.
    story::locked_row(tx, cite.story).await?;
    if !may_cite(db, viewer, cite.story, now).await? {
        story::open(db, viewer, cite.story, now).await?;
        return Err(Error::Refused(
            "This story may not be shown to people who plan services, so it cannot be used here.",
        ));
    }
    if count(tx, work).await? >= MOST {
        return Err(Error::Refused(
            "There are 100 stories here, and no room for more. Take one out first.",
        ));
    }
    let row = table::ActiveModel {
        id: Set(Uuid::now_v7()),
        kind: Set(kind),
        work_id: Set(work),
        story_id: Set(cite.story),
        stance: Set(cite.stance),
        why: Set(cite.why),
        cited_by: Set(account),
        cited_at: Set(now),
        removed_at: Set(None),
    };
    // One that was taken out before is cited anew.
    table::Entity::delete_many()
        .filter(table::Column::WorkId.eq(work))
        .filter(table::Column::StoryId.eq(cite.story))
        .filter(table::Column::RemovedAt.is_not_null())
        .exec(tx.inner())
        .await?;
    table::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([table::Column::WorkId, table::Column::StoryId])
                .update_columns([table::Column::Stance, table::Column::Why])
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// How many stories were cited, those that are gone too.
pub(crate) async fn count(tx: &Tx, work: Uuid) -> Result<u64> {
    Ok(table::Entity::find()
        .filter(table::Column::WorkId.eq(work))
        .filter(table::Column::RemovedAt.is_null())
        .count(tx.inner())
        .await?)
}

/// Takes a story out, with the line of why. Whoever calls checks that the work is the viewer's own.
pub(crate) async fn take_out(tx: &Tx, work: Uuid, story: StoryId, now: Timestamp) -> Result<()> {
    let done = table::Entity::update_many()
        .col_expr(table::Column::Why, Expr::val(""))
        .col_expr(table::Column::RemovedAt, Expr::val(now))
        .filter(table::Column::WorkId.eq(work))
        .filter(table::Column::StoryId.eq(story))
        .filter(table::Column::RemovedAt.is_null())
        .exec(tx.inner())
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// What this reader gets of everything that a decision or an insight cites. Planners and leaders get of each
/// story what is theirs; a researcher what planners get and the researcher may see too.
pub(crate) async fn evidence(db: &Db, viewer: &Viewer, work: Uuid, now: Timestamp) -> Result<Evidence> {
    let rows = table::Entity::find()
        .filter(table::Column::WorkId.eq(work))
        .order_by_asc(table::Column::CitedAt)
        .order_by_asc(table::Column::Id)
        .all(db.read())
        .await?;
    let ever: Vec<StoryId> = rows.iter().map(|row| row.story_id).collect();
    let live = rows.iter().filter(|row| row.removed_at.is_none());
    let named: Vec<StoryId> = live.map(|row| row.story_id).collect();
    let shown = if reads_as_audience(viewer) {
        story::list(db, viewer, &named, now).await?
    } else {
        story::showing(db, viewer, &named, Audience::Planners, now).await?
    };
    let veil = Veil::of(db, &ever, &shown).await?;
    let planners = story::shown_to(db, &named, Audience::Planners, now).await?;
    let here = |id: &StoryId| shown.iter().any(|story| story.id == *id);
    let taken_out = named
        .iter()
        .filter(|id| !planners.contains(id) && !here(id))
        .count();
    let cited = shown
        .into_iter()
        .filter_map(|story| {
            let row = rows.iter().find(|row| row.story_id == story.id)?;
            Some(Cited {
                why: veil.about(&story, &row.why),
                stance: row.stance,
                story,
            })
        })
        .collect();
    Ok(Evidence {
        cited,
        taken_out,
        veil,
    })
}

/// Decisions and insights are for planners and leaders.
pub(crate) fn reads_as_audience(viewer: &Viewer) -> bool {
    matches!(viewer.role(), Some(Role::Commissioner | Role::Leader))
}

/// The works of a kind that cite a story, the oldest citation first.
async fn rows_of<C: ConnectionTrait>(
    connection: &C,
    kind: PlaceKind,
    story: StoryId,
) -> Result<Vec<table::Model>> {
    Ok(table::Entity::find()
        .filter(table::Column::StoryId.eq(story))
        .filter(table::Column::Kind.eq(kind))
        .filter(table::Column::RemovedAt.is_null())
        .order_by_asc(table::Column::CitedAt)
        .order_by_asc(table::Column::Id)
        .all(connection)
        .await?)
}

/// The works of a kind that cite a story.
pub(crate) async fn works(tx: &Tx, kind: PlaceKind, story: StoryId) -> Result<Vec<Uuid>> {
    let rows = rows_of(tx.inner(), kind, story).await?;
    Ok(rows.into_iter().map(|row| row.work_id).collect())
}

/// Where a story is cited in works of a kind, each by its title as the story's teller may read it: without
/// the name of any other teller whose story is there.
pub(crate) async fn places<C: ConnectionTrait>(
    connection: &C,
    kind: PlaceKind,
    (story, teller): (StoryId, ParticipantId),
    title: impl AsyncFn(Uuid) -> Result<String>,
) -> Result<Vec<Place>> {
    let mut found = Vec::new();
    for row in rows_of(connection, kind, story).await? {
        let named = table::Entity::find()
            .filter(table::Column::WorkId.eq(row.work_id))
            .all(connection)
            .await?;
        let named: Vec<StoryId> = named.into_iter().map(|row| row.story_id).collect();
        let veil = Veil::for_teller(connection, &named, teller).await?;
        found.push(Place {
            kind,
            id: row.work_id,
            name: veil.typed(&title(row.work_id).await?),
            by: row.cited_by,
            at: row.cited_at,
        });
    }
    Ok(found)
}

/// The same with what the one who cited it comes to do. For the story's teller.
pub(crate) async fn used(
    db: &Db,
    viewer: &Viewer,
    kind: PlaceKind,
    story: StoryId,
    title: impl AsyncFn(Uuid) -> Result<String>,
) -> Result<Vec<Used>> {
    let teller = story::facts(db, story).await?.participant;
    if viewer.participant() != Some(teller) {
        return Err(Error::NotFound);
    }
    let mut found = Vec::new();
    for place in places(db.read(), kind, (story, teller), title).await? {
        let by = account::table::Entity::find_by_id(place.by)
            .one(db.read())
            .await?
            .ok_or(Error::NotFound)?;
        found.push(Used {
            title: place.name,
            by: by.role,
            at: place.at,
        });
    }
    Ok(found)
}

/// Those of the works of a kind that cite a story of which no other story is taken back either.
pub(crate) async fn whole(tx: &Tx, kind: PlaceKind, story: StoryId) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    for work in works(tx, kind, story).await? {
        let cited: Vec<StoryId> = table::Entity::find()
            .select_only()
            .column(table::Column::StoryId)
            .filter(table::Column::WorkId.eq(work))
            .filter(table::Column::RemovedAt.is_null())
            .into_tuple()
            .all(tx.inner())
            .await?;
        let back = story::table::Entity::find()
            .filter(story::table::Column::Id.is_in(cited))
            .filter(story::table::Column::WithdrawnAt.is_not_null());
        if back.count(tx.inner()).await? == 0 {
            found.push(work);
        }
    }
    Ok(found)
}

/// A story is gone for good: insights cite it no more; a decision keeps the line. No row has its words.
pub(crate) async fn purge(tx: &Tx, story: StoryId, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::RemovedAt, Expr::val(now))
        .filter(table::Column::StoryId.eq(story))
        .filter(table::Column::Kind.eq(PlaceKind::Insight))
        .filter(table::Column::RemovedAt.is_null())
        .exec(tx.inner())
        .await?;
    table::Entity::update_many()
        .col_expr(table::Column::Why, Expr::val(""))
        .filter(table::Column::StoryId.eq(story))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// The lines about a story as they are kept.
#[cfg(test)]
pub(crate) async fn whys(db: &Db, story: StoryId) -> Vec<(PlaceKind, String)> {
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.eq(story))
        .all(db.read())
        .await;
    rows.into_iter()
        .flatten()
        .map(|row| (row.kind, row.why))
        .collect()
}
