//! Cards: possession of one signs a storyteller in. Only the hash of its secret is kept, and
//! nothing on it but what the person is called.
pub(crate) mod table;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::journal::{self, Entry};
use crate::{
    AccountId, CardId, Db, Error, ParticipantId, Result, SessionId, Timestamp, Tx, Viewer, account, audit,
    identity, link, participant, passkey, session,
};

/// What the page of a card may say before anybody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    /// What the person likes to be called.
    pub known_as: String,
    /// The picture on the card.
    pub picture: String,
    /// Whom to ask.
    pub helper_name: String,
    /// Set when the card was cancelled.
    pub cancelled: bool,
}

/// A card as the participant's page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The card.
    pub id: CardId,
    /// The picture on it.
    pub picture: String,
    /// Whom it says to ask.
    pub helper_name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was cancelled, if it was.
    pub cancelled_at: Option<Timestamp>,
}

/// What a new card says.
#[derive(Clone, Debug)]
pub struct NewCard<'a> {
    /// SHA-256 of its secret, in hex.
    pub token_hash: &'a str,
    /// Whom to ask.
    pub helper_name: &'a str,
    /// Its picture.
    pub picture: &'a str,
}

/// Makes a card for a participant of one of the viewer's projects. The same secret again is the same
/// card; refused when that card was cancelled meanwhile.
pub async fn make(
    tx: &Tx,
    viewer: &Viewer,
    participant: ParticipantId,
    new: NewCard<'_>,
    now: Timestamp,
) -> Result<CardId> {
    participant::of_team(tx, viewer, participant).await?;
    issue(tx, viewer.account(), participant, new, now).await
}

/// Makes a card from the command line, where the operator vouches for the person. Refused after a death.
pub async fn issue(
    tx: &Tx,
    by: Option<AccountId>,
    participant: ParticipantId,
    new: NewCard<'_>,
    now: Timestamp,
) -> Result<CardId> {
    let there = table::Entity::find()
        .filter(table::Column::TokenHash.eq(new.token_hash))
        .filter(table::Column::ParticipantId.eq(participant))
        .one(tx.inner())
        .await?;
    match there {
        Some(row) if row.cancelled_at.is_none() => return Ok(row.id),
        Some(_) => return Err(Error::Conflict("This card was cancelled. Make a new one.")),
        None => {}
    }
    participant::hold_still(tx, participant).await?;
    participant::living(tx, participant).await?;
    account::of_participant(tx, participant, now).await?;
    let id = CardId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        token_hash: Set(new.token_hash.to_owned()),
        participant_id: Set(participant),
        helper_name: Set(new.helper_name.to_owned()),
        picture: Set(new.picture.to_owned()),
        created_at: Set(now),
        cancelled_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    audit::note(tx, by, "card.make", Some(participant.0), "", now).await?;
    Ok(id)
}

/// Cancels a card. Whoever came in with it is signed out, and what they may have made to come in again ends
/// with it: links on their way, and phones that were added.
pub async fn cancel(tx: &Tx, viewer: &Viewer, id: CardId, now: Timestamp) -> Result<ParticipantId> {
    let row = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    participant::of_team(tx, viewer, row.participant_id).await?;
    table::Entity::update_many()
        .col_expr(table::Column::CancelledAt, Expr::val(now))
        .filter(table::Column::Id.eq(id))
        .filter(table::Column::CancelledAt.is_null())
        .exec(tx.inner())
        .await?;
    let account = account::of_participant(tx, row.participant_id, now).await?;
    session::end_all(tx, account, now).await?;
    let mut entries = vec![Entry::CardCancelled { card: id }];
    entries.extend(end_ways(tx, account, now).await?);
    journal::note(tx, viewer.account(), &entries, now).await?;
    audit::note(
        tx,
        viewer.account(),
        "card.cancel",
        Some(row.participant_id.0),
        "",
        now,
    )
    .await?;
    Ok(row.participant_id)
}

/// Cancels every card of somebody who died, so that nobody comes in as them.
pub(crate) async fn cancel_all(tx: &Tx, participant: ParticipantId, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::CancelledAt, Expr::val(now))
        .filter(table::Column::ParticipantId.eq(participant))
        .filter(table::Column::CancelledAt.is_null())
        .exec(tx.inner())
        .await?;
    let account = account::of_participant(tx, participant, now).await?;
    session::end_all(tx, account, now).await?;
    end_ways(tx, account, now).await?;
    journal::note(tx, None, &[Entry::CardsCancelled { participant }], now).await
}

/// Ends every way in but a card: a finder may have made one.
async fn end_ways(tx: &Tx, account: AccountId, now: Timestamp) -> Result<Vec<Entry>> {
    link::end_all(tx, account, now).await?;
    let phones = passkey::end_all(tx, account, now).await?;
    Ok(phones
        .into_iter()
        .map(|passkey| Entry::PasskeyEnded { passkey })
        .collect())
}

/// What ended when a card was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    /// How many cards.
    pub cards: usize,
    /// How many phones that could sign in.
    pub phones: usize,
}

/// The viewer lost their card: whoever finds it does not come in, nor with a phone that they added. Every
/// other phone is signed out; the one in their hand, which they pressed on, goes on until it signs out.
pub async fn lost(tx: &Tx, viewer: &Viewer, here: Option<SessionId>, now: Timestamp) -> Result<Lost> {
    let signed = viewer.signed().ok_or(Error::NotFound)?;
    let participant = signed.participant.ok_or(Error::NotFound)?;
    let live = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(participant))
        .filter(table::Column::CancelledAt.is_null())
        .all(tx.inner())
        .await?;
    let mut entries: Vec<Entry> = live
        .iter()
        .map(|row| Entry::CardCancelled { card: row.id })
        .collect();
    table::Entity::update_many()
        .col_expr(table::Column::CancelledAt, Expr::val(now))
        .filter(table::Column::Id.is_in(live.iter().map(|row| row.id)))
        .exec(tx.inner())
        .await?;
    session::end_others(tx, signed.account, here, now).await?;
    let phones = end_ways(tx, signed.account, now).await?;
    let lost = Lost {
        cards: live.len(),
        phones: phones.len(),
    };
    entries.extend(phones);
    journal::note(tx, Some(signed.account), &entries, now).await?;
    let with = viewer.with_whom();
    audit::note(
        tx,
        Some(signed.account),
        "card.lost",
        Some(participant.0),
        with,
        now,
    )
    .await?;
    Ok(lost)
}

/// The viewer's newest card that works; nothing for those who have none.
pub async fn mine(db: &Db, viewer: &Viewer) -> Result<Option<Card>> {
    let Some(participant) = viewer.participant() else {
        return Ok(None);
    };
    let cards = list(db, viewer, participant).await?;
    Ok(cards.into_iter().find(|card| card.cancelled_at.is_none()))
}

/// What the page of a card says. Unknown secrets are not found.
pub async fn greeting(db: &Db, token_hash: &str) -> Result<Greeting> {
    let row = find(db, token_hash).await?;
    Ok(Greeting {
        known_as: identity::known_as(db, row.participant_id).await?,
        picture: row.picture,
        helper_name: row.helper_name,
        cancelled: row.cancelled_at.is_some(),
    })
}

/// Whom the viewer's own newest card says to ask; nothing for those who have no card.
pub async fn helper(db: &Db, viewer: &Viewer) -> Result<Option<String>> {
    let Some(participant) = viewer.participant() else {
        return Ok(None);
    };
    // Of a cancelled card too: whoever lost it needs the helper most.
    let row = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(participant))
        .order_by_desc(table::Column::CreatedAt)
        .one(db.read())
        .await?;
    Ok(row
        .map(|row| row.helper_name)
        .filter(|name| !name.trim().is_empty()))
}

/// The account that a card signs in; not found when it was cancelled.
pub async fn account(db: &Db, token_hash: &str) -> Result<AccountId> {
    let row = find(db, token_hash).await?;
    if row.cancelled_at.is_some() {
        return Err(Error::NotFound);
    }
    let account = account::table::Entity::find()
        .filter(account::table::Column::ParticipantId.eq(row.participant_id))
        .one(db.read())
        .await?;
    account.map(|account| account.id).ok_or(Error::NotFound)
}

/// The cards of a participant of the viewer's, newest first.
pub async fn list(db: &Db, viewer: &Viewer, participant: ParticipantId) -> Result<Vec<Card>> {
    participant::get(db, viewer, participant).await?;
    let rows = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(participant))
        .order_by_desc(table::Column::CreatedAt)
        .all(db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Card {
            id: row.id,
            picture: row.picture,
            helper_name: row.helper_name,
            created_at: row.created_at,
            cancelled_at: row.cancelled_at,
        })
        .collect())
}

async fn find(db: &Db, token_hash: &str) -> Result<table::Model> {
    let row = table::Entity::find()
        .filter(table::Column::TokenHash.eq(token_hash))
        .one(db.read())
        .await?;
    row.ok_or(Error::NotFound)
}
