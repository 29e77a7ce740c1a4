//! What every single control shares: name, label, hint, message, form group, described-by list.
//! Must never know which control it is for.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Text, Words, joined};
use super::label::{ErrorMessage, Hint, Label};

/// The box around a control with its words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FormGroup {
    pub(super) classes: String,
    pub(super) attributes: Attrs,
    #[serde(alias = "beforeInputs")]
    pub(super) before_input: Option<Words>,
    #[serde(alias = "afterInputs")]
    pub(super) after_input: Option<Words>,
}

impl FormGroup {
    pub(super) fn attrs(&self, has_error: bool) -> Attrs {
        let error = if has_error { "govuk-form-group--error" } else { "" };
        Attrs::class(["govuk-form-group", error, &self.classes]).and(&self.attributes)
    }
}

/// The part of a control's options that is the same for each kind.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Field {
    pub(super) id: Option<Text>,
    pub(super) name: Text,
    pub(super) described_by: Option<Text>,
    pub(super) label: Label,
    pub(super) hint: Option<Hint>,
    pub(super) error_message: Option<ErrorMessage>,
    pub(super) form_group: FormGroup,
    pub(super) disabled: bool,
    pub(super) classes: String,
    pub(super) attributes: Attrs,
}

/// A control's surroundings, ready to print.
#[derive(Serialize)]
pub(super) struct FieldView {
    group: Attrs,
    label: Option<Label>,
    pub(super) hint: Option<Hint>,
    pub(super) error: Option<ErrorMessage>,
    pub(super) before: Option<Words>,
    pub(super) after: Option<Words>,
}

impl Field {
    pub(super) fn new(name: impl Into<Text>, label: impl Into<Words>) -> Self {
        Self {
            name: name.into(),
            label: Label::new(label),
            ..Self::default()
        }
    }

    pub(super) fn id(&self) -> &str {
        self.id
            .as_ref()
            .filter(|id| !id.is_empty())
            .unwrap_or(&self.name)
            .as_str()
    }

    pub(super) fn has_error(&self) -> bool {
        self.error_message.is_some()
    }

    /// Ids of all that describes the control, or nothing.
    pub(super) fn described_by(&self) -> Option<Text> {
        described_by(
            self.described_by.as_ref(),
            self.id(),
            self.hint.is_some(),
            self.error_message.is_some(),
        )
    }

    pub(super) fn view(&self) -> FieldView {
        let id = self.id();
        FieldView {
            group: self.form_group.attrs(self.has_error()),
            label: Some(self.label.clone().names(id)),
            hint: self.hint.as_ref().map(|h| h.with_id(&format!("{id}-hint"))),
            error: self
                .error_message
                .as_ref()
                .map(|e| e.with_id(&format!("{id}-error"))),
            before: self.form_group.before_input.clone(),
            after: self.form_group.after_input.clone(),
        }
    }
}

pub(super) fn described_by(own: Option<&Text>, id: &str, hint: bool, error: bool) -> Option<Text> {
    let hint = if hint { format!("{id}-hint") } else { String::new() };
    let error = if error {
        format!("{id}-error")
    } else {
        String::new()
    };
    let ids = joined([own.map_or("", Text::as_str), &hint, &error]);
    (!ids.is_empty()).then(|| ids.into())
}

/// The builder methods of every component that has a `field`.
macro_rules! field_setters {
    ($($component:ty),+ $(,)?) => {$(
        impl $component {
            /// Its id when that is not the name.
            #[must_use]
            pub fn id(mut self, id: impl Into<crate::web::components::Text>) -> Self {
                self.field.id = Some(id.into());
                self
            }

            /// Help under the label.
            #[must_use]
            pub fn hint(mut self, words: impl Into<crate::web::components::Words>) -> Self {
                self.field.hint = Some(crate::web::components::Hint::new(words));
                self
            }

            /// What to put right; `None` and empty words leave the control as it is.
            #[must_use]
            pub fn error<'e>(mut self, words: impl Into<Option<&'e str>>) -> Self {
                self.field.error_message = words
                    .into()
                    .filter(|w| !w.is_empty())
                    .map(crate::web::components::ErrorMessage::new);
                self
            }

            /// Makes its label the page's one `h1`.
            #[must_use]
            pub fn heading(mut self) -> Self {
                self.field.label = self.field.label.heading();
                self
            }

            /// Extra classes on the label, `govuk-visually-hidden` for example.
            #[must_use]
            pub fn label_classes(mut self, classes: impl Into<String>) -> Self {
                self.field.label.classes = classes.into();
                self
            }

            /// Extra class names.
            #[must_use]
            pub fn classes(mut self, classes: impl Into<String>) -> Self {
                self.field.classes = classes.into();
                self
            }

            /// One more attribute on the control.
            #[must_use]
            pub fn attr(mut self, name: &str, value: impl Into<String>) -> Self {
                self.field.attributes = self.field.attributes.with(name, value);
                self
            }

            /// Shows the control without letting anyone change it.
            #[must_use]
            pub fn disabled(mut self, yes: bool) -> Self {
                self.field.disabled = yes;
                self
            }
        }
    )+};
}

pub(super) use field_setters;
