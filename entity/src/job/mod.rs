//! The queue of work: enqueued in the transaction of the deed, leased while it is done.
//! No transaction is held while a job runs; a lease that runs out gives the job to another worker.
//! When the worker of the last try dies, somebody is told once more, to close: see [`Leased::is_over`].
pub(crate) mod table;

use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query, SelectStatement};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, UpdateMany};

use crate::{Db, JobId, Result, Timestamp, Tx};

/// A job to be put in the queue.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    /// Which worker function.
    pub kind: &'a str,
    /// Its input as JSON: ids only, never a person's words.
    pub payload: String,
    /// Which pool of workers.
    pub queue: &'a str,
    /// Higher goes first.
    pub priority: i32,
    /// At most one unfinished job has this key.
    pub dedupe_key: Option<String>,
    /// How often it is tried before it is set aside for a person to see.
    pub max_attempts: i32,
}

/// A job in a worker's hands.
#[derive(Clone, Debug)]
pub struct Leased {
    /// The job.
    pub id: JobId,
    /// Which worker function.
    pub kind: String,
    /// Its input.
    pub payload: String,
    /// Which try this is, from 1; one more than there are when it is [over](Leased::is_over).
    pub attempt: i32,
    /// How many tries there are.
    pub max_attempts: i32,
}

impl Leased {
    /// The worker of the last try died: the work is not done again, only the record is told.
    pub fn is_over(&self) -> bool {
        self.attempt > self.max_attempts
    }
}

/// How much work waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Not finished, and may still be tried.
    pub waiting: u64,
    /// Tried as often as allowed, and in nobody's hands.
    pub dead: u64,
}

/// Puts a job in the queue; an unfinished job with the same key makes this a no-op.
pub async fn enqueue(tx: &Tx, job: NewJob<'_>, now: Timestamp) -> Result<()> {
    if let Some(key) = &job.dedupe_key {
        let there = table::Entity::find()
            .filter(table::Column::DedupeKey.eq(key.clone()))
            .count(tx.inner())
            .await?;
        if there > 0 {
            return Ok(());
        }
    }
    let row = table::ActiveModel {
        id: Set(JobId::fresh()),
        kind: Set(job.kind.to_owned()),
        payload: Set(job.payload),
        queue: Set(job.queue.to_owned()),
        priority: Set(job.priority),
        dedupe_key: Set(job.dedupe_key),
        run_at: Set(now),
        attempts: Set(0),
        max_attempts: Set(job.max_attempts),
        locked_by: Set(None),
        locked_until: Set(None),
        last_error: Set(None),
        finished_at: Set(None),
        created_at: Set(now),
    };
    table::Entity::insert(row)
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// Takes the next due job of a queue for `lease_ms`, if there is one: one that may still be tried, or
/// once, to close it, one whose last worker let the lease run out.
pub async fn claim(
    db: &Db,
    queue: &str,
    worker: &str,
    lease_ms: i64,
    now: Timestamp,
) -> Result<Option<Leased>> {
    use table::Column;
    let tx = db.begin().await?;
    let mut due = Query::select();
    due.column(Column::Id)
        .from(table::Entity)
        .and_where(Expr::col(Column::Queue).eq(queue))
        .and_where(Expr::col(Column::FinishedAt).is_null())
        .and_where(Expr::col(Column::RunAt).lte(now))
        .and_where(
            Expr::col(Column::Attempts)
                .lt(Expr::col(Column::MaxAttempts))
                .and(Expr::col(Column::LockedUntil).is_null().or(ran_out(now)))
                .or(Expr::col(Column::Attempts)
                    .eq(Expr::col(Column::MaxAttempts))
                    .and(ran_out(now))),
        )
        .order_by(Column::Priority, sea_orm::sea_query::Order::Desc)
        .order_by(Column::RunAt, sea_orm::sea_query::Order::Asc)
        .limit(1);
    if db.backend() == "PostgreSQL" {
        due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let rows = lease(due, worker, now.plus(lease_ms))
        .exec_with_returning(tx.inner())
        .await?;
    tx.commit().await?;
    Ok(rows.into_iter().next().map(|row| Leased {
        id: row.id,
        kind: row.kind,
        payload: row.payload,
        attempt: row.attempts,
        max_attempts: row.max_attempts,
    }))
}

/// Gives the one job that `due` selects to a worker.
fn lease(due: SelectStatement, worker: &str, until: Timestamp) -> UpdateMany<table::Entity> {
    use table::Column;
    table::Entity::update_many()
        .col_expr(Column::LockedBy, Expr::val(worker))
        .col_expr(Column::LockedUntil, Expr::val(until))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        // Not IN: PostgreSQL may ask an inner SELECT again, and each time it would lock another row.
        .filter(Expr::col(Column::Id).eq(Expr::SubQuery(None, Box::new(due.into()))))
}

/// There is a lease and its time is over.
fn ran_out(now: Timestamp) -> Expr {
    Expr::col(table::Column::LockedUntil).lt(now)
}

/// Makes the lease longer; false when it is no longer this worker's.
pub async fn heartbeat(db: &Db, job: JobId, worker: &str, lease_ms: i64, now: Timestamp) -> Result<bool> {
    let tx = db.begin().await?;
    let done = table::Entity::update_many()
        .col_expr(table::Column::LockedUntil, Expr::val(now.plus(lease_ms)))
        .filter(table::Column::Id.eq(job))
        .filter(table::Column::LockedBy.eq(worker))
        .filter(table::Column::FinishedAt.is_null())
        .exec(tx.inner())
        .await?;
    tx.commit().await?;
    Ok(done.rows_affected == 1)
}

/// The job is done; its key is free again.
pub async fn finish(tx: &Tx, job: JobId, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::FinishedAt, Expr::val(now))
        .col_expr(table::Column::DedupeKey, Expr::val(None::<String>))
        .col_expr(table::Column::LockedUntil, Expr::val(None::<i64>))
        .filter(table::Column::Id.eq(job))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// The job did not work this time: it is tried again at `run_at`, and keeps what went wrong.
pub async fn fail(tx: &Tx, job: JobId, error: &str, run_at: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::LastError, Expr::val(error))
        .col_expr(table::Column::RunAt, Expr::val(run_at))
        .col_expr(table::Column::LockedUntil, Expr::val(None::<i64>))
        .filter(table::Column::Id.eq(job))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Gives back what a stopping worker still held; the try does not count.
pub async fn give_back(db: &Db, worker: &str, now: Timestamp) -> Result<()> {
    let tx = db.begin().await?;
    table::Entity::update_many()
        // Run out rather than gone: without a lease a job that was to be closed would count as closed.
        .col_expr(table::Column::LockedUntil, Expr::val(now.plus(-1)))
        .col_expr(table::Column::LockedBy, Expr::val(None::<String>))
        .col_expr(table::Column::Attempts, Expr::col(table::Column::Attempts).sub(1))
        .filter(table::Column::LockedBy.eq(worker))
        .filter(table::Column::FinishedAt.is_null())
        .filter(table::Column::LockedUntil.is_not_null())
        .exec(tx.inner())
        .await?;
    tx.commit().await
}

/// How much work waits, and how much was set aside.
pub async fn backlog(db: &Db, now: Timestamp) -> Result<Backlog> {
    let open = || table::Entity::find().filter(table::Column::FinishedAt.is_null());
    let spent = || {
        table::Column::Attempts
            .into_expr()
            .gte(table::Column::MaxAttempts.into_expr())
    };
    let dead = open()
        .filter(spent())
        .filter(table::Column::LockedUntil.is_null().or(ran_out(now)))
        .count(db.read())
        .await?;
    let all = open().count(db.read()).await?;
    Ok(Backlog {
        waiting: all.saturating_sub(dead),
        dead,
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait};

    use super::*;

    #[test]
    fn a_lease_asks_for_one_job_once() {
        let mut due = Query::select();
        due.column(table::Column::Id).from(table::Entity).limit(1);
        let sql = lease(due, "w", Timestamp(1))
            .build(DbBackend::Postgres)
            .to_string();
        assert!(sql.contains("\"id\" = (SELECT"), "{sql}");
        assert!(!sql.contains(" IN "), "{sql}");
    }
}
