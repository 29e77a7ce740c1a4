//! What the page tells people: error summary, notification banner, panel.
//! Must never word a message itself; callers bring plain, kind words.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Html, Text, Words, joined, look_setters, serialize_as_view};
use super::button::Button;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ErrorLink {
    #[serde(flatten)]
    words: Words,
    href: Option<Text>,
    attributes: Attrs,
}

/// All that needs putting right, on top of the page, linked to each control.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ErrorSummary {
    title_text: Option<Text>,
    title_html: Option<Html>,
    description_text: Option<Text>,
    description_html: Option<Html>,
    error_list: Vec<ErrorLink>,
    disable_auto_focus: Option<bool>,
    classes: String,
    attributes: Attrs,
}

impl ErrorSummary {
    /// An empty summary under "There is a problem".
    pub fn new() -> Self {
        Self {
            title_text: Some("There is a problem".into()),
            ..Self::default()
        }
    }

    /// Other words on top than "There is a problem".
    #[must_use]
    pub fn title(mut self, words: impl Into<Text>) -> Self {
        self.title_text = Some(words.into());
        self
    }

    /// One more line, linked to the control with this id (without `#`).
    #[must_use]
    pub fn item(mut self, id: &str, words: impl Into<Words>) -> Self {
        let href = Some(format!("#{id}").into());
        self.error_list.push(ErrorLink {
            words: words.into(),
            href,
            attributes: Attrs::default(),
        });
        self
    }

    /// From pairs of control id and words, in order.
    pub fn of<'a>(errors: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        errors
            .into_iter()
            .fold(Self::new(), |summary, (id, words)| summary.item(id, words))
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            attrs: Attrs,
            title: Words,
            description: Option<Words>,
            errors: Vec<ErrorView<'a>>,
        }
        #[derive(Serialize)]
        struct ErrorView<'a> {
            link: Option<Attrs>,
            words: &'a Words,
        }
        let attrs = Attrs::class(["govuk-error-summary", &self.classes]);
        let attrs = match self.disable_auto_focus {
            Some(off) => attrs.with("data-disable-auto-focus", off.to_string()),
            None => attrs,
        };
        let description = Words {
            text: self.description_text.clone(),
            html: self.description_html.clone(),
        };
        let errors = self.error_list.iter().map(|error| ErrorView {
            link: error.href.as_ref().filter(|h| !h.is_empty()).map(|href| {
                Attrs::default()
                    .with("href", href.as_str())
                    .and(&error.attributes)
            }),
            words: &error.words,
        });
        View {
            attrs: attrs
                .and(&self.attributes)
                .with("data-module", "govuk-error-summary"),
            title: Words {
                text: self.title_text.clone(),
                html: self.title_html.clone(),
            },
            description: (!description.is_empty()).then_some(description),
            errors: errors.collect(),
        }
    }
}

/// News about what was just done, or something to know, above the page's heading.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NotificationBanner {
    #[serde(flatten)]
    words: Words,
    title_text: Option<Text>,
    title_html: Option<Html>,
    title_heading_level: Option<Text>,
    title_id: Option<Text>,
    r#type: Option<Text>,
    role: Option<Text>,
    disable_auto_focus: Option<bool>,
    classes: String,
    attributes: Attrs,
}

impl NotificationBanner {
    /// Something to know.
    pub fn new(words: impl Into<Words>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    /// It worked: says so and is read out.
    pub fn success(words: impl Into<Words>) -> Self {
        Self {
            r#type: Some("success".into()),
            ..Self::new(words)
        }
    }

    /// Other words on top than "Important" or "Success".
    #[must_use]
    pub fn title(mut self, words: impl Into<Text>) -> Self {
        self.title_text = Some(words.into());
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            attrs: Attrs,
            title: Words,
            title_id: &'a str,
            level: &'a str,
            words: &'a Words,
        }
        let success = self.r#type.as_ref().is_some_and(|t| t.as_str() == "success");
        let filled = |t: &'_ Option<Text>| t.clone().filter(|t| !t.is_empty());
        let look = if success {
            "govuk-notification-banner--success"
        } else {
            ""
        };
        let role = filled(&self.role).unwrap_or_else(|| if success { "alert" } else { "region" }.into());
        let title_id = self.title_id.as_ref().filter(|t| !t.is_empty());
        let title_id = title_id.map_or("govuk-notification-banner-title", Text::as_str);
        let attrs = Attrs::class(["govuk-notification-banner", look, &self.classes])
            .with("role", role.as_str())
            .with("aria-labelledby", title_id)
            .with("data-module", "govuk-notification-banner");
        let attrs = match self.disable_auto_focus {
            Some(off) => attrs.with("data-disable-auto-focus", off.to_string()),
            None => attrs,
        };
        let title =
            filled(&self.title_text).unwrap_or_else(|| if success { "Success" } else { "Important" }.into());
        View {
            attrs: attrs.and(&self.attributes),
            title: Words {
                text: Some(title),
                html: self.title_html.clone(),
            },
            title_id,
            level: self.title_heading_level.as_ref().map_or("2", Text::as_str),
            words: &self.words,
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PanelAction {
    text: Text,
    href: Option<Text>,
    r#type: Option<Text>,
    classes: String,
    attributes: Attrs,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PanelActions {
    items: Vec<PanelAction>,
    classes: String,
    attributes: Attrs,
}

/// The big box that says something is done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Panel {
    #[serde(flatten)]
    words: Words,
    title_text: Option<Text>,
    title_html: Option<Html>,
    heading_level: Option<Text>,
    actions: Option<PanelActions>,
    classes: String,
    attributes: Attrs,
}

#[derive(Serialize)]
struct PanelActionView {
    button: Option<Button>,
    link: Option<Attrs>,
    text: Text,
}

impl PanelAction {
    fn view(&self) -> PanelActionView {
        let href = self.href.as_ref().filter(|h| !h.is_empty());
        let button = self.r#type.as_ref().is_some_and(|t| t.as_str() == "button");
        if let (Some(href), false) = (href, button) {
            let link = Attrs::class(["govuk-link govuk-link--inverse", &self.classes])
                .with("href", href.as_str())
                .and(&self.attributes);
            return PanelActionView {
                button: None,
                link: Some(link),
                text: self.text.clone(),
            };
        }
        let kind = self.r#type.clone().unwrap_or_else(|| "button".into());
        let mut button = Button::new(self.text.as_str())
            .kind(kind)
            .classes(joined(["govuk-button--inverse", &self.classes]))
            .attrs(&self.attributes);
        if let Some(href) = href {
            button = button.href(href.clone());
        }
        PanelActionView {
            button: Some(button),
            link: None,
            text: self.text.clone(),
        }
    }
}

impl Panel {
    /// A panel with this heading.
    pub fn new(title: impl Into<Text>, words: impl Into<Words>) -> Self {
        Self {
            title_text: Some(title.into()),
            words: words.into(),
            ..Self::default()
        }
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            attrs: Attrs,
            level: &'a str,
            title: Words,
            words: Option<&'a Words>,
            actions: Option<(Attrs, Vec<PanelActionView>)>,
        }
        let interruption = self.classes.contains("govuk-panel--interruption");
        let look = if interruption {
            ""
        } else {
            "govuk-panel--confirmation"
        };
        let actions = self.actions.as_ref().filter(|_| interruption).map(|actions| {
            let attrs = Attrs::class(["govuk-panel__actions", &actions.classes]).and(&actions.attributes);
            (attrs, actions.items.iter().map(PanelAction::view).collect())
        });
        View {
            attrs: Attrs::class(["govuk-panel", look, &self.classes]).and(&self.attributes),
            level: self.heading_level.as_ref().map_or("1", Text::as_str),
            title: Words {
                text: self.title_text.clone(),
                html: self.title_html.clone(),
            },
            words: (!self.words.is_empty()).then_some(&self.words),
            actions,
        }
    }
}

serialize_as_view!(ErrorSummary, NotificationBanner, Panel);
look_setters!(ErrorSummary, NotificationBanner, Panel);
