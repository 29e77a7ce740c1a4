//! Puts a pseudonym where a person's own names stand in a text and plain words where other people's
//! stand, and carries code point positions across. A name is found whatever its case, accents,
//! apostrophes and hyphens, as several people's ("the Okafors") and with figures behind it; never lets
//! a listed name through as a word of its own.
use deunicode::deunicode_char;

/// The names to hide and what to write instead of each.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// Longest first.
    names: Vec<Hidden>,
}

#[derive(Clone, Debug)]
struct Hidden {
    /// Folded.
    name: Vec<char>,
    instead: Vec<char>,
}

/// A masked text with what is needed to carry positions between it and the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// The text without the names.
    pub text: String,
    /// Where names were, in order.
    edits: Vec<Edit>,
}

/// A name that was replaced; all in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    /// Start in the original, and length there.
    start: usize,
    length: usize,
    /// Start in the masked text, and length there.
    at: usize,
    instead: usize,
}

impl Mask {
    /// A mask that changes nothing.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Hides a person's own names: each whole, run together, and by its parts of two letters or more.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, instead: &str) -> Self {
        Self::nothing().hide(names, instead, |_| false)
    }

    /// Hides other names behind other words, in the same way but for parts that are [`PLAIN`] words. What is
    /// hidden already stays behind the first ones.
    #[must_use]
    pub fn and<'a>(self, names: impl IntoIterator<Item = &'a str>, instead: &str) -> Self {
        self.hide(names, instead, is_plain)
    }

    /// Lets whole names of several words stand as they are, where nothing else hides them.
    #[must_use]
    pub fn but_not<'a>(self, names: impl IntoIterator<Item = &'a str>) -> Self {
        names
            .into_iter()
            .map(str::trim)
            .filter(|name| name.contains(char::is_whitespace))
            .fold(self, |mut mask, name| {
                mask.add(name.chars().flat_map(folded).collect(), name);
                mask
            })
            .sorted()
    }

    fn hide<'a>(
        mut self,
        names: impl IntoIterator<Item = &'a str>,
        instead: &str,
        stands: fn(&[char]) -> bool,
    ) -> Self {
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
            let parts = std::iter::once(together)
                .chain(parts)
                .filter(|part| !stands(part));
            for name in std::iter::once(whole.clone()).chain(parts) {
                self.add(name, instead);
            }
        }
        self.sorted()
    }

    fn add(&mut self, name: Vec<char>, instead: &str) {
        if name.len() >= 2 && !self.names.iter().any(|hidden| hidden.name == name) {
            let instead = instead.chars().collect();
            self.names.push(Hidden { name, instead });
        }
    }

    fn sorted(mut self) -> Self {
        self.names
            .sort_by_key(|hidden| std::cmp::Reverse(hidden.name.len()));
        self
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
                Some((length, instead)) => {
                    edits.push(Edit {
                        start: at,
                        length,
                        at: out.len(),
                        instead: instead.len(),
                    });
                    out.extend(instead);
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
        }
    }

    /// How many code points of `rest` are a name with its plural and figures, if one stands at its
    /// beginning, and what to write instead.
    fn name_before(&self, rest: &[char]) -> Option<(usize, &[char])> {
        let first = folded(*rest.first()?).next()?;
        self.names
            .iter()
            .filter(|hidden| hidden.name.first() == Some(&first))
            .find_map(|hidden| {
                let length = length_of(&hidden.name, rest)?;
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
                    .map(|end| (end, hidden.instead.as_slice()))
            })
    }
}

/// Words in the names of other people and places ("The Willows", "Nan Beryl") that give nobody away when they
/// stand alone; to hide them everywhere would leave no sentence whole. None of them is a family name.
const PLAIN: &[&str] = &[
    "an", "and", "at", "auntie", "aunty", "avenue", "by", "care", "centre", "college", "council", "dad",
    "doctor", "dr", "for", "from", "gran", "grandad", "grandma", "group", "home", "hospital", "in", "miss",
    "mr", "mrs", "ms", "mum", "my", "nan", "nurse", "of", "on", "our", "road", "school", "sister", "surgery",
    "team", "the", "to", "uncle", "with",
];

fn is_plain(part: &[char]) -> bool {
    PLAIN.iter().any(|word| word.chars().eq(part.iter().copied()))
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
    /// A code point position of the original in the masked text; inside a name, the start of what
    /// stands instead.
    pub fn to_masked(&self, original: usize) -> usize {
        let mut shift: isize = 0;
        for edit in &self.edits {
            if original >= edit.start + edit.length {
                shift = (edit.at + edit.instead).cast_signed() - (edit.start + edit.length).cast_signed();
            } else if original > edit.start {
                return edit.at;
            }
        }
        original.saturating_add_signed(shift)
    }

    /// A code point position of the masked text in the original; inside what stands instead, the
    /// name's start.
    pub fn to_original(&self, masked: usize) -> usize {
        let mut shift: isize = 0;
        for edit in &self.edits {
            if masked >= edit.at + edit.instead {
                shift = (edit.start + edit.length).cast_signed() - (edit.at + edit.instead).cast_signed();
            } else if masked > edit.at {
                return edit.start;
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
    fn plain_words_of_a_name_are_hidden_only_with_the_rest_of_it() {
        let mask = Mask::new(["Kim Wells"], "Robin").and(["The Willows", "Mum 🌻", "Nan Beryl"], "[name]");
        assert_eq!(
            mask.apply("the last bus to the willows, says my mum. Nan Beryl and Beryl; willows; Mum 🌻")
                .text,
            "the last bus to [name], says my mum. [name] and [name]; [name]; [name]"
        );
    }

    #[test]
    fn a_family_name_that_is_a_plain_word_is_hidden() {
        let own = Mask::new(["Ann Gran"], "Robin").apply("Mrs Gran, ann").text;
        assert_eq!(own, "Mrs Robin, Robin");
        let others = Mask::nothing()
            .and(["John Ward", "Di Park"], "[name]")
            .apply("Mr Ward and Mrs Park")
            .text;
        assert_eq!(others, "Mr [name] and Mrs [name]");
    }

    #[test]
    fn a_word_that_only_contains_the_name_stays() {
        assert_eq!(
            sam().apply("The same sample from Samoa").text,
            "The same sample from Samoa"
        );
    }

    #[test]
    fn other_people_are_not_given_the_tellers_pseudonym() {
        let mask = sam().and(["Ffion Okafor", "Tŷ Gwyn", "Sam"], "[name]");
        assert_eq!(
            mask.apply("Sam and Ffion Okafor. Ffion waits at Tŷ Gwyn for Sam Okafor.")
                .text,
            "Robin and [name]. [name] waits at [name] for Robin."
        );
    }

    #[test]
    fn a_name_that_may_stand_does_so_whole_and_not_in_its_parts() {
        let others = Mask::nothing().and(["Ann Okafor", "Bill Sam Okafor"], "[name]");
        let mask = others.but_not(["Sam Okafor", "Ann Okafor", "Ann"]);
        assert_eq!(
            mask.apply("Sam Okafor and Ann Okafor. Mrs Okafor, Ann and Sam.")
                .text,
            "Sam Okafor and [name]. Mrs [name], [name] and [name]."
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
        fn positions_outside_names_survive_the_way_there_and_back(text in "( |Sam|bus|é|🙂|Okafor|x|Ffion){0,30}") {
            let masked = sam().and(["Ffion"], "[name]").apply(&text);
            let inside = |at: usize| masked.edits.iter().any(|edit| at > edit.start && at < edit.start + edit.length);
            for at in 0..=text.chars().count() {
                if !inside(at) {
                    prop_assert_eq!(masked.to_original(masked.to_masked(at)), at);
                }
            }
        }
    }
}
