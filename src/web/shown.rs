//! A story as pages show it, made from what the vault allowed and nothing else.
//! Must never decide a form itself: what is not in [`entity::story::Shown`] is not on the page.
use entity::placing::Placed;
use entity::story::{Asset, Own, Shown, Status};
use entity::{AssetKind, AssetState, Audience, Language};
use serde::Serialize;

use super::components::Player;
use super::dates;
use crate::say;
use crate::words::{self, terms};

/// A face of the feeling scale: the name of its picture and its word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feeling {
    /// 1 (very sad) to 5 (very happy).
    pub value: i32,
    /// The name of the picture.
    pub picture: &'static str,
    /// The word; a picture never stands without it.
    pub words: String,
}

/// The five faces with their pictures, happiest first.
const FACES: [(i32, &str); 5] = [
    (5, "very-happy"),
    (4, "happy"),
    (3, "ok"),
    (2, "sad"),
    (1, "very-sad"),
];

/// The five faces, happiest first.
pub fn feelings() -> impl Iterator<Item = Feeling> {
    FACES.into_iter().map(|(value, picture)| Feeling {
        value,
        picture,
        words: terms::feeling(value),
    })
}

/// The face for a value.
pub fn feeling(value: Option<i32>) -> Option<Feeling> {
    feelings().find(|face| Some(face.value) == value)
}

/// A picture of a story.
#[derive(Debug, Serialize)]
pub struct Picture {
    src: String,
    words: String,
    width: i32,
    height: i32,
}

/// A picture of the strip: what it is, the face it was placed on, what its teller says about it.
#[derive(Debug, Serialize)]
pub struct Panel {
    /// The name of its symbol.
    picture: String,
    /// A photo in the symbol's place.
    src: Option<String>,
    /// "My bus."
    label: String,
    face: Option<Feeling>,
    /// "It makes me sad."
    felt: String,
    words: Vec<String>,
    /// The teller's voice about it.
    player: Option<Player>,
}

impl Panel {
    /// The picture as the viewer it was cut for gets it.
    pub fn of(placed: &Placed) -> Self {
        let own = placed.photo_shown.as_ref().map(address);
        let card = placed
            .card_photo
            .then(|| format!("/packs/{}/photo", placed.picture));
        let label = placed.label.trim();
        Self {
            picture: placed.symbol.clone(),
            src: own.or(card),
            label: if label.ends_with(['.', '!', '?']) {
                label.to_owned()
            } else {
                format!("{label}.")
            },
            face: feeling(Some(placed.feeling)),
            felt: makes(placed.feeling),
            words: paragraphs(&placed.words),
            player: placed
                .sound_heard
                .as_ref()
                .map(|sound| Player::sound(address(sound), label.to_owned()).media_type(sound.mime.as_str())),
        }
    }
}

impl Panel {
    /// With this photo in the symbol's place.
    #[must_use]
    pub fn photo(mut self, src: Option<String>) -> Self {
        self.src = src.or(self.src);
        self
    }
}

/// A face as a sentence; nothing for a picture that is on none.
pub fn makes(feeling: i32) -> String {
    match feeling {
        5 => say!("easy-pictures-felt-5"),
        4 => say!("easy-pictures-felt-4"),
        3 => say!("easy-pictures-felt-3"),
        2 => say!("easy-pictures-felt-2"),
        1 => say!("easy-pictures-felt-1"),
        _ => String::new(),
    }
}

/// A story on a page; rendered by the component `story_view`.
#[derive(Debug, Serialize)]
pub struct StoryView {
    /// The story.
    pub id: String,
    /// "Life story", "Interview", "Video".
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The name or pseudonym.
    pub teller: String,
    /// "Carers, 25 to 44, Hillside".
    pub about: String,
    /// "3 May 2026".
    pub told: String,
    /// How it felt.
    pub feeling: Option<Feeling>,
    /// The film or sound.
    pub player: Option<Player>,
    /// More films and sounds, when several were sent.
    pub more: Vec<Player>,
    /// Its length in words, where there is a film or sound.
    pub length: Option<String>,
    /// The words by paragraphs, unless the player carries them.
    pub words: Vec<String>,
    /// Pictures on the scale of faces, as a strip.
    pub strip: Vec<Panel>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// What to know about the film: being made ready, or not playable.
    pub note: Option<String>,
}

impl StoryView {
    /// The story as the viewer it was cut for sees it.
    pub fn of(story: &Shown) -> Self {
        Self::with(story, None)
    }

    /// The story as its teller looks at it in an audience's stead.
    pub fn preview(story: &Shown, audience: Audience) -> Self {
        Self::with(story, Some(audience))
    }

    fn with(story: &Shown, preview: Option<Audience>) -> Self {
        let player = player(story, preview);
        let carried = player.is_some() && says_the_same(story);
        let words = story.words.as_deref().filter(|_| !carried).unwrap_or_default();
        let length = [AssetKind::Film, AssetKind::Silent, AssetKind::Sound]
            .iter()
            .find_map(|kind| story.asset(*kind)?.duration_ms)
            .map(dates::length);
        Self {
            id: story.id.to_string(),
            kind: terms::kind(story.kind),
            title: story.title.clone(),
            teller: story.teller.clone(),
            about: about(story).join(", "),
            told: dates::day(story.told_at),
            feeling: feeling(story.feeling),
            player,
            more: more(story),
            length,
            words: paragraphs(words),
            strip: story.placed.iter().map(Panel::of).collect(),
            pictures: story
                .assets
                .iter()
                .filter(|asset| asset.kind == AssetKind::Picture)
                .map(|asset| picture(asset, &story.teller))
                .collect(),
            note: note(story),
        }
    }
}

/// The words of a story are what is said in its recording, and nothing beside it. What an audience can
/// read must be on the page that its teller looks at, so only then are they left to the player.
fn says_the_same(story: &Shown) -> bool {
    let said = story.cues.iter().flat_map(|cue| cue.words.split_whitespace());
    let words = story.words.as_deref().unwrap_or_default();
    said.eq(words.split_whitespace())
}

/// Group, age and place of its teller, each by itself.
pub fn about(story: &Shown) -> Vec<String> {
    [
        terms::group(&story.group),
        terms::age(&story.age_band),
        story.place.clone(),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect()
}

/// What the page says about the work on a story's film.
fn note(story: &Shown) -> Option<String> {
    match story.media? {
        AssetState::Waiting | AssetState::Working => Some(say!("easy-shown-getting-ready")),
        AssetState::Broken => Some(say!("easy-shown-broken")),
        AssetState::Ready => None,
    }
}

/// The recording that the words belong to: the first film, else the first sound.
fn recording(story: &Shown) -> Option<&Asset> {
    let kinds = [AssetKind::Film, AssetKind::Silent, AssetKind::Sound];
    kinds.into_iter().find_map(|kind| story.asset(kind))
}

/// A film with its poster, or a sound.
fn plays(story: &Shown, asset: &Asset, name: String) -> Player {
    if asset.kind == AssetKind::Sound {
        return Player::sound(address(asset), name).media_type(asset.mime.as_str());
    }
    let player = Player::film(address(asset), name).media_type(asset.mime.as_str());
    let mut posters = story
        .assets
        .iter()
        .filter(|other| other.kind == AssetKind::Poster);
    match posters.find(|poster| poster.source == asset.source) {
        Some(poster) => player.poster(address(poster)),
        None => player,
    }
}

/// The other recordings, each once: its film, or its sound where it has no film for this viewer.
fn more(story: &Shown) -> Vec<Player> {
    let Some(first) = recording(story) else {
        return Vec::new();
    };
    let is_film = |asset: &&Asset| matches!(asset.kind, AssetKind::Film | AssetKind::Silent);
    let films: Vec<&Asset> = story.assets.iter().filter(is_film).collect();
    let alone = |asset: &&Asset| {
        asset.kind == AssetKind::Sound && !films.iter().any(|film| film.source == asset.source)
    };
    let all = films.iter().copied().chain(story.assets.iter().filter(alone));
    (2..)
        .zip(all.filter(|asset| asset.source != first.source))
        .map(|(number, asset)| {
            plays(
                story,
                asset,
                say!(
                    "easy-shown-recording",
                    title = story.title.as_str(),
                    teller = story.teller.as_str(),
                    number = number
                ),
            )
        })
        .collect()
}

fn player(story: &Shown, preview: Option<Audience>) -> Option<Player> {
    let name = format!("{}, {}", story.title, story.teller);
    let mut player = plays(story, recording(story)?, name);
    if !story.cues.is_empty() {
        let suffix = preview.map_or_else(String::new, |audience| format!("?as={audience}"));
        player = player.captions(format!("/stories/{}/words.vtt{suffix}", story.id));
        for cue in &story.cues {
            player = player.cue(cue.start_ms.unsigned_abs(), None, cue.words.as_str());
        }
    }
    Some(player)
}

fn picture(asset: &Asset, teller: &str) -> Picture {
    let (width, height) = asset.size.unwrap_or((1600, 1200));
    Picture {
        src: address(asset),
        words: say!("easy-shown-picture", teller = teller),
        width,
        height,
    }
}

/// Where the bytes of a file are; the permission is checked there, at every request.
pub fn address(asset: &Asset) -> String {
    format!("/media/{}", asset.id)
}

/// A draft with nothing told in it: no words, no files, and no name that its teller gave it.
pub fn is_untold(own: &Own) -> bool {
    let story = &own.story;
    let plain = |language: &Language| {
        let start = words::for_now(*language, || say!("easy-telling-title"));
        story.title.starts_with(&start)
    };
    let named = !story.title.is_empty() && !Language::ALL.iter().any(plain);
    let told = story
        .words
        .as_deref()
        .is_some_and(|words| !words.trim().is_empty());
    own.status == Status::Draft
        && !told
        && !named
        && story.media.is_none()
        && story.assets.is_empty()
        && story.placed.is_empty()
}

/// Text as paragraphs: a blank line ends one; single line ends stay inside.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(|part| part.trim_matches('\n').to_owned())
        .filter(|part| !part.trim().is_empty())
        .collect()
}
