//! Ideas for somebody who films or talks: a picture and one short line, one at a time.
//! The one place that recorders get them from. Must never ask what a teller has answered before.
use entity::pack::{self, Offered};
use entity::theme::Theme;
use serde::Serialize;

use crate::say;
use crate::state::State;
use crate::web::Error;
use crate::words;

/// One idea.
#[derive(Debug, Serialize)]
pub struct Idea {
    /// A name from `assets/symbols.json`.
    picture: String,
    /// The council's own photo, in the picture's place.
    photo: Option<String>,
    /// The council's own recording, heard in place of a synthetic voice.
    sound: Option<String>,
    /// One question of at most twelve words.
    words: String,
}

/// What any story can tell.
fn any() -> [(&'static str, String); 5] {
    [
        ("look", say!("easy-telling-idea-happened")),
        ("people", say!("easy-telling-idea-there")),
        ("happy", say!("easy-telling-idea-good")),
        ("sad", say!("easy-telling-idea-hard")),
        ("change", say!("easy-telling-idea-change")),
    ]
}

/// The questions about this, in their order; what any story can tell when there are none.
pub async fn ideas(state: &State, about: Option<&Theme>) -> Result<Vec<Idea>, Error> {
    let topic = about.and_then(|theme| pack::topic_of(&theme.key));
    let asked = match topic {
        Some(topic) => pack::prompts_for(&state.db, &topic.key, words::current().as_str()).await?,
        None => Vec::new(),
    };
    if asked.is_empty() {
        return Ok(any().into_iter().map(idea).collect());
    }
    Ok(asked.into_iter().map(Idea::from).collect())
}

fn idea((picture, words): (&str, String)) -> Idea {
    Idea {
        picture: picture.to_owned(),
        photo: None,
        sound: None,
        words,
    }
}

impl From<Offered> for Idea {
    fn from(one: Offered) -> Self {
        let at = |what: &str| format!("/packs/{}/{what}", one.key);
        Self {
            photo: one.photo.then(|| at("photo")),
            sound: one.sound.then(|| at("sound")),
            picture: one.symbol,
            words: one.words,
        }
    }
}
