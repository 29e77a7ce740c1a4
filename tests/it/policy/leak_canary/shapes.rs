//! The shapes of what is planted, and who each is for.
use entity::{AssetKind, Form, Role};

/// The teller's real name; no page may say it to anyone but the teller.
pub const NAME: &str = "Zyxwold";
/// The name of somebody of the teller's family, who said no; only the teller's own words have it, for the teller.
pub const KIN: &str = "Quillobar";

/// What the teller is called besides, as their team wrote it down to be hidden.
pub const ALSO: &str = "Tumblewick";

/// What is wrong with a planted story, and who may see it all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Draft,
    Unreleased,
    Withdrawn,
    Held,
    /// A draft that somebody is worried about.
    HeldDraft,
    /// The team does not show it beyond itself.
    Declined,
    Ended,
    PlannersOnly,
    /// For everyone, in one form: the others have the secret.
    VoiceOnly,
    WordsOnly,
    FaceOnly,
    Closed,
    ForStaff,
    /// Of somebody under 18: released, until nobody permits it any more.
    Permitted,
    ForEveryone,
    /// Not a story: what was written about a worry. Not even for the teller, nor for who raised it.
    Worry,
}

pub const SHAPES: [Shape; 15] = [
    Shape::Draft,
    Shape::Unreleased,
    Shape::Withdrawn,
    Shape::Held,
    Shape::HeldDraft,
    Shape::Declined,
    Shape::Ended,
    Shape::PlannersOnly,
    Shape::VoiceOnly,
    Shape::WordsOnly,
    Shape::FaceOnly,
    Shape::Closed,
    Shape::ForStaff,
    Shape::Permitted,
    Shape::ForEveryone,
];

impl Shape {
    /// The one form that everybody gets, of a story that gives no other.
    pub fn only(self) -> Option<Form> {
        match self {
            Self::VoiceOnly => Some(Form::Voice),
            Self::WordsOnly => Some(Form::Words),
            Self::FaceOnly => Some(Form::Face),
            _ => None,
        }
    }

    /// Whether a file of this kind is the form that everybody gets: then there is no secret in it.
    pub fn gives(self, kind: AssetKind) -> bool {
        match self.only() {
            Some(Form::Voice) => kind == AssetKind::Sound,
            Some(Form::Face) => !matches!(kind, AssetKind::Film | AssetKind::Sound),
            _ => false,
        }
    }
}

/// Who crawls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Person {
    Stranger,
    Teller,
    OtherTeller,
    /// Beside the teller, at the draft and nothing else.
    Helper,
    Team,
    OtherTeam,
    Staff(Role),
}

/// A planted story: its find-word may be typed, its secret may be read only by those it is for.
pub struct Planted {
    pub shape: Shape,
    pub find: String,
    pub secret: String,
    /// The colour of every picture of it; red, green and blue.
    pub face: [u8; 3],
}

impl Planted {
    pub fn is_for(&self, person: Person) -> bool {
        if self.shape == Shape::Worry {
            return person == Person::Staff(Role::Safeguarding);
        }
        // Somebody else's.
        if person == Person::Teller && self.shape != Shape::Permitted {
            return true;
        }
        match self.shape {
            Shape::Draft => person == Person::Helper,
            Shape::Withdrawn
            | Shape::Ended
            | Shape::Closed
            | Shape::VoiceOnly
            | Shape::WordsOnly
            | Shape::FaceOnly => false,
            Shape::Unreleased | Shape::Declined | Shape::Permitted => person == Person::Team,
            Shape::Held | Shape::HeldDraft | Shape::Worry => person == Person::Staff(Role::Safeguarding),
            Shape::PlannersOnly => person == Person::Staff(Role::Commissioner),
            Shape::ForStaff => person == Person::Staff(Role::Frontline),
            Shape::ForEveryone => person != Person::Helper,
        }
    }

    /// Whether a press of somebody may rightly show it to others: what the team does not show, it may show again.
    pub fn is_shown_by(&self, presser: Option<Person>) -> bool {
        self.shape == Shape::Declined && presser == Some(Person::Team)
    }

    /// Whether somebody may know that it is there, though they may not read it.
    pub fn is_known_to(&self, person: Person) -> bool {
        self.is_for(person) || self.shape.only().is_some()
    }

    /// Whether its words may be found by somebody.
    pub fn is_found_by(&self, person: Person) -> bool {
        self.is_for(person) || self.shape == Shape::WordsOnly
    }
}
