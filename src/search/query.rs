//! From what people type to a query. Anything may be typed: what cannot be understood is words,
//! what has no words finds everything. The viewer's filter is part of every query.
use std::ops::Bound;

use entity::{Audience, Role, ThemeId, Timestamp, Viewer};
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, RegexQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::analysis::{Analysis, Word, exact_term};
use super::schema::Fields;
use super::themes::{Group, Themes};
use super::{Asked, Result};

/// What is typed beyond this many characters is not read.
const LONGEST: usize = 1_000;
/// Words beyond these are not looked for.
const MOST_WORDS: usize = 32;
/// A hit in the title counts this much more.
const TITLE: f32 = 2.0;
/// A story about the theme that an everyday word stands for.
const THEME: f32 = 1.5;
/// Up to this many words a story has to have all of them; of more, three quarters.
const ALL_OF: usize = 3;

/// What somebody looks for, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// Loose words in order, common ones too.
    pub words: Vec<Word>,
    /// Words in quotes, to the letter.
    pub phrases: Vec<Vec<Word>>,
    /// How a word begins.
    pub prefixes: Vec<String>,
    /// What must not be there; several words as a phrase.
    pub without: Vec<Vec<Word>>,
}

impl Wanted {
    /// Reads what was typed.
    pub fn read(typed: &str, analysis: &mut Analysis) -> Self {
        let mut wanted = Self::default();
        let mut left = MOST_WORDS;
        for Piece { text, quoted, minus } in pieces(typed) {
            let prefix = !quoted && !minus && text.ends_with('*');
            let mut words = analysis.read(&text);
            words.truncate(left);
            left -= words.len();
            if words.is_empty() {
                continue;
            }
            if minus {
                wanted.without.push(words);
            } else if quoted {
                wanted.phrases.push(words);
            } else {
                if prefix && let Some(begins) = words.pop_if(|last| last.exact.chars().nth(1).is_some()) {
                    wanted.prefixes.push(begins.exact);
                }
                wanted.words.extend(words);
            }
        }
        wanted
    }

    /// Words were typed, but only such as nearly every story has and that stand for no theme.
    pub fn is_only_common(&self, themes: &Themes) -> bool {
        self.is_only_loose()
            && !self.words.is_empty()
            && self.words.iter().all(Word::is_common)
            && themes
                .groups(&self.words)
                .iter()
                .all(|group| group.themes.is_empty())
    }

    /// Whether words decide what is found.
    pub fn narrows(&self, themes: &Themes) -> bool {
        let nothing = self.is_only_loose() && self.words.is_empty();
        !nothing && !self.is_only_common(themes)
    }

    fn is_only_loose(&self) -> bool {
        self.phrases.is_empty() && self.prefixes.is_empty() && self.without.is_empty()
    }
}

struct Piece {
    text: String,
    quoted: bool,
    minus: bool,
}

/// Cuts what was typed at spaces and quotes. A quote that is never closed is no quote.
fn pieces(typed: &str) -> Vec<Piece> {
    let chars: Vec<char> = typed
        .chars()
        .take(LONGEST)
        .map(|letter| match letter {
            '“' | '”' | '„' | '«' | '»' => '"',
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .collect();
    let mut found = Vec::new();
    let mut rest = chars.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        if first.is_whitespace() {
            rest = behind;
            continue;
        }
        let minus = matches!(first, '-' | '−') && behind.first().is_some_and(|next| !next.is_whitespace());
        if minus {
            rest = behind;
        }
        let inside = rest.strip_prefix(&['"']).and_then(|behind| {
            let close = behind.iter().position(|letter| *letter == '"')?;
            Some((behind.get(..close)?, behind.get(close + 1..)?))
        });
        let (text, after, quoted) = if let Some((text, after)) = inside {
            (text, after, true)
        } else {
            let body = rest.strip_prefix(&['"']).unwrap_or(rest);
            let end = body
                .iter()
                .position(|letter| letter.is_whitespace() || *letter == '"')
                .unwrap_or(body.len());
            let (text, after) = body.split_at(end);
            (text, after, false)
        };
        found.push(Piece {
            text: text.iter().collect(),
            quoted,
            minus,
        });
        rest = after;
    }
    found
}

/// What is to be asked of the index.
pub(super) struct Built {
    /// What is found; scores are of the words only.
    pub query: Box<dyn Query>,
    /// What is then left out. Apart, because tantivy 0.27 reads past the end of a phrase that excludes.
    pub but: Option<Box<dyn Query>>,
    /// The themes that everyday words stood for.
    pub stood_for: Vec<ThemeId>,
}

/// The query for what is wanted, by whom it is wanted.
pub(super) fn build(
    fields: &Fields,
    themes: &Themes,
    wanted: &Wanted,
    asked: &Asked,
    viewer: &Viewer,
    now: Timestamp,
) -> Result<Built> {
    let by_words = wanted.narrows(themes);
    let mut parts: Vec<(Occur, Box<dyn Query>)> =
        vec![(Occur::Must, may_find(fields, viewer, by_words, now))];
    let of_project = asked.project.map(|id| (fields.project, id.to_string()));
    let one_story = asked.only.map(|id| (fields.id, id.to_string()));
    for (field, id) in of_project.into_iter().chain(one_story) {
        let term = Term::from_field_text(field, &id);
        let only = TermQuery::new(term, IndexRecordOption::Basic);
        parts.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(only), 0.0))));
    }
    let mut stood_for = Vec::new();
    let mut but: Vec<Box<dyn Query>> = Vec::new();
    if by_words {
        let groups: Vec<Group> = themes
            .groups(&wanted.words)
            .into_iter()
            .filter(|group| !group.themes.is_empty() || !group.words.iter().all(Word::is_common))
            .collect();
        for theme in groups.iter().flat_map(|group| &group.themes) {
            if !stood_for.contains(theme) {
                stood_for.push(*theme);
            }
        }
        let loose: Vec<Box<dyn Query>> = groups.iter().map(|group| said(fields, group)).collect();
        if !loose.is_empty() {
            let enough = if loose.len() <= ALL_OF {
                loose.len()
            } else {
                loose.len() - loose.len() / 4
            };
            parts.push((
                Occur::Must,
                Box::new(BooleanQuery::union_with_minimum_required_clauses(loose, enough)),
            ));
        }
        for phrase in &wanted.phrases {
            parts.push((Occur::Must, to_the_letter(fields, phrase)));
        }
        for prefix in &wanted.prefixes {
            parts.push((Occur::Must, begins(fields, prefix)?));
        }
        for words in &wanted.without {
            match words.as_slice() {
                [one] => parts.push((Occur::MustNot, stem(fields, one))),
                several => but.push(to_the_letter(fields, several)),
            }
        }
    }
    Ok(Built {
        query: Box::new(BooleanQuery::new(parts)),
        but: (!but.is_empty()).then(|| Box::new(BooleanQuery::union(but)) as Box<dyn Query>),
        stood_for,
    })
}

/// One word or everyday saying: its words, or the theme it stands for.
fn said(fields: &Fields, group: &Group) -> Box<dyn Query> {
    let telling: Vec<&Word> = group.words.iter().filter(|word| !word.is_common()).collect();
    let words = if telling.is_empty() {
        group.words.iter().collect()
    } else {
        telling
    };
    let mut clauses: Vec<Box<dyn Query>> = words.into_iter().map(|word| stem(fields, word)).collect();
    let text = match clauses.pop() {
        Some(only) if clauses.is_empty() => only,
        Some(last) => {
            clauses.push(last);
            Box::new(BooleanQuery::intersection(clauses))
        }
        None => Box::new(EmptyQuery),
    };
    if group.themes.is_empty() {
        return text;
    }
    let coded = TermSetQuery::new(
        group
            .themes
            .iter()
            .map(|theme| Term::from_field_text(fields.theme, &theme.to_string())),
    );
    Box::new(BooleanQuery::union(vec![
        text,
        Box::new(ConstScoreQuery::new(Box::new(coded), THEME)),
    ]))
}

fn in_text(fields: &Fields, hit: impl Fn(Field) -> Box<dyn Query>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(vec![
        Box::new(BoostQuery::new(hit(fields.title), TITLE)),
        hit(fields.words),
    ]))
}

fn stem(fields: &Fields, word: &Word) -> Box<dyn Query> {
    in_text(fields, |field| {
        let term = Term::from_field_text(field, &word.stem);
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
    })
}

fn to_the_letter(fields: &Fields, words: &[Word]) -> Box<dyn Query> {
    in_text(fields, |field| {
        let mut terms: Vec<Term> = words
            .iter()
            .map(|word| Term::from_field_text(field, &exact_term(&word.exact)))
            .collect();
        match terms.pop() {
            Some(only) if terms.is_empty() => Box::new(TermQuery::new(only, IndexRecordOption::WithFreqs)),
            Some(last) => {
                terms.push(last);
                Box::new(PhraseQuery::new(terms))
            }
            None => Box::new(EmptyQuery),
        }
    })
}

fn begins(fields: &Fields, prefix: &str) -> Result<Box<dyn Query>> {
    // Letters, digits and emoji only: nothing in it means anything to a pattern.
    let pattern = format!("{}.*", exact_term(prefix));
    let title = RegexQuery::from_pattern(&pattern, fields.title)?;
    let words = RegexQuery::from_pattern(&pattern, fields.words)?;
    Ok(Box::new(BooleanQuery::union(vec![
        Box::new(BoostQuery::new(Box::new(title), TITLE)),
        Box::new(words),
    ])))
}

/// Stories that the viewer's audiences may find at `now`, by their words or by anything about them.
fn may_find(fields: &Fields, viewer: &Viewer, by_words: bool, now: Timestamp) -> Box<dyn Query> {
    let open = |audience: Audience| -> Option<Box<dyn Query>> {
        let until = fields.until.iter().find(|until| until.audience == audience)?;
        let field = if by_words { until.words } else { until.any };
        let after = Bound::Excluded(Term::from_field_i64(field, now.0));
        Some(Box::new(RangeQuery::new(after, Bound::Unbounded)))
    };
    let mut ways: Vec<Box<dyn Query>> = viewer.audiences().into_iter().filter_map(open).collect();
    let team = viewer
        .signed()
        .filter(|signed| signed.role == Role::Researcher && !signed.projects.is_empty());
    if let (Some(signed), Some(open)) = (team, open(Audience::Team)) {
        let theirs = TermSetQuery::new(
            signed
                .projects
                .iter()
                .map(|project| Term::from_field_text(fields.project, &project.to_string())),
        );
        ways.push(Box::new(BooleanQuery::intersection(vec![Box::new(theirs), open])));
    }
    Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(ways)), 0.0))
}
