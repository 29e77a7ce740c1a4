//! Pagination: links to the pages of a long list.
//! Must never count; callers know how many there are.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Html, Items, Text, Words, look_setters, serialize_as_view};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PageLink {
    text: Option<Text>,
    html: Option<Html>,
    label_text: Option<Text>,
    href: Option<Text>,
    attributes: Attrs,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PageItem {
    number: Text,
    visually_hidden_text: Option<Text>,
    href: Text,
    current: bool,
    ellipsis: bool,
    attributes: Attrs,
}

/// Links to the pages of a long list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Pagination {
    items: Option<Items<PageItem>>,
    previous: Option<PageLink>,
    next: Option<PageLink>,
    landmark_label: Option<Text>,
    classes: String,
    attributes: Attrs,
}

impl Pagination {
    /// No links yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The link to the page before, with what it holds ("1 to 20").
    #[must_use]
    pub fn previous(mut self, href: impl Into<Text>, label: impl Into<Text>) -> Self {
        self.previous = Some(PageLink::to(href.into(), label.into()));
        self
    }

    /// The link to the next page, with what it holds ("21 to 40").
    #[must_use]
    pub fn next(mut self, href: impl Into<Text>, label: impl Into<Text>) -> Self {
        self.next = Some(PageLink::to(href.into(), label.into()));
        self
    }

    /// One numbered page.
    #[must_use]
    pub fn page(mut self, number: u32, href: impl Into<Text>, current: bool) -> Self {
        let item = PageItem {
            number: number.to_string().into(),
            href: href.into(),
            current,
            ..PageItem::default()
        };
        self.items.get_or_insert_default().0.push(Some(item));
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View<'a> {
            attrs: Attrs,
            previous: Option<LinkView<'a>>,
            next: Option<LinkView<'a>>,
            items: Option<Vec<ItemView<'a>>>,
            block: bool,
        }
        let block = self.items.is_none() && (self.previous.is_some() || self.next.is_some());
        let look = if block { "govuk-pagination--block" } else { "" };
        let name = self.landmark_label.as_ref().filter(|l| !l.is_empty());
        let items = self.items.as_ref();
        View {
            attrs: Attrs::class(["govuk-pagination", look, &self.classes])
                .with("aria-label", name.map_or("Pagination", Text::as_str))
                .and(&self.attributes),
            previous: self.previous.as_ref().and_then(|link| link.view("prev", block)),
            next: self.next.as_ref().and_then(|link| link.view("next", block)),
            items: items.map(|items| {
                items
                    .numbered()
                    .filter(|(_, i)| i.is_there())
                    .map(|(_, i)| i.view())
                    .collect()
            }),
            block,
        }
    }
}

#[derive(Serialize)]
struct LinkView<'a> {
    attrs: Attrs,
    title: Attrs,
    words: Option<Words>,
    label: Option<&'a Text>,
}

impl PageLink {
    fn to(href: Text, label: Text) -> Self {
        Self {
            href: Some(href),
            label_text: Some(label),
            ..Self::default()
        }
    }

    fn view(&self, rel: &str, block: bool) -> Option<LinkView<'_>> {
        let href = self.href.as_ref().filter(|h| !h.is_empty())?;
        let label = self.label_text.as_ref().filter(|l| !l.is_empty());
        let bare = block && label.is_none();
        let bare = if bare {
            "govuk-pagination__link-title--decorated"
        } else {
            ""
        };
        let words = Words {
            text: self.text.clone(),
            html: self.html.clone(),
        };
        Some(LinkView {
            attrs: Attrs::class(["govuk-link govuk-pagination__link"])
                .with("href", href.as_str())
                .with("rel", rel)
                .and(&self.attributes),
            title: Attrs::class(["govuk-pagination__link-title", bare]),
            words: (!words.is_empty()).then_some(words),
            label: label.filter(|_| block),
        })
    }
}

#[derive(Serialize)]
struct ItemView<'a> {
    attrs: Attrs,
    ellipsis: bool,
    link: Attrs,
    number: &'a Text,
}

impl PageItem {
    fn is_there(&self) -> bool {
        self.ellipsis || !self.number.is_empty()
    }

    fn view(&self) -> ItemView<'_> {
        let current = if self.current {
            "govuk-pagination__item--current"
        } else {
            ""
        };
        let ellipsis = if self.ellipsis {
            "govuk-pagination__item--ellipsis"
        } else {
            ""
        };
        let name = match &self.visually_hidden_text {
            Some(words) => words.clone(),
            None => format!("Page {}", self.number.as_str()).into(),
        };
        let link = Attrs::class(["govuk-link govuk-pagination__link"])
            .with("href", self.href.as_str())
            .with("aria-label", name.as_str());
        let link = if self.current {
            link.with("aria-current", "page")
        } else {
            link
        };
        ItemView {
            attrs: Attrs::class(["govuk-pagination__item", current, ellipsis]),
            ellipsis: self.ellipsis,
            link: link.and(&self.attributes),
            number: &self.number,
        }
    }
}

serialize_as_view!(Pagination);
look_setters!(Pagination);
