//! Links that sign a storyteller in: asked for with an address, sent to it, working once and for 15 minutes.
//! The secret is made when the message is sent; the database never has more than its hash.
//! Must never say whether an address is known.
pub(crate) mod table;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::reach::{self, Address, Way};
use crate::unscoped::Reason;
use crate::{
    AccountId, Db, Error, Language, LinkId, Result, Timestamp, Tx, account, audit, choices, identity,
    participant,
};

/// How long a link works from the moment it is sent, in milliseconds: 15 minutes.
pub const LASTS: i64 = 15 * 60 * 1000;
/// How many links of one person may be asked for in a quarter of an hour; the rest are left unsent.
const AT_MOST: u64 = 5;

/// What the page of a link may say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    /// What the person likes to be called.
    pub known_as: String,
    /// It works: it was not used, and its time is not over.
    pub works: bool,
}

/// Where a link goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sendable {
    /// What the person likes to be called.
    pub known_as: String,
    /// Where to.
    pub to: Address,
    /// The language they chose; nothing when they chose none.
    pub language: Option<Language>,
}

/// Somebody asks for a link at this address. A link for each storyteller who has it. The answer to
/// the asker is the same for an address that nobody has; a caller makes it take as long.
pub async fn ask(tx: &Tx, address: &Address, now: Timestamp) -> Result<Vec<LinkId>> {
    let way = match address {
        Address::Email(_) => Way::Email,
        Address::Text(_) => Way::Text,
    };
    let mut links = Vec::new();
    for account in reach::accounts_at(tx, address, now).await? {
        links.extend(begin(tx, account, way, now).await?);
    }
    if links.is_empty() {
        audit::note(tx, None, "link.ask", None, way.as_str(), now).await?;
    }
    Ok(links)
}

/// The same link once more, for who holds one that was used or is over; nothing for an unknown one.
pub async fn again(tx: &Tx, token_hash: &str, now: Timestamp) -> Result<Option<LinkId>> {
    let row = table::Entity::find()
        .filter(table::Column::TokenHash.eq(token_hash))
        .one(tx.inner())
        .await?;
    match row {
        Some(row) => begin(tx, row.account_id, row.way, now).await,
        None => Ok(None),
    }
}

async fn begin(tx: &Tx, account: AccountId, way: Way, now: Timestamp) -> Result<Option<LinkId>> {
    let lately = table::Entity::find()
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::AskedAt.gt(now.plus(-LASTS)))
        .count(tx.inner())
        .await?;
    if lately >= AT_MOST {
        return Ok(None);
    }
    let id = LinkId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        way: Set(way),
        token_hash: Set(None),
        asked_at: Set(now),
        expires_at: Set(None),
        used_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    audit::note(tx, None, "link.ask", Some(account.0), way.as_str(), now).await?;
    Ok(Some(id))
}

/// Gives a link its secret at the moment it is sent, and says where to; a later try gives it another one.
/// Nothing when there is no address any more, the person died, or the link was used or ended.
pub async fn issue(
    tx: &Tx,
    id: LinkId,
    token_hash: &str,
    now: Timestamp,
    reason: Reason,
) -> Result<Option<Sendable>> {
    reason.noted(1);
    let row = table::Entity::find_by_id(id).one(tx.inner()).await?;
    let Some(row) = row.filter(|row| row.used_at.is_none()) else {
        return Ok(None);
    };
    let Some((person, known_as)) = alive(tx, row.account_id).await? else {
        return Ok(None);
    };
    let Some(to) = reach::of(tx.inner(), person).await?.address(row.way) else {
        return Ok(None);
    };
    table::Entity::update_many()
        .col_expr(table::Column::TokenHash, Expr::val(token_hash))
        .col_expr(table::Column::ExpiresAt, Expr::val(now.plus(LASTS)))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    let language = choices::language_of(tx.inner(), person).await?;
    Ok(Some(Sendable {
        known_as,
        to,
        language,
    }))
}

/// The person behind an active account who is alive, and what they are called.
async fn alive(tx: &Tx, id: AccountId) -> Result<Option<(crate::ParticipantId, String)>> {
    let account = account::table::Entity::find_by_id(id)
        .filter(account::table::Column::Active.eq(true))
        .one(tx.inner())
        .await?;
    let Some(id) = account.and_then(|account| account.participant_id) else {
        return Ok(None);
    };
    let person = participant::table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .filter(|person| person.died_at.is_none());
    let name = identity::table::Entity::find_by_id(id).one(tx.inner()).await?;
    Ok(person.zip(name).map(|(person, name)| (person.id, name.known_as)))
}

/// What the page of a link says. Unknown ones are not found.
pub async fn greeting(db: &Db, token_hash: &str, now: Timestamp) -> Result<Greeting> {
    let row = table::Entity::find()
        .filter(table::Column::TokenHash.eq(token_hash))
        .one(db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let account = account::table::Entity::find_by_id(row.account_id)
        .filter(account::table::Column::Active.eq(true))
        .one(db.read())
        .await?;
    let person = account
        .and_then(|account| account.participant_id)
        .ok_or(Error::NotFound)?;
    Ok(Greeting {
        known_as: identity::known_as(db, person).await?,
        works: row.used_at.is_none() && row.expires_at.is_some_and(|end| end > now),
    })
}

/// Uses a link up: it signs this account in, once. Not found when it was used or its time is over.
pub async fn spend(tx: &Tx, token_hash: &str, now: Timestamp) -> Result<AccountId> {
    let used = table::Entity::update_many()
        .col_expr(table::Column::UsedAt, Expr::val(now))
        .filter(table::Column::TokenHash.eq(token_hash))
        .filter(table::Column::UsedAt.is_null())
        .filter(table::Column::ExpiresAt.gt(now))
        .exec_with_returning(tx.inner())
        .await?;
    let row = used.into_iter().next().ok_or(Error::NotFound)?;
    if alive(tx, row.account_id).await?.is_none() {
        return Err(Error::NotFound);
    }
    end_all(tx, row.account_id, now).await?;
    audit::note(
        tx,
        Some(row.account_id),
        "link.spend",
        Some(row.account_id.0),
        "",
        now,
    )
    .await?;
    Ok(row.account_id)
}

/// Ends every link of an account that is under way.
pub(crate) async fn end_all(tx: &Tx, account: AccountId, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::UsedAt, Expr::val(now))
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::UsedAt.is_null())
        .exec(tx.inner())
        .await?;
    Ok(())
}
