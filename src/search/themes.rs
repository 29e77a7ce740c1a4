//! What the index needs to know of themes: what lies above each, and the everyday words that
//! stand for it.
use std::collections::HashMap;

use entity::ThemeId;
use entity::theme::Framework;

use super::analysis::{Analysis, Word};

/// How deep a tree may be; a loop in the data ends here.
const DEEPEST: usize = 16;

/// Themes as searching sees them.
#[derive(Clone, Debug, Default)]
pub(super) struct Themes {
    frameworks: Vec<Vec<ThemeId>>,
    parents: HashMap<ThemeId, ThemeId>,
    /// By the stem of the first word: the stems of all words, and the theme they stand for.
    everyday: HashMap<String, Vec<(Vec<String>, ThemeId)>>,
}

/// Words of a search that belong together, and the themes they stand for.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    pub words: &'a [Word],
    pub themes: Vec<ThemeId>,
}

impl Themes {
    pub fn of(frameworks: &[Framework]) -> Self {
        let themes = || frameworks.iter().flat_map(|framework| &framework.themes);
        let words: Vec<(ThemeId, Vec<String>)> = themes()
            .map(|theme| (theme.id, theme.everyday_words.clone()))
            .collect();
        let parents: Vec<(ThemeId, ThemeId)> = themes()
            .filter_map(|theme| theme.parent.map(|parent| (theme.id, parent)))
            .collect();
        let ids = |framework: &Framework| framework.themes.iter().map(|theme| theme.id).collect();
        Self {
            frameworks: frameworks.iter().map(ids).collect(),
            ..Self::new(&parents, &words)
        }
    }

    /// From pairs of theme and parent, and the everyday words of each theme.
    pub fn new(parents: &[(ThemeId, ThemeId)], words: &[(ThemeId, Vec<String>)]) -> Self {
        let mut analysis = Analysis::new();
        let mut everyday: HashMap<String, Vec<(Vec<String>, ThemeId)>> = HashMap::new();
        for (theme, sayings) in words {
            for saying in sayings {
                let stems: Vec<String> = analysis.read(saying).into_iter().map(|word| word.stem).collect();
                if let Some(first) = stems.first().cloned() {
                    everyday.entry(first).or_default().push((stems, *theme));
                }
            }
        }
        Self {
            frameworks: Vec::new(),
            parents: parents.iter().copied().collect(),
            everyday,
        }
    }

    /// Nothing was taken in yet.
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty() && self.everyday.is_empty()
    }

    /// Chosen themes by framework, each with all themes of the framework; those that are in none come last.
    /// One row without a framework when nothing is chosen: then all can be counted at once.
    pub fn by_framework(&self, chosen: &[ThemeId]) -> Vec<(Vec<ThemeId>, Option<Vec<ThemeId>>)> {
        if chosen.is_empty() {
            return vec![(Vec::new(), None)];
        }
        let of = |own: &Vec<ThemeId>| -> Vec<ThemeId> {
            let there = chosen.iter().filter(|theme| own.contains(theme));
            there.copied().collect()
        };
        let mut rows: Vec<_> = self
            .frameworks
            .iter()
            .map(|own| (of(own), Some(own.clone())))
            .collect();
        let known = |theme: &&ThemeId| self.frameworks.iter().any(|own| own.contains(theme));
        let rest: Vec<ThemeId> = chosen.iter().filter(|theme| !known(theme)).copied().collect();
        if !rest.is_empty() {
            rows.push((rest.clone(), Some(rest)));
        }
        rows
    }

    /// The themes and everything above them, without repeats.
    pub fn with_ancestors(&self, themes: &[ThemeId]) -> Vec<ThemeId> {
        let mut found: Vec<ThemeId> = Vec::new();
        for theme in themes {
            let mut at = Some(*theme);
            for _ in 0..DEEPEST {
                let Some(theme) = at else { break };
                if !found.contains(&theme) {
                    found.push(theme);
                }
                at = self.parents.get(&theme).copied();
            }
        }
        found
    }

    /// Cuts a row of words into groups: the longest everyday words first, single words otherwise.
    pub fn groups<'a>(&self, mut words: &'a [Word]) -> Vec<Group<'a>> {
        let mut groups = Vec::new();
        while let Some(first) = words.first() {
            let mut length = 1;
            let mut themes = Vec::new();
            for (stems, theme) in self.everyday.get(&first.stem).into_iter().flatten() {
                let here = words
                    .get(..stems.len())
                    .is_some_and(|row| row.iter().map(|word| &word.stem).eq(stems));
                if here && stems.len() > length {
                    length = stems.len();
                    themes.clear();
                }
                if here && stems.len() == length && !themes.contains(theme) {
                    themes.push(*theme);
                }
            }
            let (group, rest) = words.split_at(length.min(words.len()));
            groups.push(Group { words: group, themes });
            words = rest;
        }
        groups
    }
}
