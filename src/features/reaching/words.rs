//! The words of messages and letters in the language of whom they go to, and which words the teller's own page
//! says.
//! Must never name a story, nor say what one is about.
use entity::reach::Way;
use entity::{Language, NoticeKind};

use crate::say;
use crate::web::outgoing::Outgoing;
use crate::words;

/// The ways on the teller's page: picture and words.
pub fn tile(way: Way) -> (&'static str, String) {
    match way {
        Way::Letter => ("print", say!("easy-reaching-way-letter")),
        Way::Email => ("message", say!("easy-reaching-way-email")),
        Way::Text => ("phone", say!("easy-reaching-way-text")),
        Way::Nothing => ("no", say!("easy-reaching-way-nothing")),
    }
}

/// What the teller's page says when it is written down.
pub fn kept(way: Way) -> String {
    match way {
        Way::Letter => say!("easy-reaching-kept-letter"),
        Way::Email => say!("easy-reaching-kept-email"),
        Way::Text => say!("easy-reaching-kept-text"),
        Way::Nothing => say!("easy-reaching-kept-nothing"),
    }
}

/// One idea of a letter, with its picture.
pub struct Idea {
    pub picture: &'static str,
    pub words: String,
}

/// What a message is about: the line above it, its ideas, the button, and where that leads.
pub struct About {
    pub subject: String,
    pub ideas: [Idea; 2],
    pub button: String,
    pub path: &'static str,
}

/// What somebody is told, for a message and a letter alike, in the language of [`words::for_now`].
pub fn about(kind: NoticeKind) -> About {
    let idea = |picture, words| Idea { picture, words };
    match kind {
        NoticeKind::EndsSoon => About {
            subject: say!("easy-reaching-ends-subject"),
            ideas: [
                idea("calendar", say!("easy-reaching-ends-said")),
                idea("not-sure", say!("easy-reaching-ends-ask")),
            ],
            button: say!("easy-reaching-answer"),
            path: "/me/ask",
        },
        NoticeKind::AskAgain => About {
            subject: say!("easy-reaching-again-subject"),
            ideas: [
                idea("calendar", say!("easy-asking-time")),
                idea("not-sure", say!("easy-reaching-again-ask")),
            ],
            button: say!("easy-reaching-answer"),
            path: "/me/ask",
        },
        // Only what tellers are told is ever sent; looking is the first of it.
        _ => About {
            subject: say!("easy-reaching-ready-subject"),
            ideas: [
                idea("story", say!("easy-reaching-ready-said")),
                idea("not-sure", say!("easy-reaching-ready-ask")),
            ],
            button: say!("easy-reaching-ready-look"),
            path: "/me",
        },
    }
}

/// The message to somebody who is called this; `link` is the whole address of [`About::path`].
pub fn message(language: Language, known_as: &str, kind: NoticeKind, link: String) -> Outgoing {
    words::for_now(language, || {
        let about = about(kind);
        let hello = say!("easy-reaching-hello", name = known_as);
        let ideas = about.ideas.into_iter().map(|idea| idea.words);
        Outgoing {
            language: language.as_str(),
            subject: about.subject,
            lines: std::iter::once(hello).chain(ideas).collect(),
            button: about.button,
            link,
            end: say!("easy-reaching-no-messages"),
        }
    })
}

/// What a letter is about, in the words of staff.
pub fn for_staff(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::EndsSoon => "A yes of theirs ends soon",
        NoticeKind::AskAgain => "They are to be asked again who can see their stories",
        _ => "It is time to look at their story and say yes or no",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_short_and_each_kind_has_its_own() {
        let kinds = [NoticeKind::LookNow, NoticeKind::EndsSoon, NoticeKind::AskAgain];
        let mut subjects = std::collections::BTreeSet::new();
        for (language, kind) in Language::ALL
            .iter()
            .flat_map(|language| kinds.map(|kind| (*language, kind)))
        {
            let said = message(language, "Sam", kind, "https://stories.example/cy/me".into());
            subjects.insert(said.subject.clone());
            for sentence in said
                .lines
                .iter()
                .flat_map(|line| line.split_inclusive(['.', '?']))
            {
                assert!(sentence.split_whitespace().count() <= 12, "{sentence}");
            }
            let text = format!("{} {}", said.lines.join(" "), said.link);
            assert!(text.len() <= 160, "one text holds it: {text}");
        }
        assert_eq!(subjects.len(), kinds.len() * Language::ALL.len());
    }
}
