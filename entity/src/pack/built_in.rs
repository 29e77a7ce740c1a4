//! The topics with the pictures and questions that come with the program. A council's own go before them.
//! Must never be changed while the program runs: what a council changes is in its table.
use std::sync::LazyLock;

use serde::Deserialize;

use crate::PackKind;

/// Something to tell about, with the names of the themes it belongs to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its name in addresses.
    pub key: String,
    /// The name of its picture.
    pub symbol: String,
    /// What it is called.
    pub en: String,
    /// The same in Welsh.
    pub cy: String,
    /// The keys of the council's themes that are about it.
    pub themes: Vec<String>,
    pub(super) pictures: Vec<BuiltIn>,
    pub(super) prompts: Vec<BuiltIn>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BuiltIn {
    pub(super) key: String,
    pub(super) symbol: String,
    pub(super) en: String,
    pub(super) cy: String,
}

impl Topic {
    /// What it is called, in a language.
    pub fn name(&self, language: &str) -> &str {
        if language == "cy" { &self.cy } else { &self.en }
    }

    pub(super) fn cards(&self, kind: PackKind) -> &[BuiltIn] {
        match kind {
            PackKind::Picture => &self.pictures,
            PackKind::Prompt => &self.prompts,
        }
    }
}

// The file is in the program: a test reads it, so there is always something in it.
static TOPICS: LazyLock<Vec<Topic>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../packs/default.json")).unwrap_or_default());

/// Everything there is to tell about, in the order of pages.
pub fn topics() -> &'static [Topic] {
    &TOPICS
}

/// The topic of this name.
pub fn topic(key: &str) -> Option<&'static Topic> {
    topics().iter().find(|topic| topic.key == key)
}

/// The topic that a theme belongs to.
pub fn topic_of(theme: &str) -> Option<&'static Topic> {
    topics()
        .iter()
        .find(|topic| topic.themes.iter().any(|key| key == theme))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_topic_has_pictures_and_questions_in_both_languages_and_no_key_twice() {
        assert!(topics().len() > 5, "the file in the program reads");
        let mut keys = HashSet::new();
        let mut themes = HashSet::new();
        for topic in topics() {
            assert!(
                topic.pictures.len() > 5 && topic.prompts.len() > 3,
                "{}",
                topic.key
            );
            for card in topic.pictures.iter().chain(&topic.prompts) {
                assert!(keys.insert(&card.key), "{} twice", card.key);
                assert!(!card.en.is_empty() && !card.cy.is_empty(), "{}", card.key);
                assert!(card.key.parse::<uuid::Uuid>().is_err());
            }
            for theme in &topic.themes {
                assert!(themes.insert(theme), "{theme} twice");
            }
        }
        assert_eq!(topic_of("money").map(|topic| topic.key.as_str()), Some("money"));
        assert!(topic_of("no such theme").is_none());
    }
}
