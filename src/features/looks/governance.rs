//! Every reading of a story or by a person, for information governance. The reason is typed first and kept.
//! Must never list a reading before its reason is in the audit.
use entity::account::{self, Account};
use entity::look::{self, About, Entry};
use entity::{AccountId, Role};
use serde::Serialize;
use uuid::Uuid;

use crate::state::State;
use crate::web::components::{Button, ErrorSummary, Input, Select};
use crate::web::{Error, Fields, Form, Invalid, Page, Query, Reply, Who, dates};

/// Lines on the page.
const SHOWN: u64 = 500;
/// As long as an address can be.
const ADDRESS: usize = 300;

#[derive(Debug, Serialize)]
struct LooksPage {
    errors: Option<ErrorSummary>,
    story: Input,
    account: Select,
    why: Input,
    button: Button,
    /// What was found; nothing before a reason was given.
    found: Option<Vec<Line>>,
    /// It was looked for, whatever was found.
    searched: bool,
    /// There are more than the page shows.
    more: bool,
}

impl Page for LooksPage {
    const TEMPLATE: &'static str = "looks/governance.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

#[derive(Debug, Serialize)]
struct Line {
    when: String,
    who: String,
    what: &'static str,
    via: &'static str,
    story: String,
}

impl From<Entry> for Line {
    fn from(entry: Entry) -> Self {
        let who = match entry.role {
            None => "Not signed in".to_owned(),
            Some(Role::Storyteller) => "A storyteller".to_owned(),
            Some(role) => format!("{}, {}", entry.name, role.label()),
        };
        Self {
            when: dates::minute(entry.at),
            who,
            what: what(&entry.what),
            via: via(&entry.via),
            story: entry.story.to_string(),
        }
    }
}

fn what(noted: &str) -> &'static str {
    match noted {
        "film.played" => "Played the film",
        "sound.played" => "Played the sound",
        "picture.shown" => "Looked at a picture",
        "words.read" => "Read the words of the film",
        "story.opened_held" => "Opened it while it was held",
        _ => "Opened it",
    }
}

fn via(noted: &str) -> &'static str {
    match noted.split(' ').next() {
        Some("insight") => "on its page",
        Some("studio") => "in the studio",
        Some("showcase") => "in a showcase",
        Some("family") => "in the line of a family",
        Some("captions") => "with its captions",
        Some("") | None => "as the safeguarding lead",
        Some(_) => "by itself",
    }
}

fn looks_page(form: &Form, errors: &Invalid, staff: &[Account], found: Option<Vec<Entry>>) -> LooksPage {
    let nobody = Select::new("account", "By whom?").item("", "Anybody");
    let found = found.map(|found| found.into_iter().map(Line::from).collect::<Vec<_>>());
    LooksPage {
        errors: errors.summary(),
        story: Input::new("story", "Which story?")
            .hint(
                "Its number, or the address of its page. The number of a storyteller gives all their stories",
            )
            .value(form.typed("story"))
            .spellcheck(false)
            .autocomplete("off")
            .error(errors.message("story")),
        account: staff
            .iter()
            .fold(nobody, |select, account| {
                let words = format!("{}, {}", account.name, account.role.label());
                select.item(account.id.to_string(), words)
            })
            .picked(form.typed("account"))
            .hint("Leave the story empty to see all that one person opened")
            .error(errors.message("account")),
        why: Input::new("why", "Why do you need to know?")
            .hint("We write down that you looked, when and why")
            .value(form.typed("why"))
            .error(errors.message("why")),
        button: Button::new("Show who looked"),
        searched: found.is_some(),
        more: found
            .as_ref()
            .is_some_and(|found| u64::try_from(found.len()).is_ok_and(|count| count >= SHOWN)),
        found,
    }
}

pub async fn page(state: State, who: Who, Query(query): Query) -> Reply {
    let staff = account::staff(&state.db).await?;
    state.page(&who, &looks_page(&query, &Invalid::default(), &staff, None))
}

/// The number of a record in what was typed: by itself, or anywhere in an address.
fn number(typed: &str) -> Option<Uuid> {
    typed
        .split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-')
        .find_map(|part| Uuid::parse_str(part).ok())
}

fn parse(form: &Form) -> Result<(About, String), Invalid> {
    let mut fields = Fields::of(form);
    let typed = fields.optional_line("story", ADDRESS);
    let account: Option<Option<AccountId>> = fields.optional_choice("account", "Pick a person of the list");
    let about = match (typed.as_deref(), account) {
        (Some(""), Some(Some(account))) => Some(About::Account(account)),
        (Some(""), Some(None)) => fields.refuse("story", "Enter a story, or pick a person"),
        (Some(typed), Some(_)) => match number(typed) {
            Some(number) => Some(About::Record(number)),
            None => fields.refuse("story", "Paste the address of the story's page, or its number"),
        },
        _ => None,
    };
    let why = fields.line("why", ADDRESS, "Write why you need to know");
    fields.finish(|| about.zip(why))
}

pub async fn read(state: State, who: Who, form: Form) -> Reply {
    let staff = account::staff(&state.db).await?;
    let (about, why) = match parse(&form) {
        Ok(asked) => asked,
        Err(errors) => return state.refused(&who, &looks_page(&form, &errors, &staff, None)),
    };
    let found = log(&state, &who, about, &why).await?;
    state.page(&who, &looks_page(&form, &Invalid::default(), &staff, Some(found)))
}

async fn log(state: &State, who: &Who, about: About, why: &str) -> Result<Vec<Entry>, Error> {
    let tx = state.db.begin().await?;
    let found = look::log(&tx, who, about, why, SHOWN, state.now()).await?;
    tx.commit().await?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_story_is_found_in_what_was_pasted() {
        let id = Uuid::now_v7();
        for typed in [
            format!("{id}"),
            format!("https://stories.example.gov.uk/insight/stories/{id}?q=bus"),
            format!("  /studio/stories/{id}/transcript "),
        ] {
            assert_eq!(number(&typed), Some(id), "{typed}");
        }
        assert_eq!(number("the one about the bus"), None);
    }
}
