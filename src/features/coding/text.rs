//! A story's words cut for the page: into pieces between the ends of chosen spans, and into sentences.
//! Every place is counted in code points; joined again, the pieces are the words to the letter.
use serde::Serialize;

/// A piece of the words under the same codings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub words: String,
    /// The numbers of the codings it is under, as the list beside it counts them.
    pub numbers: Vec<usize>,
    /// The numbers of those that begin here, to jump to.
    pub begins: Vec<usize>,
}

/// The words cut at every end of a span; spans are (number, start, end).
pub fn pieces(words: &str, spans: &[(usize, usize, usize)]) -> Vec<Piece> {
    let letters: Vec<char> = words.chars().collect();
    let mut cuts: Vec<usize> = spans.iter().flat_map(|(_, start, end)| [*start, *end]).collect();
    cuts.extend([0, letters.len()]);
    cuts.retain(|cut| *cut <= letters.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
        let under = spans.iter().filter(|(_, start, end)| start <= from && to <= end);
        let begin = spans.iter().filter(|(_, start, end)| start == from && to <= end);
        pieces.push(Piece {
            words: letters.get(*from..*to).unwrap_or_default().iter().collect(),
            numbers: under.map(|(number, _, _)| *number).collect(),
            begins: begin.map(|(number, _, _)| *number).collect(),
        });
    }
    pieces
}

/// A sentence and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    pub start: usize,
    pub end: usize,
    pub words: String,
}

/// The sentences of the words, without the spaces around them.
pub fn sentences(words: &str) -> Vec<Sentence> {
    let letters: Vec<char> = words.chars().collect();
    let mut found = Vec::new();
    let mut from = 0;
    for (at, letter) in letters.iter().enumerate() {
        let ends = matches!(letter, '.' | '!' | '?' | '…')
            && letters.get(at + 1).is_none_or(|next| next.is_whitespace());
        if ends || *letter == '\n' {
            found.extend(sentence(&letters, from, at + 1));
            from = at + 1;
        }
    }
    found.extend(sentence(&letters, from, letters.len()));
    found
}

fn sentence(letters: &[char], from: usize, to: usize) -> Option<Sentence> {
    let piece = letters.get(from..to)?;
    let before = piece.iter().take_while(|letter| letter.is_whitespace()).count();
    let after = piece
        .iter()
        .rev()
        .take_while(|letter| letter.is_whitespace())
        .count();
    let (start, end) = (from + before, to.checked_sub(after)?);
    (start < end).then(|| Sentence {
        start,
        end,
        words: letters.get(start..end).unwrap_or_default().iter().collect(),
    })
}

/// The words of a span.
pub fn quote(words: &str, (start, end): (usize, usize)) -> String {
    words
        .chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn emoji_and_welsh_letters_are_one_place_each() {
        let words = "🙂 Siân yn Llŷn.";
        let pieces = pieces(words, &[(1, 2, 6), (2, 5, 8)]);
        let shown: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.words.as_str(), piece.numbers.as_slice()))
            .collect();
        let none: &[usize] = &[];
        assert_eq!(
            shown,
            [
                ("🙂 ", none),
                ("Siâ", &[1]),
                ("n", &[1, 2]),
                (" y", &[2]),
                ("n Llŷn.", none)
            ]
        );
        assert_eq!(quote(words, (2, 6)), "Siân");
    }

    #[test]
    fn sentences_keep_their_places() {
        let found = sentences("I like 3.5 buses. Ŵyn too!\n\nNo end 🙂");
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.start, one.end, one.words.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (0, 17, "I like 3.5 buses."),
                (18, 26, "Ŵyn too!"),
                (28, 36, "No end 🙂")
            ]
        );
    }

    proptest! {
        #[test]
        fn pieces_join_to_the_same_words(words in "\\PC{0,40}", spans in prop::collection::vec((0usize..40, 0usize..45), 0..5)) {
            let spans: Vec<_> = spans.into_iter().enumerate().map(|(at, (start, end))| (at + 1, start, end)).collect();
            let joined: String = pieces(&words, &spans).into_iter().map(|piece| piece.words).collect();
            prop_assert_eq!(joined, words);
        }

        #[test]
        fn every_sentence_is_where_it_says(words in "[a-zŵ🙂.!? \n]{0,60}") {
            for sentence in sentences(&words) {
                prop_assert_eq!(quote(&words, (sentence.start, sentence.end)), sentence.words);
            }
        }
    }
}
