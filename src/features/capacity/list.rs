//! What is on record about a person's decisions, the newest first. Empty for nearly everybody.
use actix_web::web;
use entity::best_interests::Decision;
use entity::capacity::Record;
use entity::story::Shown;
use entity::{CapacityOutcome, ParticipantId, StoryId, Timestamp};
use serde::Serialize;

use super::doubt::stories;
use crate::state::State;
use crate::web::components::{BackLink, SummaryList};
use crate::web::sharing::{audiences_in_words, capital};
use crate::web::{Page, Reply, Who, dates};

#[derive(Debug, Serialize)]
struct ListPage {
    back: BackLink,
    id: String,
    pseudonym: String,
    records: Vec<Line>,
    decisions: Vec<Line>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "capacity/list.html";
}

#[derive(Debug, Serialize)]
struct Line {
    id: String,
    matter: &'static str,
    /// "Lacks capacity for this decision, now".
    outcome: &'static str,
    /// As the status word is coloured.
    kind: &'static str,
    facts: SummaryList,
    /// Where a best-interests decision is recorded for it.
    best: Option<String>,
}

/// A story by its title, where the team may see it; every story when it is about all.
pub fn about(story: Option<StoryId>, stories: &[Shown]) -> String {
    match story {
        None => "Every story of theirs".to_owned(),
        Some(id) => stories
            .iter()
            .find(|story| story.id == id)
            .map_or_else(|| "One story".to_owned(), |story| story.title.clone()),
    }
}

fn review(at: Option<Timestamp>, now: Timestamp) -> String {
    match at {
        None => "Not needed".to_owned(),
        Some(at) if at <= now => format!("{}: late. It holds until you look again", dates::day(at)),
        Some(at) => dates::day(at),
    }
}

fn record_line(record: &Record, stories: &[Shown], now: Timestamp) -> Line {
    let what = &record.what;
    let lacks = what.outcome == CapacityOutcome::Lacks;
    let (outcome, kind) = match (record.live, lacks) {
        (false, _) => ("Replaced by a newer record", "plain"),
        (true, true) => (what.outcome.label(), "wait"),
        (true, false) => (what.outcome.label(), "good"),
    };
    let mut help: Vec<&str> = what.help.iter().map(|help| help.label()).collect();
    if !what.help_words.is_empty() {
        help.push(&what.help_words);
    }
    let abilities = [what.understand, what.retain, what.weigh, what.communicate];
    let abilities = ["Understands", "keeps in mind", "weighs", "tells the answer"]
        .iter()
        .zip(abilities)
        .map(|(word, able)| format!("{word}: {}", able.label().to_lowercase()))
        .collect::<Vec<_>>();
    Line {
        id: record.id.to_string(),
        matter: what.matter.label(),
        outcome,
        kind,
        facts: SummaryList::new()
            .row("About", about(what.story, stories))
            .row(
                "When and who",
                format!("{}, {}", dates::day(record.at), what.assessed_by),
            )
            .row("What made us doubt", what.doubt.as_str())
            .row("Help given", help.join(". "))
            .row("Abilities", abilities.join(", "))
            .row("Found", what.outcome.label())
            .row("Look again", review(what.review_at, now)),
        best: (record.live && lacks).then(|| format!("/studio/capacity/{}/best-interests", record.id)),
    }
}

fn decision_line(decision: &Decision, stories: &[Shown], now: Timestamp) -> Line {
    let what = &decision.what;
    let forms: Vec<String> = what
        .forms
        .iter()
        .map(|form| form.label().replace("My", "Their"))
        .collect();
    let (outcome, kind) = if decision.live {
        ("Holds", "good")
    } else {
        ("Ended", "plain")
    };
    Line {
        id: decision.id.to_string(),
        matter: decision.matter.label(),
        outcome,
        kind,
        facts: SummaryList::new()
            .row("About", about(decision.story, stories))
            .row(
                "When and who",
                format!("{}, {}", dates::day(decision.at), what.decided_by),
            )
            .row("Who was asked", what.consulted.as_str())
            .row("What the person wants", what.wishes.as_str())
            .row("Less restrictive way", what.less_restrictive.as_str())
            .row("What may be shown", forms.join(", "))
            .row("To whom", capital(&audiences_in_words(&what.audiences)))
            .row(
                "Until",
                what.until
                    .map_or_else(|| "Somebody decides again".to_owned(), dates::day),
            )
            .row("Look again", review(Some(what.review_at), now)),
        best: None,
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ParticipantId = id.parse()?;
    let now = state.now();
    let person = entity::participant::get(&state.db, &who, id).await?;
    let records = entity::capacity::list(&state.db, &who, id).await?;
    let decisions = entity::best_interests::list(&state.db, &who, id).await?;
    let stories = stories(&state, &who, id).await?;
    let records = records.iter().map(|record| record_line(record, &stories, now));
    let decisions = decisions
        .iter()
        .map(|decision| decision_line(decision, &stories, now));
    let page = ListPage {
        back: BackLink::new(format!("/studio/participants/{id}")).words(person.pseudonym.as_str()),
        id: id.to_string(),
        pseudonym: person.pseudonym,
        records: records.collect(),
        decisions: decisions.collect(),
    };
    state.page(&who, &page)
}
