//! Worries about a person: what was seen or heard, whose words it was in, and everything that safeguarding did
//! about it (section 42 of the Care Act 2014). Raising one holds its story in the same transaction. Nothing of a
//! worry is ever changed, only added to; taking the story back leaves it as it is. Only safeguarding reads it.
pub(crate) mod entry;
mod raise;
mod read;
mod steps;
pub(crate) mod table;
mod words;

pub use raise::{Worry, is_open_to, more, raise, tell};
pub(crate) use read::late_stories;
pub use read::{Concern, Counts, Line, OpenOnes, Triage, closed, counts, get, list, opened};
pub use steps::{New, add, escalate};
pub(crate) use steps::{append, lifted, note_of_story, untriaged};
pub use words::{AbuseType, Hurt, Known, Outcome, Step, WordsOf};
