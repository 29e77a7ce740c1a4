//! Whether words are easy enough for everybody: 12 at most, one idea, none that is hard or that blames.
//! Must never change what somebody wrote; it says which word to change, and to what.

/// Most words in a sentence.
const MOST_WORDS: usize = 12;
/// The longest word that is let through without being on a list, in letters.
const LONGEST: usize = 13;
/// Initials that everybody knows.
const KNOWN: [&str; 8] = ["NHS", "TV", "GP", "OK", "UK", "DVD", "CD", "PE"];
/// Words that blame or order, in both languages.
const NEVER: [&str; 9] = [
    "invalid", "failed", "failure", "must", "illegal", "annilys", "methwyd", "methodd", "rhaid",
];
/// Hard words with easier ones.
const EASIER: [(&str, &str); 44] = [
    ("accommodation", "home"),
    ("additional", "more"),
    ("advocate", "person who speaks up for you"),
    ("appropriate", "right"),
    ("approximately", "about"),
    ("assessment", "check"),
    ("assistance", "help"),
    ("assist", "help"),
    ("attend", "go to"),
    ("beneficial", "good"),
    ("carer's", "carer"),
    ("commence", "start"),
    ("commissioning", "planning"),
    ("communicate", "talk"),
    ("complete", "finish"),
    ("consult", "ask"),
    ("currently", "now"),
    ("engage", "talk"),
    ("environment", "place"),
    ("experience", "what happened"),
    ("facilitate", "help"),
    ("frequently", "often"),
    ("immediately", "now"),
    ("implement", "do"),
    ("inform", "tell"),
    ("medication", "medicine"),
    ("modify", "change"),
    ("obtain", "get"),
    ("participate", "take part"),
    ("permit", "let"),
    ("preference", "what you like"),
    ("prior", "before"),
    ("provide", "give"),
    ("provision", "help"),
    ("purchase", "buy"),
    ("receive", "get"),
    ("regarding", "about"),
    ("require", "need"),
    ("residence", "home"),
    ("select", "pick"),
    ("sufficient", "enough"),
    ("transition", "change"),
    ("utilise", "use"),
    ("wellbeing", "how you feel"),
];

/// What to change, as one sentence; nothing when the words are easy.
pub fn advice(words: &str) -> Option<String> {
    let words = words.trim();
    let body = words.trim_end_matches(['.', '!', '?']);
    let each: Vec<&str> = body.split_whitespace().collect();
    if each.len() > MOST_WORDS {
        let extra = each.get(MOST_WORDS).copied().unwrap_or_default();
        return Some(format!(
            "Use 12 words at most: this has {}. Stop before “{extra}”.",
            each.len()
        ));
    }
    if let Some(sign) = body
        .chars()
        .find(|sign| matches!(sign, '.' | '!' | '?' | ';' | ':' | '(' | '/' | '\n'))
    {
        let sign = if sign == '\n' {
            "the new line".to_owned()
        } else {
            format!("“{sign}”")
        };
        return Some(format!("Say one thing only. Leave out what comes after {sign}."));
    }
    each.iter().find_map(|word| of_word(word))
}

fn of_word(word: &str) -> Option<String> {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let small = bare.to_lowercase();
    if NEVER.contains(&small.as_str()) {
        return Some(format!("Leave out “{bare}”. Say what somebody can do."));
    }
    let stem = |hard: &str| {
        small == hard
            || ["s", "d", "ed", "ing"]
                .iter()
                .any(|end| small.strip_suffix(end) == Some(hard))
    };
    if let Some((_, easy)) = EASIER.iter().find(|(hard, _)| stem(hard)) {
        return Some(format!("Change “{bare}” to “{easy}”."));
    }
    let letters = bare.chars().count();
    if letters > 1 && bare.chars().all(char::is_uppercase) && !KNOWN.contains(&bare) {
        return Some(format!("Write “{bare}” out in full words."));
    }
    (letters > LONGEST).then(|| format!("Change “{bare}” to a shorter word."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::PackKind;

    #[test]
    fn it_says_which_word_to_change() {
        for (words, said) in [
            ("You must say where you live", "Leave out “must”."),
            ("Who gives you assistance?", "Change “assistance” to “help”."),
            ("What do you require?", "Change “require” to “need”."),
            ("What is required?", "Change “required” to “need”."),
            ("Who is your SW?", "Write “SW” out in full words."),
            ("What about deinstitutionalisation?", "to a shorter word."),
            ("Where do you live? Who with?", "Leave out what comes after “?”."),
            ("Where do you live; and why", "“;”"),
            (
                "one two three four five six seven eight nine ten eleven twelve thirteen",
                "before “thirteen”",
            ),
            ("Beth sy'n rhaid i chi ei wneud", "Leave out “rhaid”."),
        ] {
            let advice = advice(words);
            assert!(
                advice.as_deref().is_some_and(|advice| advice.contains(said)),
                "{words}: {advice:?}"
            );
        }
        for easy in [
            "Where do you live?",
            "My GP",
            "one two three four five six seven eight nine ten eleven twelve.",
        ] {
            assert_eq!(advice(easy), None);
        }
    }

    #[tokio::test]
    async fn what_comes_with_the_program_is_easy_too() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("test.db");
        let db = entity::Db::open(&format!("sqlite:{}?mode=rwc", file.display()))
            .await
            .unwrap();
        let mut read = 0;
        for topic in entity::pack::topics() {
            for kind in PackKind::ALL {
                for card in entity::pack::all(&db, *kind, topic).await.unwrap() {
                    assert_eq!(advice(&card.en), None, "{}", card.en);
                    assert_eq!(advice(&card.cy), None, "{}", card.cy);
                    read += 1;
                }
            }
        }
        assert!(read > 100);
    }
}
