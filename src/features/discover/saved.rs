//! Searches that somebody keeps: each opens as if it were typed again, and counts what this viewer gets now.
//! Must never keep a number or a story.
use actix_web::web;
use entity::SavedSearchId;
use entity::saved_search::{self, Saved};
use entity::theme::{self, Framework};
use serde::Serialize;

use super::pages::{count, find};
use crate::search::Asked;
use crate::state::State;
use crate::web::asked::{PATH, Wanted};
use crate::web::components::{BackLink, Button, ErrorSummary, Input};
use crate::web::saved::wanted;
use crate::web::{Error, Fields, Form, Invalid, Page, Query, Reply, Who, dates, see_other_saying};

const LONGEST_NAME: usize = 100;

#[derive(Debug, Serialize)]
struct ListPage {
    searches: Vec<Line>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "discover/saved.html";
}

#[derive(Debug, Serialize)]
struct Line {
    name: String,
    href: String,
    /// What it looks for, where its name does not say so.
    about: Option<String>,
    /// "12 stories"; nothing when what it looked for is not there any more.
    count: Option<String>,
    since: String,
    remove: String,
}

pub async fn list(state: State, who: Who) -> Reply {
    let frameworks = theme::frameworks(&state.db).await?;
    let mut searches = Vec::new();
    for saved in saved_search::mine(&state.db, &who).await? {
        searches.push(line(&state, &who, saved, &frameworks).await?);
    }
    state.page(&who, &ListPage { searches })
}

async fn line(state: &State, who: &Who, saved: Saved, frameworks: &[Framework]) -> Result<Line, Error> {
    let wanted = wanted(&saved.query, frameworks);
    let counted = match &wanted {
        Some(wanted) => {
            let asked = Asked {
                per_page: 1,
                ..wanted.asked()
            };
            Some(count(find(state, who, asked, state.clock.now()).await?.total))
        }
        None => None,
    };
    let about = wanted.as_ref().map(|wanted| wanted.in_words(frameworks));
    Ok(Line {
        href: wanted.map_or_else(|| PATH.to_owned(), |wanted| wanted.address()),
        about: about.filter(|about| *about != saved.name),
        count: counted,
        since: dates::day(saved.at),
        remove: format!("/insight/saved/{}/remove", saved.id),
        name: saved.name,
    })
}

#[derive(Debug, Serialize)]
struct SavePage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    /// The search as it came, to be sent with the name.
    search: String,
    about: String,
    name: Input,
    button: Button,
}

impl Page for SavePage {
    const TEMPLATE: &'static str = "discover/save.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

impl SavePage {
    fn of(asked: &Wanted, about: String, name: &str, errors: &Invalid) -> Self {
        Self {
            errors: errors.summary(),
            back: BackLink::new(asked.address()).words("Back to what you found"),
            search: asked.query(),
            about,
            name: Input::new("name", "A name for this search")
                .hint("Only you see it.")
                .value(name)
                .error(errors.message("name")),
            button: Button::new("Save this search").once(),
        }
    }
}

pub async fn page(state: State, who: Who, query: Query) -> Reply {
    let frameworks = theme::frameworks(&state.db).await?;
    let asked = Wanted::read(&query.0, &frameworks).first_page();
    let about = asked.in_words(&frameworks);
    let name: String = about.chars().take(LONGEST_NAME).collect();
    state.page(&who, &SavePage::of(&asked, about, &name, &Invalid::default()))
}

pub async fn save(state: State, who: Who, form: Form) -> Reply {
    let frameworks = theme::frameworks(&state.db).await?;
    let sent = form.get("search");
    let query = sent.strip_prefix('?').unwrap_or(sent);
    let asked = Wanted::read(&Form::parse(query.as_bytes()), &frameworks).first_page();
    let mut fields = Fields::of(&form);
    let name = fields.line("name", LONGEST_NAME, "Give the search a name");
    if !asked.is_anything() {
        fields.refuse::<()>("name", "Look for something first. Then save the search");
    }
    let errors = match fields.finish(|| name) {
        Ok(name) => {
            let tx = state.db.begin().await?;
            match saved_search::save(&tx, &who, &name, &asked.query(), state.clock.now()).await {
                Ok(_) => {
                    tx.commit().await?;
                    return Ok(see_other_saying(&state, "/insight/saved", "The search is saved."));
                }
                Err(entity::Error::Refused(why)) => Invalid::one("name", why),
                Err(error) => return Err(error.into()),
            }
        }
        Err(errors) => errors,
    };
    let about = asked.in_words(&frameworks);
    state.refused(&who, &SavePage::of(&asked, about, form.get("name"), &errors))
}

pub async fn remove(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: SavedSearchId = id.parse()?;
    let tx = state.db.begin().await?;
    saved_search::remove(&tx, &who, id, state.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(
        &state,
        "/insight/saved",
        "The search is removed.",
    ))
}
