//! What ends within 30 days in the researcher's projects, by person, what ends first before all others.
//! Must never show a story, nor a name behind a pseudonym.
use entity::ending::{self, Ending};
use serde::Serialize;

use crate::state::State;
use crate::web::sharing::{audiences_in_words, capital};
use crate::web::{Page, Reply, Who, dates};

#[derive(Debug, Serialize)]
struct EndingPage {
    lines: Vec<Line>,
}

impl Page for EndingPage {
    const TEMPLATE: &'static str = "asking/ending.html";
}

#[derive(Debug, Serialize)]
struct Line {
    participant: String,
    pseudonym: String,
    what: String,
    audiences: String,
    until: String,
    asked: Option<String>,
    permission: bool,
}

fn line(ending: Ending) -> Line {
    Line {
        participant: ending.participant.to_string(),
        pseudonym: ending.pseudonym,
        permission: ending.relation.is_some(),
        what: match ending.relation {
            Some(relation) => format!("Permission of {relation}"),
            None => "Yes to a story".to_owned(),
        },
        audiences: capital(&audiences_in_words(&ending.audiences)),
        until: dates::day(ending.until),
        asked: ending.asked_at.map(dates::day),
    }
}

pub async fn page(state: State, who: Who) -> Reply {
    let endings = ending::soon(&state.db, &who, state.clock.now()).await?;
    let page = EndingPage {
        lines: endings.into_iter().map(line).collect(),
    };
    state.page(&who, &page)
}
