//! Finding stories: a full-text index that follows the vault's change log. It answers with ids,
//! scores and counts, decided inside the query for the viewer and the moment; what a story says is
//! read from the vault afterwards. It never answers with text, and knows nothing of HTTP.
mod analysis;
mod cursor;
mod document;
mod failpoints;
mod home;
mod indexer;
mod query;
mod rebuild;
mod schema;
mod sift;
mod snippet;
mod themes;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::str::FromStr;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, PoisonError, RwLock};

use entity::theme::Framework;
use entity::{ProjectId, StoryId, StoryKind, ThemeId, Timestamp, Viewer};
use tantivy::collector::DocSetCollector;
use tokio::sync::Notify;

use self::analysis::Analysis;
use self::home::{Home, Live};
use self::indexer::Desk;
use self::query::Wanted;
use self::sift::{Chosen, Sift, Sifted};
use self::themes::Themes;

pub use self::failpoints::{Failpoints, Point};
pub use self::indexer::Caught;
pub use self::snippet::Piece;

/// Pages beyond this many hits are empty.
const DEEPEST_HIT: usize = 10_000;
/// The most hits on one page.
const LARGEST_PAGE: usize = 100;

/// Why searching or indexing did not work. Never carries a person's words.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index did not answer as expected.
    #[error("index: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The vault did not answer as expected.
    #[error("index, reading the vault: {0}")]
    Vault(#[from] entity::Error),
    /// The folder of the index did not answer as expected.
    #[error("index folder: {0}")]
    Folder(#[from] std::io::Error),
    /// Another program writes to this index.
    #[error("another program is writing to this index")]
    Busy,
    /// Cut off at a named place, by a test.
    #[error("cut off at {0:?}")]
    CutOff(Point),
    /// The work was stopped while the program ends.
    #[error("stopped")]
    Stopped,
}

/// What searching and indexing return.
pub type Result<T> = std::result::Result<T, Error>;

/// What somebody asks for. Choices within a facet are alternatives; facets narrow each other.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// As typed: words, "exact phrases", -without, begin*. Anything may be in it.
    pub words: String,
    /// Only stories with one of these themes or something below them. Each framework is a facet.
    pub themes: Vec<ThemeId>,
    /// Only of these kinds.
    pub kinds: Vec<StoryKind>,
    /// Only from these places.
    pub places: Vec<String>,
    /// Only from these groups.
    pub groups: Vec<String>,
    /// Only from these age bands.
    pub age_bands: Vec<String>,
    /// Only told then.
    pub when: Option<When>,
    /// Only of this project.
    pub project: Option<ProjectId>,
    /// Only this story, if it is found at all.
    pub only: Option<StoryId>,
    /// Which page, from 1; 0 is the first too.
    pub page: usize,
    /// How many on a page, from 1 to 100.
    pub per_page: usize,
}

/// When a story was told, as a choice. The spans overlap: a year has the three months in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// In the last 92 days.
    ThreeMonths,
    /// In the last 365 days.
    Year,
    /// Before that.
    Older,
}

impl When {
    /// Every choice, in the order pages show it.
    pub const ALL: [Self; 3] = [Self::ThreeMonths, Self::Year, Self::Older];

    /// As sent in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ThreeMonths => "3-months",
            Self::Year => "year",
            Self::Older => "older",
        }
    }

    /// As a person reads it.
    pub fn label(self) -> &'static str {
        match self {
            Self::ThreeMonths => "In the last 3 months",
            Self::Year => "In the last year",
            Self::Older => "Longer ago",
        }
    }

    /// From (inclusive) and to (exclusive), in milliseconds.
    fn span(self, now: Timestamp) -> (i64, i64) {
        match self {
            Self::ThreeMonths => (now.plus_days(-92).0, i64::MAX),
            Self::Year => (now.plus_days(-365).0, i64::MAX),
            Self::Older => (i64::MIN, now.plus_days(-365).0),
        }
    }
}

impl FromStr for When {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::ALL.into_iter().find(|when| when.as_str() == text).ok_or(())
    }
}

/// A story that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which.
    pub id: StoryId,
    /// How well it fits; 0 when no words were looked for.
    pub score: f32,
}

/// How many stories each choice would give, with the other facets as chosen. Choices that would
/// give none are left out; the most frequent first, then by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Themes; one counts the stories of all below it.
    pub themes: Vec<(ThemeId, u64)>,
    /// What stories are.
    pub kinds: Vec<(StoryKind, u64)>,
    /// Where.
    pub places: Vec<(String, u64)>,
    /// Groups of tellers.
    pub groups: Vec<(String, u64)>,
    /// Age bands of tellers.
    pub age_bands: Vec<(String, u64)>,
    /// When; always all three.
    pub when: Vec<(When, u64)>,
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The stories of the page: best first, or the newest first when no words were looked for.
    pub hits: Vec<Hit>,
    /// How many there are on all pages.
    pub total: u64,
    /// How many each choice would give.
    pub facets: Facets,
    /// Whether words decided what was found.
    pub by_words: bool,
    /// Only words that nearly every story has were typed: all stories are given, newest first.
    pub only_common_words: bool,
    /// Themes that everyday words among those typed stood for.
    pub stood_for: Vec<ThemeId>,
}

/// The index. Clones share it.
#[derive(Clone)]
pub struct Search {
    inner: Arc<Inner>,
}

struct Inner {
    home: Home,
    memory: usize,
    live: RwLock<Arc<Live>>,
    themes: RwLock<Arc<Themes>>,
    desk: Arc<tokio::sync::Mutex<Desk>>,
    rebuilding: tokio::sync::Mutex<()>,
    wake: Notify,
    behind: AtomicI64,
    failpoints: Failpoints,
}

impl Search {
    /// Opens the index in a folder of its own. Missing, broken or of another version, it is empty
    /// until [`Search::catch_up`] has rebuilt it. `memory_mb` is for writing, from 15 to 256.
    pub fn open(folder: &Path, memory_mb: usize) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        Self::at(Home::Folder(folder.to_owned()), memory_mb)
    }

    /// An index that is gone with the program.
    pub fn in_memory() -> Result<Self> {
        Self::at(Home::Memory, 15)
    }

    fn at(home: Home, memory_mb: usize) -> Result<Self> {
        let there = home.open();
        let stale = there.is_none();
        let live = match there {
            Some(live) => live,
            None => Home::Memory.fresh()?,
        };
        Ok(Self {
            inner: Arc::new(Inner {
                home,
                memory: memory_mb.clamp(15, 256) * 1024 * 1024,
                live: RwLock::new(Arc::new(live)),
                themes: RwLock::default(),
                desk: Arc::new(tokio::sync::Mutex::new(Desk::closed(stale))),
                rebuilding: tokio::sync::Mutex::new(()),
                wake: Notify::new(),
                behind: AtomicI64::new(0),
                failpoints: Failpoints::default(),
            }),
        })
    }

    /// The places where tests cut work off.
    pub fn failpoints(&self) -> &Failpoints {
        &self.inner.failpoints
    }

    /// Takes in the themes: what is above each, and its everyday words. [`Search::catch_up`] does so by itself.
    pub fn learn(&self, frameworks: &[Framework]) {
        *self.inner.themes.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Themes::of(frameworks));
    }

    fn themes(&self) -> Arc<Themes> {
        Arc::clone(&self.inner.themes.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn live(&self) -> Arc<Live> {
        Arc::clone(&self.inner.live.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Finds what the viewer may find at `now`. Works for milliseconds: from async code use [`Search::find_async`].
    pub fn find(&self, viewer: &Viewer, asked: &Asked, now: Timestamp) -> Result<Found> {
        let live = self.live();
        let themes = self.themes();
        let wanted = Wanted::read(&asked.words, &mut Analysis::new());
        let built = query::build(&live.fields, &themes, &wanted, asked, viewer, now)?;
        let by_words = wanted.narrows(&themes);
        let per_page = asked.per_page.clamp(1, LARGEST_PAGE);
        let skip = asked.page.saturating_sub(1).saturating_mul(per_page);
        let keep = skip.saturating_add(per_page).min(DEEPEST_HIT);
        let searcher = live.reader.searcher();
        let but = match &built.but {
            Some(but) => searcher.search(but, &DocSetCollector)?,
            None => HashSet::new(),
        };
        let sift = Sift {
            but,
            chosen: chosen(asked, &themes),
            when: asked.when,
            now,
            keep,
            scoring: by_words,
        };
        let sifted = searcher.search(&built.query, &sift)?;
        Ok(Found {
            hits: sifted.best.iter().skip(skip).take(per_page).copied().collect(),
            total: sifted.total,
            facets: facets(sifted),
            by_words,
            only_common_words: wanted.is_only_common(&themes),
            stood_for: built.stood_for,
        })
    }

    /// [`Search::find`] on a thread for such work.
    pub async fn find_async(&self, viewer: Viewer, asked: Asked, now: Timestamp) -> Result<Found> {
        let search = self.clone();
        tokio::task::spawn_blocking(move || search.find(&viewer, &asked, now))
            .await
            .map_err(|_| Error::Stopped)?
    }

    /// The telling part of a text that the viewer was already shown, with what was looked for marked.
    pub fn snippet(&self, text: &str, typed: &str) -> Vec<Piece> {
        snippet::snippet(text, typed, &mut Analysis::new())
    }

    /// A whole text that the viewer was already shown, a title say, with what was looked for marked.
    pub fn mark(&self, text: &str, typed: &str) -> Vec<Piece> {
        snippet::mark(text, typed, &mut Analysis::new())
    }
}

/// What is asked of each facet, in the order of [`schema::FACETS`]; a framework of themes is one of its own.
fn chosen(asked: &Asked, themes: &Themes) -> Vec<Chosen> {
    let ids = |ids: Vec<ThemeId>| ids.iter().map(ToString::to_string).collect();
    let themes = themes.by_framework(&asked.themes).into_iter();
    let mut chosen: Vec<Chosen> = themes
        .map(|(values, own)| Chosen {
            facet: 0,
            values: ids(values),
            own: own.map(ids),
        })
        .collect();
    let others = [
        asked.kinds.iter().map(ToString::to_string).collect(),
        asked.places.clone(),
        asked.groups.clone(),
        asked.age_bands.clone(),
    ];
    chosen.extend((1..).zip(others).map(|(facet, values)| Chosen {
        facet,
        values,
        own: None,
    }));
    chosen
}

fn facets(sifted: Sifted) -> Facets {
    let [themes, kinds, places, groups, age_bands] = sifted.counts;
    Facets {
        themes: ordered(themes),
        kinds: ordered(kinds),
        places: ordered(places),
        groups: ordered(groups),
        age_bands: ordered(age_bands),
        when: When::ALL.into_iter().zip(sifted.when).collect(),
    }
}

fn ordered<T: FromStr>(counts: HashMap<String, u64>) -> Vec<(T, u64)> {
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
    counts
        .into_iter()
        .filter_map(|(value, count)| Some((value.parse().ok()?, count)))
        .collect()
}
