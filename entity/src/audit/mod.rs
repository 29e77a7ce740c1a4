//! Who did what, when and why. Only ever added to, in the transaction of the deed.
pub(crate) mod table;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
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
    let row = table::ActiveModel {
        at: Set(now),
        account_id: Set(account),
        what: Set(what.to_owned()),
        subject_id: Set(subject),
        why: Set(why.to_owned()),
        ..Default::default()
    };
    table::Entity::insert(row)
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
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
