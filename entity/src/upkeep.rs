//! Forgets what has done its work: jobs that are done, sessions and links that ended. It must never
//! touch a story, a consent, the audit or the change log.
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::account::invitation;
use crate::{Result, Timestamp, Tx, job, session};

/// How much was forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Jobs that were done.
    pub jobs: u64,
    /// Sessions that ran out or were ended.
    pub sessions: u64,
    /// Links for choosing a password that ran out or were used.
    pub links: u64,
}

/// Forgets what was over before a moment.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<Forgotten> {
    let jobs = job::table::Entity::delete_many()
        .filter(job::table::Column::FinishedAt.lt(before))
        .exec(tx.inner())
        .await?;
    let sessions = session::table::Entity::delete_many()
        .filter(
            Condition::any()
                .add(session::table::Column::ExpiresAt.lt(before))
                .add(session::table::Column::RevokedAt.lt(before)),
        )
        .exec(tx.inner())
        .await?;
    let links = invitation::Entity::delete_many()
        .filter(
            Condition::any()
                .add(invitation::Column::ExpiresAt.lt(before))
                .add(invitation::Column::UsedAt.lt(before)),
        )
        .exec(tx.inner())
        .await?;
    Ok(Forgotten {
        jobs: jobs.rows_affected,
        sessions: sessions.rows_affected,
        links: links.rows_affected,
    })
}
