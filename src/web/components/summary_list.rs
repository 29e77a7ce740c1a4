//! A summary list: questions and answers, one on each line, with links to change them.
//! Must never fetch what it lists.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Items, Text, Words, look_setters, serialize_as_view};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Cell {
    #[serde(flatten)]
    words: Words,
    classes: String,
    heading_level: Option<Text>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Action {
    #[serde(flatten)]
    words: Words,
    href: Text,
    visually_hidden_text: Option<Text>,
    classes: String,
    attributes: Attrs,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Actions {
    items: Option<Vec<Action>>,
    classes: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Card {
    title: Option<Cell>,
    actions: Actions,
    classes: String,
    attributes: Attrs,
}

/// One line of a summary list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SummaryRow {
    key: Cell,
    value: Cell,
    actions: Actions,
    classes: String,
}

impl SummaryRow {
    /// A question and its answer.
    pub fn new(key: impl Into<Words>, value: impl Into<Words>) -> Self {
        let cell = |words| Cell {
            words,
            ..Cell::default()
        };
        Self {
            key: cell(key.into()),
            value: cell(value.into()),
            ..Self::default()
        }
    }

    /// A link at the end; `hidden` finishes its words for those who hear the page ("Change" + "your name").
    #[must_use]
    pub fn action(mut self, words: impl Into<Words>, hidden: impl Into<Text>, href: impl Into<Text>) -> Self {
        let action = Action {
            words: words.into(),
            href: href.into(),
            visually_hidden_text: Some(hidden.into()),
            ..Action::default()
        };
        self.actions.items.get_or_insert_default().push(action);
        self
    }
}

/// Questions and answers, one on each line.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SummaryList {
    rows: Items<SummaryRow>,
    card: Option<Card>,
    classes: String,
    attributes: Attrs,
}

#[derive(Serialize)]
struct ActionView<'a> {
    attrs: Attrs,
    words: &'a Words,
    hidden: Option<&'a Text>,
    card: Option<&'a Words>,
}

#[derive(Serialize)]
struct ActionsView<'a> {
    attrs: Attrs,
    items: Vec<ActionView<'a>>,
}

impl Actions {
    fn view<'a>(&'a self, class: &str, card: Option<&'a Words>) -> Option<ActionsView<'a>> {
        let items = self.items.as_ref().filter(|items| !items.is_empty())?;
        let items = items.iter().map(|action| ActionView {
            attrs: Attrs::class(["govuk-link", &action.classes])
                .with("href", action.href.as_str())
                .and(&action.attributes),
            words: &action.words,
            hidden: action.visually_hidden_text.as_ref().filter(|t| !t.is_empty()),
            card,
        });
        Some(ActionsView {
            attrs: Attrs::class([class, &self.classes]),
            items: items.collect(),
        })
    }
}

impl SummaryList {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// One more line without a link.
    #[must_use]
    pub fn row(self, key: impl Into<Words>, value: impl Into<Words>) -> Self {
        self.line(SummaryRow::new(key, value))
    }

    /// One more line.
    #[must_use]
    pub fn line(mut self, row: SummaryRow) -> Self {
        self.rows.0.push(Some(row));
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            list: Attrs,
            rows: Vec<RowView<'a>>,
            card: Option<CardView<'a>>,
        }
        #[derive(Serialize)]
        struct RowView<'a> {
            attrs: Attrs,
            key: (Attrs, &'a Words),
            value: (Attrs, &'a Words),
            actions: Option<ActionsView<'a>>,
        }
        #[derive(Serialize)]
        struct CardView<'a> {
            attrs: Attrs,
            level: &'a str,
            title: Option<(Attrs, &'a Words)>,
            actions: Option<ActionsView<'a>>,
        }
        let title = self.card.as_ref().and_then(|card| card.title.as_ref());
        let title_words = title.map(|t| &t.words);
        let filled = |row: &SummaryRow| row.actions.items.as_ref().is_some_and(|i| !i.is_empty());
        let any = self.rows.numbered().any(|(_, row)| filled(row));
        let rows = self.rows.numbered().map(|(_, row)| {
            let bare = any && row.actions.items.is_none();
            let bare = if bare {
                "govuk-summary-list__row--no-actions"
            } else {
                ""
            };
            RowView {
                attrs: Attrs::class(["govuk-summary-list__row", bare, &row.classes]),
                key: (
                    Attrs::class(["govuk-summary-list__key", &row.key.classes]),
                    &row.key.words,
                ),
                value: (
                    Attrs::class(["govuk-summary-list__value", &row.value.classes]),
                    &row.value.words,
                ),
                actions: row.actions.view("govuk-summary-list__actions", title_words),
            }
        });
        let card = self.card.as_ref().map(|card| CardView {
            attrs: Attrs::class(["govuk-summary-card", &card.classes]).and(&card.attributes),
            level: title
                .and_then(|t| t.heading_level.as_ref())
                .map_or("2", Text::as_str),
            title: title.map(|t| (Attrs::class(["govuk-summary-card__title", &t.classes]), &t.words)),
            actions: card.actions.view("govuk-summary-card__actions", title_words),
        });
        View {
            list: Attrs::class(["govuk-summary-list", &self.classes]).and(&self.attributes),
            rows: rows.collect(),
            card,
        }
    }
}

serialize_as_view!(SummaryList);
look_setters!(SummaryList);
