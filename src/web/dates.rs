//! Moments as people read them. Takes every moment as a parameter; never asks what time it is.
use std::sync::OnceLock;

use entity::Timestamp;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::config::Council;
use crate::say;

/// Where the council is; its days are the days of every page.
static ZONE: OnceLock<TimeZone> = OnceLock::new();

/// "3 May 2026".
pub fn day(at: Timestamp) -> String {
    with(at, |at| {
        say!(
            "easy-date-day-year",
            day = at.day(),
            month = month_name(at),
            year = year(at)
        )
    })
}

/// "3 May 2026, 14:05".
pub fn minute(at: Timestamp) -> String {
    with(at, |at| {
        say!(
            "easy-date-minute",
            day = at.day(),
            month = month_name(at),
            year = year(at),
            time = time(at)
        )
    })
}

/// "Sunday 3 May at 15:00".
pub fn moment(at: Timestamp) -> String {
    with(at, |at| {
        let weekday = say!(
            "easy-date-weekday-name",
            weekday = at.weekday().to_monday_one_offset()
        );
        say!(
            "easy-date-moment",
            weekday = weekday,
            day = at.day(),
            month = month_name(at),
            time = time(at)
        )
    })
}

/// "May 2026".
pub fn month(at: Timestamp) -> String {
    with(at, |at| {
        say!("easy-date-month-year", month = month_name(at), year = year(at))
    })
}

/// How long a recording is, for people: "40 seconds", "2 minutes".
pub fn length(milliseconds: i64) -> String {
    let seconds = (milliseconds / 1000).max(1);
    match seconds {
        1..60 => say!("easy-date-seconds", count = seconds),
        _ => say!("easy-date-minutes", count = (seconds + 30) / 60),
    }
}

/// How long something has waited, for people: "less than an hour", "30 hours", "3 days".
pub fn span(milliseconds: i64) -> String {
    let hours = milliseconds.max(0) / (60 * 60 * 1000);
    match hours {
        0..48 => say!("easy-date-hours", count = hours),
        _ => say!("easy-date-days", count = hours / 24),
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

fn with(at: Timestamp, write: impl Fn(&Zoned) -> String) -> String {
    zoned(at, zone()).map(|at| write(&at)).unwrap_or_default()
}

fn month_name(at: &Zoned) -> String {
    say!("easy-date-month-name", month = at.month())
}

/// As text: a year takes no thousands' comma.
fn year(at: &Zoned) -> String {
    at.year().to_string()
}

fn time(at: &Zoned) -> String {
    at.strftime("%H:%M").to_string()
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

    #[tokio::test]
    async fn moments_read_like_a_letter_in_welsh_too() {
        let at = Timestamp(1_777_816_800_000);
        let said = crate::words::speaking(entity::Language::Welsh, async {
            [
                day(at),
                moment(at),
                length(125_000),
                span(3 * 24 * 60 * 60 * 1000),
            ]
        });
        assert_eq!(
            said.await,
            ["3 Mai 2026", "dydd Sul 3 Mai am 15:00", "2 funud", "3 diwrnod"]
        );
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
