//! The closed lists that pages offer. Labels are what a person reads; `as_str` is what is stored and sent in forms.
use std::fmt;
use std::str::FromStr;

use sea_orm::sea_query::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::Error;

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

pub(crate) use words;

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
        NotServices = "not_services": "It is not about services or support",
        Unlawful = "unlawful": "It says something that the law does not let us show",
        Unclear = "unclear": "We do not understand it yet",
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
        CallMe = "call_me": "Somebody wants to be called",
        WordsChanged = "words_changed": "Words of a story changed",
    }
    /// Why somebody is asked again.
    AskCause {
        Grown = "grown": "Turned 18",
        Moved = "moved": "Moved",
        Died = "died": "Died",
        Review = "review": "A date to ask again",
    }
    /// Why a death that was written down is taken away again.
    StillAlive {
        Press = "press": "It was pressed by mistake",
        Person = "person": "It was somebody else",
        News = "news": "What we heard was wrong",
    }
    /// What is to be done with somebody's stories after they died, as they said themselves.
    WishKind {
        Keep = "keep": "Keep my stories",
        TakeBack = "take_back": "Take my stories back",
        Ask = "ask": "Ask somebody I name",
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
    /// What a story says about the claim of an insight.
    Stance {
        For = "for": "It speaks for the claim",
        Against = "against": "It speaks against the claim",
    }
    /// What somebody is to the others of a family.
    Relative {
        Mother = "mother": "Mother",
        Father = "father": "Father",
        Daughter = "daughter": "Daughter",
        Son = "son": "Son",
        Child = "child": "Child",
        Sister = "sister": "Sister",
        Brother = "brother": "Brother",
        Grandmother = "grandmother": "Grandmother",
        Grandfather = "grandfather": "Grandfather",
        Partner = "partner": "Partner",
        Carer = "carer": "Carer",
        Other = "other": "Someone else close",
    }
    /// Which service knows a member of a family.
    Service {
        Adult = "adult": "Adult services",
        Children = "children": "Children's services",
        Health = "health": "Health",
    }
    /// What a card of a council's packs is for.
    PackKind {
        Picture = "picture": "Picture",
        Prompt = "prompt": "Question",
    }
    /// Whether a person's pages have pictures beside the words.
    Pictures {
        Both = "both": "Pictures and words",
        Words = "words": "Words only",
        Bigger = "bigger": "Bigger pictures",
    }
    /// The colours of a person's pages.
    Colours {
        Cream = "cream": "Cream",
        White = "white": "White",
        Dark = "dark": "Dark",
        Contrast = "contrast": "Strong",
    }
    /// How big the letters of a person's pages are.
    Letters {
        Normal = "normal": "Normal",
        Big = "big": "Big",
        VeryBig = "very_big": "Very big",
    }
    /// The language of a person's pages.
    Language {
        English = "en": "English",
        Welsh = "cy": "Cymraeg",
    }
    /// What a row of the change log is about.
    Subject {
        Story = "story": "Story",
        Project = "project": "Project",
        Participant = "participant": "Participant",
    }
}
