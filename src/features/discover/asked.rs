//! What stands in the address of the search page, read kindly: what nobody knows is left out.
//! Must never refuse anything; whatever is typed gives a page.
use std::str::FromStr;

use entity::theme::Framework;
use entity::{StoryKind, ThemeId};

use crate::search::{Asked, When};
use crate::web::Form;
use crate::web::form::escape;

/// Where the search page is.
pub const PATH: &str = "/insight/search";
/// Stories on one page.
pub const PER_PAGE: usize = 20;
/// Letters of what is typed that are looked at; the links of the page carry them all.
const LONGEST: usize = 400;
/// Letters of a place or group.
const LONGEST_CHOICE: usize = 100;

/// One search as its address says it: words, at most one choice a facet, and a page from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub words: String,
    pub theme: Option<ThemeId>,
    pub kind: Option<StoryKind>,
    pub place: Option<String>,
    pub group: Option<String>,
    pub when: Option<When>,
    pub page: usize,
}

impl Wanted {
    /// Reads an address; a theme has to be one of these frameworks.
    pub fn read(query: &Form, frameworks: &[Framework]) -> Self {
        let known = |theme: &ThemeId| {
            let mut themes = frameworks.iter().flat_map(|framework| &framework.themes);
            themes.any(|there| there.id == *theme)
        };
        let page = query.get("page").trim().parse().unwrap_or(1);
        Self {
            words: tidy(query.get("q"), LONGEST),
            theme: choice(query, "theme").filter(known),
            kind: choice(query, "kind"),
            place: text(query, "place"),
            group: text(query, "group"),
            when: choice(query, "when"),
            page: usize::clamp(page, 1, 10_000),
        }
    }

    /// The same, as the search engine takes it.
    pub fn asked(&self) -> Asked {
        Asked {
            words: self.words.clone(),
            themes: self.theme.into_iter().collect(),
            kinds: self.kind.into_iter().collect(),
            places: self.place.iter().cloned().collect(),
            groups: self.group.iter().cloned().collect(),
            when: self.when,
            page: self.page,
            per_page: PER_PAGE,
            ..Asked::default()
        }
    }

    /// The search with something changed, from its first page, as an address.
    pub fn changed(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut other = Self {
            page: 1,
            ..self.clone()
        };
        change(&mut other);
        other.address()
    }

    /// Names and values of everything but the words and the page.
    pub fn choices(&self) -> Vec<(&'static str, String)> {
        let mut choices = Vec::new();
        let mut add = |name, value: Option<String>| choices.extend(value.map(|value| (name, value)));
        add("theme", self.theme.map(|theme| theme.to_string()));
        add("kind", self.kind.map(|kind| kind.to_string()));
        add("place", self.place.clone());
        add("group", self.group.clone());
        add("when", self.when.map(|when| when.as_str().to_owned()));
        choices
    }

    /// Whether anything is asked for at all.
    pub fn is_anything(&self) -> bool {
        !self.words.is_empty() || !self.choices().is_empty()
    }

    /// Where this search is.
    pub fn address(&self) -> String {
        let mut pairs = self.choices();
        if !self.words.is_empty() {
            pairs.insert(0, ("q", self.words.clone()));
        }
        if self.page > 1 {
            pairs.push(("page", self.page.to_string()));
        }
        let mut address = PATH.to_owned();
        for (at, (name, value)) in pairs.iter().enumerate() {
            address.push(if at == 0 { '?' } else { '&' });
            address.push_str(name);
            address.push('=');
            address.push_str(&escape(value));
        }
        address
    }
}

fn choice<T: FromStr>(query: &Form, name: &str) -> Option<T> {
    query.get(name).trim().parse().ok()
}

fn text(query: &Form, name: &str) -> Option<String> {
    Some(tidy(query.get(name), LONGEST_CHOICE)).filter(|text| !text.is_empty())
}

/// Without what cannot be seen but turns the page around: control signs and changes of direction.
fn tidy(text: &str, longest: usize) -> String {
    let turns = |sign: char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let seen: String = text
        .chars()
        .filter(|sign| !turns(*sign))
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .take(longest)
        .collect();
    seen.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Wanted {
        Wanted::read(&Form::parse(query.as_bytes()), &[])
    }

    #[test]
    fn an_address_comes_back_as_it_was_read() {
        let address = "/insight/search?q=bus%20pass&kind=video&place=Si%C3%A2n%27s&when=year&page=3";
        let wanted = read(address.split_once('?').unwrap().1);
        assert_eq!(wanted.address(), address);
        assert_eq!(
            wanted.changed(|other| other.kind = None),
            "/insight/search?q=bus%20pass&place=Si%C3%A2n%27s&when=year"
        );
    }

    #[test]
    fn what_nobody_knows_is_left_out() {
        let theme = ThemeId::fresh();
        let wanted = read(&format!(
            "theme={theme}&kind=song&when=tomorrow&page=-4&place=+&x=y"
        ));
        assert_eq!(
            wanted,
            Wanted {
                page: 1,
                ..Wanted::default()
            }
        );
        assert!(!wanted.is_anything());
    }

    #[test]
    fn long_and_twisted_words_are_tamed() {
        let wanted = read(&format!("q=%E2%80%AEsub%00%0A{}", "a".repeat(10_000)));
        assert!(wanted.words.starts_with("sub") && wanted.words.chars().count() <= LONGEST);
    }
}
