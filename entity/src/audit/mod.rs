//! Who did what, when and why. Only ever added to, in the transaction of the deed.
mod chain;
pub(crate) mod head;
pub(crate) mod table;

pub(crate) use chain::sha256;
pub use chain::{Fault, Verdict, verify};

use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{AccountId, Db, Result, Timestamp, Tx};

/// Something to note: what, about which record, why.
pub(crate) type Deed<'a> = (&'a str, Option<Uuid>, &'a str);

/// Adds a line.
pub async fn note(
    tx: &Tx,
    account: Option<AccountId>,
    what: &str,
    subject: Option<Uuid>,
    why: &str,
    now: Timestamp,
) -> Result<()> {
    note_all(tx, account, &[(what, subject, why)], now).await
}

/// Adds several lines of one moment, one after the other.
pub(crate) async fn note_all(
    tx: &Tx,
    account: Option<AccountId>,
    deeds: &[Deed<'_>],
    now: Timestamp,
) -> Result<()> {
    if deeds.is_empty() {
        return Ok(());
    }
    let (mut number, mut before) = chain::next(tx).await?;
    let mut rows = Vec::new();
    for (what, subject, why) in deeds {
        let mut row = table::Model {
            id: 0,
            at: now,
            account_id: account,
            what: (*what).to_owned(),
            subject_id: *subject,
            why: (*why).to_owned(),
            number: Some(number),
            hash: String::new(),
            before,
        };
        let hash = chain::hash(&row, &row.before);
        row.hash.clone_from(&hash);
        before = hash;
        number += 1;
        let mut row = row.into_active_model();
        row.id = NotSet;
        rows.push(row);
    }
    chain::moved(tx, number - 1, &before).await?;
    table::Entity::insert_many(rows)
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// Waits for the turn of this transaction in the order of all deeds; it lasts until the transaction ends.
pub(crate) async fn in_turn(tx: &Tx) -> Result<()> {
    chain::next(tx).await.map(drop)
}

/// The newest line about one record with one of these names.
pub(crate) async fn newest(db: &Db, subject: Uuid, what: &[&str]) -> Result<Option<table::Model>> {
    Ok(table::Entity::find()
        .filter(table::Column::SubjectId.eq(subject))
        .filter(table::Column::What.is_in(what.iter().copied()))
        .order_by_desc(table::Column::Id)
        .one(db.read())
        .await?)
}

/// Everything noted about one record, oldest first.
#[cfg(test)]
pub(crate) async fn of(db: &Db, subject: Uuid) -> Result<Vec<table::Model>> {
    Ok(table::Entity::find()
        .filter(table::Column::SubjectId.eq(subject))
        .order_by_asc(table::Column::Id)
        .all(db.read())
        .await?)
}
