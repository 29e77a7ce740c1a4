//! Workers: each leases one job at a time, keeps the lease alive while it works and writes down how
//! it went. A worker that dies lets its lease run out; another takes the job over.
use std::sync::Arc;
use std::time::Duration;

use entity::job::{self, Leased};
use entity::{Db, JobId, Timestamp};
use tokio::sync::{Notify, watch};
use tokio::task::{JoinHandle, JoinSet};
use uuid::Uuid;

use super::{Outcome, Pool, Registry, Task, Trouble};

/// A lease is made longer this many times before it would run out.
const BEATS: u32 = 3;
/// The first pause before another try, in milliseconds; doubled with each try.
const MINUTE: i64 = 60_000;
/// Pauses do not double beyond this many tries.
const MOST_DOUBLINGS: u32 = 10;
/// How many letters of what went wrong are kept.
const LONGEST_TROUBLE: usize = 500;

type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How workers keep time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long a job stays with a worker that is not heard from.
    pub lease: Duration,
    /// How often a queue is looked at when nobody says that there is something.
    pub poll: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(60),
            poll: Duration::from_secs(5),
        }
    }
}

impl Pace {
    fn lease_ms(self) -> i64 {
        i64::try_from(self.lease.as_millis()).unwrap_or(i64::MAX)
    }
}

/// Everything workers need. Clones share it.
pub struct Runner<C> {
    db: Db,
    registry: Arc<Registry<C>>,
    context: C,
    now: Now,
    pools: Arc<[Pool]>,
    wake: Arc<Notify>,
    pace: Pace,
}

impl<C: Clone> Clone for Runner<C> {
    fn clone(&self) -> Self {
        Self {
            db: self.db.clone(),
            registry: Arc::clone(&self.registry),
            context: self.context.clone(),
            now: Arc::clone(&self.now),
            pools: Arc::clone(&self.pools),
            wake: Arc::clone(&self.wake),
            pace: self.pace,
        }
    }
}

/// How emptying the queues went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drained {
    /// Jobs that were done.
    pub done: u64,
    /// Tries that did not work.
    pub troubled: u64,
}

/// Workers at work. Dropped without [`Running::stop`], they work on.
pub struct Running {
    stop: watch::Sender<bool>,
    workers: Vec<(String, JoinHandle<()>)>,
    db: Db,
    now: Now,
}

impl<C: Clone + Send + Sync + 'static> Runner<C> {
    /// For these pools; `now` tells the time.
    pub fn new(
        db: Db,
        registry: Registry<C>,
        context: C,
        pools: &[Pool],
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Self {
        Self {
            db,
            registry: Arc::new(registry),
            context,
            now: Arc::new(now),
            pools: pools.into(),
            wake: Arc::new(Notify::new()),
            pace: Pace::default(),
        }
    }

    /// Says that a job was committed: idle workers look at once.
    pub fn wake(&self) {
        self.wake.notify_waiters();
    }

    /// Rings with a bell that others already have: `notify_waiters` on it is [`Runner::wake`].
    #[must_use]
    pub fn with_bell(mut self, bell: Arc<Notify>) -> Self {
        self.wake = bell;
        self
    }

    /// Keeps time in another way than [`Pace::default`].
    #[must_use]
    pub fn with_pace(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// Sets the workers to work. Needs the program's long-lived runtime.
    pub fn start(&self) -> Running {
        let (stop, stopped) = watch::channel(false);
        let mut workers = Vec::new();
        for pool in self.pools.iter() {
            for number in 0..pool.workers {
                let name = format!("{}/{}/{number}", Uuid::new_v4().simple(), pool.queue);
                let work = self.clone().work(pool.queue, name.clone(), stopped.clone());
                workers.push((name, tokio::spawn(work)));
            }
        }
        Running {
            stop,
            workers,
            db: self.db.clone(),
            now: Arc::clone(&self.now),
        }
    }

    /// Does everything that is due, in every queue, one job after another, and returns when nothing
    /// is due any more. For tests and the command line.
    pub async fn drain(&self) -> entity::Result<Drained> {
        let name = format!("{}/drain", Uuid::new_v4().simple());
        let mut drained = Drained::default();
        loop {
            let before = drained;
            for pool in self.pools.iter() {
                while let Some(leased) = self.claim(pool.queue, &name).await? {
                    match self.perform(&leased, &name).await? {
                        Some(Ok(())) => drained.done += 1,
                        Some(Err(_)) => drained.troubled += 1,
                        None => {}
                    }
                }
            }
            // A job may have put another one in a queue that was empty by then.
            if drained == before {
                return Ok(drained);
            }
        }
    }

    async fn claim(&self, queue: &str, name: &str) -> entity::Result<Option<Leased>> {
        job::claim(&self.db, queue, name, self.pace.lease_ms(), (self.now)()).await
    }

    async fn work(self, queue: &'static str, name: String, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            // Registered before looking: a ring in between is not missed.
            let rung = self.wake.notified();
            tokio::pin!(rung);
            rung.as_mut().enable();
            match self.claim(queue, &name).await {
                Ok(Some(leased)) => {
                    if let Err(error) = self.perform(&leased, &name).await {
                        tracing::warn!(%error, kind = leased.kind, "how a job went could not be written down");
                    }
                    continue;
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, queue, "the queue could not be looked at"),
            }
            tokio::select! {
                () = &mut rung => {}
                () = tokio::time::sleep(self.pace.poll) => {}
                gone = stop.changed() => if gone.is_err() { return },
            }
        }
    }

    /// Does a job and writes down how it went; `None` when the lease was lost on the way.
    async fn perform(&self, leased: &Leased, name: &str) -> entity::Result<Option<Outcome>> {
        let outcome = match self.registry.function(&leased.kind) {
            None => Some(Err(Trouble::new("no function for this kind of job"))),
            Some(function) => {
                let task = Task {
                    id: leased.id,
                    payload: leased.payload.clone(),
                    attempt: leased.attempt,
                    is_last: leased.attempt >= leased.max_attempts,
                    is_over: leased.is_over(),
                };
                // A set, so that the work ends with the worker; a task, so that a panic ends only the job.
                let mut work = JoinSet::new();
                work.spawn(function(self.context.clone(), task));
                tokio::select! {
                    ended = work.join_next() => match ended {
                        Some(Ok(outcome)) => Some(outcome),
                        _ => Some(Err(Trouble::new("the work stopped unexpectedly"))),
                    },
                    () = self.until_lost(leased.id, name) => None,
                }
            }
        };
        let Some(outcome) = outcome else {
            tracing::warn!(
                kind = leased.kind,
                "a job's lease was lost; another worker has it"
            );
            return Ok(None);
        };
        let now = (self.now)();
        // Who lost the lease has nothing to say about the job any more.
        if !job::heartbeat(&self.db, leased.id, name, self.pace.lease_ms(), now).await? {
            return Ok(None);
        }
        let tx = self.db.begin().await?;
        match &outcome {
            Ok(()) => job::finish(&tx, leased.id, now).await?,
            Err(Trouble(said)) => {
                tracing::warn!(
                    kind = leased.kind,
                    attempt = leased.attempt,
                    said,
                    "a job did not work"
                );
                let kept: String = said.chars().take(LONGEST_TROUBLE).collect();
                let again = now.plus(pause(leased.id, leased.attempt));
                job::fail(&tx, leased.id, &kept, again).await?;
            }
        }
        tx.commit().await?;
        Ok(Some(outcome))
    }

    /// Keeps the lease alive; returns when it is no longer this worker's.
    async fn until_lost(&self, id: JobId, name: &str) {
        loop {
            tokio::time::sleep(self.pace.lease / BEATS).await;
            match job::heartbeat(&self.db, id, name, self.pace.lease_ms(), (self.now)()).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(%error, "a job's lease could not be made longer"),
            }
        }
    }
}

impl Running {
    /// Takes no new jobs, lets those begun go on for `grace`, and gives the rest back uncounted.
    pub async fn stop(self, grace: Duration) -> entity::Result<()> {
        // An error says that every worker is gone already.
        let _ = self.stop.send(true);
        let end = tokio::time::Instant::now() + grace;
        for (name, mut worker) in self.workers {
            if tokio::time::timeout_at(end, &mut worker).await.is_err() {
                worker.abort();
                let _ = worker.await;
            }
            job::give_back(&self.db, &name, (self.now)()).await?;
        }
        Ok(())
    }
}

/// How long to wait after a try: two minutes doubled with each, a fifth more or less so that jobs
/// that went wrong together do not all come back together. In milliseconds.
fn pause(id: JobId, attempt: i32) -> i64 {
    let doublings = u32::try_from(attempt).unwrap_or(1).clamp(1, MOST_DOUBLINGS);
    let minutes = MINUTE.saturating_mul(1_i64 << doublings);
    let fifth = minutes / 5;
    let (_, random) = id.0.as_u64_pair();
    let part = i64::try_from(random % 1_000).unwrap_or(0);
    minutes - fifth + 2 * fifth * part / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_differ_by_at_most_a_fifth() {
        for attempt in 1..=20 {
            let full = MINUTE * (1_i64 << attempt.min(10));
            for _ in 0..50 {
                let waited = pause(JobId::fresh(), attempt);
                assert!((waited - full).abs() <= full / 5, "{waited} at try {attempt}");
            }
        }
    }
}
