//! What is done every hour about yeses: reminding of the second one, asking about those that end soon or are
//! to be asked again, and taking back what no permission covers any more. Writes for the program itself, so
//! it takes a [`Reason`]; must never give anything of a story, nor hold a transaction for all of them at once.
use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use super::{SOON_DAYS, ends_soon, live_yeses, of_participant, settle, table, team, tell};
use crate::story::ready;
use crate::{
    AskCause, AssetState, Audience, Db, NoticeKind, ParticipantId, Result, StoryId, Timestamp, Tx, account,
    age, asset, consent, hold, notice, participant, permission, project, setting, story, unscoped::Reason,
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

/// How many stories are told about in one transaction: nobody who writes waits for the whole round.
const AT_ONCE: usize = 100;

/// One round; twice is once. One person, or [`AT_ONCE`] stories, in a transaction: what is in `done` stays
/// done when the rest does not work.
pub async fn round(db: &Db, done: &mut Done, now: Timestamp, reason: Reason) -> Result<()> {
    for id in age::just_grown(db.read(), now).await? {
        let tx = db.begin().await?;
        let out = permission::grown(&tx, id, None, now).await?;
        tx.commit().await?;
        done.out.extend(out);
    }
    for id in age::children(db.read(), now).await? {
        let tx = db.begin().await?;
        let out = permission::enforce(&tx, id, now).await?;
        tx.commit().await?;
        done.out.extend(out);
    }
    again(db, now).await?;
    ending(db, done, now).await?;
    remind(db, done, now).await?;
    reason.noted(done.reminded + done.ending + done.out.len());
    Ok(())
}

/// Tells of reasons whose day has come, and closes those that nothing is left to ask about.
async fn again(db: &Db, now: Timestamp) -> Result<()> {
    let due = || {
        table::Entity::find()
            .filter(table::Column::ClosedAt.is_null())
            .filter(table::Column::DueAt.lte(now))
            .filter(table::Column::Reason.ne(AskCause::Died))
    };
    let rows = due().all(db.read()).await?;
    let people: BTreeSet<ParticipantId> = rows.into_iter().map(|row| row.participant_id).collect();
    for id in people {
        let tx = db.begin().await?;
        participant::hold_still(&tx, id).await?;
        let own = due().filter(table::Column::ParticipantId.eq(id));
        let rows = own.all(tx.inner()).await?;
        if of_participant(tx.inner(), id, now).await?.is_empty() {
            settle(&tx, id, now).await?;
        } else {
            for row in rows {
                tell(&tx, id, row.reason, now).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Tells tellers and teams of yeses that end soon, once an answer.
async fn ending(db: &Db, done: &mut Done, now: Timestamp) -> Result<()> {
    let ids: Vec<StoryId> = consent::table::Entity::find()
        .select_only()
        .column(consent::table::Column::StoryId)
        .distinct()
        .filter(consent::table::Column::Answer.eq(true))
        .filter(consent::table::Column::Until.gt(now))
        .filter(consent::table::Column::Until.lte(now.plus_days(SOON_DAYS)))
        .into_tuple()
        .all(db.read())
        .await?;
    for some in ids.chunks(AT_ONCE) {
        let tx = db.begin().await?;
        let rows = story::table::Entity::find()
            .filter(story::table::Column::Id.is_in(some.iter().copied()))
            .filter(story::table::Column::SentAt.is_not_null())
            .filter(story::table::Column::WithdrawnAt.is_null())
            .all(tx.inner())
            .await?;
        let facts = story::facts_of(tx.inner(), &rows).await?;
        let mut told = 0;
        for row in rows {
            let Some(facts) = facts.get(&row.id) else { continue };
            let open = !facts.held && facts.project_open;
            let mut yeses = live_yeses(facts, now);
            // Nobody beyond the team sees a story that waits for its second yes: that is asked when it comes up.
            yeses.retain(|(_, audience, _)| facts.released || *audience == Audience::Team);
            if open && ends_soon(&yeses, now).is_some() {
                let answered = facts.answers.iter().map(|answer| answer.at).max();
                let since = answered.unwrap_or(row.cut_at);
                told += usize::from(tell_of(&tx, &row, NoticeKind::EndsSoon, since, now).await?);
            }
        }
        tx.commit().await?;
        done.ending += told;
    }
    Ok(())
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

/// The stories whose time for thinking is over, that wait for the second yes, and that nobody was told of
/// since their newest cut.
async fn to_look<C: ConnectionTrait>(connection: &C, now: Timestamp) -> Result<Select<story::table::Entity>> {
    let hours = setting::read(connection).await?.cooling_hours;
    let held = Query::select()
        .column(hold::table::Column::StoryId)
        .from(hold::table::Entity)
        .and_where(hold::table::Column::LiftedAt.is_null())
        .take();
    let open = Query::select()
        .column(project::table::Column::Id)
        .from(project::table::Entity)
        .and_where(project::table::Column::ClosedAt.is_null())
        .take();
    let of_story = |column| Expr::col((story::table::Entity, column));
    let told = Query::select()
        .expr(Expr::val(1))
        .from(notice::table::Entity)
        .and_where(notice::table::Column::Kind.eq(NoticeKind::LookNow))
        .and_where(Expr::col(notice::table::Column::SubjectId).eq(of_story(story::table::Column::Id)))
        .and_where(Expr::col(notice::table::Column::At).gte(of_story(story::table::Column::CutAt)))
        .take();
    let released = Condition::any()
        .add(story::table::Column::ReleasedCut.is_null())
        .add(of_story(story::table::Column::ReleasedCut).ne(of_story(story::table::Column::Cut)));
    Ok(story::table::Entity::find()
        .filter(story::table::Column::SentAt.is_not_null())
        .filter(story::table::Column::WithdrawnAt.is_null())
        .filter(story::table::Column::CutAt.lte(now.plus(hours.saturating_mul(-60 * 60 * 1000))))
        .filter(story::table::Column::ProjectId.in_subquery(open))
        .filter(story::table::Column::Id.not_in_subquery(held))
        .filter(Expr::exists(told).not())
        .filter(released))
}

pub(crate) async fn waiting(db: &Db, now: Timestamp) -> Result<Vec<StoryId>> {
    let ids = to_look(db.read(), now).await?.select_only();
    let ids = ids.column(story::table::Column::Id).into_tuple();
    Ok(ids.all(db.read()).await?)
}

/// Reminds tellers, once a cut, whose time for thinking is over and who have not given the second yes.
async fn remind(db: &Db, done: &mut Done, now: Timestamp) -> Result<()> {
    for some in waiting(db, now).await?.chunks(AT_ONCE) {
        let tx = db.begin().await?;
        // Asked again: one may have been released between.
        let rows = to_look(tx.inner(), now)
            .await?
            .filter(story::table::Column::Id.is_in(some.iter().copied()))
            .all(tx.inner())
            .await?;
        let mut told = 0;
        for row in rows {
            let ready = matches!(asset::state(&tx, row.id).await?, None | Some(AssetState::Ready));
            let dead = is_dead(&tx, row.participant_id).await?;
            if ready && !dead && !ready::is_uncovered(tx.inner(), &row, now).await? {
                let first = tell_of(&tx, &row, NoticeKind::LookNow, row.cut_at, now).await?;
                told += usize::from(first);
            }
        }
        tx.commit().await?;
        done.reminded += told;
    }
    Ok(())
}

async fn is_dead(tx: &Tx, id: ParticipantId) -> Result<bool> {
    let person = participant::table::Entity::find_by_id(id).one(tx.inner()).await?;
    Ok(person.is_none_or(|person| person.died_at.is_some()))
}
