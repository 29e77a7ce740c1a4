//! The receipt of a story that was taken back: every place it came out of, by whom and since when, what
//! nobody could take out, and the way back. Must never say it is gone where a copy still is.
use actix_web::web;
use entity::receipt::{self, Line, Receipt};
use entity::story::{Own, Status};
use entity::{PlaceKind, Role, Timestamp};
use serde::Serialize;

use super::one::{here, own};
use crate::say;
use crate::state::State;
use crate::web::step::Step;
use crate::web::{Error, Page, Reply, Who, dates};

#[derive(Debug, Serialize)]
struct ReceiptPage {
    step: Step,
    here: String,
    title: String,
    /// What it came out of.
    out_of: Vec<PlaceView>,
    /// What nobody could take out.
    copies: Vec<PlaceView>,
    /// There was no time to look in every kept search.
    may_be_more: bool,
    /// The story was brought back meanwhile.
    is_back: bool,
    /// Nothing of the story is left.
    is_gone: bool,
    /// The last day of "I changed my mind"; nothing when it is over.
    undo_until: Option<String>,
}

impl Page for ReceiptPage {
    const TEMPLATE: &'static str = "my_stories/receipt.html";
    const IN_WELSH: bool = true;
}

/// One place: a picture, what it is called, and a few short sentences.
#[derive(Debug, Serialize)]
struct PlaceView {
    picture: &'static str,
    name: String,
    said: Vec<String>,
}

/// Where the receipt of a story is, if it has one.
pub async fn address(state: &State, who: &Who, own: &Own) -> Result<Option<String>, Error> {
    let there = receipt::newest(&state.db, who, own.story.id, state.now()).await?;
    Ok(there.map(|_| format!("{}/receipt", here(own))))
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let own = own(&state, &who, &id).await?;
    let now = state.now();
    let receipt = receipt::newest(&state.db, &who, own.story.id, now)
        .await?
        .ok_or(Error::NotFound)?;
    state.page(&who, &receipt_page(&own, &receipt, now))
}

fn receipt_page(own: &Own, receipt: &Receipt, now: Timestamp) -> ReceiptPage {
    let is_back = receipt.undone_at.is_some();
    let heading = if is_back {
        say!("easy-mine-is-back")
    } else {
        say!("easy-mine-where-out")
    };
    let (copies, out_of): (Vec<&Line>, Vec<&Line>) = receipt.lines.iter().partition(|line| line.is_out());
    ReceiptPage {
        step: Step::new(heading, here(own)),
        here: here(own),
        title: own.story.title.clone(),
        out_of: out_of.into_iter().map(came_out).collect(),
        copies: copies.into_iter().map(|line| copy(line, is_back)).collect(),
        may_be_more: receipt.may_be_more,
        is_back,
        is_gone: own.status == Status::Gone,
        undo_until: match own.status {
            Status::TakenBack { undo_until } if undo_until >= now => Some(dates::day(undo_until)),
            _ => None,
        },
    }
}

/// What somebody does here, in words that everybody knows.
fn does(role: Role) -> String {
    match role {
        Role::Researcher => say!("easy-mine-does-listen"),
        Role::Commissioner => say!("easy-mine-does-plan"),
        Role::Frontline => say!("easy-mine-does-work"),
        Role::Leader => say!("easy-mine-does-lead"),
        Role::Safeguarding => say!("easy-mine-does-safe"),
        Role::Governance => say!("easy-mine-does-rules"),
        Role::Admin => say!("easy-mine-does-computers"),
        Role::Storyteller => say!("easy-mine-does-tell"),
    }
}

/// "Priya Shah (plans services)", or somebody whose account is no more.
fn holder(line: &Line) -> String {
    match &line.by {
        Some((name, role)) => format!("{name} ({})", does(*role)),
        None => say!("easy-mine-somebody"),
    }
}

fn came_out(line: &Line) -> PlaceView {
    let (picture, what) = match line.kind {
        PlaceKind::Showcase => ("watch", say!("easy-mine-a-showcase")),
        PlaceKind::Insight => ("idea", say!("easy-mine-an-insight")),
        PlaceKind::Decision => ("yes", say!("easy-mine-a-decision")),
        PlaceKind::SavedSearch => ("search", say!("easy-mine-a-search")),
        PlaceKind::Export | PlaceKind::Print => ("story", say!("easy-mine-a-copy")),
    };
    let who = holder(line);
    PlaceView {
        picture,
        name: line.name.clone(),
        said: vec![
            what,
            say!("easy-mine-made-it", who = who),
            say!("easy-mine-that-was", day = dates::day(line.since)),
        ],
    }
}

fn copy(line: &Line, is_back: bool) -> PlaceView {
    let who = holder(line);
    let (picture, did) = if line.kind == PlaceKind::Print {
        ("print", say!("easy-mine-printed", who = who))
    } else {
        ("send", say!("easy-mine-took-words", who = who))
    };
    let mut said = vec![did, say!("easy-mine-that-was", day = dates::day(line.since))];
    match (line.gone_at, &line.by) {
        (Some(at), _) => said.push(say!("easy-mine-copy-gone", day = dates::day(at))),
        (None, _) if is_back => {}
        (None, Some((name, _))) => said.push(say!("easy-mine-asked-name", name = name.as_str())),
        (None, None) => said.push(say!("easy-mine-asked-them")),
    }
    PlaceView {
        picture,
        name: line.name.clone(),
        said,
    }
}
