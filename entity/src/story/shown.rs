//! A story as one viewer may see it. Made in [`super::read`] only, after the rule was asked.
use crate::asset::AssetState;
use crate::placing::Placed;
use crate::transcript::Cue;
use crate::{AssetId, AssetKind, Forms, ParticipantId, ProjectId, StoryId, StoryKind, Timestamp};

/// A file of a story that this viewer may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The file; its address is checked again at every request.
    pub id: AssetId,
    /// What it is.
    pub kind: AssetKind,
    /// What it was made from: the film, silent, sound and poster of one recording have the same.
    pub source: Option<AssetId>,
    /// Its media type.
    pub mime: String,
    /// Width and height in pixels, where it has them.
    pub size: Option<(i32, i32)>,
    /// Length in milliseconds, where it has one.
    pub duration_ms: Option<i64>,
}

/// What stands for the teller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// Their name.
    Name,
    /// The pseudonym.
    Pseudonym,
    /// Neither: under the pseudonym others would find out the name.
    Nothing,
}

/// A story as one viewer may see it at one moment: what is not allowed is not in it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The story.
    pub id: StoryId,
    /// What it is.
    pub kind: StoryKind,
    /// Whose it is.
    pub participant: ParticipantId,
    /// In which project.
    pub project: ProjectId,
    /// Which forms this viewer gets.
    pub forms: Forms,
    /// Its title, or a plain one where the words are not shown.
    pub title: String,
    /// Its words, where they are shown.
    pub words: Option<String>,
    /// The name of the teller, or the pseudonym, or "Somebody".
    pub teller: String,
    /// Which of them it is.
    pub called: Called,
    /// The teller's group.
    pub group: String,
    /// The teller's age band.
    pub age_band: String,
    /// Where it happened or was told.
    pub place: String,
    /// When it was told.
    pub told_at: Timestamp,
    /// How it felt, from 1 (very sad) to 5 (very happy).
    pub feeling: Option<i32>,
    /// Which cut of the story this is.
    pub cut: i32,
    /// The files this viewer gets.
    pub assets: Vec<Asset>,
    /// Pictures on the scale of faces, where the words are shown.
    pub placed: Vec<Placed>,
    /// The words of the recording in time, where words are shown.
    pub cues: Vec<Cue>,
    /// How far the work on what was sent is; `None` when nothing was sent.
    pub media: Option<AssetState>,
}

impl Shown {
    /// There is something to read, hear or look at, and not only its name.
    pub fn has_something(&self) -> bool {
        let said = self
            .words
            .as_deref()
            .is_some_and(|words| !words.trim().is_empty());
        said || !self.placed.is_empty() || !self.cues.is_empty() || !self.assets.is_empty()
    }

    /// The file of a kind, if this viewer gets one.
    pub fn asset(&self, kind: AssetKind) -> Option<&Asset> {
        self.assets.iter().find(|asset| asset.kind == kind)
    }
}
