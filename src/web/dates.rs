//! Moments as people read them. Takes every moment as a parameter; never asks what time it is.
use entity::Timestamp;
use jiff::tz::TimeZone;

/// "3 May 2026".
pub fn day(at: Timestamp) -> String {
    written(at, "%-d %B %Y")
}

/// "May 2026".
pub fn month(at: Timestamp) -> String {
    written(at, "%B %Y")
}

/// "3 May 2026 at 14:05".
pub fn moment(at: Timestamp) -> String {
    written(at, "%-d %B %Y at %H:%M")
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

fn written(at: Timestamp, format: &str) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .map(|at| at.to_zoned(TimeZone::UTC).strftime(format).to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_like_a_letter() {
        let at = Timestamp(1_777_816_800_000);
        assert_eq!((day(at).as_str(), month(at).as_str()), ("3 May 2026", "May 2026"));
        assert_eq!(moment(at), "3 May 2026 at 14:00");
        assert_eq!(length(400), "1 second");
        assert_eq!(length(40_000), "40 seconds");
        assert_eq!(length(125_000), "2 minutes");
    }
}
