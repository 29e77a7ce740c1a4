//! A date in three boxes: day, month, year (staff pages only).
//! Must never read a date; forms do that.

use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

use super::base::{Attrs, Text, Words, joined, lenient, look_setters, serialize_as_view};
use super::field::{Field, FormGroup, described_by};
use super::label::{ErrorMessage, Fieldset, Hint, Label};
use super::text_fields::{DatePart, Input};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Part {
    id: Option<Text>,
    name: Option<Text>,
    label: Option<Text>,
    value: Option<Text>,
    autocomplete: Option<Text>,
    pattern: Option<Text>,
    inputmode: Option<Text>,
    error: Option<bool>,
    classes: String,
    attributes: Attrs,
}

/// One of the three boxes: as it usually is, as asked for, or not there at all.
#[derive(Debug, Clone, Default)]
enum Asked {
    #[default]
    Usual,
    So(Box<Part>),
    Not,
}

impl<'de> Deserialize<'de> for Asked {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let part = lenient::<D, Part>(d)?;
        Ok(part.map_or(Self::Not, |part| Self::So(Box::new(part))))
    }
}

/// A date in three boxes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DateInput {
    id: Text,
    name_prefix: Option<Text>,
    items: Vec<Part>,
    day: Asked,
    month: Asked,
    year: Asked,
    values: BTreeMap<String, Text>,
    hint: Option<Hint>,
    error_message: Option<ErrorMessage>,
    form_group: FormGroup,
    fieldset: Option<Fieldset>,
    classes: String,
    attributes: Attrs,
}

impl DateInput {
    /// A date whose boxes are named `{id}-day`, `{id}-month`, `{id}-year`.
    pub fn new(id: impl Into<Text>, legend: impl Into<Words>) -> Self {
        let id = id.into();
        Self {
            name_prefix: Some(id.clone()),
            id,
            fieldset: Some(Fieldset::new(legend)),
            ..Self::default()
        }
    }

    /// What is typed already: day, month, year.
    #[must_use]
    pub fn values(mut self, day: &str, month: &str, year: &str) -> Self {
        let prefix = self.prefix();
        for (name, value) in [("day", day), ("month", month), ("year", year)] {
            self.values.insert(format!("{prefix}{name}"), value.into());
        }
        self
    }

    /// Help under the question.
    #[must_use]
    pub fn hint(mut self, words: impl Into<Words>) -> Self {
        self.hint = Some(Hint::new(words));
        self
    }

    /// What to put right; `None` and empty words leave it as it is.
    #[must_use]
    pub fn error<'e>(mut self, words: impl Into<Option<&'e str>>) -> Self {
        self.error_message = words.into().filter(|w| !w.is_empty()).map(ErrorMessage::new);
        self
    }

    fn prefix(&self) -> String {
        match self.name_prefix.as_ref().filter(|p| !p.is_empty()) {
            Some(prefix) => format!("{}-", prefix.as_str()),
            None => String::new(),
        }
    }

    /// The day, month or year as asked for, or the usual one, or none.
    fn usual(&self, asked: &Asked, name: &str) -> Option<Part> {
        match asked {
            Asked::So(part) => Some(Part::clone(part)),
            Asked::Not => None,
            Asked::Usual => Some(Part {
                name: Some(name.into()),
                value: self.values.get(name).cloned(),
                classes: format!("govuk-input--width-{}", if name == "year" { 4 } else { 2 }),
                ..Part::default()
            }),
        }
    }

    /// Each box with what it stands for ("day", "month", "year" or a name of its own).
    fn parts(&self) -> Vec<(Part, String)> {
        let usual = [
            ("day", self.usual(&self.day, "day")),
            ("month", self.usual(&self.month, "month")),
            ("year", self.usual(&self.year, "year")),
        ];
        if self.items.is_empty() {
            let kept = usual.into_iter();
            return kept
                .filter_map(|(kind, p)| p.map(|p| (p, kind.to_owned())))
                .collect();
        }
        let items = self.items.iter().map(|item| {
            let name = item.name.as_ref().map_or("", Text::as_str);
            let known = usual.iter().find(|(kind, part)| {
                let own = part.as_ref().and_then(|p| p.name.as_ref());
                !name.is_empty() && (name == *kind || own.is_some_and(|own| own.as_str() == name))
            });
            let mut item = item.clone();
            if let Some((_, Some(part))) = known {
                item.value = item.value.or_else(|| part.value.clone());
            }
            (
                item,
                known.map_or_else(String::new, |(kind, _)| (*kind).to_owned()),
            )
        });
        items.collect()
    }

    fn input(&self, part: Part, kind: &str, mark: bool) -> Input {
        let own_error = part.classes.contains("govuk-input--error");
        let wrong = part.error == Some(true) || (mark && part.error != Some(false));
        let error = if wrong && !own_error {
            "govuk-input--error"
        } else {
            ""
        };
        let width = match kind {
            _ if part.classes.contains("govuk-input--width-") => "",
            "year" => "govuk-input--width-4",
            _ => "govuk-input--width-2",
        };
        let name = part.name.as_ref().map_or(kind, Text::as_str).to_owned();
        let full = format!("{}{name}", self.prefix());
        let id = match part.id.as_ref().filter(|id| !id.is_empty()) {
            Some(id) => id.clone(),
            None => format!("{}-{name}", self.id.as_str()).into(),
        };
        let mut chars = name.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        let usual_label: String = first.chain(chars).collect();
        let label = part
            .label
            .filter(|l| !l.is_empty())
            .unwrap_or_else(|| usual_label.into());
        let field = Field {
            id: Some(id),
            label: Label::new(label.as_str()).classes("govuk-date-input__label"),
            classes: joined(["govuk-date-input__input", error, width, &part.classes]),
            attributes: part.attributes,
            ..Field::new(full.as_str(), "")
        };
        let date = DatePart {
            value: part.value.or_else(|| self.values.get(&full).cloned()),
            inputmode: part.inputmode.filter(|m| !m.is_empty()),
            autocomplete: part.autocomplete,
            pattern: part.pattern,
        };
        Input::part_of_date(field, date)
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View {
            group: Attrs,
            fieldset: Option<Fieldset>,
            hint: Option<Hint>,
            error: Option<ErrorMessage>,
            list: Attrs,
            before: Option<Words>,
            after: Option<Words>,
            inputs: Vec<Input>,
        }
        let id = self.id.as_str();
        let own = self.fieldset.as_ref().and_then(|f| f.described_by.as_ref());
        let described = described_by(own, id, self.hint.is_some(), self.error_message.is_some());
        let parts = self.parts();
        let marked = |p: &Part| p.error == Some(true) || p.classes.contains("govuk-input--error");
        let mark = self.error_message.is_some() && !parts.iter().any(|(p, _)| marked(p));
        let inputs = parts
            .into_iter()
            .map(|(part, kind)| self.input(part, &kind, mark));
        View {
            group: self.form_group.attrs(self.error_message.is_some()),
            inputs: inputs.collect(),
            fieldset: self.fieldset.clone().map(|f| Fieldset {
                described_by: described,
                role: Some("group".into()),
                ..f
            }),
            hint: self.hint.as_ref().map(|h| h.with_id(&format!("{id}-hint"))),
            error: self
                .error_message
                .as_ref()
                .map(|e| e.with_id(&format!("{id}-error"))),
            list: Attrs::class(["govuk-date-input", &self.classes])
                .and(&self.attributes)
                .with_filled("id", Some(&self.id)),
            before: self.form_group.before_input.clone(),
            after: self.form_group.after_input.clone(),
        }
    }
}

serialize_as_view!(DateInput);
look_setters!(DateInput);
