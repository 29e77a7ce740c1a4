//! The words of the field as types: ids, moments and the closed lists that pages offer.
//! Labels are what a person reads; `as_str` is what is stored and sent in forms.
use std::fmt;
use std::str::FromStr;

use sea_orm::sea_query::StringLen;
use sea_orm::{DbErr, DeriveActiveEnum, DeriveValueType, EnumIter, TryFromU64};
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
    /// A record about capacity for one decision.
    CapacityId;
    /// A best-interests decision.
    BestInterestsId;
}

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
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

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $value:literal : $label:literal,)+ })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
        pub enum $name {
            $(
                #[doc = $label]
                #[sea_orm(string_value = $value)]
                #[serde(rename = $value)]
                $variant,
            )+
        }

        impl $name {
            /// Every word of the list, in the order pages show it.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As stored and sent in forms.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $value),+ }
            }

            /// As a person reads it.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl FromStr for $name {
            type Err = Error;
            fn from_str(text: &str) -> Result<Self, Error> {
                match text { $($value => Ok(Self::$variant),)+ _ => Err(Error::NotFound) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(self.as_str())
            }
        }
    )*};
}

words! {
    /// What a story is.
    StoryKind {
        LifeStory = "life_story": "Life story",
        Interview = "interview": "Interview",
        Video = "video": "Video",
    }
    /// What of a story may be shown.
    Form {
        Words = "words": "My words",
        Voice = "voice": "My voice",
        Face = "face": "My face and pictures",
        Name = "name": "My name",
    }
    /// Who a story may be shown to.
    Audience {
        Team = "team": "The team who heard me",
        Planners = "planners": "People who plan services",
        Staff = "staff": "Frontline staff",
        Leaders = "leaders": "Leaders",
        Public = "public": "Everyone",
    }
    /// What an account comes to do.
    Role {
        Storyteller = "storyteller": "Storyteller",
        Researcher = "researcher": "Researcher",
        Commissioner = "commissioner": "Commissioner",
        Frontline = "frontline": "Frontline staff",
        Leader = "leader": "Leader",
        Safeguarding = "safeguarding": "Safeguarding lead",
        Governance = "governance": "Information governance",
        Admin = "admin": "Administrator",
    }
    /// What a project is; research needs an approval before anything is captured.
    ProjectKind {
        Engagement = "engagement": "Engagement",
        Evaluation = "evaluation": "Evaluation",
        Research = "research": "Research",
    }
    /// Why a story is stopped by safeguarding or governance.
    HoldGround {
        Safety = "safety": "A worry about someone's safety",
        OtherPerson = "other_person": "Someone else could be known from it",
        Capacity = "capacity": "We are checking the person could decide",
    }
    /// The one decision that a record of capacity is about, never all of a person (MCA 2005 s2).
    CapacityMatter {
        Capture = "capture": "Film or record it",
        Keep = "keep": "Keep it",
        ShowBeyond = "show_beyond": "Show it to anyone beyond the team",
        ShowPlanners = "show_planners": "Show it to people who plan services",
        ShowStaff = "show_staff": "Show it to frontline staff",
        ShowLeaders = "show_leaders": "Show it to leaders",
        ShowPublic = "show_public": "Show it to everyone",
    }
    /// What was done so that somebody could decide for themselves (MCA 2005 s1(3)).
    HelpGiven {
        EasyRead = "easy_read": "Easy Read",
        Pictures = "pictures": "Pictures or symbols",
        Time = "time": "More time, or another day",
        Supporter = "supporter": "Somebody they trust was there",
        Sign = "sign": "Signing, or their own way to say it",
        Interpreter = "interpreter": "An interpreter",
        Place = "place": "A quieter place, or a better time of day",
    }
    /// Whether somebody has one of the four abilities (MCA 2005 s3).
    Able {
        Yes = "yes": "Yes",
        No = "no": "No",
        NotSure = "not_sure": "Not sure",
    }
    /// What a look at capacity found, for this decision and now.
    CapacityOutcome {
        CanDecide = "can_decide": "Can decide",
        Lacks = "lacks": "Lacks capacity for this decision, now",
    }
    /// How a helper beside a person helps.
    HelperHow {
        ReadsAloud = "reads_aloud": "Reads aloud",
        Types = "types": "Types",
        Explains = "explains": "Explains",
        Interprets = "interprets": "Interprets",
        SitsBeside = "sits_beside": "Sits beside",
    }
    /// Whose words are told with a helper.
    WhoseWords {
        Theirs = "theirs": "The person's own words",
        SaidFor = "said_for": "The helper's words, said for them",
    }
    /// What a stored file is. An original is for making the others from; it is not served.
    AssetKind {
        Original = "original": "As it was sent",
        Film = "film": "Film",
        Silent = "silent": "Film without sound",
        Sound = "sound": "Sound",
        Poster = "poster": "Picture from the film",
        Picture = "picture": "Picture",
        Thumbnail = "thumbnail": "Small picture",
    }
    /// How far the work on an original is.
    AssetState {
        Waiting = "waiting": "Waiting",
        Working = "working": "Getting ready",
        Ready = "ready": "Ready",
        Broken = "broken": "We could not play this film",
    }
    /// What somebody is told. The page that shows it has the words.
    NoticeKind {
        LookNow = "look_now": "It is time to look at your story",
        EndsSoon = "ends_soon": "A yes ends soon",
        AskAgain = "ask_again": "Somebody is to be asked again",
        TakenOut = "taken_out": "A story came out",
        Stopped = "stopped": "A story is stopped for now",
        GoesOn = "goes_on": "A story is shown again",
        Worry = "worry": "Somebody is worried",
        WorryLate = "worry_late": "A worry waits too long",
        Review = "review": "A decision is to be looked at again",
    }
    /// Where a story can be beside itself.
    PlaceKind {
        Showcase = "showcase": "Showcase",
        Insight = "insight": "Insight",
        Decision = "decision": "Decision",
        SavedSearch = "saved_search": "Saved search",
        Export = "export": "File that was taken away",
        Print = "print": "Pages that were printed",
    }
    /// What a row of the change log is about.
    Subject {
        Story = "story": "Story",
        Project = "project": "Project",
        Participant = "participant": "Participant",
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

/// Age bands, as pages offer them.
pub const AGE_BANDS: &[&str] = &[
    "Under 18",
    "18 to 24",
    "25 to 44",
    "45 to 64",
    "65 to 79",
    "80 and over",
];
