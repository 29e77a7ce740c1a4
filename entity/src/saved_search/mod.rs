//! Searches that members of staff keep, each as its address says it. A kept search holds no story and no
//! number: whatever it finds is asked of the index and the rule, for whoever opens it, at that moment.
pub(crate) mod table;

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{AccountId, Db, Error, Result, Role, SavedSearchId, Timestamp, Tx, Viewer, account, audit};

/// How many searches one account may keep.
pub const MOST: u64 = 50;

/// A search that somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The search.
    pub id: SavedSearchId,
    /// Who keeps it.
    pub by: AccountId,
    /// As its keeper calls it.
    pub name: String,
    /// What stands behind the address of the search page: `?q=...`.
    pub query: String,
    /// Since when.
    pub at: Timestamp,
}

fn keeper(viewer: &Viewer) -> Result<AccountId> {
    let is_staff = viewer.role().is_some_and(Role::is_staff);
    viewer.account().filter(|_| is_staff).ok_or(Error::NotFound)
}

/// Keeps a search. One that the account keeps already gets the new name. Refused beyond [`MOST`].
pub async fn save(
    tx: &Tx,
    viewer: &Viewer,
    name: &str,
    query: &str,
    now: Timestamp,
) -> Result<SavedSearchId> {
    let account = keeper(viewer)?;
    // Two at once, on PostgreSQL, wait for each other: the second counts the first.
    let keeper = account::table::Entity::find_by_id(account).lock(LockType::NoKeyUpdate);
    keeper.one(tx.inner()).await?;
    let kept = table::Entity::find()
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::RemovedAt.is_null());
    let same = kept.clone().filter(table::Column::Query.eq(query));
    if let Some(row) = same.one(tx.inner()).await? {
        table::Entity::update_many()
            .col_expr(table::Column::Name, Expr::val(name))
            .filter(table::Column::Id.eq(row.id))
            .exec(tx.inner())
            .await?;
        return Ok(row.id);
    }
    if kept.count(tx.inner()).await? >= MOST {
        return Err(Error::Refused(
            "You keep 50 searches, and there is no room for more. Remove one first.",
        ));
    }
    let id = SavedSearchId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        name: Set(name.to_owned()),
        query: Set(query.to_owned()),
        created_at: Set(now),
        removed_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    audit::note(tx, Some(account), "search.save", Some(id.0), "", now).await?;
    Ok(id)
}

/// The searches that the viewer keeps, the newest first.
pub async fn mine(db: &Db, viewer: &Viewer) -> Result<Vec<Saved>> {
    let account = keeper(viewer)?;
    let rows = table::Entity::find()
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::RemovedAt.is_null())
        .order_by_desc(table::Column::CreatedAt)
        .order_by_desc(table::Column::Id)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Saved::from).collect())
}

/// Keeps a search of the viewer's no longer. Twice is once.
pub async fn remove(tx: &Tx, viewer: &Viewer, id: SavedSearchId, now: Timestamp) -> Result<()> {
    let account = keeper(viewer)?;
    let row = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .filter(|row| row.account_id == account)
        .ok_or(Error::NotFound)?;
    if row.removed_at.is_some() {
        return Ok(());
    }
    table::Entity::update_many()
        .col_expr(table::Column::RemovedAt, Expr::val(now))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    audit::note(tx, Some(account), "search.remove", Some(id.0), "", now).await
}

/// Every search that anybody keeps, by who keeps it: to work out which of them find a story, each with its
/// keeper's own eyes. Not for showing to anybody.
pub async fn all(db: &Db) -> Result<Vec<Saved>> {
    let rows = table::Entity::find()
        .filter(table::Column::RemovedAt.is_null())
        .order_by_asc(table::Column::AccountId)
        .order_by_asc(table::Column::Id)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Saved::from).collect())
}

impl From<table::Model> for Saved {
    fn from(row: table::Model) -> Self {
        Self {
            id: row.id,
            by: row.account_id,
            name: row.name,
            query: row.query,
            at: row.created_at,
        }
    }
}
