//! What the log looks like. It never holds personal text, whatever is set here.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    pub format: LogFormat,
    /// Levels by target, as in `info,firsthand=debug`.
    pub filter: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One JSON object a line, for machines.
    Json,
    /// One line an event, for eyes.
    Compact,
}

impl Default for Log {
    fn default() -> Self {
        // sea-orm and sqlx would print statements; a statement can hold somebody's words.
        Self {
            format: LogFormat::Compact,
            filter: "info,actix_server=warn,sqlx=warn,sea_orm=warn,sea_orm_migration=warn".into(),
        }
    }
}
