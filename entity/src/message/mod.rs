//! Messages to storytellers in their own format: what they were told on their page goes out once as e-mail,
//! as a text, or as a letter that their team prints. Whether it is still so is asked again at the moment of
//! sending. Must never hold or give a word of a story.
mod letter;
pub(crate) mod table;

pub use letter::{Letter, Posted, letters, one, posted};

use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::asking::{self, Why};
use crate::reach::{self, Address, Way};
use crate::unscoped::Reason;
use crate::{
    Db, Language, MessageId, NoticeId, NoticeKind, ParticipantId, Result, Role, Timestamp, Tx, account,
    audit, choices, identity, notice, participant, story,
};

/// What storytellers are told on their page and is sent to them as well.
const KINDS: [NoticeKind; 3] = [NoticeKind::LookNow, NoticeKind::EndsSoon, NoticeKind::AskAgain];
/// Most notices looked at in one round.
const AT_ONCE: u64 = 50_000;

/// A message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// What the person likes to be called.
    pub known_as: String,
    /// Where to.
    pub to: Address,
    /// What it says.
    pub kind: NoticeKind,
    /// The language they chose; nothing when they chose none.
    pub language: Option<Language>,
}

/// What storytellers were told and no message was made of yet, what was told first before all others.
pub async fn due(db: &Db, reason: Reason) -> Result<Vec<NoticeId>> {
    let tellers = Query::select()
        .column(account::table::Column::Id)
        .from(account::table::Entity)
        .and_where(account::table::Column::Role.eq(Role::Storyteller))
        .take();
    let made = Query::select()
        .expr(Expr::val(1))
        .from(table::Entity)
        .and_where(
            Expr::col((table::Entity, table::Column::NoticeId))
                .eq(Expr::col((notice::table::Entity, notice::table::Column::Id))),
        )
        .take();
    let found: Vec<NoticeId> = notice::table::Entity::find()
        .select_only()
        .column(notice::table::Column::Id)
        .filter(notice::table::Column::Kind.is_in(KINDS))
        .filter(notice::table::Column::SeenAt.is_null())
        .filter(notice::table::Column::AccountId.in_subquery(tellers))
        .filter(Expr::exists(made).not())
        .order_by_asc(notice::table::Column::At)
        .limit(AT_ONCE)
        .into_tuple()
        .all(db.read())
        .await?;
    reason.noted(found.len());
    Ok(found)
}

/// Makes the message of a notice, once, in the person's own format. Nothing when it was made already, or is
/// not so any more.
pub async fn begin(
    tx: &Tx,
    id: NoticeId,
    now: Timestamp,
    reason: Reason,
) -> Result<Option<(MessageId, Way)>> {
    reason.noted(1);
    let Some(told) = notice::table::Entity::find_by_id(id).one(tx.inner()).await? else {
        return Ok(None);
    };
    let account = account::table::Entity::find_by_id(told.account_id)
        .one(tx.inner())
        .await?;
    let Some(person) = account.and_then(|account| account.participant_id) else {
        return Ok(None);
    };
    // On PostgreSQL two rounds at once wait here for each other.
    participant::hold_still(tx, person).await?;
    let made = table::Entity::find()
        .filter(table::Column::NoticeId.eq(id.0))
        .one(tx.inner())
        .await?;
    if made.is_some() || !is_so(tx.inner(), &told, person, now).await? {
        return Ok(None);
    }
    let way = reach::of(tx.inner(), person).await?.way();
    let message = MessageId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(message),
        notice_id: Set(id.0),
        participant_id: Set(person),
        kind: Set(told.kind),
        story_id: Set(told.story_id),
        way: Set(way),
        made_at: Set(now),
        sent_at: Set(None),
        failed_at: Set(None),
        over_at: Set((way == Way::Nothing).then_some(now)),
    })
    .exec_without_returning(tx.inner())
    .await?;
    Ok(Some((message, way)))
}

/// Whether what was told is still so: it was not put away, the person is alive, and of this story there is
/// still something to look at or to ask.
pub(crate) async fn is_so<C: ConnectionTrait>(
    connection: &C,
    told: &notice::table::Model,
    person: ParticipantId,
    now: Timestamp,
) -> Result<bool> {
    let row = participant::table::Entity::find_by_id(person)
        .one(connection)
        .await?;
    if told.seen_at.is_some() || row.is_none_or(|row| row.died_at.is_some()) {
        return Ok(false);
    }
    if told.kind != NoticeKind::LookNow {
        let questions = asking::of_participant(connection, person, now).await?;
        return Ok(questions.iter().any(|question| match question.why {
            Why::Ends(_) => told.kind == NoticeKind::EndsSoon && told.story_id == Some(question.story),
            Why::Again(_) => told.kind == NoticeKind::AskAgain,
        }));
    }
    let Some(id) = told.story_id else { return Ok(false) };
    let Some(row) = story::table::Entity::find_by_id(id).one(connection).await? else {
        return Ok(false);
    };
    let facts = story::facts_of(connection, std::slice::from_ref(&row)).await?;
    Ok(facts.get(&id).is_some_and(|facts| {
        facts.sent && !facts.withdrawn && !facts.held && !facts.released && facts.project_open
    }))
}

/// Closes the letters that are not so any more, or that their person does not want by now.
pub async fn close(tx: &Tx, now: Timestamp, reason: Reason) -> Result<()> {
    let open = table::Entity::find()
        .filter(table::Column::Way.eq(Way::Letter))
        .filter(table::Column::OverAt.is_null())
        .all(tx.inner())
        .await?;
    reason.noted(open.len());
    for row in open {
        if !is_wanted(tx.inner(), &row, now).await? {
            set(tx, row.id, table::Column::OverAt, now).await?;
        }
    }
    Ok(())
}

/// Whether a message is still so, and its person still wants any.
async fn is_wanted<C: ConnectionTrait>(connection: &C, row: &table::Model, now: Timestamp) -> Result<bool> {
    let told = notice::table::Entity::find_by_id(NoticeId(row.notice_id))
        .one(connection)
        .await?;
    let Some(told) = told else { return Ok(false) };
    Ok(is_so(connection, &told, row.participant_id, now).await?
        && reach::of(connection, row.participant_id).await?.way() != Way::Nothing)
}

/// What is to be sent, asked at the moment of sending: nothing when it was sent, is not so any more, or the
/// person wants no messages by now. Who wants a letter by now, or has no address, gets it from the team.
pub async fn outgoing(tx: &Tx, id: MessageId, now: Timestamp, reason: Reason) -> Result<Option<Outgoing>> {
    reason.noted(1);
    let row = table::Entity::find_by_id(id).one(tx.inner()).await?;
    let Some(row) = row.filter(|row| row.sent_at.is_none() && row.over_at.is_none()) else {
        return Ok(None);
    };
    if !is_wanted(tx.inner(), &row, now).await? {
        set(tx, id, table::Column::OverAt, now).await?;
        return Ok(None);
    }
    let reach = reach::of(tx.inner(), row.participant_id).await?;
    let way = reach.way();
    set_way(tx, id, way).await?;
    let name = identity::table::Entity::find_by_id(row.participant_id)
        .one(tx.inner())
        .await?;
    let language = choices::language_of(tx.inner(), row.participant_id).await?;
    Ok(reach.address(way).map(|to| Outgoing {
        known_as: name.map(|name| name.known_as).unwrap_or_default(),
        to,
        kind: row.kind,
        language,
    }))
}

/// It went out.
pub async fn sent(tx: &Tx, id: MessageId, now: Timestamp, reason: Reason) -> Result<()> {
    reason.noted(1);
    set(tx, id, table::Column::SentAt, now).await?;
    set(tx, id, table::Column::OverAt, now).await?;
    audit::note(tx, None, "message.sent", Some(id.0), "", now).await
}

/// It could not be sent, as often as it was tried: it is a letter of the team's now.
pub async fn could_not(tx: &Tx, id: MessageId, now: Timestamp, reason: Reason) -> Result<()> {
    reason.noted(1);
    set(tx, id, table::Column::FailedAt, now).await?;
    set_way(tx, id, Way::Letter).await?;
    audit::note(tx, None, "message.could_not", Some(id.0), "", now).await
}

async fn set(tx: &Tx, id: MessageId, column: table::Column, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(column, Expr::val(now))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    Ok(())
}

async fn set_way(tx: &Tx, id: MessageId, way: Way) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::Way, Expr::val(way))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    Ok(())
}
