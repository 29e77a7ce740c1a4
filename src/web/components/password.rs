//! A password input with a button that shows it; the button appears only with scripts.
//! Must never be used for storytellers; they have no passwords.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Text, Words, joined, serialize_as_view};
use super::button::Button;
use super::field::{Field, FormGroup, field_setters};
use super::text_fields::{Input, Wrapper};

/// A password with a button that shows it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PasswordInput {
    #[serde(flatten)]
    field: Field,
    value: Option<Text>,
    autocomplete: Option<Text>,
    show_password_text: Option<Text>,
    hide_password_text: Option<Text>,
    show_password_aria_label_text: Option<Text>,
    hide_password_aria_label_text: Option<Text>,
    password_shown_announcement_text: Option<Text>,
    password_hidden_announcement_text: Option<Text>,
    button: ToggleLook,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct ToggleLook {
    classes: String,
}

impl PasswordInput {
    /// A password input with this name (also its id) and label.
    pub fn new(name: impl Into<Text>, label: impl Into<Words>) -> Self {
        Self {
            field: Field::new(name, label),
            ..Self::default()
        }
    }

    /// `new-password` when one is being chosen; `current-password` when not set.
    #[must_use]
    pub fn autocomplete(mut self, purpose: impl Into<Text>) -> Self {
        self.autocomplete = Some(purpose.into());
        self
    }

    /// What its button says: "Show" and "Hide", the same for those who hear the page, and what was done.
    #[must_use]
    pub fn says(mut self, button: [String; 2], heard: [String; 2], done: [String; 2]) -> Self {
        let [show, hide] = button.map(|words| Some(words.into()));
        (self.show_password_text, self.hide_password_text) = (show, hide);
        let [show, hide] = heard.map(|words| Some(words.into()));
        self.show_password_aria_label_text = show;
        self.hide_password_aria_label_text = hide;
        let [shown, hidden] = done.map(|words| Some(words.into()));
        self.password_shown_announcement_text = shown;
        self.password_hidden_announcement_text = hidden;
        self
    }

    fn toggle(&self) -> Button {
        let show = self.show_password_text.clone().unwrap_or_else(|| "Show".into());
        let aria = self
            .show_password_aria_label_text
            .as_ref()
            .map_or("Show password", Text::as_str);
        let classes = "govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle";
        Button::new(show.as_str())
            .kind("button")
            .classes(joined([classes, &self.button.classes]))
            .attr("aria-controls", self.field.id())
            .attr("aria-label", aria)
            .hidden()
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View {
            input: Input,
            toggle: Button,
            after: Option<Words>,
        }
        let mut field = self.field.clone();
        let attributes = Attrs::default()
            .with("data-module", "govuk-password-input")
            .i18n("show-password", self.show_password_text.as_ref())
            .i18n("hide-password", self.hide_password_text.as_ref())
            .i18n(
                "show-password-aria-label",
                self.show_password_aria_label_text.as_ref(),
            )
            .i18n(
                "hide-password-aria-label",
                self.hide_password_aria_label_text.as_ref(),
            )
            .i18n(
                "password-shown-announcement",
                self.password_shown_announcement_text.as_ref(),
            )
            .i18n(
                "password-hidden-announcement",
                self.password_hidden_announcement_text.as_ref(),
            )
            .and(&field.form_group.attributes);
        let after = field.form_group.after_input.take();
        field.form_group = FormGroup {
            classes: joined(["govuk-password-input", &field.form_group.classes]),
            attributes,
            before_input: field.form_group.before_input.take(),
            after_input: None,
        };
        let own_classes = "govuk-password-input__input govuk-js-password-input-input";
        field.classes = joined([own_classes, &field.classes]);
        let purpose = self.autocomplete.clone().filter(|a| !a.is_empty());
        let input = Input {
            field,
            r#type: Some("password".into()),
            spellcheck: Some(false),
            autocapitalize: Some("none".into()),
            autocomplete: Some(purpose.unwrap_or_else(|| "current-password".into())),
            value: self.value.clone(),
            wrapped: true,
            wrapper: Wrapper {
                classes: "govuk-password-input__wrapper".into(),
                ..Wrapper::default()
            },
            ..Input::default()
        };
        View {
            input,
            toggle: self.toggle(),
            after,
        }
    }
}

serialize_as_view!(PasswordInput);
field_setters!(PasswordInput);
