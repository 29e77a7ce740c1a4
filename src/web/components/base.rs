//! The small parts every component is made of: texts, checked markup, attributes, form groups.
//! Must never build markup from what people typed: `Html` is only for markup we wrote or rendered.

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A short text. Reads numbers and booleans as their written form, as the fixtures have them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Text(String);

impl Text {
    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(value: T) -> Self {
        Self(value.into())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match Value::deserialize(d)? {
            Value::String(s) => Ok(Self(s)),
            Value::Number(n) => Ok(Self(n.to_string())),
            Value::Bool(b) => Ok(Self(b.to_string())),
            Value::Null => Ok(Self::default()),
            other => Err(D::Error::custom(format!("not a text: {other}"))),
        }
    }
}

/// Markup that is printed as it is. Make it only from words in our code or from our own templates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Markup written in our own code.
    pub fn fixed(markup: &'static str) -> Self {
        Self(markup.to_owned())
    }

    /// Markup that one of our templates has just rendered (everything inside is escaped already).
    pub fn rendered(markup: String) -> Self {
        Self(markup)
    }
}

impl<'de> Deserialize<'de> for Html {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Text::deserialize(d).map(|t| Self(t.0))
    }
}

/// What an element says: plain text (escaped when printed) or markup of our own, which wins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Plain text.
    #[serde(default)]
    pub text: Option<Text>,
    /// Markup of our own.
    #[serde(default, deserialize_with = "lenient")]
    pub html: Option<Html>,
}

impl Words {
    /// True when there is neither text nor markup.
    pub fn is_empty(&self) -> bool {
        self.html.is_none() && self.text.as_ref().is_none_or(Text::is_empty)
    }
}

impl<T: Into<String>> From<T> for Words {
    fn from(text: T) -> Self {
        Self {
            text: Some(Text::from(text)),
            html: None,
        }
    }
}

impl From<Html> for Words {
    fn from(html: Html) -> Self {
        Self {
            text: None,
            html: Some(html),
        }
    }
}

/// One attribute's value: written out, or the bare name (`hidden`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum AttrValue {
    Written(String),
    Bare(bool),
}

/// Attributes of one element, in order; printed and escaped by the template function `attrs`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attrs(Vec<(String, AttrValue)>);

impl Attrs {
    /// Starts with a class list; empty parts are left out.
    pub fn class<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let joined: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        Self::default().with("class", joined.join(" "))
    }

    /// Adds `name="value"`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), AttrValue::Written(value.into())));
        self
    }

    /// Adds `name="value"` when there is a value.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<&Text>) -> Self {
        match value {
            Some(v) => self.with(name, v.as_str()),
            None => self,
        }
    }

    /// Adds `name="value"` when there is a value and it is not empty.
    #[must_use]
    pub fn with_filled(self, name: &str, value: Option<&Text>) -> Self {
        self.with_some(name, value.filter(|v| !v.is_empty()))
    }

    /// Adds the bare name when `on`.
    #[must_use]
    pub fn flag(mut self, name: &str, on: bool) -> Self {
        if on {
            self.0.push((name.to_owned(), AttrValue::Bare(true)));
        }
        self
    }

    /// Adds all of `more`.
    #[must_use]
    pub fn and(mut self, more: &Self) -> Self {
        self.0.extend(more.0.iter().cloned());
        self
    }

    /// Adds `data-i18n.<key>` when there are words for it.
    #[must_use]
    pub fn i18n(self, key: &str, words: Option<&Text>) -> Self {
        self.with_filled(&format!("data-i18n.{key}"), words)
    }
}

impl Serialize for Attrs {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(Some(self.0.len()))?;
        for pair in &self.0 {
            seq.serialize_element(pair)?;
        }
        seq.end()
    }
}

impl<'de> Deserialize<'de> for Attrs {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let map = std::collections::BTreeMap::<String, Text>::deserialize(d)?;
        Ok(Self(
            map.into_iter()
                .map(|(k, v)| (k, AttrValue::Written(v.0)))
                .collect(),
        ))
    }
}

/// Reads `null`, `false` and `""` as nothing.
pub fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(d: D) -> Result<Option<T>, D::Error> {
    match Value::deserialize(d)? {
        Value::Null | Value::Bool(false) => Ok(None),
        Value::String(s) if s.is_empty() => Ok(None),
        value => serde_json::from_value(value).map(Some).map_err(D::Error::custom),
    }
}

/// A list that keeps its holes, because the place in the list gives an item its id.
#[derive(Debug, Clone)]
pub struct Items<T>(pub Vec<Option<T>>);

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Items<T> {
    /// The items that are there, each with its place counted from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &T)> {
        self.0
            .iter()
            .enumerate()
            .filter_map(|(i, item)| item.as_ref().map(|item| (i + 1, item)))
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let values = Vec::<Value>::deserialize(d)?;
        values
            .into_iter()
            .map(lenient)
            .collect::<Result<_, _>>()
            .map(Self)
            .map_err(D::Error::custom)
    }
}

/// Joins class names and ids with single spaces, leaving out empty ones.
pub fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Serializes a component as what its template needs, so that templates stay without logic.
macro_rules! serialize_as_view {
    ($($component:ty),+ $(,)?) => {$(
        impl serde::Serialize for $component {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.view(), s)
            }
        }
    )+};
}

/// `.classes(..)` and `.attr(..)` for a component that has those two fields.
macro_rules! look_setters {
    ($($component:ty),+ $(,)?) => {$(
        impl $component {
            /// Extra class names.
            #[must_use]
            pub fn classes(mut self, classes: impl Into<String>) -> Self {
                self.classes = classes.into();
                self
            }

            /// One more attribute on the component's main element.
            #[must_use]
            pub fn attr(mut self, name: &str, value: impl Into<String>) -> Self {
                self.attributes = self.attributes.with(name, value);
                self
            }
        }
    )+};
}

pub(super) use {look_setters, serialize_as_view};
