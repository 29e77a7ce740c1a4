//! The receipt of a story that was taken back: every place it came out of, by whom and since when, what
//! nobody could take out, and the way back. Must never say it is gone where a copy still is.
use actix_web::web;
use entity::receipt::{self, Line, Receipt};
use entity::story::{Own, Status};
use entity::{PlaceKind, Role, Timestamp};
use serde::Serialize;

use super::one::{here, own};
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
    /// The story was brought back meanwhile.
    is_back: bool,
    /// Nothing of the story is left.
    is_gone: bool,
    /// The last day of "I changed my mind"; nothing when it is over.
    undo_until: Option<String>,
}

impl Page for ReceiptPage {
    const TEMPLATE: &'static str = "my_stories/receipt.html";
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
        "Your story is back"
    } else {
        "Where your story came out"
    };
    let (copies, out_of): (Vec<&Line>, Vec<&Line>) = receipt.lines.iter().partition(|line| line.is_out());
    ReceiptPage {
        step: Step::new(heading, here(own)),
        here: here(own),
        title: own.story.title.clone(),
        out_of: out_of.into_iter().map(came_out).collect(),
        copies: copies.into_iter().map(|line| copy(line, is_back)).collect(),
        is_back,
        is_gone: own.status == Status::Gone,
        undo_until: match own.status {
            Status::TakenBack { undo_until } if undo_until >= now => Some(dates::day(undo_until)),
            _ => None,
        },
    }
}

/// What somebody does here, in words that everybody knows.
fn does(role: Role) -> &'static str {
    match role {
        Role::Researcher => "listens to stories",
        Role::Commissioner => "plans services",
        Role::Frontline => "works with people",
        Role::Leader => "is in charge",
        Role::Safeguarding => "keeps people safe",
        Role::Governance => "looks after rules",
        Role::Admin => "looks after computers",
        Role::Storyteller => "tells stories",
    }
}

/// "Priya Shah (plans services)", or somebody whose account is no more.
fn holder(line: &Line) -> (String, String) {
    match &line.by {
        Some((name, role)) => (name.clone(), format!("{name} ({})", does(*role))),
        None => ("them".to_owned(), "Somebody who works here".to_owned()),
    }
}

fn came_out(line: &Line) -> PlaceView {
    let (picture, what) = match line.kind {
        PlaceKind::Showcase => ("watch", "This is a showcase."),
        PlaceKind::Insight => ("idea", "This says what people told us."),
        PlaceKind::Decision => ("yes", "This is a decision."),
        PlaceKind::SavedSearch => ("search", "Somebody looks for stories like yours."),
        PlaceKind::Export | PlaceKind::Print => ("story", "This left our house."),
    };
    let (_, named) = holder(line);
    PlaceView {
        picture,
        name: line.name.clone(),
        said: vec![
            what.to_owned(),
            format!("{named} made it."),
            format!("That was on {}.", dates::day(line.since)),
        ],
    }
}

fn copy(line: &Line, is_back: bool) -> PlaceView {
    let (name, named) = holder(line);
    let (picture, did) = if line.kind == PlaceKind::Print {
        ("print", "printed it")
    } else {
        ("send", "took the words away")
    };
    let mut said = vec![
        format!("{named} {did}."),
        format!("That was on {}.", dates::day(line.since)),
    ];
    match line.gone_at {
        Some(at) => said.push(format!("It was thrown away on {}.", dates::day(at))),
        None if is_back => {}
        None => said.push(format!("We asked {name} to throw it away.")),
    }
    PlaceView {
        picture,
        name: line.name.clone(),
        said,
    }
}
