//! The search page: one box, ranked stories, and a column to narrow by.
//! Must never answer anything typed with an error.
use entity::theme::Framework;
use entity::{Timestamp, coding, theme};
use serde::Serialize;

use super::facets::{self, Facet, Picked};
use super::results::ResultView;
use crate::search::{Asked, Found};
use crate::state::State;
use crate::web::asked::{PATH, PER_PAGE, Wanted, name_of};
use crate::web::components::{Button, Input, Pagination};
use crate::web::{Access, Error, Page, Query, Reply, Who};

/// Everyday words to try, on a page that found nothing.
const TRIES: usize = 8;

#[derive(Debug, Serialize)]
struct SearchPage {
    action: &'static str,
    typed: Input,
    button: Button,
    /// Ways on: to keep this search, to those that are kept, to insights.
    links: Vec<Link>,
    /// Choices that stay when other words are looked for.
    keep: Vec<(&'static str, String)>,
    /// "12 stories".
    count: String,
    /// What the search made of the words, where that needs saying.
    remark: Option<&'static str>,
    /// Themes that everyday words stood for.
    stood_for: Vec<Link>,
    picked: Vec<Picked>,
    /// The address of everything, when something is chosen.
    all: Option<&'static str>,
    results: Vec<ResultView>,
    facets: Vec<Facet>,
    pages: Option<Pagination>,
    help: Option<Help>,
}

impl Page for SearchPage {
    const TEMPLATE: &'static str = "discover/search.html";
}

#[derive(Debug, Serialize)]
struct Link {
    text: String,
    href: String,
}

/// Ways on from a page that found nothing.
#[derive(Debug, Serialize)]
struct Help {
    tries: Vec<Link>,
    themes: Vec<Theme>,
}

#[derive(Debug, Serialize)]
struct Theme {
    text: String,
    href: String,
    symbol: String,
    count: String,
}

pub async fn search(state: State, who: Who, query: Query) -> Reply {
    let now = state.clock.now();
    let frameworks = theme::frameworks(&state.db).await?;
    let mut wanted = Wanted::read(&query.0, &frameworks);
    let mut found = find(&state, &who, wanted.asked(), now).await?;
    if found.hits.is_empty() && found.total > 0 {
        // A page behind the last one: show the last one.
        wanted.page = last_page(found.total);
        found = find(&state, &who, wanted.asked(), now).await?;
    }
    let help = if found.total == 0 {
        Some(help(&state, &who, &frameworks, now).await?)
    } else {
        None
    };
    let results = results(&state, &who, &wanted, &found, &frameworks, now).await?;
    let page = SearchPage {
        action: PATH,
        typed: Input::new("q", "Words to look for")
            .kind("search")
            .value(wanted.words.as_str())
            .spellcheck(false)
            .autocomplete("off"),
        button: Button::new("Find stories"),
        links: links(&who, &wanted),
        keep: wanted.choices(),
        count: count(found.total),
        remark: found
            .only_common_words
            .then_some("Nearly every story has these words, so here are all of them, the newest first."),
        stood_for: found
            .stood_for
            .iter()
            .filter(|id| !wanted.themes.contains(id))
            .filter_map(|id| {
                Some(Link {
                    text: name_of(&frameworks, *id)?.name.clone(),
                    href: Wanted {
                        themes: vec![*id],
                        ..Wanted::default()
                    }
                    .address(),
                })
            })
            .collect(),
        picked: facets::picked(&wanted, &frameworks),
        all: wanted.is_anything().then_some(PATH),
        facets: facets::facets(&wanted, &found.facets, &frameworks),
        pages: pages(&wanted, found.total),
        results,
        help,
    };
    state.page(&who, &page)
}

fn links(who: &Who, wanted: &Wanted) -> Vec<Link> {
    let link = |text: &str, href: String| Link {
        text: text.to_owned(),
        href,
    };
    let mut links = Vec::new();
    if wanted.is_anything() {
        let query = wanted.first_page().query();
        links.push(link("Save this search", format!("/insight/saved/new{query}")));
    }
    links.push(link("Your saved searches", "/insight/saved".to_owned()));
    if Access::Evidence.allows(who) {
        links.push(link("Insights", "/insight/insights".to_owned()));
    }
    links
}

pub(super) async fn find(state: &State, who: &Who, asked: Asked, now: Timestamp) -> Result<Found, Error> {
    let found = state.search.find_async(who.viewer().clone(), asked, now).await;
    Ok(found.map_err(anyhow::Error::from)?)
}

async fn results(
    state: &State,
    who: &Who,
    wanted: &Wanted,
    found: &Found,
    frameworks: &[Framework],
    now: Timestamp,
) -> Result<Vec<ResultView>, Error> {
    let ids: Vec<_> = found.hits.iter().map(|hit| hit.id).collect();
    let shown = entity::story::list(&state.db, who, &ids, now).await?;
    let themes = coding::themes(&state.db, &shown).await?;
    let typed = if found.by_words { wanted.words.as_str() } else { "" };
    Ok(shown
        .iter()
        .map(|story| ResultView::of(story, typed, wanted, &state.search, &themes, frameworks))
        .collect())
}

/// Themes that this viewer would find something under, and everyday words for them.
async fn help(state: &State, who: &Who, frameworks: &[Framework], now: Timestamp) -> Result<Help, Error> {
    let everything = Asked {
        per_page: 1,
        ..Asked::default()
    };
    let found = find(state, who, everything, now).await?;
    let counted: Vec<_> = found
        .facets
        .themes
        .iter()
        .filter_map(|(id, stories)| Some((name_of(frameworks.get(..1)?, *id)?, *stories)))
        .filter(|(theme, _)| theme.parent.is_none())
        .collect();
    Ok(Help {
        tries: counted
            .iter()
            .filter_map(|(theme, _)| theme.everyday_words.first())
            .take(TRIES)
            .map(|words| Link {
                text: words.clone(),
                href: Wanted {
                    words: words.clone(),
                    ..Wanted::default()
                }
                .address(),
            })
            .collect(),
        themes: counted
            .iter()
            .map(|(theme, stories)| Theme {
                text: theme.name.clone(),
                href: Wanted {
                    themes: vec![theme.id],
                    ..Wanted::default()
                }
                .address(),
                symbol: theme.symbol.clone(),
                count: count(*stories),
            })
            .collect(),
    })
}

pub(super) fn count(stories: u64) -> String {
    match stories {
        0 => "No stories".to_owned(),
        1 => "1 story".to_owned(),
        _ => format!("{stories} stories"),
    }
}

fn last_page(total: u64) -> usize {
    usize::try_from(total)
        .unwrap_or(usize::MAX)
        .div_ceil(PER_PAGE)
        .max(1)
}

fn pages(wanted: &Wanted, total: u64) -> Option<Pagination> {
    let last = last_page(total);
    let total = usize::try_from(total).unwrap_or(usize::MAX);
    let to = |page: usize| wanted.changed(|other| other.page = page);
    let label = |page: usize| format!("{} to {}", (page - 1) * PER_PAGE + 1, total.min(page * PER_PAGE));
    let mut pages = Pagination::new();
    if last == 1 {
        return None;
    }
    if wanted.page > 1 {
        pages = pages.previous(to(wanted.page - 1), label(wanted.page - 1));
    }
    if wanted.page < last {
        pages = pages.next(to(wanted.page + 1), label(wanted.page + 1));
    }
    Some(pages)
}
