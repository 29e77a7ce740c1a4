//! What the coding page may know: the story as the vault cut it, its codings, the trees of themes.
use std::collections::HashMap;

use entity::coding::Coded;
use entity::hold::Hold;
use entity::story::{Capture, Shown};
use entity::theme::{Framework, Theme};
use entity::{AccountId, ThemeId};
use serde::Serialize;

use super::text::{self, Piece, Sentence};
use crate::web::components::ErrorSummary;
use crate::web::sharing::Grid;
use crate::web::shown::StoryView;
use crate::web::{Form, Invalid, Page, dates};

/// A story with its codings.
#[derive(Debug, Serialize)]
pub struct StoryPage {
    errors: Option<ErrorSummary>,
    theme_error: Option<String>,
    span_error: Option<String>,
    story: StoryView,
    participant: String,
    /// Who took it, and what it cost.
    capture: String,
    project: String,
    cut: i32,
    /// Whether the team gets the words at all.
    has_words: bool,
    has_media: bool,
    /// The words of the film are in already.
    has_cues: bool,
    pieces: Vec<Piece>,
    sentences: Vec<Sentence>,
    codings: Vec<Coding>,
    trees: Vec<Tree>,
    /// What was chosen, when the form comes back.
    start: String,
    end: String,
    chosen: String,
    from: Option<usize>,
    to: Option<usize>,
    undo: Option<Undo>,
    /// Who may have what of it, until when.
    grid: Grid,
    declined: Option<Declined>,
}

/// Only the team sees it: since when, and why.
#[derive(Debug, Serialize)]
struct Declined {
    since: String,
    ground: &'static str,
}

impl Page for StoryPage {
    const TEMPLATE: &'static str = "coding/story.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

#[derive(Debug, Serialize)]
struct Coding {
    id: String,
    number: usize,
    theme: String,
    quote: Option<String>,
    by: String,
    by_teller: bool,
    at: String,
}

#[derive(Debug, Serialize)]
struct Tree {
    name: String,
    branches: Vec<Branch>,
}

/// A theme at the top with all below it.
#[derive(Debug, Serialize)]
struct Branch {
    name: String,
    open: bool,
    leaves: Vec<Leaf>,
}

#[derive(Debug, Serialize)]
struct Leaf {
    id: String,
    name: String,
    everyday: String,
    below: bool,
    picked: bool,
}

/// A coding that was just taken away, to put back.
#[derive(Debug, Serialize)]
pub struct Undo {
    pub theme: String,
    pub name: String,
    /// `None` for the whole story.
    pub span: Option<(usize, usize)>,
}

impl Undo {
    /// Reads what the address carries after a coding was taken away.
    pub fn of(query: &Form, frameworks: &[Framework]) -> Option<Self> {
        let id: ThemeId = query.get("undo").parse().ok()?;
        let theme = frameworks
            .iter()
            .flat_map(|one| &one.themes)
            .find(|theme| theme.id == id)?;
        let place = |name: &str| query.get(name).parse::<usize>().ok();
        Some(Self {
            theme: id.to_string(),
            name: theme.name.clone(),
            span: place("start").zip(place("end")),
        })
    }
}

/// All that the page is made of.
pub struct Parts<'a> {
    pub story: &'a Shown,
    pub codings: &'a [Coded],
    pub capture: &'a Capture,
    pub frameworks: &'a [Framework],
    pub names: &'a HashMap<AccountId, String>,
    pub undo: Option<Undo>,
    pub grid: Grid,
    pub declined: Option<Hold>,
}

impl StoryPage {
    pub fn new(parts: Parts<'_>, form: &Form, errors: &Invalid) -> Self {
        let story = parts.story;
        let words = story.words.as_deref().unwrap_or_default();
        let mut view = StoryView::of(story);
        // The words stand below with their codings.
        view.words = Vec::new();
        let numbered = || (1..).zip(parts.codings);
        let spans: Vec<(usize, usize, usize)> = numbered()
            .filter_map(|(number, coded)| coded.span.map(|(start, end)| (number, start, end)))
            .collect();
        let names: HashMap<ThemeId, &str> = parts
            .frameworks
            .iter()
            .flat_map(|one| &one.themes)
            .map(|theme| (theme.id, theme.name.as_str()))
            .collect();
        let codings = numbered().map(|(number, coded)| Coding {
            id: coded.id.to_string(),
            number,
            theme: names
                .get(&coded.theme)
                .copied()
                .unwrap_or("An older theme")
                .to_owned(),
            quote: coded.span.map(|span| text::quote(words, span)),
            by: parts.names.get(&coded.account).cloned().unwrap_or_default(),
            by_teller: coded.is_self,
            at: dates::day(coded.at),
        });
        let place = |name: &str| form.get(name).parse::<usize>().ok();
        let chosen = place("start").zip(place("end"));
        Self {
            errors: errors.summary(),
            theme_error: errors.message("theme").map(str::to_owned),
            span_error: errors.message("start").map(str::to_owned),
            story: view,
            participant: story.participant.to_string(),
            capture: cost(parts.capture, parts.names),
            project: story.project.to_string(),
            cut: story.cut,
            has_words: story.words.is_some(),
            has_media: story.media.is_some(),
            has_cues: !story.cues.is_empty(),
            pieces: text::pieces(words, &spans),
            sentences: text::sentences(words),
            codings: codings.collect(),
            trees: parts.frameworks.iter().map(|one| tree(one, form)).collect(),
            start: form.typed("start"),
            end: form.typed("end"),
            chosen: chosen.map(|span| text::quote(words, span)).unwrap_or_default(),
            from: place("from"),
            to: place("to"),
            undo: parts.undo,
            grid: parts.grid,
            declined: parts.declined.map(|hold| Declined {
                since: dates::day(hold.placed_at),
                ground: hold.ground.label(),
            }),
        }
    }
}

/// "by Anjali Rao, 12 minutes, 6 fields"; what was not recorded is left out, and so is a teller.
fn cost(capture: &Capture, names: &HashMap<AccountId, String>) -> String {
    let by = names.get(&capture.captured_by).map(|name| format!("by {name}"));
    let counted = |count: i32, one: &str| match count {
        ..1 => None,
        1 => Some(format!("1 {one}")),
        more => Some(format!("{more} {one}s")),
    };
    let minutes = counted(capture.minutes, "minute");
    let fields = counted(capture.fields, "field");
    [by, minutes, fields]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

fn tree(framework: &Framework, form: &Form) -> Tree {
    let branches = framework.top().map(|top| {
        let mut leaves = Vec::new();
        gather(framework, top, false, form, &mut leaves);
        Branch {
            name: top.name.clone(),
            open: leaves.iter().any(|leaf| leaf.picked),
            leaves,
        }
    });
    Tree {
        name: framework.name.clone(),
        branches: branches.collect(),
    }
}

fn gather(framework: &Framework, theme: &Theme, below: bool, form: &Form, leaves: &mut Vec<Leaf>) {
    let id = theme.id.to_string();
    leaves.push(Leaf {
        picked: form.all("theme").any(|picked| picked == id),
        id,
        name: theme.name.clone(),
        everyday: theme
            .everyday_words
            .iter()
            .take(4)
            .cloned()
            .collect::<Vec<_>>()
            .join(", "),
        below,
    });
    for child in framework.below(theme.id) {
        gather(framework, child, true, form, leaves);
    }
}
