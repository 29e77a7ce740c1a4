//! How far the work on the files of a story is, in words for its teller.
use entity::AssetState;
use serde::Serialize;

/// How far the work on a film or on pictures is, for its teller.
#[derive(Debug, Serialize)]
pub struct Work {
    /// What to say.
    pub words: &'static str,
    /// It goes on by itself; ask again.
    pub going: bool,
    /// It could not be played, or opened.
    pub broken: bool,
    /// It is about pictures, not a film.
    pub pictures: bool,
}

impl Work {
    /// The same for pictures.
    pub fn of_pictures(media: Option<(AssetState, i32)>) -> Option<Self> {
        let work = Self::of(media)?;
        Some(Self {
            words: if work.broken {
                "We could not open this picture."
            } else {
                work.words
            },
            pictures: true,
            ..work
        })
    }

    /// In plain words, without counting in hundreds.
    pub fn of(media: Option<(AssetState, i32)>) -> Option<Self> {
        let (state, percent) = media?;
        let words = match (state, percent) {
            (AssetState::Waiting, _) => "It waits for its turn.",
            (AssetState::Working, ..40) => "We are getting it ready.",
            (AssetState::Working, 40..75) => "About half is done.",
            (AssetState::Working, _) => "It is nearly ready.",
            (AssetState::Ready, _) => "It is ready.",
            (AssetState::Broken, _) => "We could not play this film.",
        };
        Some(Self {
            words,
            pictures: false,
            going: matches!(state, AssetState::Waiting | AssetState::Working),
            broken: state == AssetState::Broken,
        })
    }
}
