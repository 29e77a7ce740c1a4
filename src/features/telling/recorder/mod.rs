//! The recorder in the page: films or records a voice, piece by piece onto the phone, and sends it.
//! Its script has no words of its own: all of them are here, in [`words`].
//! Must never stand on a page that has not the file inputs as well.
mod words;

use serde::Serialize;

use super::draft::Draft;
use super::prompts::Idea;
pub use words::on_this_phone;

/// With a picture, or with the voice alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Film,
    Talk,
}

impl Way {
    /// Its page below a story, and the answer to "How do you want to tell your story?".
    pub fn path(self) -> &'static str {
        match self {
            Self::Film => "film",
            Self::Talk => "talk",
        }
    }
}

/// A kind word comes after so many seconds; nothing ends.
const SOFT_SECONDS: u32 = 180;
/// It stops by itself after so many seconds. What there is then is kept.
const MOST_SECONDS: u32 = 40 * 60;

/// The recorder of one page; rendered by the component `recorder`.
#[derive(Debug, Serialize)]
pub struct Recorder {
    kind: &'static str,
    film: bool,
    story: String,
    /// Whose phone shelf this is, as a word that says nothing.
    whose: String,
    /// The recordings that were in the story when the page was made; a new one takes the place of these only.
    knows: String,
    /// Where to go when it has arrived.
    next: String,
    soft: u32,
    most: u32,
    headings: words::Headings,
    buttons: words::Buttons,
    sayings: Vec<(&'static str, String)>,
    troubles: Vec<words::Trouble>,
    pub ideas: Vec<Idea>,
}

impl Recorder {
    pub fn new(way: Way, draft: &Draft, whose: String, knows: String, next: String) -> Self {
        Self {
            kind: way.path(),
            film: way == Way::Film,
            story: draft.id().to_string(),
            whose,
            knows,
            next,
            soft: SOFT_SECONDS,
            most: MOST_SECONDS,
            headings: words::headings(way),
            buttons: words::buttons(way),
            sayings: words::sayings(way),
            troubles: words::troubles(way, draft),
            ideas: Vec::new(),
        }
    }
}
