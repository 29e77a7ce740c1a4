//! Marks what was looked for in a text, and cuts the telling part out of a long one. Works only on
//! text that the vault already cut and masked for the viewer: never on anything from the index.
use std::ops::Range;

use super::analysis::{Analysis, Word};
use super::query::Wanted;

/// How long a snippet is, in bytes, about.
const LENGTH: usize = 260;
/// How much of it stands before the first hit.
const BEFORE: usize = 70;

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was looked for.
    pub marked: bool,
}

/// The whole text with the hits marked.
pub(super) fn mark(text: &str, typed: &str, analysis: &mut Analysis) -> Vec<Piece> {
    let wanted = Wanted::read(typed, analysis);
    let words = analysis.read(text);
    let hits = hits(&words, &wanted);
    cut(text, 0..text.len(), &hits)
}

/// The part of the text with the most hits, or its beginning.
pub(super) fn snippet(text: &str, typed: &str, analysis: &mut Analysis) -> Vec<Piece> {
    let wanted = Wanted::read(typed, analysis);
    let words = analysis.read(text);
    let hits = hits(&words, &wanted);
    let window = window(text, &words, &hits);
    let mut pieces = cut(text, window.clone(), &hits);
    let dots = || Piece {
        text: "…".to_owned(),
        marked: false,
    };
    if window.start > 0 {
        pieces.insert(0, dots());
    }
    if window.end < text.len() {
        pieces.push(dots());
    }
    pieces
}

/// The bytes of the words that were looked for, in order; words next to each other in a phrase are one.
fn hits(words: &[Word], wanted: &Wanted) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let loose = wanted
            .words
            .iter()
            .any(|other| other.stem == word.stem && !other.is_common());
        let begins = wanted
            .prefixes
            .iter()
            .any(|prefix| word.exact.starts_with(prefix));
        let phrase = wanted
            .phrases
            .iter()
            .filter(|phrase| {
                words.get(at..at + phrase.len()).is_some_and(|row| {
                    row.iter()
                        .map(|word| &word.exact)
                        .eq(phrase.iter().map(|word| &word.exact))
                })
            })
            .map(Vec::len)
            .max();
        let end = match phrase {
            Some(length) => words.get(at + length - 1).map_or(word.end, |last| last.end),
            None if loose || begins => word.end,
            None => continue,
        };
        match found.last_mut() {
            Some(last) if last.end > word.start => last.end = last.end.max(end),
            _ => found.push(word.start..end),
        }
    }
    found
}

fn window(text: &str, words: &[Word], hits: &[Range<usize>]) -> Range<usize> {
    if text.len() <= LENGTH {
        return 0..text.len();
    }
    let inside = |first: &Range<usize>| {
        let end = first.start + LENGTH - BEFORE;
        hits.iter()
            .filter(|hit| hit.start >= first.start && hit.end <= end)
            .count()
    };
    // The first of equally good places: max_by_key would take the last.
    let anchor = hits.iter().rev().max_by_key(|hit| inside(hit));
    let from = anchor.map_or(0, |hit| hit.start.saturating_sub(BEFORE));
    let start = if from == 0 {
        0
    } else {
        words
            .iter()
            .find(|word| word.start >= from)
            .map_or(0, |word| word.start)
    };
    let end = words
        .iter()
        .take_while(|word| word.end <= start + LENGTH)
        .last()
        .map_or(start, |word| word.end);
    // A text without words, or one endless word.
    if end <= start {
        return start..text.floor_char_boundary(start + LENGTH);
    }
    let is_last = words.last().is_none_or(|word| word.end <= end);
    if is_last && text.len() <= start + 2 * LENGTH {
        start..text.len()
    } else {
        start..end
    }
}

fn cut(text: &str, window: Range<usize>, hits: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |range: Range<usize>, marked: bool| {
        if let Some(part) = text.get(range).filter(|part| !part.is_empty()) {
            pieces.push(Piece {
                text: part.to_owned(),
                marked,
            });
        }
    };
    let mut at = window.start;
    for hit in hits
        .iter()
        .filter(|hit| hit.start >= window.start && hit.end <= window.end)
    {
        add(at..hit.start, false);
        add(hit.clone(), true);
        at = hit.end;
    }
    add(at..window.end, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, typed: &str) -> String {
        mark(text, typed, &mut Analysis::new())
            .into_iter()
            .map(|piece| {
                if piece.marked {
                    format!("[{}]", piece.text)
                } else {
                    piece.text
                }
            })
            .collect()
    }

    #[test]
    fn stems_phrases_and_beginnings_are_marked() {
        assert_eq!(marked("The buses. A BUS!", "bus"), "The [buses]. A [BUS]!");
        assert_eq!(
            marked("on the bus, the old bus", "\"the bus\""),
            "on [the bus], the old bus"
        );
        assert_eq!(marked("hospital hospice", "hospit*"), "[hospital] hospice");
        assert_eq!(marked("Y Tŷ gwyn 🙂", "ty 🙂"), "Y [Tŷ] gwyn [🙂]");
    }

    #[test]
    fn what_is_not_wanted_and_common_words_are_not_marked() {
        assert_eq!(
            marked("the bus and the car", "the car -bus"),
            "the bus and the [car]"
        );
    }

    #[test]
    fn a_snippet_is_cut_around_the_hits_at_whole_words() {
        let text = format!(
            "{} the ward was loud. {}",
            "Ŵords ".repeat(200),
            "More ".repeat(200)
        );
        let pieces = snippet(&text, "ward", &mut Analysis::new());
        assert_eq!(pieces.first().unwrap().text, "…");
        assert_eq!(pieces.last().unwrap().text, "…");
        let hit = pieces.iter().find(|piece| piece.marked).unwrap();
        assert_eq!(hit.text, "ward");
        let length: usize = pieces.iter().map(|piece| piece.text.len()).sum();
        assert!(length < 300, "{length}");
    }

    #[test]
    fn a_text_without_hits_or_words_gives_its_beginning() {
        let plain = snippet(&"word ".repeat(200), "ward", &mut Analysis::new());
        assert!(plain[0].text.starts_with("word word"));
        let odd = snippet(&"—".repeat(400), "ward", &mut Analysis::new());
        assert_eq!(odd.last().unwrap().text, "…");
        assert!(snippet("", "ward", &mut Analysis::new()).is_empty());
    }
}
