//! The choices that are pictures to press: what each is called, its answers, and which one holds.
use entity::choices::{Choice, Choices};
use entity::{Colours, Language, Letters, Pictures};

use crate::say;
use crate::web::step::Tile;

/// A choice with a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Pictures,
    Colours,
    Size,
    Calm,
    Language,
}

/// The word of the answer that takes a choice back.
const AS_THE_DEVICE: &str = "device";

impl What {
    /// Those that a person has, in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::Pictures,
        Self::Colours,
        Self::Size,
        Self::Calm,
        Self::Language,
    ];
    /// Those that a device keeps before anybody signed in.
    pub const OF_DEVICE: [Self; 2] = [Self::Colours, Self::Size];

    /// The choice that an address ends with.
    pub fn of(path: &str) -> Option<Self> {
        let word = path.rsplit('/').next();
        Self::ALL.into_iter().find(|what| Some(what.word()) == word)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Colours => "colours",
            Self::Size => "size",
            Self::Calm => "calm",
            Self::Language => "language",
        }
    }

    pub fn picture(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Colours => "painting",
            Self::Size => "letters",
            Self::Calm => "dove",
            Self::Language => "speaking",
        }
    }

    /// What it is called on the list.
    pub fn name(self) -> String {
        match self {
            Self::Pictures => say!("easy-choices-pictures"),
            Self::Colours => say!("easy-choices-colours"),
            Self::Size => say!("easy-choices-size"),
            Self::Calm => say!("easy-choices-calm"),
            Self::Language => say!("easy-choices-language"),
        }
    }

    /// The question of its page.
    pub fn question(self) -> String {
        match self {
            Self::Pictures => say!("easy-choices-ask-pictures"),
            Self::Colours => say!("easy-choices-ask-colours"),
            Self::Size => say!("easy-choices-ask-size"),
            Self::Calm => say!("easy-choices-ask-calm"),
            Self::Language => say!("easy-choices-ask-language"),
        }
    }

    /// What an answer means, a sentence each with its picture.
    pub fn rows(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Calm => vec![
                ("no-sound", say!("easy-choices-calm-sound")),
                ("face", say!("easy-choices-calm-faces")),
                ("hide", say!("easy-choices-calm-fewer")),
            ],
            _ => Vec::new(),
        }
    }

    /// The answer that holds, as its form sends it.
    fn now(self, choices: &Choices) -> &'static str {
        match self {
            Self::Pictures => choices.pictures.unwrap_or(Pictures::Both).as_str(),
            Self::Colours => choices.colours.map_or(AS_THE_DEVICE, Colours::as_str),
            Self::Size => choices.size.unwrap_or(Letters::Normal).as_str(),
            Self::Calm => yes_or_no(choices.is_calm()),
            Self::Language => choices.language.unwrap_or(Language::English).as_str(),
        }
    }

    fn answers(self) -> Vec<(&'static str, &'static str, String)> {
        match self {
            Self::Pictures => vec![
                ("both", "pictures", say!("easy-choices-both")),
                ("words", "words", say!("easy-choices-words")),
                ("bigger", "search", say!("easy-choices-bigger")),
            ],
            Self::Colours => vec![
                ("cream", "sun", say!("easy-choices-cream")),
                ("white", "words", say!("easy-choices-white")),
                ("dark", "night", say!("easy-choices-dark")),
                ("contrast", "contrast", say!("easy-choices-strong")),
                (AS_THE_DEVICE, "phone", say!("easy-choices-device")),
            ],
            Self::Size => vec![
                ("normal", "letters", say!("easy-choices-normal")),
                ("big", "letters", say!("easy-choices-big")),
                ("very_big", "letters", say!("easy-choices-very-big")),
            ],
            Self::Calm => vec![
                ("yes", "dove", say!("easy-choices-yes-calm")),
                ("no", "no", say!("easy-choices-no")),
            ],
            Self::Language => vec![
                ("en", "talk", "English".to_owned()),
                ("cy", "talk", "Cymraeg".to_owned()),
            ],
        }
    }

    /// The answers to press.
    pub fn tiles(self, choices: &Choices) -> Vec<Tile> {
        let now = self.now(choices);
        let tile = |(value, picture, words)| Tile::new(value, picture, words).picked(value == now);
        self.answers().into_iter().map(tile).collect()
    }

    /// The answer that holds, in a word or two.
    pub fn said(self, choices: &Choices) -> String {
        let now = self.now(choices);
        let found = self.answers().into_iter().find(|answer| answer.0 == now);
        found.map(|answer| answer.2).unwrap_or_default()
    }

    /// What was pressed; nothing for a word that is no answer.
    pub fn choice(self, pressed: &str) -> Option<Choice> {
        let back = pressed == AS_THE_DEVICE;
        match self {
            Self::Pictures => pressed.parse().ok().map(|one| Choice::Pictures(Some(one))),
            Self::Colours if back => Some(Choice::Colours(None)),
            Self::Colours => pressed.parse().ok().map(|one| Choice::Colours(Some(one))),
            Self::Size => pressed.parse().ok().map(|one| Choice::Size(Some(one))),
            Self::Calm if matches!(pressed, "yes" | "no") => Some(Choice::Calm(pressed == "yes")),
            Self::Calm => None,
            Self::Language => pressed.parse().ok().map(|one| Choice::Language(Some(one))),
        }
    }
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_that_can_be_pressed_is_understood() {
        for what in What::ALL {
            assert_eq!(What::of(what.word()), Some(what));
            for (value, _, _) in what.answers() {
                assert!(what.choice(value).is_some(), "{value}");
            }
            assert_eq!(what.choice("something"), None);
            assert!(!what.said(&Choices::default()).is_empty());
        }
    }
}
