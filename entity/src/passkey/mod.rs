//! The lock of a storyteller's own phone as a way in. Holds what checks a signature, never a secret, and
//! nothing of a face or a finger. Ended by its person at once; must never be asked of anybody.
pub(crate) mod table;

use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::journal::{self, Entry};
use crate::{AccountId, Db, Error, PasskeyId, Result, Timestamp, Tx, Viewer, audit, participant};

/// How many phones one person can have.
pub const MOST: u64 = 10;

/// A phone that signs its person in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Which.
    pub id: PasskeyId,
    /// Since when.
    pub made_at: Timestamp,
    /// When it last did.
    pub used_at: Option<Timestamp>,
}

/// The storyteller themselves, with nobody beside them.
fn own(viewer: &Viewer) -> Result<AccountId> {
    let alone = viewer.signed().filter(|_| viewer.beside().is_none());
    alone
        .filter(|signed| signed.participant.is_some())
        .map(|signed| signed.account)
        .ok_or(Error::NotFound)
}

/// Adds the phone in the viewer's hand. `credential` is JSON of the public key and its counter.
pub async fn add(
    tx: &Tx,
    viewer: &Viewer,
    credential_id: &str,
    credential: &str,
    now: Timestamp,
) -> Result<PasskeyId> {
    let account = own(viewer)?;
    let there = table::Entity::find().filter(table::Column::AccountId.eq(account));
    if there
        .filter(table::Column::EndedAt.is_null())
        .count(tx.inner())
        .await?
        >= MOST
    {
        return Err(Error::Refused("These are many phones. Remove one first."));
    }
    let id = PasskeyId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        credential_id: Set(credential_id.to_owned()),
        credential: Set(credential.to_owned()),
        made_at: Set(now),
        used_at: Set(None),
        ended_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    audit::note(tx, Some(account), "passkey.add", Some(account.0), "", now).await?;
    Ok(id)
}

/// The viewer's phones, the newest first.
pub async fn mine(db: &Db, viewer: &Viewer) -> Result<Vec<Passkey>> {
    let rows = table::Entity::find()
        .filter(table::Column::AccountId.eq(own(viewer)?))
        .filter(table::Column::EndedAt.is_null())
        .order_by_desc(table::Column::MadeAt)
        .all(db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Passkey {
            id: row.id,
            made_at: row.made_at,
            used_at: row.used_at,
        })
        .collect())
}

/// What checks a signature of one phone of an account; not found when it was removed, or is not of it.
pub async fn credential(db: &Db, account: AccountId, credential_id: &str) -> Result<(PasskeyId, String)> {
    let row = table::Entity::find()
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::CredentialId.eq(credential_id))
        .filter(table::Column::EndedAt.is_null())
        .one(db.read())
        .await?;
    row.map(|row| (row.id, row.credential)).ok_or(Error::NotFound)
}

/// It signed its person in; its counter moved. Not found when it was removed meanwhile.
pub async fn used(tx: &Tx, id: PasskeyId, credential: &str, now: Timestamp) -> Result<()> {
    let done = table::Entity::update_many()
        .col_expr(table::Column::Credential, Expr::val(credential))
        .col_expr(table::Column::UsedAt, Expr::val(now))
        .filter(table::Column::Id.eq(id))
        .filter(table::Column::EndedAt.is_null())
        .exec(tx.inner())
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// Removes a phone of the viewer's. Twice is once.
pub async fn end(tx: &Tx, viewer: &Viewer, id: PasskeyId, now: Timestamp) -> Result<()> {
    let account = own(viewer)?;
    let row = table::Entity::find_by_id(id).one(tx.inner()).await?;
    if row.is_none_or(|row| row.account_id != account) {
        return Err(Error::NotFound);
    }
    shut(tx, table::Column::Id.eq(id), now).await?;
    journal::note(tx, Some(account), &[Entry::PasskeyEnded { passkey: id }], now).await?;
    audit::note(tx, Some(account), "passkey.end", Some(account.0), "", now).await
}

/// Whoever calls checks who may.
pub(crate) async fn shut(tx: &Tx, which: SimpleExpr, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::EndedAt, Expr::val(now))
        .filter(which)
        .filter(table::Column::EndedAt.is_null())
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Removes every phone of an account: its person died, or somebody else may have added one. Which they were.
pub(crate) async fn end_all(tx: &Tx, account: AccountId, now: Timestamp) -> Result<Vec<PasskeyId>> {
    let live = table::Entity::find()
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::EndedAt.is_null())
        .all(tx.inner())
        .await?;
    shut(tx, table::Column::AccountId.eq(account), now).await?;
    Ok(live.into_iter().map(|row| row.id).collect())
}

/// The account that a phone says it is of, when it is a storyteller's who is alive.
pub async fn account(db: &Db, id: AccountId) -> Result<AccountId> {
    let row = crate::account::table::Entity::find_by_id(id)
        .filter(crate::account::table::Column::Active.eq(true))
        .one(db.read())
        .await?;
    let person = row.and_then(|row| row.participant_id).ok_or(Error::NotFound)?;
    let row = participant::table::Entity::find_by_id(person)
        .one(db.read())
        .await?;
    row.filter(|row| row.died_at.is_none())
        .map(|_| id)
        .ok_or(Error::NotFound)
}
