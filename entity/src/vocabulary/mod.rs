//! The words of the field as types: ids, moments and the closed lists that pages offer.
mod ids;
mod lists;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

pub use ids::*;
pub use lists::*;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Milliseconds in an hour.
    pub const HOUR: i64 = 60 * 60 * 1000;
    /// Milliseconds in a day.
    pub const DAY: i64 = 24 * 60 * 60 * 1000;

    /// This moment moved by so many milliseconds.
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// This moment moved by so many days.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.plus(days.saturating_mul(Self::DAY))
    }
}

impl HoldGround {
    /// Grounds that leave the story to safeguarding alone. The others are for declining it: the capture team
    /// goes on seeing it, and nobody beyond them does.
    pub const FOR_SAFEGUARDING: &'static [Self] = &[Self::Safety, Self::Capacity];
    /// Grounds for showing a story to nobody beyond the capture team.
    pub const FOR_DECLINING: &'static [Self] = &[
        Self::NotServices,
        Self::OtherPerson,
        Self::Unlawful,
        Self::Unclear,
    ];

    /// Whether the capture team goes on seeing the story.
    pub fn is_decline(self) -> bool {
        Self::FOR_DECLINING.contains(&self)
    }
}

impl Role {
    /// The audience that this role is by itself; the capture team is made by membership of a project.
    pub fn audience(self) -> Option<Audience> {
        match self {
            Self::Commissioner => Some(Audience::Planners),
            Self::Frontline => Some(Audience::Staff),
            Self::Leader => Some(Audience::Leaders),
            Self::Storyteller | Self::Researcher | Self::Safeguarding | Self::Governance | Self::Admin => {
                None
            }
        }
    }

    /// Whether it puts stories together for others: in showcases and insights.
    pub fn is_curator(self) -> bool {
        matches!(self, Self::Researcher | Self::Commissioner)
    }

    /// Whether the account belongs to the council's staff.
    pub fn is_staff(self) -> bool {
        self != Self::Storyteller
    }
}

/// A set of forms, small enough to copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Forms {
    /// The words may be read.
    pub words: bool,
    /// The voice may be heard.
    pub voice: bool,
    /// The face and pictures may be seen.
    pub face: bool,
    /// The name may be shown.
    pub name: bool,
}

impl Forms {
    /// Every form.
    pub const ALL: Self = Self {
        words: true,
        voice: true,
        face: true,
        name: true,
    };

    /// Something of the story can be shown: a name alone is not a story.
    pub fn shows_something(self) -> bool {
        self.words || self.voice || self.face
    }

    /// The forms that are in both sets.
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        Self {
            words: self.words && other.words,
            voice: self.voice && other.voice,
            face: self.face && other.face,
            name: self.name && other.name,
        }
    }

    /// Adds a form.
    pub fn add(&mut self, form: Form) {
        match form {
            Form::Words => self.words = true,
            Form::Voice => self.voice = true,
            Form::Face => self.face = true,
            Form::Name => self.name = true,
        }
    }

    /// Whether the form is in the set.
    pub fn has(self, form: Form) -> bool {
        match form {
            Form::Words => self.words,
            Form::Voice => self.voice,
            Form::Face => self.face,
            Form::Name => self.name,
        }
    }
}

impl AssetKind {
    /// Whether a viewer with these forms may have the bytes. An original is for the work only.
    pub fn allowed_by(self, forms: Forms) -> bool {
        match self {
            Self::Original => false,
            Self::Film => forms.face && forms.voice,
            Self::Sound => forms.voice,
            Self::Silent | Self::Poster | Self::Picture | Self::Thumbnail => forms.face,
        }
    }
}

/// The faces of the feeling scale in words, from the saddest (1) to the happiest (5).
pub const FELT: [&str; 5] = ["Very sad", "Sad", "OK", "Happy", "Very happy"];

/// Groups of people, as pages offer them and facets count them.
pub const GROUPS: &[&str] = &[
    "Adults with a learning disability",
    "Older people",
    "Carers",
    "Parents",
    "Young people",
    "Care leavers",
    "Whole families",
];

/// The age band of those for whom somebody with parental responsibility is asked too.
pub const UNDER_18: &str = "Under 18";

/// Age bands, as pages offer them.
pub const AGE_BANDS: &[&str] = &[
    UNDER_18,
    "18 to 24",
    "25 to 44",
    "45 to 64",
    "65 to 79",
    "80 and over",
];
