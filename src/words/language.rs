//! Which language a request is answered in. Decided at the door of the request, never by a page.
use std::cell::Cell;
use std::future::Future;

use unic_langid::LanguageIdentifier;

/// The languages of storytellers' pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    English,
    Welsh,
}

impl Language {
    /// Both, English first.
    pub const ALL: [Self; 2] = [Self::English, Self::Welsh];

    /// As `lang` of a page says it (BCP 47).
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Welsh => "cy",
        }
    }

    /// The language of this code, if it is one of ours.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// For the rules of counting.
    pub(super) fn identifier(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }
}

tokio::task_local! {
    static LANGUAGE: Cell<Language>;
}

/// Does the work with its words in this language.
pub async fn speaking<F: Future>(language: Language, work: F) -> F::Output {
    LANGUAGE.scope(Cell::new(language), work).await
}

/// From here on this request is answered in that language: who is asking has chosen it.
pub fn choose(language: Language) {
    // Work without a reader has no language to change.
    let _ = LANGUAGE.try_with(|now| now.set(language));
}

/// The language of this request.
pub fn current() -> Language {
    LANGUAGE.try_with(Cell::get).unwrap_or_default()
}
