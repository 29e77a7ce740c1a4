//! How far the work on the files of a story is, in words for its teller.
use entity::AssetState;
use serde::Serialize;

use crate::say;

/// How far the work on a film or on pictures is, for its teller.
#[derive(Debug, Serialize)]
pub struct Work {
    /// What to say.
    pub words: String,
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
                say!("easy-sharing-work-picture-broken")
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
            (AssetState::Waiting, _) => say!("easy-sharing-work-waits"),
            (AssetState::Working, ..40) => say!("easy-sharing-work-begun"),
            (AssetState::Working, 40..75) => say!("easy-sharing-work-half"),
            (AssetState::Working, _) => say!("easy-sharing-work-nearly"),
            (AssetState::Ready, _) => say!("easy-sharing-work-done"),
            (AssetState::Broken, _) => say!("easy-sharing-work-film-broken"),
        };
        Some(Self {
            words,
            pictures: false,
            going: matches!(state, AssetState::Waiting | AssetState::Working),
            broken: state == AssetState::Broken,
        })
    }
}
