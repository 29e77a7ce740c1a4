//! Disclosures: pages that were printed and files that were taken away. What is out of the house cannot
//! be taken back by a program, so it is written down which story left with whom, and they are asked.
//! Must never keep a word of a story, nor let one out that the rule does not allow.
pub(crate) mod line;
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::place::Place;
use crate::policy::sql;
use crate::story::Veil;
use crate::{
    Db, DisclosureId, Error, NoticeKind, PlaceKind, Result, StoryId, Timestamp, Tx, Viewer, audit, notice,
    story,
};

/// What somebody took with them, of which a story was taken back since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recall {
    /// The disclosure.
    pub id: DisclosureId,
    /// Pages or a file.
    pub kind: PlaceKind,
    /// What it is called, with no name of a teller in it.
    pub name: String,
    /// When they took it.
    pub at: Timestamp,
}

/// Notes that the viewer prints these stories or takes them away as a file. Refused when the rule does not
/// give the viewer every one of them at this moment: look again first.
pub async fn note(
    tx: &Tx,
    viewer: &Viewer,
    kind: PlaceKind,
    name: &str,
    stories: &[StoryId],
    now: Timestamp,
) -> Result<DisclosureId> {
    let account = viewer
        .account()
        .filter(|_| matches!(kind, PlaceKind::Print | PlaceKind::Export))
        .ok_or(Error::NotFound)?;
    // Locked, in one order for all: whoever takes a story back now waits, and then finds this disclosure.
    let rows = story::table::Entity::find()
        .filter(sql::visible(viewer, now))
        .filter(story::table::Column::Id.is_in(stories.iter().copied()))
        .order_by_asc(story::table::Column::Id)
        .lock_exclusive()
        .all(tx.inner())
        .await?;
    if rows.len() != stories.len() || stories.is_empty() {
        return Err(Error::Conflict(
            "One of the stories changed. Look at them again first.",
        ));
    }
    let name = Veil::for_nobody(tx.inner(), stories).await?.typed(name);
    let id = DisclosureId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        kind: Set(kind),
        name: Set(name),
        account_id: Set(account),
        at: Set(now),
    })
    .exec_without_returning(tx.inner())
    .await?;
    let lines = rows.iter().map(|row| line::ActiveModel {
        disclosure_id: Set(id),
        story_id: Set(row.id),
        recalled_at: Set(None),
        gone_at: Set(None),
    });
    line::Entity::insert_many(lines)
        .exec_without_returning(tx.inner())
        .await?;
    let what = match kind {
        PlaceKind::Print => "disclosure.print",
        _ => "disclosure.export",
    };
    for row in &rows {
        audit::note(tx, Some(account), what, Some(row.id.0), "", now).await?;
    }
    Ok(id)
}

/// Where copies of a story are that nobody said are thrown away.
pub(crate) async fn places(tx: &Tx, story: StoryId) -> Result<Vec<Place>> {
    let out = of_story(tx, story, line::Column::GoneAt.is_null()).await?;
    Ok(out
        .into_iter()
        .map(|row| Place {
            kind: row.kind,
            id: row.id.0,
            name: row.name,
            by: row.account_id,
            at: row.at,
        })
        .collect())
}

async fn of_story(tx: &Tx, story: StoryId, which: sea_orm::sea_query::Expr) -> Result<Vec<table::Model>> {
    let ids: Vec<DisclosureId> = line::Entity::find()
        .select_only()
        .column(line::Column::DisclosureId)
        .filter(line::Column::StoryId.eq(story))
        .filter(which)
        .into_tuple()
        .all(tx.inner())
        .await?;
    let rows = table::Entity::find().filter(table::Column::Id.is_in(ids));
    Ok(rows.all(tx.inner()).await?)
}

/// The story was taken back: everybody who has a copy is asked to throw it away.
pub(crate) async fn recall(tx: &Tx, story: StoryId, now: Timestamp) -> Result<()> {
    let out = of_story(tx, story, line::Column::GoneAt.is_null()).await?;
    line::Entity::update_many()
        .col_expr(line::Column::RecalledAt, Expr::val(now))
        .filter(line::Column::StoryId.eq(story))
        .filter(line::Column::GoneAt.is_null())
        .exec(tx.inner())
        .await?;
    for row in out {
        notice::tell(
            tx,
            row.account_id,
            NoticeKind::TakenOut,
            row.id.0,
            Some(story),
            now,
        )
        .await?;
    }
    Ok(())
}

/// The teller brought the story back: nobody is asked any more who has not thrown it away yet.
pub(crate) async fn keep(tx: &Tx, story: StoryId, now: Timestamp) -> Result<()> {
    let asked = line::Column::RecalledAt
        .is_not_null()
        .and(line::Column::GoneAt.is_null());
    let out = of_story(tx, story, asked).await?;
    line::Entity::update_many()
        .col_expr(line::Column::RecalledAt, Expr::val(None::<i64>))
        .filter(line::Column::StoryId.eq(story))
        .filter(line::Column::GoneAt.is_null())
        .exec(tx.inner())
        .await?;
    for row in out {
        if open_lines(tx, row.id).await? == 0 {
            notice::over(tx, NoticeKind::TakenOut, row.id.0, None, now).await?;
        }
    }
    Ok(())
}

/// How many stories of a disclosure were taken back and are not said to be thrown away.
async fn open_lines(tx: &Tx, id: DisclosureId) -> Result<u64> {
    let open = line::Entity::find()
        .filter(line::Column::DisclosureId.eq(id))
        .filter(line::Column::RecalledAt.is_not_null())
        .filter(line::Column::GoneAt.is_null());
    Ok(open.count(tx.inner()).await?)
}

/// "I have thrown it away", from whoever has it: the tellers' receipts say so from now on. Twice is once.
pub async fn thrown_away(tx: &Tx, viewer: &Viewer, id: DisclosureId, now: Timestamp) -> Result<()> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .filter(|row| row.account_id == account)
        .ok_or(Error::NotFound)?;
    let said = line::Entity::update_many()
        .col_expr(line::Column::GoneAt, Expr::val(now))
        .filter(line::Column::DisclosureId.eq(id))
        .filter(line::Column::RecalledAt.is_not_null())
        .filter(line::Column::GoneAt.is_null())
        .exec(tx.inner())
        .await?;
    if said.rows_affected > 0 {
        audit::note(tx, Some(account), "disclosure.thrown_away", Some(id.0), "", now).await?;
    }
    notice::over(tx, NoticeKind::TakenOut, id.0, Some(account), now).await
}

/// What the viewer is asked to throw away.
pub async fn recalls(db: &Db, viewer: &Viewer) -> Result<Vec<Recall>> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    let asked: Vec<DisclosureId> = line::Entity::find()
        .select_only()
        .column(line::Column::DisclosureId)
        .filter(line::Column::RecalledAt.is_not_null())
        .filter(line::Column::GoneAt.is_null())
        .into_tuple()
        .all(db.read())
        .await?;
    let rows = table::Entity::find()
        .filter(table::Column::Id.is_in(asked))
        .filter(table::Column::AccountId.eq(account))
        .all(db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Recall {
            id: row.id,
            kind: row.kind,
            name: row.name,
            at: row.at,
        })
        .collect())
}

/// When each holder said that a copy of this story is thrown away; those who did not are not in it.
pub(crate) async fn gone(db: &Db, story: StoryId) -> Result<HashMap<DisclosureId, Timestamp>> {
    let rows = line::Entity::find()
        .filter(line::Column::StoryId.eq(story))
        .filter(line::Column::GoneAt.is_not_null())
        .all(db.read())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.disclosure_id, row.gone_at?)))
        .collect())
}
