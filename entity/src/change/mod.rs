//! The change log: a row per write, in the same transaction, that the index follows.
//! Rows are read with an overlap, because on PostgreSQL ids can become visible out of order.
mod log;
pub(crate) mod table;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{Db, Error, Result, Subject, Timestamp, Tx};

/// A row of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its place in the log.
    pub position: i64,
    /// What kind of record changed.
    pub subject: Subject,
    /// Which one.
    pub id: Uuid,
}

/// Adds a row.
pub(crate) async fn append(tx: &Tx, subject: Subject, id: Uuid, now: Timestamp) -> Result<()> {
    let row = table::ActiveModel {
        subject: Set(subject),
        subject_id: Set(id),
        at: Set(now),
        ..Default::default()
    };
    table::Entity::insert(row)
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// At most `limit` rows after a position, in order.
pub async fn since(db: &Db, position: i64, limit: u64) -> Result<Vec<Change>> {
    let rows = table::Entity::find()
        .filter(table::Column::Id.gt(position))
        .order_by_asc(table::Column::Id)
        .limit(limit)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Change::from).collect())
}

/// Those rows of the log that are there by now: positions skipped before may be filled late on PostgreSQL.
pub async fn those(db: &Db, positions: &[i64]) -> Result<Vec<Change>> {
    let rows = table::Entity::find()
        .filter(table::Column::Id.is_in(positions.iter().copied()))
        .order_by_asc(table::Column::Id)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Change::from).collect())
}

impl From<table::Model> for Change {
    fn from(row: table::Model) -> Self {
        Self {
            position: row.id,
            subject: row.subject,
            id: row.subject_id,
        }
    }
}

/// The name of this log, another in every database. Positions mean something in their own log only.
pub async fn log(db: &Db) -> Result<Uuid> {
    let row = log::Entity::find_by_id(1).one(db.read()).await?;
    row.map(|row| row.name).ok_or(Error::NotFound)
}

/// Gives the log of a new database its name; one that has a name keeps it.
pub(crate) async fn name_log(connection: &DatabaseConnection) -> Result<()> {
    let row = log::ActiveModel {
        number: Set(1),
        name: Set(Uuid::new_v4()),
    };
    log::Entity::insert(row)
        .on_conflict_do_nothing_on([log::Column::Number])
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Gives the log another name: positions of before mean something else now. For a database that was brought back.
pub(crate) async fn rename_log(tx: &Tx) -> Result<()> {
    log::Entity::update_many()
        .col_expr(log::Column::Name, Expr::val(Uuid::new_v4()))
        .filter(log::Column::Number.eq(1))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// The newest position; 0 when nothing was ever written.
pub async fn newest(db: &Db) -> Result<i64> {
    let row = table::Entity::find()
        .order_by_desc(table::Column::Id)
        .one(db.read())
        .await?;
    Ok(row.map_or(0, |row| row.id))
}
