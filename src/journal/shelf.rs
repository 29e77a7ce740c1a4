//! The journal in the object store: pages of lines, named by the first and the last. A store cannot add to
//! what it has, so each deed makes a page, and small pages are merged into one now and then.
use std::collections::BTreeSet;
use std::pin::Pin;

use bytes::Bytes;
use entity::journal::Line;

use super::Damaged;
use super::file::End;

/// So many small pages are merged.
const MANY: usize = 64;
/// A page with fewer lines is small.
const SMALL: i64 = 256;

/// What a shelf answers with, some time.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = anyhow::Result<T>> + Send + 'a>>;

/// Where pages can be kept.
pub trait Shelf: Send + Sync {
    /// The names of all pages.
    fn names(&self) -> Doing<'_, Vec<String>>;
    /// All of a page.
    fn page(&self, name: String) -> Doing<'_, Bytes>;
    /// Keeps a page; one that is there stays.
    fn put(&self, name: String, bytes: Bytes) -> Doing<'_, ()>;
    /// Takes a page away.
    fn remove(&self, name: String) -> Doing<'_, ()>;
}

/// A page: its first and its last line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Page(pub i64, pub i64);

impl Page {
    fn name(self) -> String {
        format!("{:012}-{:012}.jsonl", self.0, self.1)
    }

    fn named(name: &str) -> Option<Self> {
        let (first, last) = name.strip_suffix(".jsonl")?.split_once('-')?;
        let page = Self(first.parse().ok()?, last.parse().ok()?);
        (page.0 >= 0 && page.0 <= page.1 && page.name() == name).then_some(page)
    }
}

/// The pages that are there.
pub(super) async fn pages(shelf: &dyn Shelf) -> anyhow::Result<BTreeSet<Page>> {
    let names = shelf.names().await?;
    Ok(names.iter().filter_map(|name| Page::named(name)).collect())
}

/// The last line up to which the pages have every line from `from` on; `from - 1` when they do not have that.
pub(super) fn reach(pages: &BTreeSet<Page>, from: i64) -> i64 {
    let mut reached = from.saturating_sub(1);
    for page in pages {
        if page.0 <= reached.saturating_add(1) {
            reached = reached.max(page.1);
        }
    }
    reached
}

/// The lines of one page, whole and in order.
async fn lines(shelf: &dyn Shelf, page: Page) -> Result<Vec<Line>, Damaged> {
    let name = page.name();
    let spoiled = || Damaged::page(&name);
    let bytes = shelf.page(name.clone()).await.map_err(|_| spoiled())?;
    let text = std::str::from_utf8(&bytes).map_err(|_| spoiled())?;
    let mut found: Vec<Line> = Vec::new();
    for text in text.lines() {
        let line = Line::read(text).map_err(|_| spoiled())?;
        let fits = match found.last() {
            Some(before) => line.follows(before.number, &before.hash),
            None => line.number == page.0,
        };
        if !fits {
            return Err(spoiled());
        }
        found.push(line);
    }
    let whole = found.last().is_some_and(|last| last.number == page.1);
    if whole { Ok(found) } else { Err(spoiled()) }
}

/// The hash of the newest line that the pages have, when they have any.
pub(super) async fn newest(shelf: &dyn Shelf, pages: &BTreeSet<Page>) -> Result<Option<End>, Damaged> {
    let Some(page) = pages.iter().max_by_key(|page| (page.1, page.0)) else {
        return Ok(None);
    };
    let last = lines(shelf, *page).await?.pop();
    Ok(last.map(|line| End {
        number: line.number,
        hash: line.hash,
    }))
}

/// Every line after `end`, each following the one before.
pub(super) async fn after(
    shelf: &dyn Shelf,
    pages: &BTreeSet<Page>,
    mut end: End,
) -> Result<Vec<Line>, Damaged> {
    let mut found = Vec::new();
    for page in pages {
        if page.1 <= end.number {
            continue;
        }
        for line in lines(shelf, *page).await? {
            if line.number <= end.number {
                continue;
            }
            if !end.takes(&line) {
                return Err(Damaged::page(&page.name()));
            }
            found.push(line);
        }
    }
    Ok(found)
}

/// Keeps lines as one page.
pub(super) async fn put(shelf: &dyn Shelf, pages: &mut BTreeSet<Page>, lines: &[Line]) -> anyhow::Result<()> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return Ok(());
    };
    let mut text = String::new();
    for line in lines {
        text.push_str(&line.text);
        text.push('\n');
    }
    let page = Page(first.number, last.number);
    shelf.put(page.name(), Bytes::from(text)).await?;
    pages.insert(page);
    Ok(())
}

/// The small pages at the end that are to be one, when there are many.
pub(super) fn to_merge(pages: &BTreeSet<Page>) -> Option<Page> {
    let mut small: Vec<Page> = Vec::new();
    for page in pages.iter().rev() {
        let joins = small.last().is_none_or(|next| page.1.saturating_add(1) == next.0);
        if !joins || page.1 - page.0 >= SMALL {
            break;
        }
        small.push(*page);
    }
    let (last, first) = (small.first()?, small.last()?);
    (small.len() >= MANY).then_some(Page(first.0, last.1))
}

/// Takes away the pages whose lines are all in this one.
pub(super) async fn tidy(shelf: &dyn Shelf, pages: &mut BTreeSet<Page>, one: Page) -> anyhow::Result<()> {
    let inside: Vec<Page> = pages
        .iter()
        .copied()
        .filter(|page| *page != one && page.0 >= one.0 && page.1 <= one.1)
        .collect();
    for page in inside {
        shelf.remove(page.name()).await?;
        pages.remove(&page);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_reach_as_far_as_there_is_no_gap() {
        let pages = BTreeSet::from([Page(0, 3), Page(2, 5), Page(6, 6), Page(8, 9)]);
        assert_eq!(reach(&pages, 0), 6);
        assert_eq!(reach(&pages, 7), 6);
        assert_eq!(reach(&pages, 8), 9);
        assert_eq!(reach(&BTreeSet::new(), 0), -1);
    }

    #[test]
    fn a_page_is_known_by_its_name_and_nothing_else_is_a_page() {
        assert_eq!(Page::named(&Page(0, 41).name()), Some(Page(0, 41)));
        for name in ["", "0-1.jsonl", "000000000002-000000000001.jsonl", "notes.txt"] {
            assert_eq!(Page::named(name), None, "{name}");
        }
    }

    #[test]
    fn many_small_pages_become_one_and_large_ones_stay() {
        let mut pages = BTreeSet::from([Page(0, 300)]);
        pages.extend((301..301 + 63).map(|line| Page(line, line)));
        assert_eq!(to_merge(&pages), None);
        pages.insert(Page(364, 364));
        assert_eq!(to_merge(&pages), Some(Page(301, 364)));
    }
}
