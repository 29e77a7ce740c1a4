//! The sentence for each kind of notice. Must never name a story itself: it is given what the rule allows.
use entity::NoticeKind;

/// What was told, as a sentence. `story` is its title in quotation marks where the reader may see it, else "a story".
pub fn sentence(kind: NoticeKind, story: &str) -> String {
    match kind {
        NoticeKind::LookNow => format!("It is time for its teller to look at {story}."),
        NoticeKind::EndsSoon => format!("A yes ends soon, for {story}. Ask its teller again."),
        NoticeKind::AskAgain => "Somebody is to be asked again who can see their stories.".to_owned(),
        NoticeKind::TakenOut => "A story came out. Its teller took it back.".to_owned(),
        NoticeKind::Stopped => format!("This is stopped for now: {story}."),
        NoticeKind::GoesOn => format!("This is shown again: {story}."),
        NoticeKind::Worry => format!("Somebody is worried about {story}. Look at it today."),
        NoticeKind::WorryLate => format!("A worry about {story} waits too long. Decide what happens."),
        NoticeKind::Review => {
            "A decision about what somebody can decide is to be looked at again.".to_owned()
        }
        NoticeKind::CallMe => "Somebody asks you to call them, or wants a new card.".to_owned(),
        NoticeKind::WordsChanged => {
            format!("Words of {story} changed. Look at its text and its themes again.")
        }
    }
}

/// That a story came out of something with a name, or a sentence for one: it ends with one full stop, not two.
pub fn came_out(what: &str, name: &str) -> String {
    let name = name.trim_end().trim_end_matches('.');
    format!("A story came out of your {what} “{name}”. Its teller took it back.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_sentence_of_its_own_for_every_kind() {
        let all: std::collections::BTreeSet<String> = NoticeKind::ALL
            .iter()
            .map(|kind| sentence(*kind, "a story"))
            .collect();
        assert_eq!(all.len(), NoticeKind::ALL.len());
        assert!(all.iter().all(|said| said.ends_with('.') && said.len() > 20));
    }

    #[test]
    fn a_name_that_is_a_sentence_ends_once() {
        let said = came_out("insight", "Nobody gets a lift.");
        assert_eq!(
            said,
            "A story came out of your insight “Nobody gets a lift”. Its teller took it back."
        );
    }
}
