//! Asking again: a yes that ends soon, or something in somebody's life that is a reason to ask. The question
//! is answered by the teller alone, and their answer goes into the consent log as every answer does. What is
//! never answered ends by itself. Must never answer in anybody's stead.
mod alive;
mod event;
mod round;
pub(crate) mod table;

pub use alive::alive;
pub use event::{died, family_takes_back, grown, moved, review};
#[cfg(test)]
pub(crate) use round::waiting;
pub use round::{Done, round};

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::consent::{self, Asked, Choice};
use crate::policy::Facts;
use crate::{
    AccountId, AskCause, Audience, Db, Error, Form, NoticeKind, ParticipantId, Result, StoryId, Timestamp,
    Tx, Viewer, account, audit, hold, notice, participant, project, story,
};

/// How long before its end a yes is asked about, in days.
pub const SOON_DAYS: i64 = 30;
/// How long "a year more" is, in days.
const YEAR_DAYS: i64 = 365;

/// Why a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A yes ends then.
    Ends(Timestamp),
    /// Something happened.
    Again(AskCause),
}

/// "Can they still see your story?"
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The story.
    pub story: StoryId,
    /// Why it is asked.
    pub why: Why,
    /// The yeses that it is about, with the ends they have.
    pub about: Vec<(Form, Audience, Option<Timestamp>)>,
}

/// What a teller answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Yes, a year more.
    Year,
    /// Yes, until I say stop.
    UntilStop,
    /// No, stop.
    No,
}

/// Writes down a reason to ask somebody again from `due` on, and tells them and the team when that is now.
pub(crate) async fn raise(
    tx: &Tx,
    id: ParticipantId,
    reason: AskCause,
    by: Option<AccountId>,
    due: Timestamp,
    now: Timestamp,
) -> Result<()> {
    table::Entity::insert(table::ActiveModel {
        id: Set(Uuid::now_v7()),
        participant_id: Set(id),
        reason: Set(reason),
        due_at: Set(due),
        raised_by: Set(by),
        raised_at: Set(now),
        closed_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    audit::note(tx, by, "ask_again.raise", Some(id.0), reason.as_str(), now).await?;
    if due <= now {
        tell(tx, id, reason, now).await?;
    }
    Ok(())
}

/// Tells the person, who is alive, and the team that they are to be asked again.
async fn tell(tx: &Tx, id: ParticipantId, reason: AskCause, now: Timestamp) -> Result<()> {
    if reason != AskCause::Died {
        let teller = account::of_participant(tx, id, now).await?;
        notice::tell(tx, teller, NoticeKind::AskAgain, id.0, None, now).await?;
    }
    tell_team(tx, id, None, now).await
}

/// Tells the team of a participant that they are to be asked again.
pub(crate) async fn tell_team(
    tx: &Tx,
    id: ParticipantId,
    about: Option<StoryId>,
    now: Timestamp,
) -> Result<()> {
    for member in team(tx, id).await? {
        notice::tell(tx, member, NoticeKind::AskAgain, id.0, about, now).await?;
    }
    Ok(())
}

/// The capture team of a participant's project.
pub(crate) async fn team(tx: &Tx, id: ParticipantId) -> Result<Vec<AccountId>> {
    let person = participant::table::Entity::find_by_id(id).one(tx.inner()).await?;
    let members = project::member::Entity::find()
        .filter(project::member::Column::ProjectId.eq(person.ok_or(Error::NotFound)?.project_id))
        .all(tx.inner())
        .await?;
    Ok(members.into_iter().map(|member| member.account_id).collect())
}

/// What the viewer is asked about their own stories now, what ends first before all others.
pub async fn questions(db: &Db, viewer: &Viewer, now: Timestamp) -> Result<Vec<Question>> {
    let participant = viewer.participant().ok_or(Error::NotFound)?;
    of_participant(db.read(), participant, now).await
}

pub(crate) async fn of_participant<C: ConnectionTrait>(
    connection: &C,
    id: ParticipantId,
    now: Timestamp,
) -> Result<Vec<Question>> {
    let person = participant::table::Entity::find_by_id(id).one(connection).await?;
    if person.is_none_or(|person| person.died_at.is_some()) {
        return Ok(Vec::new());
    }
    let again = open(connection, id, now).await?;
    let rows = story::table::Entity::find()
        .filter(story::table::Column::ParticipantId.eq(id))
        .filter(story::table::Column::SentAt.is_not_null())
        .filter(story::table::Column::WithdrawnAt.is_null())
        .order_by_asc(story::table::Column::ToldAt)
        .all(connection)
        .await?;
    let facts = story::facts_of(connection, &rows).await?;
    let ids: Vec<StoryId> = rows.iter().map(|row| row.id).collect();
    let stopped = hold::grounds(connection, &ids).await?;
    let mut asked: Vec<Question> = rows
        .iter()
        .filter_map(|row| {
            let stopped = stopped.iter().any(|(story, _)| *story == row.id);
            question(row.id, facts.get(&row.id)?, stopped, &again, now)
        })
        .collect();
    asked.sort_by_key(|question| match question.why {
        Why::Ends(at) => at,
        Why::Again(_) => now,
    });
    Ok(asked)
}

async fn open<C: ConnectionTrait>(
    connection: &C,
    id: ParticipantId,
    now: Timestamp,
) -> Result<Vec<table::Model>> {
    Ok(table::Entity::find()
        .filter(table::Column::ParticipantId.eq(id))
        .filter(table::Column::ClosedAt.is_null())
        .filter(table::Column::DueAt.lte(now))
        .order_by_asc(table::Column::DueAt)
        .all(connection)
        .await?)
}

/// The live yeses of a story.
pub(crate) fn live_yeses(facts: &Facts, now: Timestamp) -> Vec<(Form, Audience, Option<Timestamp>)> {
    let mut found = Vec::new();
    for audience in Audience::ALL {
        for form in Form::ALL {
            if facts.allows(*form, *audience, now) {
                let until = facts.live(*form, *audience).and_then(|answer| answer.until);
                found.push((*form, *audience, until));
            }
        }
    }
    found
}

/// When the first of these ends, if that is soon.
pub(crate) fn ends_soon(yeses: &[(Form, Audience, Option<Timestamp>)], now: Timestamp) -> Option<Timestamp> {
    let soon = now.plus_days(SOON_DAYS);
    let ends = yeses.iter().filter_map(|(_, _, until)| *until);
    ends.filter(|until| *until <= soon).min()
}

fn question(
    id: StoryId,
    facts: &Facts,
    declined: bool,
    again: &[table::Model],
    now: Timestamp,
) -> Option<Question> {
    if facts.held || !facts.project_open {
        return None;
    }
    let beyond = |(_, audience, _): &(Form, Audience, Option<Timestamp>)| *audience != Audience::Team;
    let mut yeses = live_yeses(facts, now);
    let answered = facts.answers.iter().map(|answer| answer.at).max();
    let reason = again
        .iter()
        .find(|row| answered.is_some_and(|at| at < row.due_at.max(row.raised_at)));
    // Of a story that is declined, or waits for its second yes, nobody beyond the team sees anything: that yes is
    // asked when it comes up. Who is 18 now is asked so that they give it.
    let asked = |row: &&table::Model| facts.released || row.reason == AskCause::Grown && !declined;
    let reason = reason.filter(asked);
    if !facts.released {
        yeses.retain(|yes| !beyond(yes) || reason.is_some());
    }
    if let Some(row) = reason.filter(|_| yeses.iter().any(beyond)) {
        return Some(Question {
            story: id,
            why: Why::Again(row.reason),
            about: yeses.into_iter().filter(beyond).collect(),
        });
    }
    let first = ends_soon(&yeses, now)?;
    let soon = now.plus_days(SOON_DAYS);
    Some(Question {
        story: id,
        why: Why::Ends(first),
        about: yeses
            .into_iter()
            .filter(|(_, _, until)| until.is_some_and(|until| until <= soon))
            .collect(),
    })
}

/// The teller's answer to the question about a story, recorded as every answer is. A second press finds no
/// question any more: a conflict, and nothing is recorded.
pub async fn answer(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    reply: Reply,
    asked: &Asked,
    now: Timestamp,
) -> Result<()> {
    let participant = viewer.participant().ok_or(Error::NotFound)?;
    participant::hold_still(tx, participant).await?;
    let row = story::locked_row(tx, id).await?;
    if row.participant_id != participant {
        return Err(Error::NotFound);
    }
    let questions = of_participant(tx.inner(), participant, now).await?;
    let question = questions
        .into_iter()
        .find(|question| question.story == id)
        .ok_or(Error::Conflict("You answered this already. Thank you."))?;
    let until = match reply {
        Reply::Year => Some(now.plus_days(YEAR_DAYS)),
        Reply::UntilStop | Reply::No => None,
    };
    let choices: Vec<Choice> = question
        .about
        .iter()
        .map(|(form, audience, _)| Choice {
            form: *form,
            audience: *audience,
            yes: reply != Reply::No,
            until,
        })
        .collect();
    consent::record(tx, viewer, id, &choices, asked, now).await?;
    settle(tx, participant, now).await
}

/// Closes what nothing is asked about any more, and takes the notices with it.
pub(crate) async fn settle(tx: &Tx, id: ParticipantId, now: Timestamp) -> Result<()> {
    let left = of_participant(tx.inner(), id, now).await?;
    if left.iter().any(|question| matches!(question.why, Why::Again(_))) {
        return Ok(());
    }
    let closed = table::Entity::update_many()
        .col_expr(table::Column::ClosedAt, Expr::val(now))
        .filter(table::Column::ParticipantId.eq(id))
        .filter(table::Column::ClosedAt.is_null())
        .filter(table::Column::DueAt.lte(now))
        .filter(table::Column::Reason.ne(AskCause::Died))
        .exec(tx.inner())
        .await?;
    if closed.rows_affected > 0 {
        notice::over(tx, NoticeKind::AskAgain, id.0, None, now).await?;
        audit::note(tx, None, "ask_again.close", Some(id.0), "", now).await?;
    }
    Ok(())
}
