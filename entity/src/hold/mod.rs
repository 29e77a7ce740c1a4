//! Holds: a story stopped by the capture team or safeguarding, with a ground from the list.
//! While a hold is open only safeguarding sees the story.
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    AccountId, Db, Error, HoldGround, Result, Role, StoryId, Subject, Timestamp, Tx, Viewer, account, audit,
    change, journal, story,
};

/// An open hold as the safeguarding page lists it.
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
}

/// A hold as the log keeps it, open or lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The hold.
    pub hold: Hold,
    /// The name of who stopped it.
    pub placed_by: String,
    /// When it was lifted, and the name of who did.
    pub lifted: Option<(Timestamp, String)>,
}

/// Stops a story from this moment. Anyone who works with it may; the ground is kept and shown.
pub async fn place(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    ground: HoldGround,
    note: &str,
    now: Timestamp,
) -> Result<()> {
    let row = story::row(tx, id).await?;
    let may = viewer.is_on(row.project_id) || viewer.role() == Some(Role::Safeguarding);
    let account = viewer.account().filter(|_| may).ok_or(Error::NotFound)?;
    let open = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::LiftedAt.is_null())
        .one(tx.inner())
        .await?;
    if open.is_some() {
        return Ok(());
    }
    let hold = Uuid::now_v7();
    table::Entity::insert(table::ActiveModel {
        id: Set(hold),
        story_id: Set(id),
        ground: Set(ground),
        note: Set(note.to_owned()),
        placed_by: Set(account),
        placed_at: Set(now),
        lifted_by: Set(None),
        lifted_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    change::append(tx, Subject::Story, id.0, now).await?;
    let placed = journal::Entry::Held {
        story: id,
        hold,
        ground,
    };
    journal::note(tx, Some(account), &[placed], now).await?;
    audit::note(tx, Some(account), "hold.place", Some(id.0), ground.label(), now).await
}

/// Lifts the hold of a story. For safeguarding.
pub async fn lift(tx: &Tx, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<()> {
    let lead = viewer
        .signed()
        .filter(|signed| signed.role == Role::Safeguarding)
        .ok_or(Error::NotFound)?;
    table::Entity::update_many()
        .col_expr(table::Column::LiftedAt, Expr::val(now))
        .col_expr(table::Column::LiftedBy, Expr::val(lead.account))
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::LiftedAt.is_null())
        .exec(tx.inner())
        .await?;
    change::append(tx, Subject::Story, id.0, now).await?;
    journal::note(
        tx,
        Some(lead.account),
        &[journal::Entry::Lifted { story: id }],
        now,
    )
    .await?;
    audit::note(tx, Some(lead.account), "hold.lift", Some(id.0), "", now).await
}

/// Open holds, oldest first. For safeguarding.
pub async fn open(db: &Db, viewer: &Viewer) -> Result<Vec<Hold>> {
    if viewer.role() != Some(Role::Safeguarding) {
        return Err(Error::NotFound);
    }
    let rows = table::Entity::find()
        .filter(table::Column::LiftedAt.is_null())
        .order_by_asc(table::Column::PlacedAt)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Hold::from).collect())
}

/// Notes that the lead looks at a held story, names and all. Nothing for anybody else or any other story.
pub async fn note_opened(tx: &Tx, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<()> {
    let open = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::LiftedAt.is_null());
    if viewer.role() != Some(Role::Safeguarding) || open.one(tx.inner()).await?.is_none() {
        return Ok(());
    }
    audit::note(tx, viewer.account(), "story.opened_held", Some(id.0), "", now).await
}

/// Every hold there was, the newest first, at most `limit`. For safeguarding and information governance.
pub async fn log(db: &Db, viewer: &Viewer, limit: u64) -> Result<Vec<Entry>> {
    if !matches!(viewer.role(), Some(Role::Safeguarding | Role::Governance)) {
        return Err(Error::NotFound);
    }
    let rows = table::Entity::find()
        .order_by_desc(table::Column::PlacedAt)
        .order_by_desc(table::Column::Id)
        .limit(limit)
        .all(db.read())
        .await?;
    let names: HashMap<AccountId, String> = account::staff(db)
        .await?
        .into_iter()
        .map(|account| (account.id, account.name))
        .collect();
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| Entry {
            placed_by: name(row.placed_by),
            lifted: row
                .lifted_at
                .map(|at| (at, row.lifted_by.map(name).unwrap_or_default())),
            hold: Hold::from(row),
        })
        .collect())
}

impl From<table::Model> for Hold {
    fn from(row: table::Model) -> Self {
        Self {
            story: row.story_id,
            ground: row.ground,
            note: row.note,
            placed_at: row.placed_at,
        }
    }
}
