//! Label, hint, error message and fieldset: the words around a control.
//! Must never hold a control itself.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Text, Words, look_setters, serialize_as_view};
use crate::say;

/// The words that name a control.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Label {
    #[serde(flatten)]
    pub(super) words: Words,
    pub(super) r#for: Option<Text>,
    pub(super) is_page_heading: bool,
    pub(super) classes: String,
    pub(super) attributes: Attrs,
}

impl Label {
    /// A label with these words.
    pub fn new(words: impl Into<Words>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    /// The id of the control it names.
    #[must_use]
    pub fn names(mut self, id: impl Into<Text>) -> Self {
        self.r#for = Some(id.into());
        self
    }

    /// Makes the label the page's one `h1`.
    #[must_use]
    pub fn heading(mut self) -> Self {
        self.is_page_heading = true;
        "govuk-label--l".clone_into(&mut self.classes);
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            shown: bool,
            heading: bool,
            attrs: Attrs,
            words: &'a Words,
        }
        View {
            shown: !self.words.is_empty(),
            heading: self.is_page_heading,
            attrs: Attrs::class(["govuk-label", &self.classes])
                .and(&self.attributes)
                .with_filled("for", self.r#for.as_ref()),
            words: &self.words,
        }
    }
}

/// One element with words and attributes: what hint, tag, inset text and links come down to.
#[derive(Serialize)]
pub(super) struct Element<'a> {
    pub(super) attrs: Attrs,
    pub(super) words: &'a Words,
}

/// Help under a label.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Hint {
    #[serde(flatten)]
    pub(super) words: Words,
    pub(super) id: Option<Text>,
    pub(super) classes: String,
    pub(super) attributes: Attrs,
}

impl Hint {
    /// A hint with these words.
    pub fn new(words: impl Into<Words>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    pub(super) fn with_id(&self, id: &str) -> Self {
        Self {
            id: Some(id.into()),
            ..self.clone()
        }
    }

    fn view(&self) -> Element<'_> {
        Element {
            attrs: Attrs::default()
                .with_filled("id", self.id.as_ref())
                .and(&Attrs::class(["govuk-hint", &self.classes]))
                .and(&self.attributes),
            words: &self.words,
        }
    }
}

/// What to put right, beside the control it is about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ErrorMessage {
    #[serde(flatten)]
    pub(super) words: Words,
    pub(super) id: Option<Text>,
    pub(super) visually_hidden_text: Option<Text>,
    pub(super) classes: String,
    pub(super) attributes: Attrs,
}

impl ErrorMessage {
    /// A message that says what to do.
    pub fn new(words: impl Into<Words>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    pub(super) fn with_id(&self, id: &str) -> Self {
        Self {
            id: Some(id.into()),
            ..self.clone()
        }
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            attrs: Attrs,
            words: &'a Words,
            before: String,
        }
        View {
            attrs: Attrs::default()
                .with_filled("id", self.id.as_ref())
                .and(&Attrs::class(["govuk-error-message", &self.classes]))
                .and(&self.attributes),
            words: &self.words,
            before: match &self.visually_hidden_text {
                Some(words) => words.as_str().to_owned(),
                None => say!("step-problem"),
            },
        }
    }
}

/// The question above a group of controls.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Legend {
    #[serde(flatten)]
    pub(super) words: Words,
    pub(super) classes: String,
    pub(super) is_page_heading: bool,
}

/// A group of controls that answer one question.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Fieldset {
    pub(super) legend: Legend,
    pub(super) described_by: Option<Text>,
    pub(super) role: Option<Text>,
    pub(super) html: Option<super::base::Html>,
    pub(super) classes: String,
    pub(super) attributes: Attrs,
}

impl Fieldset {
    /// A group under this question.
    pub fn new(legend: impl Into<Words>) -> Self {
        let legend = Legend {
            words: legend.into(),
            ..Legend::default()
        };
        Self {
            legend,
            ..Self::default()
        }
    }

    /// Makes the question the page's one `h1`.
    #[must_use]
    pub fn heading(mut self) -> Self {
        self.legend.is_page_heading = true;
        "govuk-fieldset__legend--l".clone_into(&mut self.legend.classes);
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            attrs: Attrs,
            legend: Option<Element<'a>>,
            heading: bool,
            inner: Words,
        }
        let legend = &self.legend;
        View {
            attrs: Attrs::class(["govuk-fieldset", &self.classes])
                .with_filled("role", self.role.as_ref())
                .with_filled("aria-describedby", self.described_by.as_ref())
                .and(&self.attributes),
            legend: (!legend.words.is_empty()).then(|| Element {
                attrs: Attrs::class(["govuk-fieldset__legend", &legend.classes]),
                words: &legend.words,
            }),
            heading: legend.is_page_heading,
            inner: Words {
                text: None,
                html: self.html.clone(),
            },
        }
    }
}

serialize_as_view!(Label, Hint, ErrorMessage, Fieldset);
look_setters!(Label, Hint, ErrorMessage, Fieldset);
