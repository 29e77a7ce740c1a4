//! Puts a pseudonym where a person's own names stand in a text, and carries code point
//! positions across. Works on whole words, whatever their case; never lets a listed name through.

/// The names to hide and what to write instead.
#[derive(Clone, Debug, Default)]
pub struct Mask {
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

    /// Hides each name, whole and by its parts of two letters or more.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, instead: &str) -> Self {
        let mut hidden: Vec<Vec<char>> = Vec::new();
        for name in names {
            let whole = name.trim();
            for part in std::iter::once(whole).chain(whole.split_whitespace()) {
                let part: Vec<char> = part.chars().collect();
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
            let starts_word = at == 0 || chars.get(at - 1).is_none_or(|before| !before.is_alphanumeric());
            match self.name_at(&chars, at).filter(|_| starts_word) {
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

    fn name_at(&self, chars: &[char], at: usize) -> Option<usize> {
        self.names
            .iter()
            .map(|name| (name, name.len()))
            .find_map(|(name, length)| {
                let here = chars.get(at..at + length)?;
                let same = here
                    .iter()
                    .zip(name)
                    .all(|(a, b)| a == b || a.to_lowercase().eq(b.to_lowercase()));
                let ends = chars
                    .get(at + length)
                    .is_none_or(|after| !after.is_alphanumeric());
                (same && ends).then_some(length)
            })
    }
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
