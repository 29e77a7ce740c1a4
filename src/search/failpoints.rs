//! Named places where tests make the indexer stop as if the machine had gone. Not armed, they cost
//! one look at a set. Nothing but tests may arm them.
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Error, Result};

/// A place where work can be cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// The database has the change, the index has not begun with it.
    AfterDbCommit,
    /// Some stories of a batch are written, others not.
    MidBatch,
    /// Everything is written, nothing committed.
    BeforeIndexCommit,
    /// Committed, but nobody took note.
    AfterIndexCommitBeforeAck,
    /// A rebuilt index is complete but not yet the one in use.
    DuringSwap,
}

/// The armed places; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Failpoints(Arc<Mutex<HashSet<Point>>>);

impl Failpoints {
    /// The next time work comes past this place, it is cut off there; once.
    pub fn arm(&self, point: Point) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(point);
    }

    /// An error where armed, nothing otherwise.
    pub(super) fn pass(&self, point: Point) -> Result<()> {
        let armed = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&point);
        if armed { Err(Error::CutOff(point)) } else { Ok(()) }
    }
}
