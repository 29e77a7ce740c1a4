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
    /// Who helps, by name, where a storyteller has no helper of their own: "Asha in the story team". May be empty.
    pub help_name: String,
    /// The number to call for help, as it is dialled. May be empty.
    pub help_phone: String,
    /// Where "Go away from this page" leads: a page that says nothing of this one, like the weather.
    pub exit_page: String,
    /// Where its days begin and end, by its name in the IANA list.
    pub time_zone: String,
}

impl Council {
    pub(super) fn validate(&self) -> Result<(), String> {
        if !self.exit_page.starts_with("https://") {
            return Err(format!(
                "council.exit_page is no address to go away to: {:?}. Write it like \"https://www.example.org/weather\"",
                self.exit_page
            ));
        }
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
            help_name: String::new(),
            help_phone: String::new(),
            exit_page: "https://www.bbc.co.uk/weather".into(),
            time_zone: "Europe/London".into(),
        }
    }
}
