//! Components of one element: tag, inset text, warning, details, skip link, back link.
//! Must never carry more than words and attributes.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Text, Words, look_setters, serialize_as_view};
use super::label::Element;

/// A short status word in a box.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Tag {
    #[serde(flatten)]
    words: Words,
    classes: String,
    attributes: Attrs,
}

impl Tag {
    /// A tag with this word. Colours: `.classes("govuk-tag--green")`.
    pub fn new(words: impl Into<Words>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    fn view(&self) -> Element<'_> {
        Element {
            attrs: Attrs::class(["govuk-tag", &self.classes]).and(&self.attributes),
            words: &self.words,
        }
    }
}

/// A paragraph set apart by a line at its side.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InsetText {
    #[serde(flatten)]
    words: Words,
    id: Option<Text>,
    classes: String,
    attributes: Attrs,
}

impl InsetText {
    /// Inset text with these words.
    pub fn new(words: impl Into<Words>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    fn view(&self) -> Element<'_> {
        Element {
            attrs: Attrs::default()
                .with_filled("id", self.id.as_ref())
                .and(&Attrs::class(["govuk-inset-text", &self.classes]))
                .and(&self.attributes),
            words: &self.words,
        }
    }
}

/// A sentence people need to read before they go on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WarningText {
    #[serde(flatten)]
    words: Words,
    icon_fallback_text: Option<Text>,
    classes: String,
    attributes: Attrs,
}

impl WarningText {
    /// A warning with these words.
    pub fn new(words: impl Into<Words>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            attrs: Attrs,
            before: &'a str,
            words: &'a Words,
        }
        let before = self.icon_fallback_text.as_ref().filter(|t| !t.is_empty());
        View {
            attrs: Attrs::class(["govuk-warning-text", &self.classes]).and(&self.attributes),
            before: before.map_or("Warning", Text::as_str),
            words: &self.words,
        }
    }
}

/// Something more to read, shut until it is opened.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Details {
    #[serde(flatten)]
    words: Words,
    summary_text: Option<Text>,
    summary_html: Option<super::base::Html>,
    id: Option<Text>,
    open: bool,
    classes: String,
    attributes: Attrs,
}

impl Details {
    /// `summary` is always seen; `words` when it is open.
    pub fn new(summary: impl Into<Text>, words: impl Into<Words>) -> Self {
        Self {
            summary_text: Some(summary.into()),
            words: words.into(),
            ..Self::default()
        }
    }

    /// Starts open.
    #[must_use]
    pub fn open(mut self, yes: bool) -> Self {
        self.open = yes;
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            attrs: Attrs,
            summary: Words,
            words: &'a Words,
        }
        View {
            attrs: Attrs::default()
                .with_filled("id", self.id.as_ref())
                .and(&Attrs::class(["govuk-details", &self.classes]))
                .and(&self.attributes)
                .flag("open", self.open),
            summary: Words {
                text: self.summary_text.clone(),
                html: self.summary_html.clone(),
            },
            words: &self.words,
        }
    }
}

/// A link, first on the page, that jumps to what the page is about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SkipLink {
    #[serde(flatten)]
    words: Words,
    href: Option<Text>,
    classes: String,
    attributes: Attrs,
}

impl SkipLink {
    /// A skip link to `href`.
    pub fn new(words: impl Into<Words>, href: impl Into<Text>) -> Self {
        Self {
            words: words.into(),
            href: Some(href.into()),
            ..Self::default()
        }
    }

    fn view(&self) -> Element<'_> {
        let href = self
            .href
            .as_ref()
            .filter(|h| !h.is_empty())
            .map_or("#content", Text::as_str);
        Element {
            attrs: Attrs::class(["govuk-skip-link", &self.classes])
                .with("href", href)
                .and(&self.attributes)
                .with("data-module", "govuk-skip-link"),
            words: &self.words,
        }
    }
}

/// A link to the step before.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BackLink {
    #[serde(flatten)]
    words: Words,
    href: Option<Text>,
    classes: String,
    attributes: Attrs,
}

impl BackLink {
    /// "Back", to `href`.
    pub fn new(href: impl Into<Text>) -> Self {
        Self {
            href: Some(href.into()),
            ..Self::default()
        }
    }

    /// Other words than "Back".
    #[must_use]
    pub fn words(mut self, words: impl Into<Words>) -> Self {
        self.words = words.into();
        self
    }

    fn view(&self) -> impl Serialize {
        #[derive(Serialize)]
        struct View {
            attrs: Attrs,
            words: Words,
        }
        let href = self
            .href
            .as_ref()
            .filter(|h| !h.is_empty())
            .map_or("#", Text::as_str);
        let words = if self.words.is_empty() {
            "Back".into()
        } else {
            self.words.clone()
        };
        View {
            attrs: Attrs::class(["govuk-back-link", &self.classes])
                .with("href", href)
                .and(&self.attributes),
            words,
        }
    }
}

serialize_as_view!(Tag, InsetText, WarningText, Details, SkipLink, BackLink);
look_setters!(Tag, InsetText, WarningText, Details, SkipLink, BackLink);
