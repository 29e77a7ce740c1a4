//! Who runs this house, in the words that pages show.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Council {
    /// As in "Fernshire Council".
    pub name: String,
    /// How to reach a person, as in "Call the story team on 01234 567890". Empty: no line is shown.
    pub help_line: String,
}

impl Default for Council {
    fn default() -> Self {
        Self {
            name: "the council".into(),
            help_line: String::new(),
        }
    }
}
