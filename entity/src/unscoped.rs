//! The only ways around the rule, each named for why. `tests/vault.rs` lists the functions
//! that take a [`Reason`] and the files that may name one. All reasons are the program's own
//! machinery, which shows nothing to anybody: so no line of the audit is written for them.

/// Why something is read without a viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The search index: it keeps who may find what, and hydrates through the rule.
    Index,
    /// What is done every hour: telling people, and ending what is over.
    Round,
    /// Work on files: renditions are made from originals.
    Work,
}

impl Reason {
    pub(crate) fn noted(self, records: usize) {
        tracing::trace!(reason = ?self, records, "read without a viewer");
    }
}
