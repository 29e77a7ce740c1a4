//! "If I die": what a teller wishes to be done with their stories then. Said by the teller alone; the newest
//! counts, and older ones stay. Must never be filled in by anybody else.
pub(crate) mod table;

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{Db, Error, ParticipantId, Result, Timestamp, Tx, Viewer, WishKind, audit, journal, participant};

/// What somebody wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What is to be done.
    pub kind: WishKind,
    /// Whom to ask, where that is the wish.
    pub ask_name: String,
    /// When it was said.
    pub at: Timestamp,
}

/// Writes down the viewer's own wish.
pub async fn say(tx: &Tx, viewer: &Viewer, kind: WishKind, ask_name: &str, now: Timestamp) -> Result<()> {
    let participant = viewer.participant().ok_or(Error::NotFound)?;
    let account = viewer.account().ok_or(Error::NotFound)?;
    participant::hold_still(tx, participant).await?;
    participant::living(tx, participant).await?;
    if kind == WishKind::Ask && ask_name.trim().is_empty() {
        return Err(Error::Refused("Write who we can ask."));
    }
    let id = Uuid::now_v7();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        participant_id: Set(participant),
        wish: Set(kind),
        ask_name: Set(if kind == WishKind::Ask {
            ask_name.trim().to_owned()
        } else {
            String::new()
        }),
        said_by: Set(account),
        at: Set(now),
    })
    .exec_without_returning(tx.inner())
    .await?;
    let wished = journal::Entry::Wished {
        id,
        participant,
        kind,
        at: now,
    };
    journal::note(tx, Some(account), &[wished], now).await?;
    audit::note(
        tx,
        Some(account),
        "wish.say",
        Some(participant.0),
        kind.as_str(),
        now,
    )
    .await
}

/// The wish of the viewer, or of a participant of the viewer's; nothing when none was said.
pub async fn get(db: &Db, viewer: &Viewer, id: ParticipantId) -> Result<Option<Wish>> {
    participant::get(db, viewer, id).await?;
    newest(db.read(), id).await
}

pub(crate) async fn newest<C: ConnectionTrait>(connection: &C, id: ParticipantId) -> Result<Option<Wish>> {
    let row = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(id))
        .order_by_desc(table::Column::At)
        .order_by_desc(table::Column::Id)
        .one(connection)
        .await?;
    Ok(row.map(|row| Wish {
        kind: row.wish,
        ask_name: row.ask_name,
        at: row.at,
    }))
}
