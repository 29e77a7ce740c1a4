//! What stands in the address of the search page, read kindly: what nobody knows is left out.
//! Must never refuse anything; whatever is typed gives a page.
use entity::theme::{Framework, Theme};
use entity::{StoryKind, ThemeId};

use super::form::{Form, escape};
use crate::search::{Asked, When};

/// Where the search page is.
pub const PATH: &str = "/insight/search";
/// Stories on one page.
pub const PER_PAGE: usize = 20;
/// Letters of what is typed that are looked at; the links of the page carry them all.
const LONGEST: usize = 400;
/// Letters of a place or group.
const LONGEST_CHOICE: usize = 100;
/// Choices of one facet that are read.
const MOST_CHOICES: usize = 30;

/// One search as its address says it: words, the choices of each facet, and a page from 1.
/// Times overlap, so that one of them is chosen at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub words: String,
    pub themes: Vec<ThemeId>,
    pub kinds: Vec<StoryKind>,
    pub places: Vec<String>,
    pub groups: Vec<String>,
    pub when: Option<When>,
    pub page: usize,
}

impl Wanted {
    /// Reads an address; a theme has to be one of these frameworks.
    pub fn read(query: &Form, frameworks: &[Framework]) -> Self {
        let known = |theme: &ThemeId| family(frameworks, *theme).is_some();
        let text = |text: &str| Some(tidy(text, LONGEST_CHOICE)).filter(|text| !text.is_empty());
        let page = query.get("page").trim().parse().unwrap_or(1);
        Self {
            words: tidy(query.get("q"), LONGEST),
            themes: choices(query, "theme", |id| id.trim().parse().ok().filter(known)),
            kinds: choices(query, "kind", |kind| kind.trim().parse().ok()),
            places: choices(query, "place", text),
            groups: choices(query, "group", text),
            when: query.get("when").trim().parse().ok(),
            page: usize::clamp(page, 1, 10_000),
        }
    }

    /// The same, as the search engine takes it.
    pub fn asked(&self) -> Asked {
        Asked {
            words: self.words.clone(),
            themes: self.themes.clone(),
            kinds: self.kinds.clone(),
            places: self.places.clone(),
            groups: self.groups.clone(),
            when: self.when,
            page: self.page,
            per_page: PER_PAGE,
            ..Asked::default()
        }
    }

    /// The search with something changed, from its first page, as an address.
    pub fn changed(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut other = self.first_page();
        change(&mut other);
        other.address()
    }

    /// The same search from its first page.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self {
            page: 1,
            ..self.clone()
        }
    }

    /// Names and values of everything but the words and the page.
    pub fn choices(&self) -> Vec<(&'static str, String)> {
        let mut choices = Vec::new();
        choices.extend(self.themes.iter().map(|theme| ("theme", theme.to_string())));
        choices.extend(self.kinds.iter().map(|kind| ("kind", kind.to_string())));
        choices.extend(self.places.iter().map(|place| ("place", place.clone())));
        choices.extend(self.groups.iter().map(|group| ("group", group.clone())));
        choices.extend(self.when.map(|when| ("when", when.as_str().to_owned())));
        choices
    }

    /// Picks a theme, or lets it go. What is above and below a theme that is picked goes:
    /// a theme has the stories of all below it.
    pub fn turn_theme(&mut self, theme: ThemeId, frameworks: &[Framework]) {
        if self.themes.contains(&theme) {
            self.themes.retain(|other| *other != theme);
            return;
        }
        let above = |lower: ThemeId, upper: ThemeId| line(frameworks, lower).contains(&upper);
        self.themes
            .retain(|other| !above(*other, theme) && !above(theme, *other));
        self.themes.push(theme);
    }

    /// The same search in another address of ours: `?q=…` or nothing.
    pub fn query(&self) -> String {
        self.address().split_off(PATH.len())
    }

    /// Whether anything is asked for at all.
    pub fn is_anything(&self) -> bool {
        !self.words.is_empty() || !self.choices().is_empty()
    }

    /// What is picked, as people read it: "Getting about, Video".
    pub fn picked_in_words(&self, frameworks: &[Framework]) -> String {
        let themes = self.themes.iter().filter_map(|id| name_of(frameworks, *id));
        let mut words: Vec<&str> = themes.map(|theme| theme.name.as_str()).collect();
        words.extend(self.kinds.iter().map(|kind| kind.label()));
        words.extend(self.groups.iter().map(String::as_str));
        words.extend(self.places.iter().map(String::as_str));
        words.extend(self.when.map(When::label));
        words.join(", ")
    }

    /// All of it, as people read it: "bus pass, Getting about".
    pub fn in_words(&self, frameworks: &[Framework]) -> String {
        let parts = [self.words.clone(), self.picked_in_words(frameworks)];
        let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        said.join(", ")
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

/// Picks a choice, or lets it go.
pub fn turn<T: PartialEq>(choices: &mut Vec<T>, choice: T) {
    let before = choices.len();
    choices.retain(|other| *other != choice);
    if choices.len() == before {
        choices.push(choice);
    }
}

fn choices<T: PartialEq>(query: &Form, name: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let mut choices = Vec::new();
    for choice in query.all(name).filter_map(read).take(MOST_CHOICES) {
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    choices
}

/// A theme by its id.
pub fn name_of(frameworks: &[Framework], id: ThemeId) -> Option<&Theme> {
    family(frameworks, id).map(|(_, theme)| theme)
}

/// The framework of a theme, and the theme.
fn family(frameworks: &[Framework], theme: ThemeId) -> Option<(&Framework, &Theme)> {
    frameworks.iter().find_map(|framework| {
        let mut themes = framework.themes.iter();
        Some((framework, themes.find(|there| there.id == theme)?))
    })
}

/// Everything above a theme.
fn line(frameworks: &[Framework], theme: ThemeId) -> Vec<ThemeId> {
    let mut found = Vec::new();
    let mut at = family(frameworks, theme).and_then(|(_, theme)| theme.parent);
    while let Some(parent) = at.filter(|parent| !found.contains(parent)) {
        found.push(parent);
        at = family(frameworks, parent).and_then(|(_, theme)| theme.parent);
    }
    found
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
        let address =
            "/insight/search?q=bus%20pass&kind=video&kind=interview&place=Si%C3%A2n%27s&when=year&page=3";
        let wanted = read(address.split_once('?').unwrap().1);
        assert_eq!(wanted.address(), address);
        assert_eq!(
            wanted.changed(|other| turn(&mut other.kinds, StoryKind::Video)),
            "/insight/search?q=bus%20pass&kind=interview&place=Si%C3%A2n%27s&when=year"
        );
        assert_eq!(wanted.query(), address.split_at(PATH.len()).1);
        assert_eq!(Wanted::default().query(), "");
    }

    #[test]
    fn what_nobody_knows_is_left_out() {
        let theme = ThemeId::fresh();
        let wanted = read(&format!(
            "theme={theme}&theme=&kind=song&when=tomorrow&page=-4&place=+&place=&x=y"
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
    fn a_choice_that_is_sent_twice_stands_once_and_there_is_an_end() {
        let places = (0..100)
            .map(|place| place.to_string())
            .collect::<Vec<_>>()
            .join("&place=");
        let wanted = read(&format!("kind=video&kind=video&place={places}"));
        assert_eq!((wanted.kinds.len(), wanted.places.len()), (1, MOST_CHOICES));
    }

    #[test]
    fn long_and_twisted_words_are_tamed() {
        let wanted = read(&format!("q=%E2%80%AEsub%00%0A{}", "a".repeat(10_000)));
        assert!(wanted.words.starts_with("sub") && wanted.words.chars().count() <= LONGEST);
    }
}
