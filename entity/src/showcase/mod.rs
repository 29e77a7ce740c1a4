//! Showcases: a curated running order of stories for an audience. An item that the audience may
//! not see now is absent for it, without a gap or a hint. No copy is ever made.
pub(crate) mod item;
mod out;
pub(crate) mod table;

pub use out::{Missing, plain_title, take_out};
pub(crate) use out::{forget, places, tell_it_is_back, tell_taken_out};

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::story::{self, Shown, Veil};
use crate::{AccountId, Audience, Db, Error, Result, ShowcaseId, StoryId, Timestamp, Tx, Viewer, audit};

/// A showcase to be made.
#[derive(Clone, Debug)]
pub struct NewShowcase {
    /// As people read it.
    pub title: String,
    /// Why these stories, in a line.
    pub why: String,
    /// A question for the team.
    pub question: String,
    /// Who it is for.
    pub audience: Audience,
    /// The running order: a story and why it is there.
    pub items: Vec<(StoryId, String)>,
    /// The same from the same account makes one showcase, however often it is sent.
    pub nonce: String,
}

/// A showcase as this viewer sees it.
#[derive(Clone, Debug)]
pub struct Showcase {
    /// The showcase.
    pub id: ShowcaseId,
    /// As people read it.
    pub title: String,
    /// Why these stories.
    pub why: String,
    /// A question for the team.
    pub question: String,
    /// Who it is for.
    pub audience: Audience,
    /// Who made it.
    pub made_by: AccountId,
    /// What the audience gets now, with why each is there.
    pub items: Vec<(Shown, String)>,
    /// Places whose stories the audience does not get now; for nobody but its maker.
    pub missing: Vec<Missing>,
}

/// A showcase that is not in Watch any more.
#[derive(Clone, Debug)]
pub struct Closed {
    /// The showcase.
    pub id: ShowcaseId,
    /// As people read it.
    pub title: String,
    /// Who it was for.
    pub audience: Audience,
    /// Since when.
    pub closed_at: Timestamp,
}

/// Makes a showcase. Refused when one of its stories may not be shown to its audience.
pub async fn make(tx: &Tx, db: &Db, viewer: &Viewer, new: NewShowcase, now: Timestamp) -> Result<ShowcaseId> {
    let account = viewer.curator()?;
    let wanted: Vec<StoryId> = new.items.iter().map(|item| item.0).collect();
    let allowed = story::showing(db, viewer, &wanted, new.audience, now).await?;
    if wanted.is_empty() {
        return Err(Error::Refused("Choose at least one story."));
    }
    if allowed.len() != wanted.len() {
        return Err(Error::Refused(
            "One of these stories may not be shown to this audience. Take it out.",
        ));
    }
    insert(tx, account, new, now).await
}

async fn insert(tx: &Tx, account: AccountId, new: NewShowcase, now: Timestamp) -> Result<ShowcaseId> {
    let id = ShowcaseId::fresh();
    let row = table::ActiveModel {
        id: Set(id),
        title: Set(new.title),
        why: Set(new.why),
        question: Set(new.question),
        audience: Set(new.audience),
        created_by: Set(account),
        created_at: Set(now),
        closed_at: Set(None),
        nonce: Set(Some(new.nonce.clone())),
    };
    // On PostgreSQL the second of two presses waits here until the first has committed.
    let made = table::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([table::Column::CreatedBy, table::Column::Nonce])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    if made == 0 {
        let there = table::Entity::find()
            .filter(table::Column::CreatedBy.eq(account))
            .filter(table::Column::Nonce.eq(new.nonce))
            .one(tx.inner())
            .await?;
        return there.map(|row| row.id).ok_or(Error::NotFound);
    }
    let rows: Vec<item::ActiveModel> = (0..)
        .zip(new.items)
        .map(|(position, (story, why))| item::ActiveModel {
            showcase_id: Set(id),
            position: Set(position),
            story_id: Set(story),
            why: Set(why),
        })
        .collect();
    item::Entity::insert_many(rows)
        .exec_without_returning(tx.inner())
        .await?;
    audit::note(tx, Some(account), "showcase.make", Some(id.0), "", now).await?;
    Ok(id)
}

/// The showcases for this viewer, newest first, each with at least one item to show.
pub async fn list(db: &Db, viewer: &Viewer, now: Timestamp) -> Result<Vec<Showcase>> {
    let rows = table::Entity::find()
        .filter(table::Column::ClosedAt.is_null())
        .order_by_desc(table::Column::CreatedAt)
        .order_by_desc(table::Column::Id)
        .all(db.read())
        .await?;
    let mut found = Vec::new();
    for row in rows {
        if for_viewer(viewer, &row) {
            let showcase = filled(db, viewer, row, now).await?;
            if !showcase.items.is_empty() {
                found.push(showcase);
            }
        }
    }
    Ok(found)
}

/// One showcase; not found when it is not for this viewer, or has nothing left to show them. Those who
/// make showcases find an empty one too, to close it.
pub async fn open(db: &Db, viewer: &Viewer, id: ShowcaseId, now: Timestamp) -> Result<Showcase> {
    let row = table::Entity::find_by_id(id)
        .filter(table::Column::ClosedAt.is_null())
        .one(db.read())
        .await?
        .filter(|row| for_viewer(viewer, row))
        .ok_or(Error::NotFound)?;
    let mine = viewer.account() == Some(row.created_by);
    let mut showcase = filled(db, viewer, row.clone(), now).await?;
    if mine {
        let shown: Vec<StoryId> = showcase.items.iter().map(|(story, _)| story.id).collect();
        showcase.missing = out::missing(db, &row, &shown, now).await?;
    }
    if showcase.items.is_empty() && viewer.curator().is_err() {
        return Err(Error::NotFound);
    }
    Ok(showcase)
}

/// Takes a showcase out of Watch. For those who make showcases and see this one; its stories stay as they are.
pub async fn close(tx: &Tx, viewer: &Viewer, id: ShowcaseId, now: Timestamp) -> Result<()> {
    turn(tx, viewer, id, Some(now), now).await
}

/// Puts a closed showcase back into Watch. For those who may close it.
pub async fn reopen(tx: &Tx, viewer: &Viewer, id: ShowcaseId, now: Timestamp) -> Result<()> {
    turn(tx, viewer, id, None, now).await
}

async fn turn(
    tx: &Tx,
    viewer: &Viewer,
    id: ShowcaseId,
    closed_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    let account = viewer.curator()?;
    let row = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .filter(|row| for_viewer(viewer, row))
        .ok_or(Error::NotFound)?;
    if row.closed_at.is_some() == closed_at.is_some() {
        return Ok(());
    }
    table::Entity::update_many()
        .col_expr(table::Column::ClosedAt, Expr::val(closed_at))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    let what = if closed_at.is_some() {
        "showcase.close"
    } else {
        "showcase.reopen"
    };
    audit::note(tx, Some(account), what, Some(id.0), "", now).await
}

/// Closed showcases that this viewer may put back, the last closed first. None for those who make none.
pub async fn closed(db: &Db, viewer: &Viewer, now: Timestamp) -> Result<Vec<Closed>> {
    if viewer.curator().is_err() {
        return Ok(Vec::new());
    }
    let rows = table::Entity::find()
        .filter(table::Column::ClosedAt.is_not_null())
        .order_by_desc(table::Column::ClosedAt)
        .order_by_desc(table::Column::Id)
        .all(db.read())
        .await?;
    let mut found = Vec::new();
    for row in rows.into_iter().filter(|row| for_viewer(viewer, row)) {
        let Some(closed_at) = row.closed_at else { continue };
        let showcase = filled(db, viewer, row, now).await?;
        found.push(Closed {
            id: showcase.id,
            title: showcase.title,
            audience: showcase.audience,
            closed_at,
        });
    }
    Ok(found)
}

fn for_viewer(viewer: &Viewer, row: &table::Model) -> bool {
    viewer.audiences().contains(&row.audience) || viewer.account() == Some(row.created_by)
}

async fn filled(db: &Db, viewer: &Viewer, row: table::Model, now: Timestamp) -> Result<Showcase> {
    let items = item::Entity::find()
        .filter(item::Column::ShowcaseId.eq(row.id))
        .order_by_asc(item::Column::Position)
        .all(db.read())
        .await?;
    let wanted: Vec<StoryId> = items.iter().map(|item| item.story_id).collect();
    let shown = story::showing(db, viewer, &wanted, row.audience, now).await?;
    let veil = Veil::of(db, &wanted, &shown).await?;
    let why = |story: &Shown| {
        let item = items.iter().find(|item| item.story_id == story.id);
        veil.about(story, item.map_or("", |item| item.why.as_str()))
    };
    let whys: Vec<String> = shown.iter().map(why).collect();
    let (title, about, question) = (
        veil.typed(&row.title),
        veil.typed(&row.why),
        veil.typed(&row.question),
    );
    let items = shown.into_iter().zip(whys).collect();
    Ok(Showcase {
        id: row.id,
        title,
        why: about,
        question,
        audience: row.audience,
        made_by: row.created_by,
        items,
        missing: Vec::new(),
    })
}
