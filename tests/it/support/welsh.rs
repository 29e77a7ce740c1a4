//! Finds English that is left on a Welsh page, by holding it against the same page in English.
use std::collections::BTreeSet;

use scraper::{Html, Node, Selector};

use super::actors::Actor;
use super::html::Seen;

/// Words that are the same in both languages: names, and the names of languages.
const SAME: &[&str] = &["Firsthand", "English", "Cymraeg", "Radio", "Sam", "Jo"];
/// Shorter texts say nothing about their language.
const LEAST_LETTERS: usize = 4;
/// Attributes that are read to somebody, or that a script says.
const SAID: &[&str] = &["aria-label", "alt", "title", "placeholder", "label", "content"];

/// Every text of the page that the house wrote: not what stands in a field, nor a person's own words.
fn texts(seen: &Seen) -> BTreeSet<String> {
    let page = Html::parse_document(&seen.body);
    let mut found = BTreeSet::new();
    for element in page.select(&Selector::parse("title, body, body *").unwrap()) {
        let own = |name: &str| matches!(name, "script" | "style" | "textarea" | "code");
        let mut around = element.ancestors().filter_map(scraper::ElementRef::wrap);
        let theirs = element.attr("dir") == Some("auto")
            || around.any(|other| other.attr("dir") == Some("auto") || other.value().name() == "svg");
        if own(element.value().name()) || theirs {
            continue;
        }
        for child in element.children() {
            if let Node::Text(text) = child.value() {
                found.insert(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        for (name, value) in element.value().attrs() {
            // What a script says is written with a capital; the data of scripts are not.
            let sentence = name.starts_with("data-")
                && value.starts_with(|first: char| first.is_uppercase())
                && value.chars().all(|sign| sign != '/' && sign != '_');
            if SAID.contains(&name) || sentence {
                found.insert(value.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
    }
    found.retain(|text| text.chars().filter(|sign| sign.is_alphabetic()).count() >= LEAST_LETTERS);
    found
}

/// The texts that are the same on both pages, but for `own`: a teller's words, names.
pub fn left_in_english(english: &Seen, welsh: &Seen, own: &[&str]) -> Vec<String> {
    let same = |text: &&String| !SAME.iter().chain(own).any(|known| text.as_str() == *known);
    let all = texts(english);
    assert!(all.len() > 3, "{} has words", english.path);
    all.intersection(&texts(welsh)).filter(same).cloned().collect()
}

/// The Welsh page says that it is in Welsh, and nothing on it is in English.
pub fn all_welsh(english: &Seen, welsh: &Seen, own: &[&str]) {
    assert_eq!(english.status, welsh.status, "{} {}", english.path, welsh.path);
    assert_eq!(english.attributes("html", "lang"), ["en"], "{}", english.path);
    assert_eq!(
        welsh.attributes("html", "lang"),
        ["cy"],
        "{} is said to be in Welsh",
        welsh.path
    );
    assert_eq!(
        left_in_english(english, welsh, own),
        Vec::<String>::new(),
        "{} is in English",
        welsh.path
    );
}

impl Actor {
    /// Opens a page in both languages; answers the Welsh one.
    pub async fn in_welsh(&self, path: &str, own: &[&str]) -> Seen {
        let (english, welsh) = (self.get(path).await, self.get(&format!("/cy{path}")).await);
        all_welsh(&english, &welsh, own);
        welsh
    }

    /// Presses a button in both languages, which leads to no other page twice: one that is refused.
    pub async fn refused_in_welsh(&self, path: &str, fields: &[(&str, &str)], own: &[&str]) -> Seen {
        let english = self.press(path, fields).await;
        let welsh = self.press(&format!("/cy{path}"), fields).await;
        assert!(english.status.is_client_error(), "{path} {}", english.status);
        all_welsh(&english, &welsh, own);
        welsh
    }
}

#[test]
fn english_that_is_left_on_a_welsh_page_is_found() {
    let seen = |lang: &str, body: &str| Seen {
        status: reqwest::StatusCode::OK,
        headers: reqwest::header::HeaderMap::new(),
        path: "/".into(),
        body: format!("<html lang={lang}><title>{lang}-a</title><body>{body}</body></html>"),
    };
    let english = "<h1>Your story</h1><p>Go on</p><p data-ask='You have a film.'>12</p><img alt='A picture'>
        <p dir=auto>My own words</p><p>Sam</p><p>Done now</p>";
    let welsh = "<h1>Eich stori</h1><p>Go on</p><p data-ask='You have a film.'>12</p><img alt='A picture'>
        <p dir=auto>My own words</p><p>Sam</p><p>Wedi gorffen</p>";
    let (english, welsh) = (seen("en", english), seen("cy", welsh));
    assert_eq!(
        left_in_english(&english, &welsh, &[]),
        ["A picture", "Go on", "You have a film."]
    );
    assert_eq!(
        left_in_english(&english, &welsh, &["A picture", "Go on"]),
        ["You have a film."]
    );
}
