//! Sweeps away what nobody goes on with: uploads whose time is over, objects that no row names.
//! Must never touch an object that a row names, nor one younger than a day.
use entity::{asset, unscoped::Reason, upload};

use crate::state::State;
use crate::web::upload::purge;

/// One round. Safe to cut off anywhere: what is left is swept the next time.
pub async fn sweep(state: &State) -> anyhow::Result<()> {
    let now = state.now();
    let tx = state.db.begin().await?;
    let over = upload::sweep(&tx, now).await?;
    tx.commit().await?;
    let (ids, objects): (Vec<_>, Vec<_>) = over.into_iter().map(|(id, object)| (id.0, object)).unzip();
    state.media.incoming().sweep(ids).await?;
    purge(state, objects.into_iter().flatten()).await?;
    let swept = state
        .media
        .sweep_orphans(now.plus_days(-1), async |key| {
            Ok(asset::knows(&state.db, key.as_str(), Reason::Work).await?)
        })
        .await?;
    tracing::info!(objects = swept, "swept");
    Ok(())
}
