//! Signed-in sessions: only the hash of a token is kept; each can be ended.
pub(crate) mod table;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::{AccountId, Db, Result, SessionId, Timestamp, Tx, Viewer, account, audit, supporter};

/// A live session.
#[derive(Clone, Debug)]
pub struct Live {
    /// The session.
    pub id: SessionId,
    /// Who it is.
    pub viewer: Viewer,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last seen.
    pub seen_at: Timestamp,
    /// When it ends if not seen again.
    pub expires_at: Timestamp,
}

/// Starts a session for an account.
pub async fn start(
    tx: &Tx,
    token_hash: &str,
    account: AccountId,
    expires_at: Timestamp,
    how: &str,
    now: Timestamp,
) -> Result<SessionId> {
    let id = SessionId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        token_hash: Set(token_hash.to_owned()),
        account_id: Set(account),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(expires_at),
        revoked_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    audit::note(tx, Some(account), "session.start", Some(account.0), how, now).await?;
    Ok(id)
}

/// The live session of a token; `None` when there is none, it ended, or the account was closed.
pub async fn find(db: &Db, token_hash: &str, now: Timestamp) -> Result<Option<Live>> {
    let row = table::Entity::find()
        .filter(table::Column::TokenHash.eq(token_hash))
        .filter(table::Column::RevokedAt.is_null())
        .filter(table::Column::ExpiresAt.gt(now))
        .one(db.read())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let Some(viewer) = account::viewer(db, row.account_id).await? else {
        return Ok(None);
    };
    Ok(Some(Live {
        id: row.id,
        viewer: supporter::beside(db, row.id, viewer).await?,
        started_at: row.created_at,
        seen_at: row.seen_at,
        expires_at: row.expires_at,
    }))
}

/// Notes that the session was seen and moves its end.
pub async fn seen(tx: &Tx, id: SessionId, expires_at: Timestamp, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::SeenAt, Expr::val(now))
        .col_expr(table::Column::ExpiresAt, Expr::val(expires_at))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Ends one session.
pub async fn end(tx: &Tx, id: SessionId, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::RevokedAt, Expr::val(now))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Ends every session of an account but one.
pub(crate) async fn end_others(
    tx: &Tx,
    account: AccountId,
    but: Option<SessionId>,
    now: Timestamp,
) -> Result<()> {
    let mut others = table::Entity::update_many()
        .col_expr(table::Column::RevokedAt, Expr::val(now))
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::RevokedAt.is_null());
    if let Some(but) = but {
        others = others.filter(table::Column::Id.ne(but));
    }
    others.exec(tx.inner()).await?;
    Ok(())
}

/// Ends every session of an account.
pub async fn end_all(tx: &Tx, account: AccountId, now: Timestamp) -> Result<()> {
    end_others(tx, account, None, now).await
}
