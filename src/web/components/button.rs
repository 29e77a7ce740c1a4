//! A button, or a link that looks like one.
//! Must never be used to leave a page where a plain link would do.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Text, Words, look_setters, serialize_as_view};

/// A button; with `href` it is a link.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Button {
    #[serde(flatten)]
    words: Words,
    id: Option<Text>,
    name: Option<Text>,
    value: Option<Text>,
    r#type: Option<Text>,
    href: Option<Text>,
    disabled: bool,
    #[serde(rename = "isStartButton")]
    start: bool,
    prevent_double_click: Option<bool>,
    #[serde(skip)]
    hidden: bool,
    classes: String,
    attributes: Attrs,
}

impl Button {
    /// A submit button that says what happens.
    pub fn new(words: impl Into<Words>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    /// Makes it a link to this address.
    #[must_use]
    pub fn href(mut self, href: impl Into<Text>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Sends this name and value with the form.
    #[must_use]
    pub fn named(mut self, name: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self.value = Some(value.into());
        self
    }

    /// The HTML button type; `submit` when not set.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<Text>) -> Self {
        self.r#type = Some(kind.into());
        self
    }

    /// The quieter look, for all but the page's one main button.
    #[must_use]
    pub fn secondary(self) -> Self {
        self.classes("govuk-button--secondary")
    }

    /// The look of a press that takes something away.
    #[must_use]
    pub fn warning(self) -> Self {
        self.classes("govuk-button--warning")
    }

    /// A second press within a second does nothing.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.prevent_double_click = Some(true);
        self
    }

    /// Not shown until a script shows it.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// More attributes.
    #[must_use]
    pub fn attrs(mut self, more: &Attrs) -> Self {
        self.attributes = self.attributes.and(more);
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            link: bool,
            start: bool,
            span: bool,
            attrs: Attrs,
            words: &'a Words,
        }
        let start = if self.start { "govuk-button--start" } else { "" };
        let common = Attrs::class(["govuk-button", &self.classes, start])
            .with("data-module", "govuk-button")
            .and(&self.attributes)
            .flag("hidden", self.hidden)
            .with_filled("id", self.id.as_ref());
        let link = self.href.as_ref().filter(|h| !h.is_empty());
        let attrs = match link {
            Some(href) => Attrs::default()
                .with("href", href.as_str())
                .with("role", "button")
                .with("draggable", "false"),
            None => self.button_attrs(),
        };
        View {
            link: link.is_some(),
            start: self.start,
            span: self.start && self.words.html.is_some(),
            attrs: attrs.and(&common),
            words: &self.words,
        }
    }

    fn button_attrs(&self) -> Attrs {
        let attrs = Attrs::default()
            .with("type", self.r#type.as_ref().map_or("submit", Text::as_str))
            .with_filled("value", self.value.as_ref())
            .with_filled("name", self.name.as_ref())
            .flag("disabled", self.disabled);
        let attrs = if self.disabled {
            attrs.with("aria-disabled", "true")
        } else {
            attrs
        };
        match self.prevent_double_click {
            Some(on) => attrs.with("data-prevent-double-click", on.to_string()),
            None => attrs,
        }
    }
}

serialize_as_view!(Button);
look_setters!(Button);
