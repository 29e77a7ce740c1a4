//! Pictures that a teller has chosen and placed on the scale of faces, with a few words or their voice: a story
//! that is read as a strip. The strip is words to the rule: who may not read the words gets none of it, and
//! names in it are masked. A photo in it needs the yes for pictures, a voice the yes for the voice.
mod own_photo;
pub(crate) mod photo_table;
mod scale;
pub(crate) mod scale_table;
mod steps;
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

pub(crate) use own_photo::has_file;
pub use own_photo::{
    Kept, OwnPhoto, keep_photo, name_photo, own_photo, own_photos, photo_file, remove_photo,
};
pub use scale::{COUNCIL_FACES, council_faces, faces, set_council_faces, set_own_faces};
pub use steps::{Chosen, choose, feel, move_up, photo_is, say, sound_is, take_out};

use crate::story::Asset;
use crate::{AssetId, FELT, Result, StoryId};

/// Most pictures in one story.
pub const MOST: usize = 30;

/// A picture of the strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Where in the story's row of pictures it stands, from 1.
    pub position: i32,
    /// Which picture it is: the key of a card, or the id of a photo of the person's own.
    pub picture: String,
    /// The name of its symbol.
    pub symbol: String,
    /// The key of the topic it was chosen from.
    pub topic: String,
    /// What it is, in a few words: "The food".
    pub label: String,
    /// What the teller says about it; may be empty.
    pub words: String,
    /// The face, from 1 (very sad) to 5 (very happy); 0 when it is on none.
    pub feeling: i32,
    /// The council's card has a photo of its own, shown in the symbol's place.
    pub card_photo: bool,
    /// The teller's photo as it was put in the story.
    pub photo: Option<AssetId>,
    /// What the viewer sees of it; nothing where the pictures are not shown.
    pub photo_shown: Option<Asset>,
    /// What the teller said about it as it was put in the story.
    pub sound: Option<AssetId>,
    /// What the viewer hears of it; nothing where the voice is not shown.
    pub sound_heard: Option<Asset>,
}

impl Placed {
    /// Which picture it is, for the writers: its place is another's when pictures come and go.
    pub fn which(&self) -> &str {
        if self.picture.is_empty() {
            &self.label
        } else {
            &self.picture
        }
    }

    /// The word of the face; empty when it is on none.
    pub fn felt(&self) -> &'static str {
        let at = usize::try_from(self.feeling)
            .ok()
            .and_then(|at| at.checked_sub(1));
        at.and_then(|at| FELT.get(at)).copied().unwrap_or_default()
    }

    /// As it is found by words: "My bus: Sad. It is always late."
    pub(crate) fn said(&self) -> String {
        let felt = match self.felt() {
            "" => String::new(),
            felt => format!(": {felt}"),
        };
        format!("{}{felt}. {}", self.label, self.words)
            .trim_end()
            .to_owned()
    }

    /// Takes its own files out of those that a viewer gets of the story.
    pub(crate) fn take(&mut self, files: &mut Vec<Asset>) {
        use crate::AssetKind::{Picture, Sound, Thumbnail};
        let mut one = |source: Option<AssetId>, kind| {
            let at = files
                .iter()
                .position(|file| source.is_some() && file.source == source && file.kind == kind)?;
            Some(files.remove(at))
        };
        self.photo_shown = one(self.photo, Picture);
        one(self.photo, Thumbnail);
        self.sound_heard = one(self.sound, Sound);
    }
}

impl From<table::Model> for Placed {
    fn from(row: table::Model) -> Self {
        Self {
            position: row.position,
            picture: row.picture,
            symbol: row.symbol,
            topic: row.topic,
            label: row.label,
            words: row.words,
            feeling: row.feeling,
            card_photo: row.card_photo,
            photo: row.photo_id,
            photo_shown: None,
            sound: row.sound_id,
            sound_heard: None,
        }
    }
}

/// The placed pictures of several stories, each in its order.
pub(crate) async fn of_stories<C: ConnectionTrait>(
    connection: &C,
    stories: &[StoryId],
) -> Result<HashMap<StoryId, Vec<Placed>>> {
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.is_in(stories.iter().copied()))
        .order_by_asc(table::Column::Position)
        .all(connection)
        .await?;
    let mut found: HashMap<StoryId, Vec<Placed>> = HashMap::new();
    for row in rows {
        found.entry(row.story_id).or_default().push(row.into());
    }
    Ok(found)
}
