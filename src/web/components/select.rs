//! A select: one choice from a list too long for radios (staff pages only).
//! Must never be used for storytellers; they get picture tiles.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Items, Text, Words, serialize_as_view};
use super::field::{Field, FieldView, field_setters};

/// One choice from a long list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Select {
    #[serde(flatten)]
    field: Field,
    items: Items<SelectItem>,
    value: Option<Text>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct SelectItem {
    value: Option<Text>,
    text: Text,
    selected: Option<bool>,
    disabled: bool,
    attributes: Attrs,
}

impl Select {
    /// A select with this name (also its id) and label.
    pub fn new(name: impl Into<Text>, label: impl Into<Words>) -> Self {
        Self {
            field: Field::new(name, label),
            ..Self::default()
        }
    }

    /// One more choice.
    #[must_use]
    pub fn item(mut self, value: impl Into<Text>, text: impl Into<Text>) -> Self {
        let item = SelectItem {
            value: Some(value.into()),
            text: text.into(),
            ..SelectItem::default()
        };
        self.items.0.push(Some(item));
        self
    }

    /// The value that is picked.
    #[must_use]
    pub fn picked(mut self, value: impl Into<Text>) -> Self {
        self.value = Some(value.into());
        self
    }

    fn option(&self, item: &SelectItem) -> (Attrs, Text) {
        let own = item.value.as_ref().unwrap_or(&item.text);
        let picked = self.value.as_ref().is_some_and(|v| !v.is_empty() && v == own);
        let selected = item.selected.unwrap_or(picked);
        let attrs = Attrs::default()
            .with_some("value", item.value.as_ref())
            .flag("selected", selected)
            .flag("disabled", item.disabled)
            .and(&item.attributes);
        (attrs, item.text.clone())
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View {
            field: FieldView,
            select: Attrs,
            options: Vec<(Attrs, Text)>,
        }
        let field = &self.field;
        let error = if field.has_error() {
            "govuk-select--error"
        } else {
            ""
        };
        View {
            field: field.view(),
            select: Attrs::class(["govuk-select", &field.classes, error])
                .with("id", field.id())
                .with("name", field.name.as_str())
                .flag("disabled", field.disabled)
                .with_some("aria-describedby", field.described_by().as_ref())
                .and(&field.attributes),
            options: self.items.numbered().map(|(_, item)| self.option(item)).collect(),
        }
    }
}

serialize_as_view!(Select);
field_setters!(Select);
