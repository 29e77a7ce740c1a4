//! Whether the second yes can be given yet: the time for thinking is over, and for somebody under 18 those
//! who look after them agree. Takes a yes back where that is over. Must never give a yes itself.
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

use super::read::{facts_of, visible_row};
use super::{table, write};
use crate::journal;
use crate::{
    Audience, Db, Error, ParticipantId, Result, StoryId, Timestamp, Tx, Viewer, audit, permission,
    policy::Facts, setting,
};

/// Milliseconds in an hour.
const HOUR: i64 = 60 * 60 * 1000;

/// What the second yes waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondYes {
    /// The first moment at which it can be given; `None` when that is over, or the story was not sent.
    pub from: Option<Timestamp>,
    /// Somebody with parental responsibility is to be asked first.
    pub permission: bool,
}

/// What the second yes to a story waits for. For its teller and capture team.
pub async fn second_yes(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<SecondYes> {
    let row = visible_row(db, viewer, id, now).await?;
    if !row.is_told_by(viewer) && !viewer.is_on(row.project_id) {
        return Err(Error::NotFound);
    }
    waits_for(db.read(), &row, now).await
}

async fn waits_for<C: ConnectionTrait>(
    connection: &C,
    row: &table::Model,
    now: Timestamp,
) -> Result<SecondYes> {
    let hours = setting::read(connection).await?.cooling_hours;
    let from = row.cut_at.plus(hours.saturating_mul(HOUR));
    Ok(SecondYes {
        from: (row.sent_at.is_some() && from > now).then_some(from),
        permission: is_uncovered(connection, row, now).await?,
    })
}

/// Refuses the second yes while it waits for something.
pub(super) async fn check(tx: &Tx, row: &table::Model, now: Timestamp) -> Result<()> {
    let waits = waits_for(tx.inner(), row, now).await?;
    if waits.from.is_some() {
        return Err(Error::Refused(
            "You can say yes a little later. We will remind you.",
        ));
    }
    if waits.permission {
        return Err(Error::Refused("We are asking your mum, dad or carer."));
    }
    Ok(())
}

/// Those beyond the team who get something by a yes that has not ended.
pub(crate) fn beyond_the_team(facts: &Facts, now: Timestamp) -> Vec<Audience> {
    let others = Audience::ALL.iter().copied();
    others
        .filter(|audience| *audience != Audience::Team && facts.forms_for(*audience, now).shows_something())
        .collect()
}

/// It is told by somebody under 18, and chosen for people whom no permission covers.
pub(crate) async fn is_uncovered<C: ConnectionTrait>(
    connection: &C,
    row: &table::Model,
    now: Timestamp,
) -> Result<bool> {
    let Some(covered) = permission::covered(connection, row.participant_id, now).await? else {
        return Ok(false);
    };
    let facts = facts_of(connection, std::slice::from_ref(row)).await?;
    let chosen = facts
        .get(&row.id)
        .map(|facts| beyond_the_team(facts, now))
        .unwrap_or_default();
    Ok(chosen.iter().any(|audience| !covered.contains(audience)))
}

/// Takes the second yes back: nobody beyond the team gets the story until its teller gives it again.
pub(crate) async fn unrelease(tx: &Tx, row: table::Model, why: &str, now: Timestamp) -> Result<()> {
    let id = row.id;
    let mut changed = row.into_active_model();
    changed.released_at = Set(None);
    changed.released_cut = Set(None);
    changed.released_until = Set(None);
    write::touch(tx, changed.update(tx.inner()).await?, false, now).await?;
    journal::note(tx, None, &[journal::Entry::Unreleased { story: id }], now).await?;
    audit::note(tx, None, "story.unrelease", Some(id.0), why, now).await
}

/// The stories of a participant that were released as they are, taken back or not; all of theirs are locked.
pub(crate) async fn released(tx: &Tx, participant: ParticipantId) -> Result<Vec<table::Model>> {
    let rows = write::hold_all_of(tx, participant).await?;
    Ok(rows.into_iter().filter(table::Model::has_second_yes).collect())
}

/// Until when a second yes given at `given_at` holds: until nobody permits it any more for one of those whom it
/// was chosen for, or its teller is 18. The end of a yes itself is in the log of consent.
pub(super) async fn until<C: ConnectionTrait>(
    connection: &C,
    row: &table::Model,
    given_at: Timestamp,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let Some(cover) = permission::cover(connection, row.participant_id, given_at).await? else {
        return Ok(None);
    };
    let facts = facts_of(connection, std::slice::from_ref(row)).await?;
    let Some(facts) = facts.get(&row.id) else {
        return Ok(None);
    };
    let ends = beyond_the_team(facts, now).into_iter().filter_map(|audience| {
        cover
            .end(audience, now)
            .filter(|end| facts.lasts_beyond(audience, *end))
    });
    Ok(ends.chain(cover.grown_at).min())
}

/// Writes down anew until when the second yes to a story holds, because something that it rests on changed.
pub(crate) async fn settle(tx: &Tx, row: table::Model, now: Timestamp) -> Result<()> {
    let Some(given_at) = row.released_at.filter(|_| row.has_second_yes()) else {
        return Ok(());
    };
    let until = until(tx.inner(), &row, given_at, now).await?;
    if until == row.released_until {
        return Ok(());
    }
    let mut changed = row.into_active_model();
    changed.released_until = Set(until);
    write::touch(tx, changed.update(tx.inner()).await?, false, now).await
}

/// The same for every story of somebody.
pub(crate) async fn settle_all(tx: &Tx, participant: ParticipantId, now: Timestamp) -> Result<()> {
    for row in released(tx, participant).await? {
        settle(tx, row, now).await?;
    }
    Ok(())
}
