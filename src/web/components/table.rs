//! A table of words and numbers.
//! Must never work out a number; callers bring them.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Items, Text, Words, look_setters, serialize_as_view};

/// One cell of a table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TableCell {
    #[serde(flatten)]
    words: Words,
    format: Option<Text>,
    colspan: Option<Text>,
    rowspan: Option<Text>,
    classes: String,
    attributes: Attrs,
}

impl TableCell {
    /// A cell of words (or of markup, see `Html`).
    pub fn new(words: impl Into<Words>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    /// A cell of a number, set to the right.
    pub fn number(words: impl Into<Words>) -> Self {
        Self {
            format: Some("numeric".into()),
            ..Self::new(words)
        }
    }

    fn format_class(&self, base: &str) -> String {
        match self.format.as_ref().filter(|f| !f.is_empty()) {
            Some(format) => format!("govuk-table__{base}--{}", format.as_str()),
            None => String::new(),
        }
    }

    fn spans(&self) -> Attrs {
        Attrs::default()
            .with_filled("colspan", self.colspan.as_ref())
            .with_filled("rowspan", self.rowspan.as_ref())
            .and(&self.attributes)
    }

    fn head(&self) -> CellView<'_> {
        let format = self.format_class("header");
        let attrs = Attrs::class(["govuk-table__header", &format, &self.classes]);
        CellView {
            header: true,
            attrs: attrs.with("scope", "col").and(&self.spans()),
            words: &self.words,
        }
    }

    fn body(&self, header: bool) -> CellView<'_> {
        let attrs = if header {
            Attrs::class(["govuk-table__header", &self.classes]).with("scope", "row")
        } else {
            Attrs::class(["govuk-table__cell", &self.format_class("cell"), &self.classes])
        };
        CellView {
            header,
            attrs: attrs.and(&self.spans()),
            words: &self.words,
        }
    }
}

#[derive(Serialize)]
struct CellView<'a> {
    header: bool,
    attrs: Attrs,
    words: &'a Words,
}

/// A table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Table {
    caption: Option<Text>,
    caption_classes: String,
    head: Option<Vec<TableCell>>,
    rows: Items<Vec<TableCell>>,
    first_cell_is_header: bool,
    classes: String,
    attributes: Attrs,
}

impl Table {
    /// A table whose caption says what it finds.
    pub fn new(caption: impl Into<Text>) -> Self {
        Self {
            caption: Some(caption.into()),
            caption_classes: "govuk-table__caption--m".to_owned(),
            ..Self::default()
        }
    }

    /// The words above each column.
    #[must_use]
    pub fn head(mut self, cells: impl IntoIterator<Item = TableCell>) -> Self {
        self.head = Some(cells.into_iter().collect());
        self
    }

    /// One more row.
    #[must_use]
    pub fn row(mut self, cells: impl IntoIterator<Item = TableCell>) -> Self {
        self.rows.0.push(Some(cells.into_iter().collect()));
        self
    }

    /// The first cell names its row.
    #[must_use]
    pub fn first_cell_is_header(mut self) -> Self {
        self.first_cell_is_header = true;
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            attrs: Attrs,
            caption: Option<(Attrs, &'a Text)>,
            head: Option<Vec<CellView<'a>>>,
            rows: Vec<Vec<CellView<'a>>>,
        }
        let caption = self.caption.as_ref().filter(|c| !c.is_empty());
        let rows = self.rows.numbered().map(|(_, row)| {
            let cells = row.iter().enumerate();
            cells
                .map(|(at, cell)| cell.body(at == 0 && self.first_cell_is_header))
                .collect()
        });
        View {
            attrs: Attrs::class(["govuk-table", &self.classes]).and(&self.attributes),
            caption: caption.map(|c| (Attrs::class(["govuk-table__caption", &self.caption_classes]), c)),
            head: self
                .head
                .as_ref()
                .map(|head| head.iter().map(TableCell::head).collect()),
            rows: rows.collect(),
        }
    }
}

serialize_as_view!(Table);
look_setters!(Table);
