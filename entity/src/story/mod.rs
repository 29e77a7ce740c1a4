//! Stories: scoped reads, the teller's own, and `&Tx` writers that append to the change log.
//! Nothing leaves here that [`crate::policy::decide`] did not allow: a [`Shown`] has already been cut.
mod back;
pub(crate) mod capture;
mod cited;
mod desk;
mod document;
mod names;
mod own;
mod purge;
mod read;
pub(crate) mod ready;
mod shown;
pub(crate) mod table;
mod visit;
mod walk;
mod write;

pub(crate) use back::{bring_back_row, withdraw_row};
pub use back::{undo_withdraw, withdraw, withdraw_from};
pub(crate) use cited::{Veil, shown_to};
pub use desk::{Uncoded, capture_of, count, drafts, uncoded};
pub use document::{Document, Reader, documents};
#[cfg(feature = "measure")]
pub(crate) use names::Sight;
pub(crate) use names::{mask_for, was_named};
pub use own::{Capture, Own, Status, captures, mine, own, own_media};
pub use purge::{due_to_purge, purge};
#[cfg(test)]
pub(crate) use read::newest;
#[cfg(feature = "measure")]
pub(crate) use read::show;
pub use read::{Filter, ids, list, open, preview, seen_as, showing, unnamed};
pub(crate) use read::{facts, facts_of, once_seen_row, row, seen_row, visible_row};
pub(crate) use ready::unrelease;
pub use ready::{SecondYes, second_yes};
pub use shown::{Asset, Called, Shown};
pub use visit::{Draft, Pressed, Visit, draft, is_as_sent, set_visit};
pub use walk::{every, of_participant, of_project};
pub use write::{
    NewStory, finish_capture, finish_interview, release, send, set_feeling, set_kind, set_words, start,
};
pub(crate) use write::{give_words, hold_all_of, locked_row, own_row, touch};

/// How long a story that was taken back can be brought back.
pub const UNDO_DAYS: i64 = 30;
