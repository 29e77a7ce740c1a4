//! The vault. Tables that hold people's words are private modules: what leaves here has been
//! filtered and cut by [`policy::decide`], and every write goes through a [`Tx`].
//!
//! Reads take `(&Db, &Viewer, …, now)`, writers `(&Tx, &Viewer, …, now)`. The floors above see
//! no table, no column and no query builder. `unscoped` names the only ways around the rule.

pub mod account;
mod age;
pub mod asking;
pub mod asset;
pub mod audit;
pub mod best_interests;
pub mod capacity;
pub mod card;
pub mod change;
pub mod citation;
pub mod coding;
pub mod concern;
pub mod consent;
mod db;
pub mod decision;
pub mod disclosure;
pub mod ending;
mod error;
pub mod family;
pub mod hold;
pub mod identity;
pub mod insight;
pub mod job;
pub mod journal;
pub mod look;
mod mask;
#[cfg(feature = "measure")]
pub mod measure;
pub mod notice;
pub mod participant;
pub mod permission;
pub mod place;
pub mod placing;
pub mod policy;
pub mod project;
pub mod receipt;
pub mod review;
pub mod saved_search;
pub mod session;
pub mod setting;
pub mod showcase;
pub mod story;
pub mod supporter;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod transcript;
pub mod unscoped;
pub mod upkeep;
pub mod upload;
mod viewer;
mod vocabulary;
pub mod wish;

pub use db::{Db, Tx};
pub use error::{Error, Result};
pub use viewer::{Beside, Signed, Viewer};
pub use vocabulary::{
    AGE_BANDS, Able, AccountId, AskCause, AssetId, AssetKind, AssetState, Audience, BestInterestsId,
    CapacityId, CapacityMatter, CapacityOutcome, CardId, CodingId, ConcernId, DecisionId, DisclosureId,
    ExcerptId, FELT, FamilyId, Form, Forms, FrameworkId, GROUPS, HelpGiven, HelperHow, HoldGround, InsightId,
    JobId, NoticeId, NoticeKind, ParticipantId, PermissionId, PlaceKind, ProjectId, ProjectKind, Relative,
    Role, SavedSearchId, Service, SessionId, ShowcaseId, Stance, StillAlive, StoryId, StoryKind, Subject,
    ThemeId, Timestamp, UNDER_18, UploadId, WhoseWords, WishKind,
};
