//! How far the index has read the change log of a database.
use std::collections::BTreeMap;

use entity::Timestamp;
use entity::change::Change;
use uuid::Uuid;

/// How long a skipped position may still be filled by a transaction that commits late.
const LATE: i64 = 10 * 60 * 1000;
/// Of a long gap, only so many positions at its end are waited for.
const MOST_GAPS: i64 = 2_000;

/// How far the change log has been read. On PostgreSQL positions may become visible out of
/// order: skipped ones are remembered and looked for again.
#[derive(Clone, Debug, Default)]
pub(super) struct Cursor {
    /// Which log.
    pub log: Option<Uuid>,
    pub head: i64,
    /// Skipped positions, and when that was seen.
    pub gaps: BTreeMap<i64, Timestamp>,
}

impl Cursor {
    pub fn at(log: Option<Uuid>, head: i64) -> Self {
        Self {
            log,
            head,
            gaps: BTreeMap::new(),
        }
    }

    /// Everything up to here has been read: where to begin after a crash.
    pub fn safe(&self) -> i64 {
        self.gaps
            .first_key_value()
            .map_or(self.head, |(first, _)| first.saturating_sub(1))
    }

    pub fn take(&mut self, rows: &[Change], now: Timestamp) {
        for row in rows {
            self.gaps.remove(&row.position);
            if row.position > self.head {
                let from = self.head.saturating_add(1).max(row.position - MOST_GAPS);
                // The log never begins with a gap: older rows were cleared away.
                if self.head > 0 {
                    self.gaps
                        .extend((from..row.position).map(|position| (position, now)));
                }
                self.head = row.position;
            }
        }
        self.gaps.retain(|_, seen| now.0.saturating_sub(seen.0) < LATE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::{StoryId, Subject};

    fn row(position: i64) -> Change {
        Change {
            position,
            subject: Subject::Story,
            id: StoryId::fresh().0,
        }
    }

    #[test]
    fn a_position_that_becomes_visible_late_is_waited_for() {
        let mut cursor = Cursor::at(None, 10);
        cursor.take(&[row(11), row(14)], Timestamp(0));
        assert_eq!((cursor.head, cursor.safe()), (14, 11));
        assert_eq!(cursor.gaps.keys().copied().collect::<Vec<_>>(), [12, 13]);
        cursor.take(&[row(12), row(15)], Timestamp(1));
        assert_eq!((cursor.head, cursor.safe()), (15, 12));
        cursor.take(&[row(13)], Timestamp(2));
        assert_eq!((cursor.head, cursor.safe()), (15, 15));
    }

    #[test]
    fn a_position_that_was_never_used_is_let_go_of_in_time() {
        let mut cursor = Cursor::at(None, 1);
        cursor.take(&[row(3)], Timestamp(0));
        cursor.take(&[row(4)], Timestamp(LATE - 1));
        assert_eq!(cursor.safe(), 1);
        cursor.take(&[row(5)], Timestamp(LATE));
        assert_eq!(cursor.safe(), 5);
        let mut far = Cursor::at(None, 1);
        far.take(&[row(1_000_000)], Timestamp(0));
        assert_eq!(i64::try_from(far.gaps.len()).unwrap(), MOST_GAPS);
    }
}
