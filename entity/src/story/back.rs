//! Taking a story back, and changing one's mind about that. From the commit on nobody but its teller gets
//! anything of it; must never leave a place it was in without a line on the receipt.
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::write::{locked_row, touch};
use super::{UNDO_DAYS, table};
use crate::journal::{self, Entry};
use crate::place::Elsewhere;
use crate::{
    Error, NoticeKind, Result, Role, StoryId, Timestamp, Tx, Viewer, audit, concern, notice, participant,
    receipt,
};

/// Takes a story back: from the commit on nobody but its teller gets anything of it. Where it came out of
/// is written on a receipt, and those who put it there are told, in the same transaction.
pub async fn withdraw(tx: &Tx, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<()> {
    withdraw_from(tx, viewer, id, Elsewhere::default(), now).await
}

/// The same, for a story that is also in places which no table names, such as what saved searches find.
pub async fn withdraw_from(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    elsewhere: Elsewhere,
    now: Timestamp,
) -> Result<()> {
    // Locked: two presses at once write one receipt.
    let row = locked_row(tx, id).await?;
    if viewer.participant() != Some(row.participant_id) || !viewer.reaches(id) {
        return Err(Error::NotFound);
    }
    withdraw_row(tx, viewer, row, elsewhere, now).await
}

/// The same, for whoever was checked to do it in the teller's stead: after a death, as it was wished.
pub(crate) async fn withdraw_row(
    tx: &Tx,
    viewer: &Viewer,
    row: table::Model,
    elsewhere: Elsewhere,
    now: Timestamp,
) -> Result<()> {
    if row.withdrawn_at.is_some() {
        return Ok(());
    }
    let (id, by, sent) = (row.id, viewer.account(), row.sent_at.is_some());
    let mut changed = row.into_active_model();
    changed.withdrawn_at = Set(Some(now));
    touch(tx, changed.update(tx.inner()).await?, false, now).await?;
    journal::note(tx, by, &[Entry::Withdrawn { story: id }], now).await?;
    notice::over(tx, NoticeKind::LookNow, id.0, None, now).await?;
    // Only now: whoever prints or shows it at the same moment has done so, or waits and is refused.
    if sent {
        receipt::write(tx, id, elsewhere, now).await?;
    }
    concern::note_of_story(tx, id, concern::Step::TakenBack, now).await?;
    audit::note(tx, by, "story.withdraw", Some(id.0), viewer.with_whom(), now).await
}

/// Brings a story back within [`UNDO_DAYS`]; it is shown as it was.
pub async fn undo_withdraw(tx: &Tx, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<()> {
    let row = locked_row(tx, id).await?;
    let teller = viewer.participant() == Some(row.participant_id) && viewer.reaches(id);
    if !teller || viewer.role() != Some(Role::Storyteller) {
        return Err(Error::NotFound);
    }
    let Some(at) = row.withdrawn_at else { return Ok(()) };
    if row.purged_at.is_some() {
        return Err(Error::Refused(
            "This story is thrown away for good. You can tell it again.",
        ));
    }
    if at.plus_days(UNDO_DAYS) < now {
        return Err(Error::Refused("The 30 days are over."));
    }
    participant::living(tx, row.participant_id).await?;
    bring_back_row(tx, viewer, row, now).await
}

/// Brings a story back, for whoever was checked to do it: nothing of it was purged.
pub(crate) async fn bring_back_row(
    tx: &Tx,
    viewer: &Viewer,
    row: table::Model,
    now: Timestamp,
) -> Result<()> {
    let id = row.id;
    let mut changed = row.into_active_model();
    changed.withdrawn_at = Set(None);
    touch(tx, changed.update(tx.inner()).await?, false, now).await?;
    journal::note(tx, viewer.account(), &[Entry::BroughtBack { story: id }], now).await?;
    receipt::undone(tx, id, now).await?;
    concern::note_of_story(tx, id, concern::Step::BroughtBack, now).await?;
    audit::note(
        tx,
        viewer.account(),
        "story.undo_withdraw",
        Some(id.0),
        viewer.with_whom(),
        now,
    )
    .await
}
