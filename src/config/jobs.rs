//! How the background work is paced. Times in seconds.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Jobs {
    /// Pieces of ordinary work at the same time.
    pub workers: usize,
    /// A piece of work not heard from for this long is given to somebody else.
    pub lease_seconds: u64,
    /// How often to look for work when nothing announced it.
    pub poll_seconds: u64,
}

impl Default for Jobs {
    fn default() -> Self {
        Self {
            workers: 2,
            lease_seconds: 60,
            poll_seconds: 5,
        }
    }
}
