//! Radios and checkboxes: some answers from a few.
//! Must never decide which answers exist; callers list them.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Html, Items, Text, Words, joined, lenient, serialize_as_view};
use super::field::{FormGroup, described_by};
use super::label::{ErrorMessage, Fieldset, Hint, Label};

/// One answer of radios or checkboxes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Choice {
    #[serde(flatten)]
    words: Words,
    id: Option<Text>,
    name: Option<Text>,
    value: Text,
    label: Label,
    hint: Option<Hint>,
    divider: Option<Text>,
    checked: Option<bool>,
    disabled: bool,
    behaviour: Option<Text>,
    conditional: Conditional,
    attributes: Attrs,
}

impl Choice {
    /// An answer that sends `value`.
    pub fn new(value: impl Into<Text>, words: impl Into<Words>) -> Self {
        Self {
            value: value.into(),
            words: words.into(),
            ..Self::default()
        }
    }

    /// A word between answers, "or" for example.
    pub fn divider(word: impl Into<Text>) -> Self {
        Self {
            divider: Some(word.into()),
            ..Self::default()
        }
    }

    /// Help under this answer.
    #[must_use]
    pub fn hint(mut self, words: impl Into<Words>) -> Self {
        self.hint = Some(Hint::new(words));
        self
    }

    /// Picks it, or not, whatever the group says.
    #[must_use]
    pub fn checked(mut self, yes: bool) -> Self {
        self.checked = Some(yes);
        self
    }

    /// Cannot be picked.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Checkboxes: picking it clears the others ("none of these").
    #[must_use]
    pub fn exclusive(mut self) -> Self {
        self.behaviour = Some("exclusive".into());
        self
    }

    /// Shown under this answer when it is picked (rendered components).
    #[must_use]
    pub fn reveals(mut self, html: Html) -> Self {
        self.conditional = Conditional { html: Some(html) };
        self
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Conditional {
    #[serde(deserialize_with = "lenient")]
    html: Option<Html>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Answers {
    id_prefix: Option<Text>,
    name: Text,
    described_by: Option<Text>,
    fieldset: Option<Fieldset>,
    hint: Option<Hint>,
    error_message: Option<ErrorMessage>,
    form_group: FormGroup,
    items: Items<Choice>,
    value: Option<Text>,
    values: Vec<Text>,
    classes: String,
    attributes: Attrs,
}

/// One answer from a few.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Radios(Answers);

/// Any number of answers from a few.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Checkboxes(Answers);

#[derive(Serialize)]
struct GroupView {
    group: Attrs,
    fieldset: Option<Fieldset>,
    hint: Option<Hint>,
    error: Option<ErrorMessage>,
    list: Attrs,
    before: Option<Words>,
    after: Option<Words>,
    kind: &'static str,
    items: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct ChoiceView {
    divider: Option<Text>,
    input: Attrs,
    label: Label,
    hint: Option<Hint>,
    reveals: Option<(Attrs, Words)>,
}

impl Answers {
    fn new(name: impl Into<Text>, legend: impl Into<Words>) -> Self {
        Self {
            name: name.into(),
            fieldset: Some(Fieldset::new(legend)),
            ..Self::default()
        }
    }

    fn picked(&self, item: &Choice) -> bool {
        let single = self
            .value
            .as_ref()
            .is_some_and(|v| !v.is_empty() && *v == item.value);
        item.checked
            .unwrap_or(single || self.values.contains(&item.value))
    }

    fn item(&self, kind: &str, at: usize, item: &Choice, described: Option<&Text>) -> ChoiceView {
        let prefix = self.prefix();
        let id = match &item.id {
            Some(id) if !id.is_empty() => id.as_str().to_owned(),
            _ if at > 1 => format!("{prefix}-{at}"),
            _ => prefix.to_owned(),
        };
        let picked = self.picked(item);
        let hint = item.hint.as_ref().filter(|h| !h.words.is_empty());
        let hint_id = format!("{id}-item-hint");
        let conditional_id = format!("conditional-{id}");
        let described = joined([
            described.map_or("", Text::as_str),
            if hint.is_some() { hint_id.as_str() } else { "" },
        ]);
        let name = item.name.as_ref().filter(|n| !n.is_empty()).unwrap_or(&self.name);
        let controls = item
            .conditional
            .html
            .as_ref()
            .map(|_| Text::from(conditional_id.as_str()));
        let input = Attrs::class([format!("govuk-{kind}__input").as_str()])
            .with("id", &id)
            .with("name", name.as_str())
            .with("type", if kind == "radios" { "radio" } else { "checkbox" })
            .with("value", item.value.as_str())
            .flag("checked", picked)
            .flag("disabled", item.disabled)
            .with_some("data-aria-controls", controls.as_ref())
            .with_filled("data-behaviour", item.behaviour.as_ref())
            .with_filled("aria-describedby", Some(&described.into()))
            .and(&item.attributes);
        let mut label = item.label.clone().names(id.as_str());
        label.words = item.words.clone();
        label.classes = joined([format!("govuk-{kind}__label").as_str(), &label.classes]);
        let hint = hint.map(|h| {
            let mut hint = h.with_id(&hint_id);
            hint.classes = joined([format!("govuk-{kind}__hint").as_str(), &hint.classes]);
            hint
        });
        let shut = if picked {
            String::new()
        } else {
            format!("govuk-{kind}__conditional--hidden")
        };
        let reveals = item.conditional.html.clone().map(|html| {
            let class = format!("govuk-{kind}__conditional");
            (
                Attrs::class([class.as_str(), &shut]).with("id", conditional_id),
                html.into(),
            )
        });
        let divider = item.divider.clone().filter(|d| !d.is_empty());
        ChoiceView {
            divider,
            input,
            label,
            hint,
            reveals,
        }
    }

    fn prefix(&self) -> &str {
        self.id_prefix
            .as_ref()
            .filter(|p| !p.is_empty())
            .unwrap_or(&self.name)
            .as_str()
    }

    fn view(&self, kind: &'static str) -> GroupView {
        let prefix = self.prefix();
        let in_fieldset = self.fieldset.as_ref().and_then(|f| f.described_by.as_ref());
        let own = in_fieldset.or(self.described_by.as_ref());
        let described = described_by(own, prefix, self.hint.is_some(), self.error_message.is_some());
        // Without a fieldset nothing else can carry the hint and the message to each checkbox.
        let on_items = described
            .as_ref()
            .filter(|_| kind == "checkboxes" && self.fieldset.is_none());
        let items = self
            .items
            .numbered()
            .map(|(at, item)| self.item(kind, at, item, on_items));
        GroupView {
            group: self.form_group.attrs(self.error_message.is_some()),
            items: items.collect(),
            fieldset: self.fieldset.clone().map(|f| Fieldset {
                described_by: described.clone(),
                ..f
            }),
            hint: self.hint.as_ref().map(|h| h.with_id(&format!("{prefix}-hint"))),
            error: self
                .error_message
                .as_ref()
                .map(|e| e.with_id(&format!("{prefix}-error"))),
            list: Attrs::class([format!("govuk-{kind}").as_str(), &self.classes])
                .and(&self.attributes)
                .with("data-module", format!("govuk-{kind}")),
            before: self.form_group.before_input.clone(),
            after: self.form_group.after_input.clone(),
            kind,
        }
    }
}

macro_rules! group_setters {
    ($($component:ident),+) => {$(
        impl $component {
            /// Answers to the question in `legend`, sent under `name`.
            pub fn new(name: impl Into<Text>, legend: impl Into<Words>) -> Self {
                Self(Answers::new(name, legend))
            }

            /// One more answer.
            #[must_use]
            pub fn item(self, value: impl Into<Text>, words: impl Into<Words>) -> Self {
                self.choice(Choice::new(value, words))
            }

            /// One more answer, with all that `Choice` can carry.
            #[must_use]
            pub fn choice(mut self, choice: Choice) -> Self {
                self.0.items.0.push(Some(choice));
                self
            }

            /// Help under the question.
            #[must_use]
            pub fn hint(mut self, words: impl Into<Words>) -> Self {
                self.0.hint = Some(Hint::new(words));
                self
            }

            /// What to put right; `None` and empty words leave it as it is.
            #[must_use]
            pub fn error<'e>(mut self, words: impl Into<Option<&'e str>>) -> Self {
                self.0.error_message =
                    words.into().filter(|w| !w.is_empty()).map(ErrorMessage::new);
                self
            }

            /// Makes the question the page's one `h1`.
            #[must_use]
            pub fn heading(mut self) -> Self {
                self.0.fieldset = self.0.fieldset.map(Fieldset::heading);
                self
            }

            /// Extra classes on the question, `govuk-fieldset__legend--m` for example.
            #[must_use]
            pub fn legend_classes(mut self, classes: impl Into<String>) -> Self {
                if let Some(fieldset) = &mut self.0.fieldset {
                    fieldset.legend.classes = classes.into();
                }
                self
            }

            /// Ids start with this instead of the name.
            #[must_use]
            pub fn id_prefix(mut self, prefix: impl Into<Text>) -> Self {
                self.0.id_prefix = Some(prefix.into());
                self
            }

            /// Extra class names on the list.
            #[must_use]
            pub fn classes(mut self, classes: impl Into<String>) -> Self {
                self.0.classes = classes.into();
                self
            }
        }
    )+};
}

group_setters!(Radios, Checkboxes);

impl Radios {
    /// The value that is picked.
    #[must_use]
    pub fn picked(mut self, value: impl Into<Text>) -> Self {
        self.0.value = Some(value.into());
        self
    }

    fn view(&self) -> GroupView {
        self.0.view("radios")
    }
}

impl Checkboxes {
    /// The values that are picked.
    #[must_use]
    pub fn picked<T: Into<Text>>(mut self, values: impl IntoIterator<Item = T>) -> Self {
        self.0.values = values.into_iter().map(Into::into).collect();
        self
    }

    fn view(&self) -> GroupView {
        self.0.view("checkboxes")
    }
}

serialize_as_view!(Radios, Checkboxes);
