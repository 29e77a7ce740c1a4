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

/// Where a story is that no table names, such as what kept searches find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Those that were found.
    pub places: Vec<Place>,
    /// Not all were asked: there may be more.
    pub may_be_more: bool,
}

impl Elsewhere {
    /// Nobody looked.
    pub const UNASKED: Self = Self {
        places: Vec::new(),
        may_be_more: true,
    };
}
