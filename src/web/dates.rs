//! Moments as people read them. Takes every moment as a parameter; never asks what time it is.
use std::sync::OnceLock;

use entity::Timestamp;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::config::Council;

/// Where the council is; its days are the days of every page.
static ZONE: OnceLock<TimeZone> = OnceLock::new();

/// "3 May 2026".
pub fn day(at: Timestamp) -> String {
    written(at, "%-d %B %Y")
}

/// "3 May 2026, 14:05".
pub fn minute(at: Timestamp) -> String {
    written(at, "%-d %B %Y, %H:%M")
}

/// "Sunday 3 May at 15:00".
pub fn moment(at: Timestamp) -> String {
    written(at, "%A %-d %B at %H:%M")
}

/// "May 2026".
pub fn month(at: Timestamp) -> String {
    written(at, "%B %Y")
}

/// How long a recording is, for people: "40 seconds", "2 minutes".
pub fn length(milliseconds: i64) -> String {
    let seconds = (milliseconds / 1000).max(1);
    match seconds {
        1 => "1 second".to_owned(),
        2..60 => format!("{seconds} seconds"),
        60..90 => "1 minute".to_owned(),
        _ => format!("{} minutes", (seconds + 30) / 60),
    }
}

/// How long something has waited, for people: "less than an hour", "30 hours", "3 days".
pub fn span(milliseconds: i64) -> String {
    let hours = milliseconds.max(0) / (60 * 60 * 1000);
    match hours {
        0 => "less than an hour".to_owned(),
        1 => "1 hour".to_owned(),
        2..48 => format!("{hours} hours"),
        _ => format!("{} days", hours / 24),
    }
}

/// The calendar day of a moment, here.
pub fn date(at: Timestamp) -> Option<Date> {
    zoned(at, zone()).map(|at| at.date())
}

/// Noon of a calendar day, here.
pub fn noon(date: Date) -> Option<Timestamp> {
    let noon = date.at(12, 0, 0, 0).to_zoned(zone().clone()).ok()?;
    Some(Timestamp(noon.timestamp().as_millisecond()))
}

/// The first moment of a calendar day, here.
pub fn midnight(date: Date) -> Option<Timestamp> {
    let first = date.to_zoned(zone().clone()).ok()?.start_of_day().ok()?;
    Some(Timestamp(first.timestamp().as_millisecond()))
}

/// Says where days begin and end, once and for the whole program.
pub fn live_in(zone: TimeZone) {
    ZONE.get_or_init(|| zone);
}

fn zone() -> &'static TimeZone {
    ZONE.get_or_init(|| Council::default().zone().unwrap_or(TimeZone::UTC))
}

fn zoned(at: Timestamp, zone: &TimeZone) -> Option<Zoned> {
    let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
    Some(at.to_zoned(zone.clone()))
}

fn written(at: Timestamp, format: &str) -> String {
    zoned(at, zone())
        .map(|at| at.strftime(format).to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_like_a_letter() {
        let at = Timestamp(1_777_816_800_000);
        assert_eq!((day(at).as_str(), month(at).as_str()), ("3 May 2026", "May 2026"));
        assert_eq!(minute(at), "3 May 2026, 15:00");
        assert_eq!(moment(at), "Sunday 3 May at 15:00");
        assert_eq!(length(400), "1 second");
        assert_eq!(length(40_000), "40 seconds");
        assert_eq!(length(125_000), "2 minutes");
        let hours = |hours: i64| span(hours * 60 * 60 * 1000);
        assert_eq!(
            (hours(0).as_str(), hours(1).as_str()),
            ("less than an hour", "1 hour")
        );
        assert_eq!((hours(47).as_str(), hours(71).as_str()), ("47 hours", "2 days"));
    }

    #[test]
    fn a_summer_night_in_london_is_the_next_day_already() {
        // 23:30 UTC on 31 May 2026.
        let at = Timestamp(1_780_270_200_000);
        assert_eq!(
            (day(at).as_str(), month(at).as_str()),
            ("1 June 2026", "June 2026")
        );
        let noon = noon(date(at).unwrap()).unwrap();
        assert_eq!(noon.0 - at.0, 11 * 3_600_000 + 30 * 60_000, "noon is 11:00 UTC");
        assert_eq!(midnight(date(at).unwrap()), Some(at.plus(-30 * 60_000)));
    }
}
