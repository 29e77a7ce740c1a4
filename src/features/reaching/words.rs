//! The words of messages and letters, in English until a person's language is written down, and which words
//! the teller's own page says.
//! Must never name a story, nor say what one is about.
use entity::NoticeKind;
use entity::reach::Way;

use crate::say;
use crate::web::outgoing::Outgoing;

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
    pub words: &'static str,
}

/// What a message is about: the line above it, its ideas, the button, and where that leads.
pub struct About {
    pub subject: &'static str,
    pub ideas: [Idea; 2],
    pub button: &'static str,
    pub path: &'static str,
}

const END: &str = "Do you want no messages? Tell us on your page.";

/// What somebody is told, for a message and a letter alike.
pub fn about(kind: NoticeKind) -> About {
    let idea = |picture, words| Idea { picture, words };
    match kind {
        NoticeKind::EndsSoon => About {
            subject: "Your yes ends soon",
            ideas: [
                idea("calendar", "You said who can see your story. This ends soon."),
                idea("not-sure", "Do you still want them to see it?"),
            ],
            button: "Answer the question",
            path: "/me/ask",
        },
        NoticeKind::AskAgain => About {
            subject: "We want to ask you again",
            ideas: [
                idea("calendar", "It is time to ask you again."),
                idea("not-sure", "Who can see your stories?"),
            ],
            button: "Answer the question",
            path: "/me/ask",
        },
        // Only what tellers are told is ever sent; looking is the first of it.
        _ => About {
            subject: "Your story is ready to share",
            ideas: [
                idea("story", "Your story is ready to share."),
                idea("not-sure", "Do you still want this?"),
            ],
            button: "Look at my story",
            path: "/me",
        },
    }
}

/// The message to somebody who is called this; `link` is the whole address of [`About::path`].
pub fn message(known_as: &str, kind: NoticeKind, link: String) -> Outgoing {
    let about = about(kind);
    let ideas = about.ideas.iter().map(|idea| idea.words.to_owned());
    Outgoing {
        subject: about.subject.to_owned(),
        lines: std::iter::once(format!("Hello {known_as}."))
            .chain(ideas)
            .collect(),
        button: about.button.to_owned(),
        link,
        end: END.to_owned(),
    }
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
        for kind in kinds {
            let said = message("Sam", kind, "https://stories.example/me".into());
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
        assert_eq!(subjects.len(), kinds.len());
    }
}
