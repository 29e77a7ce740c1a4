//! What somebody is told: a kind and the record it is about, never a word of a story. The page that
//! shows it asks the rule for whatever it says beyond that. Told once until it was seen.
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{AccountId, Db, Error, NoticeId, NoticeKind, Result, StoryId, Timestamp, Tx, Viewer};

/// Something that the viewer was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The notice.
    pub id: NoticeId,
    /// What it says.
    pub kind: NoticeKind,
    /// The record it is about: a showcase, a participant, a concern; the story itself when there is no other.
    pub subject: Uuid,
    /// The story behind it, if there is one. What may be said of it is for the rule to say.
    pub story: Option<StoryId>,
    /// When it was told.
    pub at: Timestamp,
    /// When it was put away.
    pub seen_at: Option<Timestamp>,
}

/// Tells an account something. The same thing that it has not put away yet is not told twice.
pub async fn tell(
    tx: &Tx,
    to: AccountId,
    kind: NoticeKind,
    subject: Uuid,
    story: Option<StoryId>,
    now: Timestamp,
) -> Result<()> {
    let there = table::Entity::find()
        .filter(table::Column::AccountId.eq(to))
        .filter(table::Column::Kind.eq(kind))
        .filter(table::Column::SubjectId.eq(subject))
        .filter(table::Column::SeenAt.is_null())
        .count(tx.inner())
        .await?;
    if there > 0 {
        return Ok(());
    }
    table::Entity::insert(table::ActiveModel {
        id: Set(NoticeId::fresh()),
        account_id: Set(to),
        kind: Set(kind),
        subject_id: Set(subject),
        story_id: Set(story),
        at: Set(now),
        seen_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    Ok(())
}

/// The same, unless the account was told it at or after a moment, put away or not.
pub(crate) async fn tell_once_since(
    tx: &Tx,
    to: AccountId,
    kind: NoticeKind,
    story: StoryId,
    since: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let told = table::Entity::find()
        .filter(table::Column::AccountId.eq(to))
        .filter(table::Column::Kind.eq(kind))
        .filter(table::Column::SubjectId.eq(story.0))
        .filter(table::Column::At.gte(since))
        .count(tx.inner())
        .await?;
    if told > 0 {
        return Ok(false);
    }
    // One from before is about what is over.
    over(tx, kind, story.0, Some(to), now).await?;
    tell(tx, to, kind, story.0, Some(story), now).await?;
    Ok(true)
}

/// What the viewer was told and has not put away, the newest first.
pub async fn open(db: &Db, viewer: &Viewer) -> Result<Vec<Notice>> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    let rows = table::Entity::find()
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::SeenAt.is_null())
        .order_by_desc(table::Column::At)
        .order_by_desc(table::Column::Id)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Notice::from).collect())
}

/// How much the viewer was told and has not put away: one look at an index.
pub async fn count(db: &Db, viewer: &Viewer) -> Result<u64> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    let open = table::Entity::find()
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::SeenAt.is_null());
    Ok(open.count(db.read()).await?)
}

/// When anybody was last told something of this kind about each of these stories.
pub(crate) async fn latest(
    db: &Db,
    kind: NoticeKind,
    stories: &[StoryId],
) -> Result<HashMap<StoryId, Timestamp>> {
    let rows = table::Entity::find()
        .filter(table::Column::Kind.eq(kind))
        .filter(table::Column::StoryId.is_in(stories.iter().copied()))
        .order_by_asc(table::Column::At)
        .all(db.read())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.story_id?, row.at)))
        .collect())
}

/// Puts a notice of the viewer's away. Twice is once.
pub async fn put_away(tx: &Tx, viewer: &Viewer, id: NoticeId, now: Timestamp) -> Result<()> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    let row = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .filter(|row| row.account_id == account)
        .ok_or(Error::NotFound)?;
    over(tx, row.kind, row.subject_id, Some(account), now).await
}

/// What was told is over: nobody, or not this account, needs to be told any more.
pub(crate) async fn over(
    tx: &Tx,
    kind: NoticeKind,
    subject: Uuid,
    account: Option<AccountId>,
    now: Timestamp,
) -> Result<()> {
    let mut open = table::Entity::update_many()
        .col_expr(table::Column::SeenAt, Expr::val(now))
        .filter(table::Column::Kind.eq(kind))
        .filter(table::Column::SubjectId.eq(subject))
        .filter(table::Column::SeenAt.is_null());
    if let Some(account) = account {
        open = open.filter(table::Column::AccountId.eq(account));
    }
    open.exec(tx.inner()).await?;
    Ok(())
}

impl From<table::Model> for Notice {
    fn from(row: table::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            subject: row.subject_id,
            story: row.story_id,
            at: row.at,
            seen_at: row.seen_at,
        }
    }
}
