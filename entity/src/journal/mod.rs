//! The consent journal: what may not be forgotten when yesterday's database is brought back. Every deed
//! is noted in its own transaction and kept outside the database before anybody is answered.
//! Each line has the hash of the line before. Must never hold a word of a person.
mod line;
mod replay;
pub(crate) mod table;

use std::pin::Pin;
use std::sync::Arc;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel as _, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

pub use line::{Entry, Line, Unread};
pub use replay::{Replayed, replay};

use self::line::Body;
use crate::{AccountId, Db, Error, Result, Timestamp, Tx, audit};

/// Keeps the journal where the loss of the database does not reach it.
pub trait Keeper: Send + Sync {
    /// Comes back when everything that was committed is kept, or says why not.
    fn keep(self: Arc<Self>, db: Db)
    -> Pin<Box<dyn Future<Output = std::result::Result<(), String>> + Send>>;

    /// The last try did not end well: the next commit tries again, whatever it is about.
    fn is_behind(&self) -> bool;
}

/// Adds deeds, in the transaction that does them.
pub(crate) async fn note(tx: &Tx, by: Option<AccountId>, entries: &[Entry], now: Timestamp) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    // One lock for audit and journal: two writers never wait for each other.
    audit::in_turn(tx).await?;
    let mut lines = Vec::new();
    let mut last = match last_line(tx.inner()).await? {
        Some(line) => line,
        None => {
            let journal = Uuid::new_v4();
            let first = next(None, None, Entry::Begun { journal }, now);
            lines.push(first.clone());
            first
        }
    };
    for entry in entries {
        last = next(Some(&last), by, entry.clone(), now);
        lines.push(last.clone());
    }
    add(tx, lines).await?;
    tx.note();
    Ok(())
}

fn next(last: Option<&Line>, by: Option<AccountId>, entry: Entry, at: Timestamp) -> Line {
    Line::write(&Body {
        number: last.map_or(0, |last| last.number.saturating_add(1)),
        at,
        by,
        entry,
        before: last.map(|last| last.hash.clone()).unwrap_or_default(),
    })
}

async fn add(tx: &Tx, lines: Vec<Line>) -> Result<()> {
    let rows = lines.into_iter().map(|line| {
        table::Model {
            number: line.number,
            line: line.text,
        }
        .into_active_model()
    });
    table::Entity::insert_many(rows)
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

async fn last_line<C: ConnectionTrait>(connection: &C) -> Result<Option<Line>> {
    let row = table::Entity::find()
        .order_by_desc(table::Column::Number)
        .one(connection)
        .await?;
    row.map(|row| read(&row)).transpose()
}

fn read(row: &table::Model) -> Result<Line> {
    Line::read(&row.line).map_err(|why| Error::Journal(format!("line {} of the database: {why}", row.number)))
}

/// The newest line; none when nothing was ever noted.
pub async fn newest(db: &Db) -> Result<Option<Line>> {
    last_line(db.read()).await
}

/// The line with this number.
pub async fn line(db: &Db, number: i64) -> Result<Option<Line>> {
    let row = table::Entity::find_by_id(number).one(db.read()).await?;
    row.map(|row| read(&row)).transpose()
}

/// At most `limit` lines from this number on, in order.
pub async fn from(db: &Db, number: i64, limit: u64) -> Result<Vec<Line>> {
    let rows = table::Entity::find()
        .filter(table::Column::Number.gte(number))
        .order_by_asc(table::Column::Number)
        .limit(limit)
        .all(db.read())
        .await?;
    rows.iter().map(read).collect()
}
