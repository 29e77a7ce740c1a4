//! Where a story is beside itself: in a showcase, a decision, a saved search, a file that was taken away.
//! Every module that keeps such a place names it in this shape; nothing here reads a table.
use crate::{AccountId, PlaceKind, Timestamp};

/// One place that a story is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// Its id among its kind.
    pub id: uuid::Uuid,
    /// As people read it: written by staff, with no name of a teller in it that is not to be seen.
    pub name: String,
    /// Who put it there.
    pub by: AccountId,
    /// Since when.
    pub at: Timestamp,
}
