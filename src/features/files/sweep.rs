//! Sweeps away what nobody goes on with: uploads whose time is over, staged bytes that no row waits
//! for, objects that no row names, jobs and sessions of long ago. Must never touch an object that a
//! row names, nor one younger than a day, nor bytes on their way that are younger than an hour.
use entity::{Timestamp, UploadId, asset, unscoped::Reason, upkeep, upload};

use crate::state::State;
use crate::web::upload::purge;

/// How long what has done its work is still kept, in days.
const KEPT_DAYS: i64 = 30;
/// An upload that begins has its file before its row: so long it may have none, in milliseconds.
const YOUNG: i64 = 60 * 60 * 1000;

/// One round. Safe to cut off anywhere: what is left is swept the next time.
pub async fn sweep(state: &State) -> anyhow::Result<()> {
    let now = state.now();
    let tx = state.db.begin().await?;
    let over = upload::sweep(&tx, now).await?;
    tx.commit().await?;
    let (ids, objects): (Vec<_>, Vec<_>) = over.into_iter().map(|(id, object)| (id.0, object)).unzip();
    state.media.incoming().sweep(ids).await?;
    purge(state, objects.into_iter().flatten()).await?;
    let staged = sweep_staged(state, now).await?;
    let swept = state
        .media
        .sweep_orphans(now.plus_days(-1), async |key| {
            Ok(asset::knows(&state.db, key.as_str(), Reason::Work).await?)
        })
        .await?;
    let tx = state.db.begin().await?;
    let forgotten = upkeep::forget(&tx, now.plus_days(-KEPT_DAYS)).await?;
    tx.commit().await?;
    tracing::info!(objects = swept, staged, ?forgotten, "swept");
    Ok(())
}

/// Staged bytes whose upload is gone, or stored already: left by a stop between the row and the file.
async fn sweep_staged(state: &State, now: Timestamp) -> anyhow::Result<usize> {
    let incoming = state.media.incoming();
    let there = incoming.ids().await?;
    let ids: Vec<UploadId> = there.keys().copied().map(UploadId).collect();
    let finished = upload::finished(&state.db, &ids, Reason::Work).await?;
    let unwanted: Vec<_> = there
        .into_iter()
        .filter(|(id, written)| match finished.get(&UploadId(*id)) {
            Some(finished) => *finished,
            None => now.0.saturating_sub(*written) > YOUNG,
        })
        .map(|(id, _)| id)
        .collect();
    let many = unwanted.len();
    incoming.sweep(unwanted).await?;
    Ok(many)
}
