//! Which language a request is answered in. Decided at the door of the request, never by a page.
use std::cell::Cell;
use std::future::Future;

use entity::Language;
use unic_langid::LanguageIdentifier;

tokio::task_local! {
    static LANGUAGE: Cell<Language>;
}

/// Does the work with its words in this language.
pub async fn speaking<F: Future>(language: Language, work: F) -> F::Output {
    LANGUAGE.scope(Cell::new(language), work).await
}

/// A piece of this request's work with its words in that language.
pub fn for_now<T>(language: Language, work: impl FnOnce() -> T) -> T {
    LANGUAGE.sync_scope(Cell::new(language), work)
}

/// From here on this request is answered in that language: who is asking has chosen it.
pub fn choose(language: Language) {
    // Work without a reader has no language to change.
    let _ = LANGUAGE.try_with(|now| now.set(language));
}

/// The language of this request.
pub fn current() -> Language {
    LANGUAGE.try_with(Cell::get).unwrap_or(Language::English)
}

/// For the rules of counting. The vault's word for a language is its code (BCP 47).
pub(super) fn identifier(language: Language) -> LanguageIdentifier {
    language.as_str().parse().unwrap_or_default()
}
