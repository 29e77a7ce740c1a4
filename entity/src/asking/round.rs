//! What is done every hour about yeses: reminding of the second one, asking about those that end soon or are
//! to be asked again, and taking back what no permission covers any more. Writes for the program itself, so
//! it takes a [`Reason`]; must never give anything of a story.
use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use super::{SOON_DAYS, ends_soon, live_yeses, of_participant, settle, table, team, tell};
use crate::story::ready;
use crate::{
    AskCause, AssetState, NoticeKind, ParticipantId, Result, StoryId, Timestamp, Tx, account, age, asset,
    consent, hold, notice, permission, project, setting, story, unscoped::Reason,
};

/// What a round did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Stories whose teller was reminded of the second yes.
    pub reminded: usize,
    /// Stories whose yes ends soon.
    pub ending: usize,
    /// Stories that came out: nobody beyond the team gets them any more.
    pub out: Vec<StoryId>,
}

/// One round; twice is once.
pub async fn round(tx: &Tx, now: Timestamp, reason: Reason) -> Result<Done> {
    let mut done = Done::default();
    for id in age::just_grown(tx, now).await? {
        done.out.extend(permission::grown(tx, id, None, now).await?);
    }
    done.out.extend(permission::enforce_all(tx, now).await?);
    again(tx, now).await?;
    done.ending = ending(tx, now).await?;
    done.reminded = remind(tx, now).await?;
    reason.noted(done.reminded + done.ending + done.out.len());
    Ok(done)
}

/// Tells of reasons whose day has come, and closes those that nothing is left to ask about.
async fn again(tx: &Tx, now: Timestamp) -> Result<()> {
    let rows = table::Entity::find()
        .filter(table::Column::ClosedAt.is_null())
        .filter(table::Column::DueAt.lte(now))
        .filter(table::Column::Reason.ne(AskCause::Died))
        .all(tx.inner())
        .await?;
    for row in rows {
        if of_participant(tx.inner(), row.participant_id, now)
            .await?
            .is_empty()
        {
            settle(tx, row.participant_id, now).await?;
        } else {
            tell(tx, row.participant_id, row.reason, now).await?;
        }
    }
    Ok(())
}

/// Tells tellers and teams of yeses that end soon, once an answer.
async fn ending(tx: &Tx, now: Timestamp) -> Result<usize> {
    let ids: Vec<StoryId> = consent::table::Entity::find()
        .select_only()
        .column(consent::table::Column::StoryId)
        .distinct()
        .filter(consent::table::Column::Answer.eq(true))
        .filter(consent::table::Column::Until.gt(now))
        .filter(consent::table::Column::Until.lte(now.plus_days(SOON_DAYS)))
        .into_tuple()
        .all(tx.inner())
        .await?;
    let mut told = 0;
    for some in ids.chunks(500) {
        let rows = story::table::Entity::find()
            .filter(story::table::Column::Id.is_in(some.iter().copied()))
            .filter(story::table::Column::SentAt.is_not_null())
            .filter(story::table::Column::WithdrawnAt.is_null())
            .all(tx.inner())
            .await?;
        let facts = story::facts_of(tx.inner(), &rows).await?;
        for row in rows {
            let Some(facts) = facts.get(&row.id) else { continue };
            let open = !facts.held && facts.project_open;
            if open && ends_soon(&live_yeses(facts, now), now).is_some() {
                let answered = facts.answers.iter().map(|answer| answer.at).max();
                let since = answered.unwrap_or(row.cut_at);
                told += usize::from(tell_of(tx, &row, NoticeKind::EndsSoon, since, now).await?);
            }
        }
    }
    Ok(told)
}

/// Tells the teller and the team; whether the teller was not told before.
async fn tell_of(
    tx: &Tx,
    row: &story::table::Model,
    kind: NoticeKind,
    since: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let teller = account::of_participant(tx, row.participant_id, now).await?;
    let told = notice::tell_once_since(tx, teller, kind, row.id, since, now).await?;
    for member in team(tx, row.participant_id).await? {
        notice::tell_once_since(tx, member, kind, row.id, since, now).await?;
    }
    Ok(told)
}

/// Reminds tellers, once a cut, whose time for thinking is over and who have not given the second yes.
async fn remind(tx: &Tx, now: Timestamp) -> Result<usize> {
    let hours = setting::read(tx.inner()).await?.cooling_hours;
    let held: BTreeSet<StoryId> = hold::table::Entity::find()
        .select_only()
        .column(hold::table::Column::StoryId)
        .filter(hold::table::Column::LiftedAt.is_null())
        .into_tuple::<StoryId>()
        .all(tx.inner())
        .await?
        .into_iter()
        .collect();
    let open = sea_orm::sea_query::Query::select()
        .column(project::table::Column::Id)
        .from(project::table::Entity)
        .and_where(project::table::Column::ClosedAt.is_null())
        .take();
    let cut = Expr::col(story::table::Column::Cut);
    let waiting = Condition::any()
        .add(story::table::Column::ReleasedCut.is_null())
        .add(Expr::col(story::table::Column::ReleasedCut).ne(cut));
    let rows = story::table::Entity::find()
        .filter(story::table::Column::SentAt.is_not_null())
        .filter(story::table::Column::WithdrawnAt.is_null())
        .filter(story::table::Column::CutAt.lte(now.plus(hours.saturating_mul(-60 * 60 * 1000))))
        .filter(story::table::Column::ProjectId.in_subquery(open))
        .filter(waiting)
        .all(tx.inner())
        .await?;
    let mut told = 0;
    for row in rows {
        let ready = matches!(asset::state(tx, row.id).await?, None | Some(AssetState::Ready));
        let dead = is_dead(tx, row.participant_id).await?;
        if ready && !dead && !held.contains(&row.id) && !ready::is_uncovered(tx.inner(), &row, now).await? {
            let first = tell_of(tx, &row, NoticeKind::LookNow, row.cut_at, now).await?;
            told += usize::from(first);
        }
    }
    Ok(told)
}

async fn is_dead(tx: &Tx, id: ParticipantId) -> Result<bool> {
    let person = crate::participant::table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?;
    Ok(person.is_none_or(|person| person.died_at.is_some()))
}
