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

impl Jobs {
    pub(super) fn validate(&self) -> Result<(), String> {
        for (name, value) in [
            ("lease_seconds", self.lease_seconds),
            ("poll_seconds", self.poll_seconds),
        ] {
            if !(1..=86_400).contains(&value) {
                return Err(format!("jobs.{name} is {value}: set 1 to 86400"));
            }
        }
        if self.workers == 0 {
            return Err("jobs.workers is 0, and nobody would do the work: set 1 or more".into());
        }
        Ok(())
    }
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
