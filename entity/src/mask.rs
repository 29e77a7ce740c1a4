//! Puts a pseudonym where a person's own names stand in a text and plain words where other people's
//! stand, and carries code point positions across. Works on whole words, whatever their case; never
//! lets a listed name through.

/// The names to hide and what to write instead of each.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    names: Vec<Hidden>,
}

#[derive(Clone, Debug)]
struct Hidden {
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

    /// Hides each name, whole and by its parts of two letters or more.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, instead: &str) -> Self {
        Self::nothing().and(names, instead)
    }

    /// Hides more names behind other words. What is hidden already stays behind the first ones.
    #[must_use]
    pub fn and<'a>(mut self, names: impl IntoIterator<Item = &'a str>, instead: &str) -> Self {
        for name in names {
            let whole = name.trim();
            for part in std::iter::once(whole).chain(whole.split_whitespace()) {
                let name: Vec<char> = part.chars().collect();
                if name.len() >= 2 && !self.names.iter().any(|hidden| hidden.name == name) {
                    self.names.push(Hidden {
                        name,
                        instead: instead.chars().collect(),
                    });
                }
            }
        }
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
            let starts_word = at == 0 || chars.get(at - 1).is_none_or(|before| !before.is_alphanumeric());
            match self.name_at(&chars, at).filter(|_| starts_word) {
                Some(hidden) => {
                    edits.push(Edit {
                        start: at,
                        length: hidden.name.len(),
                        at: out.len(),
                        instead: hidden.instead.len(),
                    });
                    out.extend(&hidden.instead);
                    at += hidden.name.len();
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

    fn name_at(&self, chars: &[char], at: usize) -> Option<&Hidden> {
        self.names.iter().find(|hidden| {
            let length = hidden.name.len();
            let same = chars.get(at..at + length).is_some_and(|here| {
                here.iter()
                    .zip(&hidden.name)
                    .all(|(a, b)| a == b || a.to_lowercase().eq(b.to_lowercase()))
            });
            let ends = chars
                .get(at + length)
                .is_none_or(|after| !after.is_alphanumeric());
            same && ends
        })
    }
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
