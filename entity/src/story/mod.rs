//! Stories: scoped reads, the teller's own, and `&Tx` writers that append to the change log.
//! Nothing leaves here that [`crate::policy::decide`] did not allow: a [`Shown`] has already been cut.
pub(crate) mod capture;
mod desk;
mod document;
mod own;
mod read;
mod shown;
pub(crate) mod table;
mod visit;
mod walk;
mod write;

pub use desk::{Uncoded, capture_of, count, drafts, uncoded};
pub use document::{Document, Reader, documents};
pub use own::{Capture, Own, Status, captures, mine, own, own_media};
pub use read::{Filter, ids, list, open, preview, seen_as, showing, unnamed};
pub(crate) use read::{facts, masks, masks_of, row, seen_row, visible_row};
pub use shown::{Asset, Shown};
pub use visit::{Draft, Pressed, Visit, draft, give_words, is_as_sent, set_visit};
pub use walk::{every, of_participant, of_project};
pub use write::{
    NewStory, finish_capture, finish_interview, release, send, set_feeling, set_kind, set_words, start,
    undo_withdraw, withdraw,
};
pub(crate) use write::{locked_row, own_row, touch};

/// How long a story that was taken back can be brought back.
pub const UNDO_DAYS: i64 = 30;
