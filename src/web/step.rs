//! What every page of a storyteller's journey has around its one question.
//! Must never hold the question itself; that is the feature's.
use serde::Serialize;

use super::components::ErrorSummary;
use super::field::Invalid;
use crate::say;

/// "You picked ... Change": the answer before this question.
#[derive(Debug, Serialize)]
pub struct Echo {
    picture: String,
    words: String,
    href: String,
    /// Finishes the link for those who hear it: "Change what it is about".
    of: String,
}

/// Heading, way back, where in the journey, the answer before, what to put right.
#[derive(Debug, Serialize)]
pub struct Step {
    heading: String,
    back: String,
    part: String,
    echo: Option<Echo>,
    errors: Option<ErrorSummary>,
}

impl Step {
    /// A page with this heading; `back` is a local path.
    pub fn new(heading: impl Into<String>, back: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            back: back.into(),
            part: String::new(),
            echo: None,
            errors: None,
        }
    }

    /// Where in the journey this is.
    #[must_use]
    pub fn part(mut self, number: usize, of: usize) -> Self {
        self.part = say!("easy-step-part", number = number, of = of);
        self
    }

    /// Says the answer before again ("You picked: ..."), with the way to change it.
    #[must_use]
    pub fn echo(
        self,
        picture: impl Into<String>,
        words: impl std::fmt::Display,
        href: impl Into<String>,
        of: impl Into<String>,
    ) -> Self {
        self.did(
            picture,
            say!("easy-step-picked", what = words.to_string()),
            href,
            of,
        )
    }

    /// The same for what was done rather than picked, as a whole sentence.
    #[must_use]
    pub fn did(
        mut self,
        picture: impl Into<String>,
        sentence: impl Into<String>,
        href: impl Into<String>,
        of: impl Into<String>,
    ) -> Self {
        self.echo = Some(Echo {
            picture: picture.into(),
            words: sentence.into(),
            href: href.into(),
            of: of.into(),
        });
        self
    }

    /// What to put right before going on.
    #[must_use]
    pub fn errors(mut self, errors: &Invalid) -> Self {
        self.errors = errors
            .summary()
            .map(|summary| summary.title(say!("easy-step-look")));
        self
    }

    /// Whether something is to be put right.
    pub fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// An answer as a picture with its word.
#[derive(Debug, Serialize)]
pub struct Tile {
    pub value: String,
    pub picture: String,
    pub words: String,
    pub picked: bool,
}

impl Tile {
    pub fn new(value: impl Into<String>, picture: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            picture: picture.into(),
            words: words.into(),
            picked: false,
        }
    }

    /// Shown as the answer that was given.
    #[must_use]
    pub fn picked(mut self, yes: bool) -> Self {
        self.picked = yes;
        self
    }
}

/// An answer that can be ticked together with others.
#[derive(Debug, Serialize)]
pub struct Pick {
    pub value: &'static str,
    pub picture: &'static str,
    pub words: String,
    pub hint: String,
    pub checked: bool,
}
