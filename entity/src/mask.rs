//! Puts a pseudonym where a person's own names stand in a text, and carries code point positions
//! across. A name is found whatever its case, accents, apostrophes and hyphens, as several people's
//! ("the Okafors") and with figures behind it; never lets a listed name through as a word of its own.
use deunicode::deunicode_char;

/// The names to hide and what to write instead.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// Folded, longest first.
    names: Vec<Vec<char>>,
    instead: Vec<char>,
}

/// A masked text with what is needed to carry positions between it and the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// The text without the names.
    pub text: String,
    /// Where names were: (start in the original, length there, start in the masked text), in code points.
    edits: Vec<(usize, usize, usize)>,
    instead: usize,
}

impl Mask {
    /// A mask that changes nothing.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Hides each name: whole, run together, and by its parts of two letters or more.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, instead: &str) -> Self {
        let mut hidden: Vec<Vec<char>> = Vec::new();
        for name in names {
            let whole: Vec<char> = name.trim().chars().flat_map(folded).collect();
            let together: Vec<char> = whole
                .iter()
                .copied()
                .filter(|letter| letter.is_alphanumeric())
                .collect();
            let by_spaces = whole.split(|letter| letter.is_whitespace());
            let by_hyphens = whole.split(|letter| letter.is_whitespace() || *letter == '-');
            let by_anything = whole.split(|letter| !letter.is_alphanumeric());
            let parts = by_spaces
                .chain(by_hyphens)
                .chain(by_anything)
                .map(<[char]>::to_vec);
            for part in [whole.clone(), together].into_iter().chain(parts) {
                if part.len() >= 2 && !hidden.contains(&part) {
                    hidden.push(part);
                }
            }
        }
        hidden.sort_by_key(|name| std::cmp::Reverse(name.len()));
        Self {
            names: hidden,
            instead: instead.chars().collect(),
        }
    }

    /// The text with every name replaced.
    pub fn apply(&self, text: &str) -> Masked {
        let chars: Vec<char> = text.chars().collect();
        let mut out: Vec<char> = Vec::with_capacity(chars.len());
        let mut edits = Vec::new();
        let mut at = 0;
        while let Some(current) = chars.get(at) {
            let starts_word = at == 0 || chars.get(at - 1).is_none_or(|before| !before.is_alphabetic());
            match chars
                .get(at..)
                .and_then(|rest| self.name_before(rest))
                .filter(|_| starts_word)
            {
                Some(length) => {
                    edits.push((at, length, out.len()));
                    out.extend(&self.instead);
                    at += length;
                }
                None => {
                    out.push(*current);
                    at += 1;
                }
            }
        }
        Masked {
            text: out.into_iter().collect(),
            edits,
            instead: self.instead.len(),
        }
    }

    /// How many code points of `rest` are a name with its plural and figures, if one stands at its beginning.
    fn name_before(&self, rest: &[char]) -> Option<usize> {
        let first = folded(*rest.first()?).next()?;
        self.names
            .iter()
            .filter(|name| name.first() == Some(&first))
            .find_map(|name| {
                let length = length_of(name, rest)?;
                let plural = rest
                    .get(length)
                    .is_some_and(|letter| letter.eq_ignore_ascii_case(&'s'));
                [length + usize::from(plural), length]
                    .map(|end| {
                        end + rest
                            .iter()
                            .skip(end)
                            .take_while(|letter| letter.is_numeric())
                            .count()
                    })
                    .into_iter()
                    .find(|end| rest.get(*end).is_none_or(|next| !next.is_alphanumeric()))
            })
    }
}

/// How many code points of `rest` spell the folded name, marks that stand by themselves included.
fn length_of(name: &[char], rest: &[char]) -> Option<usize> {
    let mut left = name.iter();
    let mut length = 0;
    while !left.as_slice().is_empty() {
        for letter in folded(*rest.get(length)?) {
            if left.next() != Some(&letter) {
                return None;
            }
        }
        length += 1;
    }
    let marks = rest
        .iter()
        .skip(length)
        .take_while(|letter| folded(**letter).next().is_none());
    Some(length + marks.count())
}

/// A letter without case and accents: none for a mark that stands by itself, several for some letters.
fn folded(letter: char) -> impl Iterator<Item = char> {
    let plain = match letter {
        '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{ff07}' | '`' | '\u{b4}' => Some("'"),
        '-' | '\u{2010}'..='\u{2015}' => Some("-"),
        // What nobody sees stands for nothing.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => Some(""),
        letter if letter.is_alphabetic() => deunicode_char(letter),
        letter => deunicode_char(letter).filter(|plain| plain.is_empty()),
    };
    let kept = if plain.is_none() { Some(letter) } else { None };
    plain
        .unwrap_or_default()
        .chars()
        .chain(kept)
        .flat_map(char::to_lowercase)
}

impl Masked {
    /// A code point position of the original in the masked text; inside a name, the pseudonym's start.
    pub fn to_masked(&self, original: usize) -> usize {
        let mut shift: isize = 0;
        for (start, length, masked) in &self.edits {
            if original >= start + length {
                shift = (masked + self.instead).cast_signed() - (start + length).cast_signed();
            } else if original > *start {
                return *masked;
            }
        }
        original.saturating_add_signed(shift)
    }

    /// A code point position of the masked text in the original; inside a pseudonym, the name's start.
    pub fn to_original(&self, masked: usize) -> usize {
        let mut shift: isize = 0;
        for (start, length, at) in &self.edits {
            if masked >= at + self.instead {
                shift = (start + length).cast_signed() - (at + self.instead).cast_signed();
            } else if masked > *at {
                return *start;
            }
        }
        masked.saturating_add_signed(shift)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sam() -> Mask {
        Mask::new(["Sam Okafor", "Sammy"], "Robin")
    }

    #[test]
    fn a_name_is_hidden_whole_and_by_its_parts_whatever_its_case() {
        assert_eq!(
            sam().apply("I'm Sam Okafor. SAM'S bus, sammy!").text,
            "I'm Robin. Robin'S bus, Robin!"
        );
    }

    #[test]
    fn a_name_is_hidden_however_it_was_typed() {
        let mask = Mask::new(["Siân O’Brien-Łuk", "José"], "Robin");
        for text in [
            "Sian",
            "SIÂN",
            "Sia\u{302}n",
            "S\u{200b}iân",
            "O'Brien",
            "O’BRIEN",
            "o`brien",
            "Brien",
            "Luk",
            "Łuk",
            "Jose",
            "Jose\u{301}",
            "Siân O'Brien‑Luk",
            "sianobrienluk",
            "Josés",
            "Jose’s",
            "Jose2024",
            "Luks",
            "2Jose",
        ] {
            let masked = mask.apply(text).text;
            let left = masked.replace("Robin", "");
            assert!(
                masked.contains("Robin")
                    && !left
                        .chars()
                        .filter(|letter| letter.is_alphabetic())
                        .any(|letter| letter != 's'),
                "{text} became {masked}"
            );
        }
    }

    #[test]
    fn a_word_that_only_contains_the_name_stays() {
        assert_eq!(
            sam().apply("The same sample from Samoa").text,
            "The same sample from Samoa"
        );
    }

    #[test]
    fn welsh_letters_and_emoji_are_single_positions() {
        let masked = Mask::new(["Siân Llŷr"], "Jo").apply("🙂 Siân said it");
        assert_eq!(masked.text, "🙂 Jo said it");
        assert_eq!(masked.to_masked(7), 5);
        assert_eq!(masked.to_original(5), 7);
    }

    proptest! {
        #[test]
        fn positions_outside_names_survive_the_way_there_and_back(text in "( |Sam|bus|é|🙂|Okafor|x){0,30}") {
            let masked = sam().apply(&text);
            let inside = |at: usize| masked.edits.iter().any(|(start, length, _)| at > *start && at < start + length);
            for at in 0..=text.chars().count() {
                if !inside(at) {
                    prop_assert_eq!(masked.to_original(masked.to_masked(at)), at);
                }
            }
        }
    }
}
