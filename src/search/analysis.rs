//! How text becomes terms: the same for stories, for what people look for and for the marks in a
//! snippet. Every word gives its stem and, behind [`EXACT`], itself without case and accents;
//! an emoji is a word of its own. Changing anything here means a new [`super::schema::SCHEMA_VERSION`].
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, RawTokenizer, Stemmer, TextAnalyzer, Token as IndexToken, TokenStream,
    Tokenizer,
};

/// The name of the tokenizer in the schema.
pub(super) const TOKENIZER: &str = "stories";

/// What stands before the terms of unstemmed words; never part of a word.
pub(super) const EXACT: char = '=';

/// Longer words are cut for the index.
const LONGEST_WORD: usize = 60;

/// Forms that the stemmer does not bring together.
const IRREGULAR: &[(&str, &str)] = &[
    ("buses", "bus"),
    ("busses", "bus"),
    ("children", "child"),
    ("childrens", "child"),
    ("men", "man"),
    ("women", "woman"),
    ("mums", "mum"),
    ("mam", "mum"),
    ("lives", "life"),
    ("wives", "wife"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("went", "go"),
    ("gone", "go"),
    ("felt", "feel"),
    ("told", "tell"),
    ("knew", "know"),
    ("gave", "give"),
    ("lost", "lose"),
    ("slept", "sleep"),
    ("ate", "eat"),
    ("bought", "buy"),
    ("taught", "teach"),
];

/// Words too common to tell one story from another.
const COMMON: &[&str] = &[
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "because", "been", "but", "by", "can",
    "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "him", "his", "how", "i",
    "if", "im", "in", "into", "is", "it", "its", "ive", "just", "me", "my", "no", "not", "of", "on", "or",
    "our", "she", "so", "some", "than", "that", "the", "their", "them", "then", "there", "they", "this",
    "to", "too", "up", "us", "was", "we", "were", "what", "when", "where", "which", "who", "why", "will",
    "with", "would", "y", "yn", "you", "your", "yr",
];

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// Lower case, without accents and apostrophes.
    pub exact: String,
    /// Its stem.
    pub stem: String,
}

impl Word {
    /// Whether nearly every story has it.
    pub fn is_common(&self) -> bool {
        COMMON.binary_search(&self.exact.as_str()).is_ok()
    }
}

/// Reads words out of text.
#[derive(Clone)]
pub(super) struct Analysis {
    fold: TextAnalyzer,
    stem: TextAnalyzer,
}

impl Analysis {
    pub fn new() -> Self {
        Self {
            fold: TextAnalyzer::builder(RawTokenizer::default())
                .filter(AsciiFoldingFilter)
                .build(),
            stem: TextAnalyzer::builder(RawTokenizer::default())
                .filter(Stemmer::new(Language::English))
                .build(),
        }
    }

    /// The words of a text, in order.
    pub fn read(&mut self, text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        let mut chars = text.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            let mut end = start + first.len_utf8();
            if is_emoji(first) {
                let exact = first.to_string();
                words.push(Word {
                    start,
                    end,
                    stem: exact.clone(),
                    exact,
                });
            }
            if !first.is_alphanumeric() {
                continue;
            }
            let mut letters: String = first.to_lowercase().filter(|letter| !is_mark(*letter)).collect();
            while let Some((at, next)) = chars.peek().copied() {
                let after = at + next.len_utf8();
                let inside = is_apostrophe(next)
                    && text
                        .get(after..)
                        .and_then(|rest| rest.chars().next())
                        .is_some_and(char::is_alphanumeric);
                if next.is_alphanumeric() {
                    letters.extend(next.to_lowercase().filter(|letter| !is_mark(*letter)));
                } else if inside {
                    letters.push('\'');
                } else if !is_mark(next) {
                    break;
                }
                end = after;
                chars.next();
            }
            let exact = self.exact(&letters);
            let stem = self.stem(&exact);
            words.push(Word {
                start,
                end,
                exact,
                stem,
            });
        }
        words
    }

    fn exact(&mut self, letters: &str) -> String {
        let owner = letters.strip_suffix("'s").unwrap_or(letters);
        let plain: String = owner
            .chars()
            .filter(|letter| *letter != '\'')
            .take(LONGEST_WORD)
            .collect();
        if plain.is_ascii() {
            return plain;
        }
        one(&mut self.fold, &plain).unwrap_or(plain)
    }

    fn stem(&mut self, exact: &str) -> String {
        let regular = IRREGULAR
            .iter()
            .find(|(form, _)| *form == exact)
            .map_or(exact, |(_, base)| *base);
        one(&mut self.stem, regular).unwrap_or_else(|| regular.to_owned())
    }
}

fn one(chain: &mut TextAnalyzer, word: &str) -> Option<String> {
    let mut stream = chain.token_stream(word);
    stream.next().map(|token| token.text.clone())
}

/// Accents that stand as letters of their own behind the letter they belong to.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2018}')
}

fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{2b55}' | '\u{1f000}'..='\u{1faff}')
        && !matches!(letter, '\u{1f3fb}'..='\u{1f3ff}')
}

/// The term of an unstemmed word.
pub(super) fn exact_term(exact: &str) -> String {
    let mut term = String::with_capacity(exact.len() + 1);
    term.push(EXACT);
    term.push_str(exact);
    term
}

/// [`Analysis`] for the index: two terms at the position of every word.
#[derive(Clone)]
pub(super) struct StoryTokenizer(Analysis);

impl StoryTokenizer {
    pub fn new() -> Self {
        Self(Analysis::new())
    }
}

/// The terms of one text.
pub(super) struct Terms {
    rest: std::vec::IntoIter<IndexToken>,
    current: IndexToken,
}

impl Tokenizer for StoryTokenizer {
    type TokenStream<'a> = Terms;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms {
        let words = self.0.read(text);
        let mut tokens = Vec::with_capacity(words.len() * 2);
        for (position, word) in words.into_iter().enumerate() {
            for text in [word.stem, exact_term(&word.exact)] {
                tokens.push(IndexToken {
                    offset_from: word.start,
                    offset_to: word.end,
                    position,
                    text,
                    position_length: 1,
                });
            }
        }
        Terms {
            rest: tokens.into_iter(),
            current: IndexToken::default(),
        }
    }
}

impl TokenStream for Terms {
    fn advance(&mut self) -> bool {
        match self.rest.next() {
            Some(token) => {
                self.current = token;
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &IndexToken {
        &self.current
    }

    fn token_mut(&mut self) -> &mut IndexToken {
        &mut self.current
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        Analysis::new()
            .read(text)
            .into_iter()
            .map(|word| word.stem)
            .collect()
    }

    #[test]
    fn common_words_are_in_order() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (one, other) in [
            ("bus", "BUSES"),
            ("carer", "carer's"),
            ("don't", "dont"),
            ("fall", "fell"),
        ] {
            assert_eq!(stems(one), stems(other), "{one} and {other}");
        }
    }

    #[test]
    fn welsh_is_found_with_and_without_its_accents_however_they_are_written() {
        assert_eq!(stems("Siân tŷ dŵr"), stems("sian ty dwr"));
        assert_eq!(stems("w\u{302}yn"), stems("ŵyn"));
    }

    #[test]
    fn an_emoji_is_a_word_whatever_its_skin() {
        assert_eq!(stems("ok👍🏽!"), ["ok", "👍"]);
        assert_eq!(stems("👍"), ["👍"]);
        assert!(stems("... -- !!! \u{0} *").is_empty());
    }

    #[test]
    fn words_know_where_they_stood() {
        let text = "Ŵy, carer’s 🙂";
        let words = Analysis::new().read(text);
        let parts: Vec<&str> = words.iter().map(|word| &text[word.start..word.end]).collect();
        assert_eq!(parts, ["Ŵy", "carer’s", "🙂"]);
    }
}
