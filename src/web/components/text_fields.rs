//! Controls that are typed into: input and textarea.
//! Must never check an answer; forms do that.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Text, Words, serialize_as_view};
use super::field::{Field, FieldView, field_setters};

/// A small fixed text beside an input, such as a pound sign.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Affix {
    #[serde(flatten)]
    words: Words,
    classes: String,
    attributes: Attrs,
}

#[derive(Serialize)]
struct AffixView<'a> {
    attrs: Attrs,
    words: &'a Words,
}

impl Affix {
    fn view(&self, kind: &str) -> Option<AffixView<'_>> {
        (!self.words.is_empty()).then(|| AffixView {
            attrs: Attrs::class([&format!("govuk-input__{kind}"), self.classes.as_str()])
                .with("aria-hidden", "true")
                .and(&self.attributes),
            words: &self.words,
        })
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wrapper {
    pub(super) classes: String,
    pub(super) attributes: Attrs,
}

/// One line of text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Input {
    #[serde(flatten)]
    pub(super) field: Field,
    pub(super) r#type: Option<Text>,
    pub(super) value: Option<Text>,
    pub(super) spellcheck: Option<bool>,
    pub(super) autocomplete: Option<Text>,
    pub(super) autocapitalize: Option<Text>,
    pub(super) pattern: Option<Text>,
    pub(super) inputmode: Option<Text>,
    pub(super) prefix: Affix,
    pub(super) suffix: Affix,
    #[serde(rename = "inputWrapper")]
    pub(super) wrapper: Wrapper,
    #[serde(skip)]
    pub(super) wrapped: bool,
}

impl Input {
    /// A text input with this name (also its id) and label.
    pub fn new(name: impl Into<Text>, label: impl Into<Words>) -> Self {
        Self {
            field: Field::new(name, label),
            ..Self::default()
        }
    }

    /// What is typed in it already.
    #[must_use]
    pub fn value(mut self, value: impl Into<Text>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The HTML input type, `email` or `search` for example; `text` when not set.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<Text>) -> Self {
        self.r#type = Some(kind.into());
        self
    }

    /// What a password manager or browser may fill in.
    #[must_use]
    pub fn autocomplete(mut self, purpose: impl Into<Text>) -> Self {
        self.autocomplete = Some(purpose.into());
        self
    }

    /// Which keyboard a phone shows.
    #[must_use]
    pub fn inputmode(mut self, mode: impl Into<Text>) -> Self {
        self.inputmode = Some(mode.into());
        self
    }

    /// Whether the browser checks spelling.
    #[must_use]
    pub fn spellcheck(mut self, on: bool) -> Self {
        self.spellcheck = Some(on);
        self
    }

    /// A fixed text after the input, "minutes" for example.
    #[must_use]
    pub fn suffix(mut self, words: impl Into<Words>) -> Self {
        self.suffix = Affix {
            words: words.into(),
            ..Affix::default()
        };
        self
    }

    pub(super) fn part_of_date(field: Field, date: DatePart) -> Self {
        Self {
            field,
            value: date.value,
            inputmode: Some(date.inputmode.unwrap_or_else(|| "numeric".into())),
            autocomplete: date.autocomplete,
            pattern: date.pattern,
            ..Self::default()
        }
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            field: FieldView,
            input: Attrs,
            wrapper: Option<Attrs>,
            prefix: Option<AffixView<'a>>,
            suffix: Option<AffixView<'a>>,
        }
        let field = &self.field;
        let error = if field.has_error() {
            "govuk-input--error"
        } else {
            ""
        };
        let input = Attrs::class(["govuk-input", &field.classes, error])
            .with("id", field.id())
            .with("name", field.name.as_str())
            .with("type", self.r#type.as_ref().map_or("text", Text::as_str))
            .with_some(
                "spellcheck",
                self.spellcheck.map(|on| on.to_string().into()).as_ref(),
            )
            .with_some("value", self.value.as_ref())
            .flag("disabled", field.disabled)
            .with_some("aria-describedby", field.described_by().as_ref())
            .with_some("autocomplete", self.autocomplete.as_ref())
            .with_some("autocapitalize", self.autocapitalize.as_ref())
            .with_some("pattern", self.pattern.as_ref())
            .with_some("inputmode", self.inputmode.as_ref())
            .and(&field.attributes);
        let mut view = View {
            field: field.view(),
            input,
            wrapper: None,
            prefix: self.prefix.view("prefix"),
            suffix: self.suffix.view("suffix"),
        };
        view.field.before = view.field.before.filter(|w| !w.is_empty());
        view.field.after = view.field.after.filter(|w| !w.is_empty());
        let beside = view.field.before.is_some() || view.field.after.is_some();
        if self.wrapped || beside || view.prefix.is_some() || view.suffix.is_some() {
            let wrapper = &self.wrapper;
            view.wrapper =
                Some(Attrs::class(["govuk-input__wrapper", &wrapper.classes]).and(&wrapper.attributes));
        }
        view
    }
}

/// The parts of a date input that its text inputs need.
pub(super) struct DatePart {
    pub(super) value: Option<Text>,
    pub(super) inputmode: Option<Text>,
    pub(super) autocomplete: Option<Text>,
    pub(super) pattern: Option<Text>,
}

/// Several lines of text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Textarea {
    #[serde(flatten)]
    field: Field,
    value: Option<Text>,
    rows: Option<Text>,
    spellcheck: Option<bool>,
    autocomplete: Option<Text>,
}

impl Textarea {
    /// A text area with this name (also its id) and label.
    pub fn new(name: impl Into<Text>, label: impl Into<Words>) -> Self {
        Self {
            field: Field::new(name, label),
            ..Self::default()
        }
    }

    /// What is typed in it already.
    #[must_use]
    pub fn value(mut self, value: impl Into<Text>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// How many lines are shown; 5 when not set.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = Some(rows.to_string().into());
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            field: FieldView,
            textarea: Attrs,
            value: &'a str,
        }
        let field = &self.field;
        let error = if field.has_error() {
            "govuk-textarea--error"
        } else {
            ""
        };
        View {
            field: field.view(),
            textarea: Attrs::class(["govuk-textarea", error, &field.classes])
                .with("id", field.id())
                .with("name", field.name.as_str())
                .with("rows", self.rows.as_ref().map_or("5", Text::as_str))
                .with_some(
                    "spellcheck",
                    self.spellcheck.map(|on| on.to_string().into()).as_ref(),
                )
                .flag("disabled", field.disabled)
                .with_some("aria-describedby", field.described_by().as_ref())
                .with_filled("autocomplete", self.autocomplete.as_ref())
                .and(&field.attributes),
            value: self.value.as_ref().map_or("", Text::as_str),
        }
    }
}

serialize_as_view!(Input, Textarea);
field_setters!(Input, Textarea);
