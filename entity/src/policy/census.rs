//! Every table says whether it holds something of a person. A table that is not listed fails the test.

/// Tables with something of a person: private modules, read through the rule or a narrow read.
pub const PROTECTED: &[&str] = &[
    "participant",
    "identity",
    "story",
    "capture",
    "consent",
    "hold",
    "media_asset",
    "cue",
    "upload",
    "excerpt",
    "coding",
    "showcase_item",
    "notice",
    "capacity",
    "best_interests",
    "supporter_session",
];

/// Tables that hold nothing of a participant's life.
pub const OPEN: &[&str] = &[
    "account",
    "session",
    "invitation",
    "card",
    "project",
    "project_member",
    "framework",
    "theme",
    "showcase",
    "change",
    "change_log",
    "audit",
    "audit_head",
    "job",
    "setting",
    "seaql_migrations",
];
