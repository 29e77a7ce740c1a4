//! The text of a story beside its lines: the same words, or a text of its own. Must never guess: a sentence that does
//! not stand there once, by itself, is left to people.
use super::table;

/// What lines say, one below the other.
pub(super) fn of(lines: &[table::Model]) -> String {
    joined(lines.iter().map(|line| line.words.as_str()))
}

/// The same of words.
pub(super) fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let said: Vec<&str> = lines.filter(|words| !words.is_empty()).collect();
    said.join("\n")
}

/// Whether a text is what the lines say, whatever stands between them.
pub(super) fn is_of(text: &str, lines: &[table::Model]) -> bool {
    text.split_whitespace()
        .eq(lines.iter().flat_map(|line| line.words.split_whitespace()))
}

/// The text with other words in the place of a sentence, or without it when there are none.
pub(super) fn instead(text: &str, was: &str, words: &str) -> Option<String> {
    if was.is_empty() || text.matches(was).nth(1).is_some() {
        return None;
    }
    let (before, after) = text.split_once(was)?;
    let space = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
    if !space(before.chars().next_back()) || !space(after.chars().next()) {
        return None;
    }
    if !words.is_empty() {
        return Some([before, words, after].concat());
    }
    // The gap that it leaves closes.
    let mut rest = after.chars();
    Some(match rest.next() {
        Some(_) => [before, rest.as_str()].concat(),
        None => before.trim_end().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_stands_alone_is_replaced_or_taken_out() {
        let text = "I like it. Erm. It is late 🙂.";
        assert_eq!(instead(text, "Erm.", "").unwrap(), "I like it. It is late 🙂.");
        assert_eq!(instead(text, "It is late 🙂.", "").unwrap(), "I like it. Erm.");
        assert_eq!(
            instead(text, "I like it.", "I love it.").unwrap(),
            "I love it. Erm. It is late 🙂."
        );
        for not in ["", "rm.", "lat", "Nothing", "It is late"] {
            let there = instead(text, not, "x").is_some();
            assert_eq!(there, not == "It is late", "{not}");
        }
        assert_eq!(instead("Yes. No. Yes.", "Yes.", ""), None, "which of them?");
    }
}
