//! Reads an answer the way a person would: title, headings, words, links, fields and their messages.
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};

/// An answer of the program, read to its end.
pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Path and query after redirects.
    pub path: String,
    pub body: String,
}

impl Seen {
    pub async fn read(response: reqwest::Response) -> Self {
        let url = response.url();
        let path = url
            .query()
            .map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        let (status, headers) = (response.status(), response.headers().clone());
        Self {
            status,
            headers,
            path,
            body: response.text().await.unwrap(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn title(&self) -> String {
        self.texts("title").concat()
    }

    pub fn heading(&self) -> String {
        self.texts("h1").concat()
    }

    /// Everything a person reads, without its markup.
    pub fn words(&self) -> String {
        self.texts("body").concat()
    }

    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// The text of every element that matches, spaces tidied.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let tidy = |element: ElementRef<'_>| {
            element
                .text()
                .collect::<String>()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(selector).unwrap())
            .map(tidy)
            .collect()
    }

    /// An attribute of every element that matches.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector);
        found
            .filter_map(|element| element.attr(name).map(str::to_owned))
            .collect()
    }

    /// Whether a link with these words is there, and where it goes.
    pub fn link(&self, words: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        let links = Selector::parse("a[href]").unwrap();
        let mut found = page
            .select(&links)
            .filter(|link| link.text().collect::<String>().contains(words));
        found.next().and_then(|link| link.attr("href").map(str::to_owned))
    }

    /// What stands in a field.
    pub fn typed(&self, name: &str) -> String {
        let texts = self.texts(&format!("textarea[name={name}]"));
        let values = self.attributes(&format!("input[name={name}]"), "value");
        let picked = self.attributes(&format!("select[name={name}] option[selected]"), "value");
        texts
            .into_iter()
            .chain(values)
            .chain(picked)
            .next()
            .unwrap_or_default()
    }

    /// What the error summary asks for, in order.
    pub fn asked_to_change(&self) -> Vec<String> {
        self.texts(".govuk-error-summary__list li")
    }
}
