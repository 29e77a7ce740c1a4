//! What a coder sends: themes, and the whole story or a span of its words.
use entity::ThemeId;
use entity::theme::Framework;

use crate::web::{Fields, Form, Invalid};

/// Themes that can be put on at once; more is a slip.
const MOST: usize = 40;
const CHOOSE: &str = "Choose some words of the story first";
const TURNED: &str = "The last sentence comes before the first one. Pick them the other way round";

/// What to code.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    pub themes: Vec<ThemeId>,
    /// Start and end in code points of the words as shown; `None` for the whole story.
    pub span: Option<(usize, usize)>,
    /// The cut whose words were on the page.
    pub cut: i32,
}

pub fn parse(form: &Form, frameworks: &[Framework]) -> Result<Code, Invalid> {
    let mut fields = Fields::of(form);
    let known = |id: &ThemeId| {
        frameworks
            .iter()
            .flat_map(|one| &one.themes)
            .any(|theme| theme.id == *id)
    };
    let mut themes: Vec<ThemeId> = fields
        .many::<ThemeId>("theme")
        .into_iter()
        .filter(known)
        .collect();
    themes.dedup();
    if themes.is_empty() {
        fields.refuse::<()>("theme", "Pick a theme");
    } else if themes.len() > MOST {
        fields.refuse::<()>("theme", "Pick fewer themes at once");
    }
    let span = if form.get("scope") == "whole" {
        Some(None)
    } else {
        let why = if form.has("from") && form.has("to") {
            TURNED
        } else {
            CHOOSE
        };
        span(form).map(Some).or_else(|| fields.refuse("start", why))
    };
    let cut = form.get("cut").parse().unwrap_or_default();
    fields.finish(|| {
        Some(Code {
            themes,
            span: span?,
            cut,
        })
    })
}

/// Marked words count before ticked sentences.
fn span(form: &Form) -> Option<(usize, usize)> {
    let (from, to) = if form.has("start") || form.has("end") {
        ("start", "end")
    } else {
        ("from", "to")
    };
    let place = |name: &str| form.get(name).trim().parse::<usize>().ok();
    place(from).zip(place(to)).filter(|(start, end)| start < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span_of(form: &str) -> Option<(usize, usize)> {
        span(&Form::parse(form.as_bytes()))
    }

    #[test]
    fn marked_words_win_over_sentences() {
        assert_eq!(span_of("start=2&end=5&from=0&to=9"), Some((2, 5)));
        assert_eq!(span_of("start=&end=&from=0&to=9"), Some((0, 9)));
    }

    #[test]
    fn places_that_make_no_span_are_none() {
        for odd in [
            "",
            "start=5&end=5",
            "start=9&end=2",
            "start=-1&end=4",
            "start=a&end=b",
            "from=3",
            "start=99999999999999999999999&end=5",
        ] {
            assert_eq!(span_of(odd), None, "{odd}");
        }
    }
}
