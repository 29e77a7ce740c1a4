//! "Call me", "Text me", "I want a new card": somebody asks for help, and it is a task of a person. A
//! storyteller's goes to their team, a stranger's to every researcher. Must never hold why they ask.
pub(crate) mod table;
mod words;

pub use words::Ask;

use std::collections::HashMap;

use crate::unscoped::Reason;
use crate::{
    AccountId, CallId, Db, Error, NoticeKind, ParticipantId, Result, Role, Timestamp, Tx, Viewer, account,
    audit, notice, participant, project,
};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

/// How many of strangers wait at once; more than that is no help to anybody.
const STRANGERS: u64 = 200;
/// How many of one storyteller wait at once.
const OWN: u64 = 5;

/// Somebody who asks.
#[derive(Clone, Debug)]
pub struct NewCall {
    /// What for.
    pub ask: Ask,
    /// What a stranger is called; a storyteller's own name is known.
    pub name: String,
    /// The number to call or text; empty for a card.
    pub phone: String,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The task.
    pub id: CallId,
    /// Who asked, when they were signed in.
    pub participant: Option<ParticipantId>,
    /// The name used in place of theirs, or what a stranger typed.
    pub who: String,
    /// What for.
    pub ask: Ask,
    /// The number; empty for a card.
    pub phone: String,
    /// Since when it waits.
    pub at: Timestamp,
}

/// What was asked, and whom of the staff to tell by mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The task; nothing when the same waits already, or too many do.
    pub call: Option<CallId>,
    /// Nothing was kept: too many wait.
    pub is_full: bool,
    /// Those who were told.
    pub told: Vec<AccountId>,
}

/// Asks. The same number again while it waits is the same task; what it is for is then the newer wish.
pub async fn ask(tx: &Tx, viewer: &Viewer, new: NewCall, now: Timestamp) -> Result<Asked> {
    let participant = viewer.participant();
    let of = match participant {
        Some(id) => table::Column::ParticipantId.eq(id),
        None => table::Column::ParticipantId.is_null(),
    };
    let waiting = || {
        table::Entity::find()
            .filter(of.clone())
            .filter(table::Column::DoneAt.is_null())
    };
    let same = waiting()
        .filter(table::Column::Phone.eq(new.phone.clone()))
        .filter(if new.ask == Ask::Card {
            table::Column::Way.eq(Ask::Card)
        } else {
            table::Column::Way.ne(Ask::Card)
        })
        .one(tx.inner())
        .await?;
    if let Some(same) = same {
        table::Entity::update_many()
            .col_expr(table::Column::Way, Expr::val(new.ask))
            .filter(table::Column::Id.eq(same.id))
            .exec(tx.inner())
            .await?;
        let (by, wish) = (viewer.account(), new.ask.as_str());
        audit::note(tx, by, "call.ask", Some(same.id.0), wish, now).await?;
        return Ok(Asked::default());
    }
    let most = if participant.is_some() { OWN } else { STRANGERS };
    if waiting().count(tx.inner()).await? >= most {
        return Ok(Asked {
            is_full: true,
            ..Asked::default()
        });
    }
    let id = CallId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        participant_id: Set(participant),
        way: Set(new.ask),
        name: Set(if participant.is_some() {
            String::new()
        } else {
            new.name
        }),
        phone: Set(new.phone),
        at: Set(now),
        done_at: Set(None),
        done_by: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    let told = match participant {
        Some(person) => members(tx, person).await?,
        None => account::of_role(tx, Role::Researcher).await?,
    };
    for account in &told {
        notice::tell(tx, *account, NoticeKind::CallMe, id.0, None, now).await?;
    }
    audit::note(
        tx,
        viewer.account(),
        "call.ask",
        Some(id.0),
        new.ask.as_str(),
        now,
    )
    .await?;
    Ok(Asked {
        call: Some(id),
        is_full: false,
        told,
    })
}

/// The capture team of a person's project.
async fn members(tx: &Tx, id: ParticipantId) -> Result<Vec<AccountId>> {
    let person = participant::table::Entity::find_by_id(id).one(tx.inner()).await?;
    let members = project::member::Entity::find()
        .filter(project::member::Column::ProjectId.eq(person.ok_or(Error::NotFound)?.project_id))
        .all(tx.inner())
        .await?;
    Ok(members.into_iter().map(|member| member.account_id).collect())
}

/// Who waits: the people of the viewer's projects, and strangers. Who waits longest is first.
pub async fn open(db: &Db, viewer: &Viewer) -> Result<Vec<Call>> {
    let own = people(db, viewer).await?;
    let rows = table::Entity::find()
        .filter(table::Column::DoneAt.is_null())
        .filter(
            Condition::any()
                .add(table::Column::ParticipantId.is_null())
                .add(table::Column::ParticipantId.is_in(own.keys().copied())),
        )
        .order_by_asc(table::Column::At)
        .limit(STRANGERS.saturating_mul(2))
        .all(db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Call {
            id: row.id,
            who: match row.participant_id.and_then(|id| own.get(&id)) {
                Some(pseudonym) => pseudonym.clone(),
                None => row.name,
            },
            participant: row.participant_id,
            ask: row.way,
            phone: row.phone,
            at: row.at,
        })
        .collect())
}

/// What the viewer asked for and nobody has done yet, the newest first.
pub async fn mine(db: &Db, viewer: &Viewer) -> Result<Vec<(Ask, String)>> {
    let Some(participant) = viewer.participant() else {
        return Ok(Vec::new());
    };
    let rows = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(participant))
        .filter(table::Column::DoneAt.is_null())
        .order_by_desc(table::Column::At)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.way, row.phone)).collect())
}

/// The pseudonyms of the people in the viewer's projects.
pub(crate) async fn people(db: &Db, viewer: &Viewer) -> Result<HashMap<ParticipantId, String>> {
    let signed = viewer
        .signed()
        .filter(|signed| signed.role == Role::Researcher)
        .ok_or(Error::NotFound)?;
    let rows = participant::table::Entity::find()
        .filter(participant::table::Column::ProjectId.is_in(signed.projects.iter().copied()))
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.pseudonym)).collect())
}

/// It is done: nobody else needs to do it.
pub async fn done(tx: &Tx, viewer: &Viewer, id: CallId, now: Timestamp) -> Result<()> {
    let by = viewer
        .signed()
        .filter(|signed| signed.role == Role::Researcher)
        .ok_or(Error::NotFound)?
        .account;
    let row = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    if let Some(person) = row.participant_id {
        participant::of_team(tx, viewer, person).await?;
    }
    table::Entity::update_many()
        .col_expr(table::Column::DoneAt, Expr::val(now))
        .col_expr(table::Column::DoneBy, Expr::val(by))
        .filter(table::Column::Id.eq(id))
        .filter(table::Column::DoneAt.is_null())
        .exec(tx.inner())
        .await?;
    notice::over(tx, NoticeKind::CallMe, id.0, None, now).await?;
    audit::note(tx, Some(by), "call.done", Some(id.0), "", now).await
}

/// The address of a member of staff who is to be told of a task that still waits; nothing when it does not.
pub async fn told_at(db: &Db, id: CallId, account: AccountId, reason: Reason) -> Result<Option<String>> {
    reason.noted(1);
    let waits = table::Entity::find_by_id(id)
        .one(db.read())
        .await?
        .is_some_and(|row| row.done_at.is_none());
    let row = account::table::Entity::find_by_id(account)
        .filter(account::table::Column::Active.eq(true))
        .one(db.read())
        .await?;
    Ok(row.filter(|_| waits).and_then(|row| row.email))
}
