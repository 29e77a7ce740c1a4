//! How long people stay signed in and how often a door may be tried.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Security {
    /// A storyteller stays signed in this many days after the last visit.
    pub storyteller_session_days: i64,
    /// Staff are signed out after this many hours without a press.
    pub staff_idle_hours: i64,
    /// Staff sign in again this many days after they did, however busy. Storytellers never have to.
    pub staff_session_days: i64,
    /// An invitation can be used for this many days.
    pub invitation_days: i64,
    /// Sign-in tries a minute for one account.
    pub account_tries_per_minute: u32,
    /// Sign-in and card presses a minute from one address; councils sit behind one.
    pub address_tries_per_minute: u32,
}

impl Default for Security {
    fn default() -> Self {
        Self {
            storyteller_session_days: 90,
            staff_idle_hours: 12,
            staff_session_days: 7,
            invitation_days: 7,
            account_tries_per_minute: 10,
            address_tries_per_minute: 60,
        }
    }
}

impl Security {
    pub(super) fn validate(&self) -> Result<(), String> {
        let whole = [
            self.storyteller_session_days,
            self.staff_idle_hours,
            self.staff_session_days,
            self.invitation_days,
        ];
        if whole.iter().any(|&span| span < 1)
            || self.account_tries_per_minute < 1
            || self.address_tries_per_minute < 1
        {
            return Err("every value under [security] counts something: set each to 1 or more".into());
        }
        Ok(())
    }
}
