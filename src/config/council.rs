//! Who runs this house, in the words that pages show.
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Council {
    /// As in "Fernshire Council".
    pub name: String,
    /// How to reach a person, as in "Call the story team on 01234 567890". Empty: no line is shown.
    pub help_line: String,
    /// Where its days begin and end, by its name in the IANA list.
    pub time_zone: String,
}

impl Council {
    pub(super) fn validate(&self) -> Result<(), String> {
        self.zone().map(|_| ())
    }

    /// The time zone of that name.
    pub fn zone(&self) -> Result<TimeZone, String> {
        TimeZone::get(&self.time_zone).map_err(|_| {
            format!(
                "council.time_zone names no time zone that is known: {:?}. Write it like \"Europe/London\"",
                self.time_zone
            )
        })
    }
}

impl Default for Council {
    fn default() -> Self {
        Self {
            name: "the council".into(),
            help_line: String::new(),
            time_zone: "Europe/London".into(),
        }
    }
}
