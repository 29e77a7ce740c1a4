//! The vault. Tables that hold people's words are private modules: what leaves here has been
//! filtered and cut by [`policy::decide`], and every write goes through a [`Tx`].
//!
//! Reads take `(&Db, &Viewer, …, now)`, writers `(&Tx, &Viewer, …, now)`. The floors above see
//! no table, no column and no query builder. `unscoped` names the only ways around the rule.

pub mod account;
pub mod asset;
pub mod audit;
pub mod best_interests;
pub mod capacity;
pub mod card;
pub mod change;
pub mod coding;
pub mod consent;
mod db;
mod error;
pub mod hold;
pub mod identity;
pub mod job;
mod mask;
#[cfg(feature = "measure")]
pub mod measure;
pub mod notice;
pub mod participant;
pub mod place;
pub mod policy;
pub mod project;
pub mod review;
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

pub use db::{Db, Tx};
pub use error::{Error, Result};
pub use viewer::{Beside, Signed, Viewer};
pub use vocabulary::{
    AGE_BANDS, Able, AccountId, AssetId, AssetKind, AssetState, Audience, BestInterestsId, CapacityId,
    CapacityMatter, CapacityOutcome, CardId, CodingId, ExcerptId, Form, Forms, FrameworkId, GROUPS,
    HelpGiven, HelperHow, HoldGround, JobId, NoticeId, NoticeKind, ParticipantId, PlaceKind, ProjectId,
    ProjectKind, Role, SessionId, ShowcaseId, StoryId, StoryKind, Subject, ThemeId, Timestamp, UploadId,
    WhoseWords,
};
