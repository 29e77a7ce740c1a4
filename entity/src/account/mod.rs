//! Accounts: who signs in, as what. Staff have an e-mail address and a password; storytellers
//! have neither: they come by card or link.
pub(crate) mod invitation;
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::journal::{self, Entry};
use crate::viewer::Signed;
use crate::{
    AccountId, Db, Error, ParticipantId, Result, Role, Timestamp, Tx, Viewer, audit, identity, project,
    session,
};

/// A staff account as the people page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// The address to sign in with.
    pub email: String,
    /// The staff name.
    pub name: String,
    /// What it comes to do.
    pub role: Role,
    /// Whether it may sign in.
    pub active: bool,
    /// Whether a password was set: `false` until the invitation is used.
    pub ready: bool,
}

/// What checking a password needs.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The account.
    pub id: AccountId,
    /// The stored hash in PHC format.
    pub password_hash: String,
}

/// Adds a staff account without a password. The address is kept in lower case.
pub async fn add_staff(
    tx: &Tx,
    by: Option<AccountId>,
    email: &str,
    name: &str,
    role: Role,
    now: Timestamp,
) -> Result<AccountId> {
    if !role.is_staff() {
        return Err(Error::Refused(
            "A storyteller comes by card: add a participant instead.",
        ));
    }
    let email = email.trim().to_lowercase();
    let there = table::Entity::find()
        .filter(table::Column::Email.eq(email.clone()))
        .one(tx.inner())
        .await?;
    if there.is_some() {
        return Err(Error::Refused("There is already an account with this address."));
    }
    let id = AccountId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        email: Set(Some(email)),
        name: Set(name.to_owned()),
        role: Set(role),
        password_hash: Set(None),
        participant_id: Set(None),
        active: Set(true),
        created_at: Set(now),
    })
    .exec_without_returning(tx.inner())
    .await?;
    audit::note(tx, by, "account.add", Some(id.0), role.as_str(), now).await?;
    Ok(id)
}

/// The storyteller account of a participant, made when it is first needed.
pub(crate) async fn of_participant(tx: &Tx, participant: ParticipantId, now: Timestamp) -> Result<AccountId> {
    let there = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(participant))
        .one(tx.inner())
        .await?;
    if let Some(row) = there {
        return Ok(row.id);
    }
    let id = AccountId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        email: Set(None),
        name: Set(String::new()),
        role: Set(Role::Storyteller),
        password_hash: Set(None),
        participant_id: Set(Some(participant)),
        active: Set(true),
        created_at: Set(now),
    })
    .exec_without_returning(tx.inner())
    .await?;
    Ok(id)
}

/// Sets the password hash and ends every session of the account.
pub async fn set_password(tx: &Tx, id: AccountId, password_hash: &str, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::PasswordHash, Expr::val(password_hash))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    session::end_all(tx, id, now).await?;
    audit::note(tx, Some(id), "account.password", Some(id.0), "", now).await
}

/// Closes a staff account: every session and every open invitation of it ends with this. Never one's own.
pub async fn close(tx: &Tx, by: AccountId, id: AccountId, now: Timestamp) -> Result<()> {
    if by == id {
        return Err(Error::Refused(
            "You cannot close your own account. Ask another administrator to do it.",
        ));
    }
    shut(tx, id, now).await?;
    journal::note(tx, Some(by), &[Entry::AccountClosed { account: id }], now).await?;
    audit::note(tx, Some(by), "account.close", Some(id.0), "", now).await
}

/// Does what [`close`] says; whoever calls checks who may.
pub(crate) async fn shut(tx: &Tx, id: AccountId, now: Timestamp) -> Result<()> {
    set_active(tx, id, false).await?;
    session::end_all(tx, id, now).await?;
    end_links(tx, id, now).await
}

/// Opens a closed staff account again, with the password it had. Sessions stay ended.
pub async fn reopen(tx: &Tx, by: AccountId, id: AccountId, now: Timestamp) -> Result<()> {
    set_active(tx, id, true).await?;
    journal::note(tx, Some(by), &[Entry::AccountReopened { account: id }], now).await?;
    audit::note(tx, Some(by), "account.reopen", Some(id.0), "", now).await
}

pub(crate) async fn set_active(tx: &Tx, id: AccountId, active: bool) -> Result<()> {
    let done = table::Entity::update_many()
        .col_expr(table::Column::Active, Expr::val(active))
        .filter(table::Column::Id.eq(id))
        .filter(table::Column::Role.ne(Role::Storyteller))
        .exec(tx.inner())
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// What signing in with an address needs; `None` for an unknown, closed or passwordless account.
pub async fn credentials(db: &Db, email: &str) -> Result<Option<Credentials>> {
    let row = table::Entity::find()
        .filter(table::Column::Email.eq(email.trim().to_lowercase()))
        .filter(table::Column::Active.eq(true))
        .one(db.read())
        .await?;
    Ok(row.and_then(|row| {
        Some(Credentials {
            id: row.id,
            password_hash: row.password_hash?,
        })
    }))
}

/// Who an account is at this request; `None` when it was closed.
pub async fn viewer(db: &Db, id: AccountId) -> Result<Option<Viewer>> {
    let row = table::Entity::find_by_id(id)
        .filter(table::Column::Active.eq(true))
        .one(db.read())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let name = match row.participant_id {
        Some(participant) => identity::known_as(db, participant).await?,
        None => row.name,
    };
    let memberships = project::member::Entity::find()
        .filter(project::member::Column::AccountId.eq(id))
        .all(db.read())
        .await?;
    Ok(Some(Viewer::Account(Signed {
        account: id,
        role: row.role,
        name,
        participant: row.participant_id,
        projects: memberships.into_iter().map(|member| member.project_id).collect(),
    })))
}

/// Staff accounts by name. For administrators.
pub async fn staff(db: &Db) -> Result<Vec<Account>> {
    let rows = table::Entity::find()
        .filter(table::Column::Role.ne(Role::Storyteller))
        .order_by_asc(table::Column::Name)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Account::from).collect())
}

/// Accounts of a role that may sign in, for telling them something.
pub(crate) async fn of_role(tx: &Tx, role: Role) -> Result<Vec<AccountId>> {
    let rows = table::Entity::find()
        .filter(table::Column::Role.eq(role))
        .filter(table::Column::Active.eq(true))
        .all(tx.inner())
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The accounts by which a participant signs in, for telling them something.
pub(crate) async fn that_reach(tx: &Tx, participant: ParticipantId) -> Result<Vec<AccountId>> {
    let rows = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(participant))
        .filter(table::Column::Active.eq(true))
        .all(tx.inner())
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The names of staff by account, for logs that say who did something.
pub(crate) async fn staff_names(db: &Db) -> Result<HashMap<AccountId, String>> {
    Ok(staff(db)
        .await?
        .into_iter()
        .map(|one| (one.id, one.name))
        .collect())
}

/// A staff account by its address.
pub async fn by_email(db: &Db, email: &str) -> Result<Option<Account>> {
    let row = table::Entity::find()
        .filter(table::Column::Email.eq(email.trim().to_lowercase()))
        .one(db.read())
        .await?;
    Ok(row.map(Account::from))
}

/// Keeps a link by which the account sets its password. The links it had before end with this.
pub async fn invite(
    tx: &Tx,
    by: Option<AccountId>,
    account: AccountId,
    token_hash: &str,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    end_links(tx, account, now).await?;
    invitation::Entity::insert(invitation::ActiveModel {
        id: Set(Uuid::now_v7()),
        token_hash: Set(token_hash.to_owned()),
        account_id: Set(account),
        expires_at: Set(expires_at),
        used_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    audit::note(tx, by, "account.link", Some(account.0), "", now).await
}

async fn end_links(tx: &Tx, account: AccountId, now: Timestamp) -> Result<()> {
    invitation::Entity::update_many()
        .col_expr(invitation::Column::UsedAt, Expr::val(now))
        .filter(invitation::Column::AccountId.eq(account))
        .filter(invitation::Column::UsedAt.is_null())
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// When somebody else made a password link for the account since its last sign-in.
pub async fn link_made_for(db: &Db, id: AccountId) -> Result<Option<Timestamp>> {
    let newest = audit::newest(db, id.0, &["session.start", "account.link"]).await?;
    Ok(newest
        .filter(|line| line.what == "account.link" && line.account_id != Some(id))
        .map(|line| line.at))
}

/// The account of an invitation that still works.
pub async fn invited(db: &Db, token_hash: &str, now: Timestamp) -> Result<Account> {
    let invited = invitation::Entity::find()
        .filter(invitation::Column::TokenHash.eq(token_hash))
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(now))
        .one(db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let row = table::Entity::find_by_id(invited.account_id)
        .filter(table::Column::Active.eq(true))
        .one(db.read())
        .await?;
    row.map(Account::from).ok_or(Error::NotFound)
}

/// Uses an invitation up; it works once. Every other link and every session of the account ends with it.
pub async fn accept(tx: &Tx, token_hash: &str, now: Timestamp) -> Result<AccountId> {
    let used = invitation::Entity::update_many()
        .col_expr(invitation::Column::UsedAt, Expr::val(now))
        .filter(invitation::Column::TokenHash.eq(token_hash))
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(now))
        .exec_with_returning(tx.inner())
        .await?;
    let account = used
        .into_iter()
        .next()
        .map(|row| row.account_id)
        .ok_or(Error::NotFound)?;
    end_links(tx, account, now).await?;
    session::end_all(tx, account, now).await?;
    audit::note(tx, Some(account), "account.accept", Some(account.0), "", now).await?;
    Ok(account)
}

impl From<table::Model> for Account {
    fn from(row: table::Model) -> Self {
        Self {
            id: row.id,
            email: row.email.unwrap_or_default(),
            name: row.name,
            role: row.role,
            active: row.active,
            ready: row.password_hash.is_some(),
        }
    }
}
