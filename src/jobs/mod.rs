//! Work that happens after the answer: workers lease jobs from the vault's queue and do them.
//! A job is put in the queue in the transaction of the deed, with [`entity::job::enqueue`]. A job's
//! function loads what it needs by id and answers well when there is nothing left to do, because it
//! may be done twice. Nothing here knows what any job is for.
mod runner;

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use entity::JobId;

pub use self::runner::{Drained, Pace, Runner, Running};

/// The queue of ordinary work.
pub const DEFAULT: &str = "default";
/// The queue of films and sound, one at a time.
pub const TRANSCODE: &str = "transcode";

/// A pool of workers for one queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// The queue they take jobs from.
    pub queue: &'static str,
    /// How many work at once.
    pub workers: usize,
}

/// The pools of a small machine.
pub const POOLS: &[Pool] = &[
    Pool {
        queue: DEFAULT,
        workers: 2,
    },
    Pool {
        queue: TRANSCODE,
        workers: 1,
    },
];

/// What a job's function gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The job.
    pub id: JobId,
    /// Its input as JSON: ids only.
    pub payload: String,
    /// Which try this is, from 1.
    pub attempt: i32,
    /// No try comes after this one: tell the record that it did not work.
    pub is_last: bool,
    /// Its last worker died: do not work again, tell the record. The work may be what killed it.
    pub is_over: bool,
}

/// Why a job did not work. Kept with the job for the operator: never a person's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Trouble(pub String);

impl Trouble {
    /// From anything that can be said in a line.
    pub fn new(said: impl std::fmt::Display) -> Self {
        Self(said.to_string())
    }
}

impl From<entity::Error> for Trouble {
    fn from(error: entity::Error) -> Self {
        Self::new(error)
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(_: serde_json::Error) -> Self {
        // The library's message can quote the payload.
        Self::new("the payload cannot be read")
    }
}

/// What a job's function answers.
pub type Outcome = Result<(), Trouble>;

type Work = Pin<Box<dyn Future<Output = Outcome> + Send>>;
type Function<C> = Arc<dyn Fn(C, Task) -> Work + Send + Sync>;

/// Which function does which kind of job. `C` is what every function gets: the program's state.
#[derive(Clone)]
pub struct Registry<C> {
    functions: HashMap<&'static str, Function<C>>,
}

impl<C> Default for Registry<C> {
    fn default() -> Self {
        Self {
            functions: HashMap::new(),
        }
    }
}

impl<C: Clone + Send + Sync + 'static> Registry<C> {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Jobs of this kind are done by this function; a later one for the same kind takes its place.
    #[must_use]
    pub fn on<F, W>(mut self, kind: &'static str, function: F) -> Self
    where
        F: Fn(C, Task) -> W + Send + Sync + 'static,
        W: Future<Output = Outcome> + Send + 'static,
    {
        let boxed: Function<C> = Arc::new(move |context, task| Box::pin(function(context, task)));
        self.functions.insert(kind, boxed);
        self
    }

    /// The kinds that are known.
    pub fn kinds(&self) -> Vec<&'static str> {
        let mut kinds: Vec<&'static str> = self.functions.keys().copied().collect();
        kinds.sort_unstable();
        kinds
    }

    fn function(&self, kind: &str) -> Option<Function<C>> {
        self.functions.get(kind).cloned()
    }
}
