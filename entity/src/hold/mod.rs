//! Holds: a story stopped with a ground from the list. On a ground of safeguarding only safeguarding sees it while
//! the hold is open; on a ground for declining the capture team goes on seeing it and nobody beyond them does.
//! A line of the log is never taken out. Its teller reads it unless telling them now is not safe.
mod read;
pub(crate) mod table;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany};
use uuid::Uuid;

use crate::{
    AccountId, Error, HoldGround, NoticeKind, Result, Role, StoryId, Subject, Timestamp, Tx, Viewer, account,
    audit, change, concern, journal, notice, story,
};

pub(crate) use read::told_of;
pub use read::{Entry, Hold, Stop, declined, log, open, stops};

/// Stops a story from this moment. Its capture team and safeguarding may; the ground is kept and shown. A worry
/// about somebody's safety is raised by [`concern::raise`], which holds the story as well.
pub async fn place(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    ground: HoldGround,
    note: &str,
    now: Timestamp,
) -> Result<()> {
    let row = story::row(tx, id).await?;
    let may = viewer.is_on(row.project_id) || viewer.role() == Some(Role::Safeguarding);
    let account = viewer.account().filter(|_| may).ok_or(Error::NotFound)?;
    stop(tx, account, id, ground, note, now).await
}

/// Grounds of the same kind: of each kind at most one hold of a story is open.
fn kind_of(ground: HoldGround) -> &'static [HoldGround] {
    if ground.is_decline() {
        HoldGround::FOR_DECLINING
    } else {
        HoldGround::FOR_SAFEGUARDING
    }
}

/// Stops a story; whoever calls checks who may. One that is stopped in this way already stays so.
pub(crate) async fn stop(
    tx: &Tx,
    by: AccountId,
    id: StoryId,
    ground: HoldGround,
    note: &str,
    now: Timestamp,
) -> Result<()> {
    // Two at once place one hold: the second waits for the first here.
    let row = story::locked_row(tx, id).await?;
    let open = grounds(tx.inner(), &[id]).await?;
    if open.iter().any(|(_, open)| kind_of(ground).contains(open)) {
        return Ok(());
    }
    let hold = Uuid::now_v7();
    // Telling a person that somebody is worried can put them in danger: a lead says when it is safe.
    let told = ground != HoldGround::Safety;
    table::Entity::insert(table::ActiveModel {
        id: Set(hold),
        story_id: Set(id),
        ground: Set(ground),
        note: Set(note.to_owned()),
        placed_by: Set(by),
        placed_at: Set(now),
        lifted_by: Set(None),
        lifted_at: Set(None),
        told_at: Set(told.then_some(now)),
        lifted_why: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    if told && row.sent_at.is_some() {
        tell_teller(tx, &row, NoticeKind::Stopped, now).await?;
    }
    change::append(tx, Subject::Story, id.0, now).await?;
    let placed = journal::Entry::Held {
        story: id,
        hold,
        ground,
    };
    journal::note(tx, Some(by), &[placed], now).await?;
    audit::note(tx, Some(by), "hold.place", Some(id.0), ground.as_str(), now).await
}

async fn tell_teller(tx: &Tx, row: &story::table::Model, kind: NoticeKind, now: Timestamp) -> Result<()> {
    for account in account::that_reach(tx, row.participant_id).await? {
        notice::tell(tx, account, kind, row.id.0, Some(row.id), now).await?;
    }
    Ok(())
}

/// The grounds of the holds of several stories that are open.
pub(crate) async fn grounds<C: ConnectionTrait>(
    connection: &C,
    ids: &[StoryId],
) -> Result<Vec<(StoryId, HoldGround)>> {
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.is_in(ids.iter().copied()))
        .filter(table::Column::LiftedAt.is_null())
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.story_id, row.ground)).collect())
}

/// Whether only safeguarding may see the story.
pub(crate) async fn is_held(tx: &Tx, id: StoryId) -> Result<bool> {
    let open = grounds(tx.inner(), &[id]).await?;
    Ok(open.iter().any(|(_, ground)| !ground.is_decline()))
}

/// The open holds of a story on some grounds, to change.
fn still_open(id: StoryId, grounds: &[HoldGround]) -> UpdateMany<table::Entity> {
    table::Entity::update_many()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::Ground.is_in(grounds.iter().copied()))
        .filter(table::Column::LiftedAt.is_null())
}

fn lead(viewer: &Viewer) -> Result<AccountId> {
    let signed = viewer.signed().filter(|signed| signed.role == Role::Safeguarding);
    signed.map(|signed| signed.account).ok_or(Error::NotFound)
}

/// Lifts what only safeguarding sees, with the reason. For safeguarding. Refused while the three questions about
/// a worry are not answered.
pub async fn lift(tx: &Tx, viewer: &Viewer, id: StoryId, why: &str, now: Timestamp) -> Result<()> {
    let lead = lead(viewer)?;
    if concern::untriaged(tx, id).await? {
        return Err(Error::Refused(
            "Answer the three questions first. Then the hold can be lifted",
        ));
    }
    let told = end(tx, lead, id, HoldGround::FOR_SAFEGUARDING, why, now).await?;
    concern::lifted(tx, id, lead, why, now).await?;
    if told {
        goes_on(tx, id, now).await?;
    }
    Ok(())
}

/// Takes "declined" back: the story is shown again to those its teller chose. For its capture team and
/// safeguarding.
pub async fn accept(tx: &Tx, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<()> {
    let row = story::row(tx, id).await?;
    let may = viewer.is_on(row.project_id) || viewer.role() == Some(Role::Safeguarding);
    let account = viewer.account().filter(|_| may).ok_or(Error::NotFound)?;
    end(tx, account, id, HoldGround::FOR_DECLINING, "", now).await?;
    goes_on(tx, id, now).await
}

/// Tells the teller that it goes on; nothing while another stop, whoever knows of it, lasts.
async fn goes_on(tx: &Tx, id: StoryId, now: Timestamp) -> Result<()> {
    if !grounds(tx.inner(), &[id]).await?.is_empty() {
        return Ok(());
    }
    notice::over(tx, NoticeKind::Stopped, id.0, None, now).await?;
    let row = story::row(tx, id).await?;
    tell_teller(tx, &row, NoticeKind::GoesOn, now).await
}

/// Ends the open holds on some grounds; answers whether their teller knew of one. Not found when there is none.
async fn end(
    tx: &Tx,
    by: AccountId,
    id: StoryId,
    grounds: &[HoldGround],
    why: &str,
    now: Timestamp,
) -> Result<bool> {
    let known = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::Ground.is_in(grounds.iter().copied()))
        .filter(table::Column::LiftedAt.is_null())
        .all(tx.inner())
        .await?;
    let told = known.iter().any(|hold| hold.told_at.is_some());
    let lifted = still_open(id, grounds)
        .col_expr(table::Column::LiftedAt, Expr::val(now))
        .col_expr(table::Column::LiftedBy, Expr::val(by))
        .col_expr(table::Column::LiftedWhy, Expr::val(why))
        .exec(tx.inner())
        .await?;
    if lifted.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    change::append(tx, Subject::Story, id.0, now).await?;
    let declined = grounds == HoldGround::FOR_DECLINING;
    let lifted = journal::Entry::Lifted { story: id, declined };
    journal::note(tx, Some(by), &[lifted], now).await?;
    audit::note(tx, Some(by), "hold.lift", Some(id.0), "", now).await?;
    Ok(told)
}

/// The lead says whether the teller may read now that the story is stopped. Saying that it is safe tells them;
/// saying that it is not takes every hint away again. For safeguarding.
pub async fn set_told(tx: &Tx, viewer: &Viewer, id: StoryId, safe: bool, now: Timestamp) -> Result<()> {
    let lead = lead(viewer)?;
    if !tell(tx, id, safe, now).await? {
        return Err(Error::NotFound);
    }
    let told = journal::Entry::Told { story: id, safe };
    journal::note(tx, Some(lead), &[told], now).await?;
    let why = if safe { "safe" } else { "not safe" };
    audit::note(tx, Some(lead), "hold.tell", Some(id.0), why, now).await
}

/// Does what [`set_told`] says; answers whether there was an open hold to tell of.
pub(crate) async fn tell(tx: &Tx, id: StoryId, safe: bool, now: Timestamp) -> Result<bool> {
    let changed = still_open(id, HoldGround::FOR_SAFEGUARDING)
        .col_expr(table::Column::ToldAt, Expr::val(safe.then_some(now)))
        .exec(tx.inner())
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    let row = story::row(tx, id).await?;
    if safe && row.sent_at.is_some() {
        tell_teller(tx, &row, NoticeKind::Stopped, now).await?;
    } else if !grounds(tx.inner(), &[id])
        .await?
        .iter()
        .any(|(_, open)| open.is_decline())
    {
        notice::over(tx, NoticeKind::Stopped, id.0, None, now).await?;
    }
    Ok(true)
}

/// Notes that the lead looks at a held story, names and all. Nothing for anybody else or any other story.
pub async fn note_opened(tx: &Tx, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<()> {
    if viewer.role() != Some(Role::Safeguarding) || !is_held(tx, id).await? {
        return Ok(());
    }
    audit::note(tx, viewer.account(), "story.opened_held", Some(id.0), "", now).await
}
