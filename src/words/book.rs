//! The messages, read once. A message that is not there in Welsh is said in English; one that is nowhere is its
//! own key, and the tests find both.
use std::collections::BTreeMap;
use std::sync::LazyLock;

use entity::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rust_embed::RustEmbed;

use super::language::{current, identifier};

/// The variables of a message.
pub type Args<'a> = FluentArgs<'a>;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Files;

/// Every message of one language.
type Book = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Book> = LazyLock::new(|| book(Language::English));
static WELSH: LazyLock<Book> = LazyLock::new(|| book(Language::Welsh));

/// The message in the language of this request.
pub fn say(key: &str, args: &Args<'_>) -> String {
    said(current(), key, args)
}

/// The message in this language.
pub fn said(language: Language, key: &str, args: &Args<'_>) -> String {
    let own = match language {
        Language::English => &ENGLISH,
        Language::Welsh => &WELSH,
    };
    written(own, key, args)
        .or_else(|| written(&ENGLISH, key, args))
        .unwrap_or_else(|| {
            tracing::error!(key, "nobody wrote this message");
            key.to_owned()
        })
}

fn written(book: &Book, key: &str, args: &Args<'_>) -> Option<String> {
    let pattern = book.get_message(key)?.value()?;
    let mut wrong = Vec::new();
    let text = book.format_pattern(pattern, Some(args), &mut wrong);
    if !wrong.is_empty() {
        tracing::error!(key, ?wrong, "a message was said without its variables");
    }
    Some(text.into_owned())
}

fn book(language: Language) -> Book {
    let mut book = FluentBundle::new_concurrent(vec![identifier(language)]);
    // Names stand in sentences on pages that already say which way they read.
    book.set_use_isolating(false);
    for (name, text) in files(language) {
        let resource = FluentResource::try_new(text).unwrap_or_else(|(readable, wrong)| {
            tracing::error!(name, ?wrong, "a file of words cannot be read whole");
            readable
        });
        if let Err(wrong) = book.add_resource(resource) {
            tracing::error!(name, ?wrong, "a message is written twice");
        }
    }
    book
}

/// The files of a language by name, with their text.
pub(super) fn files(language: Language) -> BTreeMap<String, String> {
    let ours = |name: &str| name.starts_with(&format!("{}/", language.as_str()));
    Files::iter()
        .filter(|name| ours(name))
        .filter_map(|name| {
            let text = String::from_utf8(Files::get(&name)?.data.into_owned()).ok()?;
            Some((name.into_owned(), text))
        })
        .collect()
}
