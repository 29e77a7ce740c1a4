//! Ids: each its own type, so that one is never taken for another.
use std::fmt;
use std::str::FromStr;

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Error;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id; ids made later sort later.
            pub fn fresh() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = Error;
            fn from_str(text: &str) -> Result<Self, Error> {
                Uuid::parse_str(text).map(Self).map_err(|_| Error::NotFound)
            }
        }
    )*};
}

ids! {
    /// A person who signs in.
    AccountId;
    /// A framework of themes at one version.
    FrameworkId;
    /// A theme.
    ThemeId;
    /// A project.
    ProjectId;
    /// A participant.
    ParticipantId;
    /// A story.
    StoryId;
    /// A stored file of a story.
    AssetId;
    /// A chosen span of a story's words.
    ExcerptId;
    /// One coding.
    CodingId;
    /// A showcase.
    ShowcaseId;
    /// A file on its way in.
    UploadId;
    /// A job.
    JobId;
    /// A card.
    CardId;
    /// A signed-in session.
    SessionId;
    /// Something that somebody is told.
    NoticeId;
    /// A search that somebody keeps.
    SavedSearchId;
    /// A decision.
    DecisionId;
    /// An insight.
    InsightId;
    /// A family.
    FamilyId;
    /// Pages or a file that left the house.
    DisclosureId;
    /// A permission for somebody under 18.
    PermissionId;
    /// A worry about somebody.
    ConcernId;
    /// A record about capacity for one decision.
    CapacityId;
    /// A best-interests decision.
    BestInterestsId;
    /// Somebody who asked to be called.
    CallId;
    /// A link to sign in with.
    LinkId;
    /// A message to a storyteller.
    MessageId;
    /// A phone that signs its person in.
    PasskeyId;
    /// A photo that is kept for a person.
    OwnPhotoId;
}
