//! Who did what, when and why. Only ever added to, in the transaction of the deed.
mod chain;
pub(crate) mod head;
pub(crate) mod table;

pub(crate) use chain::sha256;
pub use chain::{Fault, Verdict, verify};

use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{AccountId, Db, Result, Timestamp, Tx};

/// Adds a line.
pub async fn note(
    tx: &Tx,
    account: Option<AccountId>,
    what: &str,
    subject: Option<Uuid>,
    why: &str,
    now: Timestamp,
) -> Result<()> {
    let (number, before) = chain::next(tx).await?;
    let mut row = table::Model {
        id: 0,
        at: now,
        account_id: account,
        what: what.to_owned(),
        subject_id: subject,
        why: why.to_owned(),
        number: Some(number),
        hash: String::new(),
        before,
    };
    row.hash = chain::hash(&row, &row.before);
    chain::moved(tx, number, &row.hash).await?;
    let mut row = row.into_active_model();
    row.id = NotSet;
    table::Entity::insert(row)
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
