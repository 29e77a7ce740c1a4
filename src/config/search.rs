//! How much memory the index may take while it writes. In mebibytes.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Search {
    pub memory_mb: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self { memory_mb: 32 }
    }
}

impl Search {
    pub(super) fn validate(&self) -> Result<(), String> {
        if self.memory_mb < 15 {
            return Err(
                "search.memory_mb is under 15, the least the index can write with: set 15 or more".into(),
            );
        }
        Ok(())
    }
}
