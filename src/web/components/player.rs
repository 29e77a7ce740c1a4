//! A story's film or sound, with four big buttons and the transcript that follows it.
//! Must never decide which form may be shown; callers bring only what the teller allowed.

use serde::{Deserialize, Serialize};

use super::base::{Text, serialize_as_view};

/// One line of the transcript.
#[derive(Debug, Clone, Deserialize)]
struct Cue {
    start_ms: u64,
    speaker: Option<Text>,
    words: Text,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Film,
    Sound,
}

/// A story to watch or hear.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Player {
    kind: Kind,
    src: Text,
    media_type: Option<Text>,
    poster: Option<Text>,
    captions: Option<Text>,
    lang: Option<Text>,
    name: Text,
    cues: Vec<Cue>,
}

impl Player {
    /// The film served at `src`; `name` says whose story it is for those who hear the page.
    pub fn film(src: impl Into<Text>, name: impl Into<Text>) -> Self {
        Self {
            kind: Kind::Film,
            src: src.into(),
            name: name.into(),
            ..Self::default()
        }
    }

    /// The sound served at `src`.
    pub fn sound(src: impl Into<Text>, name: impl Into<Text>) -> Self {
        Self {
            kind: Kind::Sound,
            src: src.into(),
            name: name.into(),
            ..Self::default()
        }
    }

    /// The media type of the bytes, `video/mp4` for example.
    #[must_use]
    pub fn media_type(mut self, kind: impl Into<Text>) -> Self {
        self.media_type = Some(kind.into());
        self
    }

    /// The picture a film shows before it plays.
    #[must_use]
    pub fn poster(mut self, src: impl Into<Text>) -> Self {
        self.poster = Some(src.into());
        self
    }

    /// Where the captions (WebVTT) are served.
    #[must_use]
    pub fn captions(mut self, src: impl Into<Text>) -> Self {
        self.captions = Some(src.into());
        self
    }

    /// One more line of the transcript, `start_ms` milliseconds from the beginning.
    #[must_use]
    pub fn cue(mut self, start_ms: u64, speaker: Option<&str>, words: impl Into<Text>) -> Self {
        self.cues.push(Cue {
            start_ms,
            speaker: speaker.map(Into::into),
            words: words.into(),
        });
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            kind: Kind,
            src: &'a Text,
            media_type: Option<&'a Text>,
            poster: Option<&'a Text>,
            captions: Option<&'a Text>,
            lang: &'a str,
            name: &'a Text,
            cues: Vec<CueView<'a>>,
        }
        #[derive(Serialize)]
        struct CueView<'a> {
            seconds: String,
            speaker: Option<&'a Text>,
            words: &'a Text,
        }
        let cues = self.cues.iter().map(|cue| CueView {
            seconds: format!("{}.{:03}", cue.start_ms / 1000, cue.start_ms % 1000),
            speaker: cue.speaker.as_ref(),
            words: &cue.words,
        });
        View {
            kind: self.kind,
            src: &self.src,
            media_type: self.media_type.as_ref(),
            poster: self.poster.as_ref(),
            captions: self.captions.as_ref(),
            lang: self.lang.as_ref().map_or("en", Text::as_str),
            name: &self.name,
            cues: cues.collect(),
        }
    }
}

serialize_as_view!(Player);
