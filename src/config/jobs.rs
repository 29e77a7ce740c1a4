//! How much background work is done at once.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Jobs {
    /// Pieces of ordinary work at the same time. Films are made ready one at a time, whatever stands here.
    pub workers: usize,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { workers: 2 }
    }
}

impl Jobs {
    pub(super) fn validate(&self) -> Result<(), String> {
        if self.workers < 1 {
            return Err("jobs.workers is 0, so no work would ever be done: set 1 or more".into());
        }
        Ok(())
    }
}
