//! One request at a time for each upload; a newer one stops the older.
//!
//! A phone that lost its connection comes back while the server still waits for the old one: it must not be
//! kept waiting until that one times out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The queues of all uploads that are being worked on.
#[derive(Debug, Clone, Default)]
pub(super) struct Turns(Arc<Mutex<HashMap<Uuid, Slot>>>);

#[derive(Debug)]
struct Slot {
    door: Arc<tokio::sync::Mutex<()>>,
    newest: CancellationToken,
    /// Requests that hold or wait for the door; the slot goes with the last.
    users: usize,
}

impl Turns {
    /// Stops whoever is working on the upload and waits until they have left.
    pub(super) async fn take(&self, id: Uuid) -> Turn {
        let stopped = CancellationToken::new();
        let door = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let slot = slots.entry(id).or_insert_with(|| Slot {
                door: Arc::default(),
                newest: stopped.clone(),
                users: 0,
            });
            slot.users += 1;
            if slot.users > 1 {
                slot.newest.cancel();
                slot.newest = stopped.clone();
            }
            Arc::clone(&slot.door)
        };
        // Counted before the wait, so that a waiter that is dropped leaves too.
        let place = Place {
            turns: self.clone(),
            id,
        };
        let guard = door.lock_owned().await;
        Turn {
            stopped,
            _guard: guard,
            _place: place,
        }
    }
}

/// The right to work on one upload.
#[derive(Debug)]
pub(super) struct Turn {
    stopped: CancellationToken,
    // Fields drop in this order: the door opens before the slot may go.
    _guard: OwnedMutexGuard<()>,
    _place: Place,
}

impl Turn {
    /// Fires when a newer request wants the upload.
    pub(super) fn stopped(&self) -> CancellationToken {
        self.stopped.clone()
    }
}

#[derive(Debug)]
struct Place {
    turns: Turns,
    id: Uuid,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut slots = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get_mut(&self.id) {
            slot.users -= 1;
            if slot.users == 0 {
                slots.remove(&self.id);
            }
        }
    }
}
