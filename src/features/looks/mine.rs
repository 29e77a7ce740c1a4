//! How many looked at a story of the teller's, in words and pictures.
use actix_web::web;
use entity::citation::Used;
use entity::look::{self, Seen};
use entity::story::{self, Status};
use entity::{Audience, Role, StoryId, decision, insight};
use serde::Serialize;

use crate::state::State;
use crate::web::sharing::audience_picture;
use crate::web::step::Step;
use crate::web::{Page, Reply, Who, dates};

#[derive(Debug, Serialize)]
struct LookedPage {
    step: Step,
    /// "12 staff watched or read it."
    count: String,
    rows: Vec<Row>,
    /// "The last time was on 3 May 2026."
    last: Option<String>,
}

impl Page for LookedPage {
    const TEMPLATE: &'static str = "looks/mine.html";
}

/// One idea with its picture.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Row {
    picture: &'static str,
    words: String,
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: StoryId = id.parse()?;
    let now = state.now();
    let own = story::own(&state.db, &who, id, now).await?;
    let seen = look::seen(&state.db, &who, id, now).await?;
    let back = match own.status {
        Status::Draft => "/me/stories".to_owned(),
        _ => format!("/me/stories/{id}"),
    };
    let mut rows: Vec<Row> = seen.iter().flat_map(rows_of).collect();
    for (what, used_in) in [
        ("a decision about", decision::used(&state.db, &who, id).await?),
        (
            "what they learned. They wrote this:",
            insight::used(&state.db, &who, id).await?,
        ),
    ] {
        rows.extend(used_in.iter().map(|used| used_row(what, used)));
    }
    let page = LookedPage {
        step: Step::new("Who looked at your story?", back),
        count: count(&seen),
        rows,
        last: seen
            .iter()
            .map(|seen| seen.last)
            .max()
            .map(|last| format!("The last time was on {}.", dates::day(last))),
    };
    state.page(&who, &page)
}

fn count(seen: &[Seen]) -> String {
    let staff: u64 = seen.iter().map(|seen| seen.staff).sum();
    match staff {
        0 if seen.is_empty() => "Nobody has looked at it yet.".to_owned(),
        0 => "Nobody who works here has looked at it yet.".to_owned(),
        1 => "1 person of our staff watched or read it.".to_owned(),
        staff => format!("{staff} staff watched or read it."),
    }
}

fn rows_of(seen: &Seen) -> Vec<Row> {
    let number = seen.people;
    let words = match (seen.audience, number) {
        (_, 0) => None,
        (Audience::Team, 1) => Some("1 of the team who heard you.".to_owned()),
        (Audience::Team, _) => Some(format!("{number} of the team who heard you.")),
        (Audience::Planners, 1) => Some("1 person who plans services.".to_owned()),
        (Audience::Planners, _) => Some(format!("{number} people who plan services.")),
        (Audience::Staff, 1) => Some("1 of the frontline staff.".to_owned()),
        (Audience::Staff, _) => Some(format!("{number} of the frontline staff.")),
        (Audience::Leaders, 1) => Some("1 leader.".to_owned()),
        (Audience::Leaders, _) => Some(format!("{number} leaders.")),
        (Audience::Public, 1) => Some("1 other person who signed in.".to_owned()),
        (Audience::Public, _) => Some(format!("{number} other people who signed in.")),
    };
    let strangers = match seen.strangers {
        0 => None,
        1 => Some("1 time by people we do not know.".to_owned()),
        times => Some(format!("{times} times by people we do not know.")),
    };
    let row = |words| Row {
        picture: audience_picture(seen.audience),
        words,
    };
    [words, strangers].into_iter().flatten().map(row).collect()
}

/// "A planner used it in a decision about day centres."
fn used_row(what: &str, used: &Used) -> Row {
    let who = match used.by {
        Role::Commissioner => "A planner",
        Role::Leader => "A leader",
        Role::Researcher => "A researcher",
        _ => "Somebody here",
    };
    Row {
        picture: "idea",
        words: format!("{who} used it in {what} {}.", used.title.trim_end_matches('.')),
    }
}

#[cfg(test)]
mod tests {
    use entity::Timestamp;

    use super::*;

    #[test]
    fn looks_are_told_in_whole_numbers_and_a_decision_by_its_name() {
        let seen = |audience, people, strangers| Seen {
            audience,
            people,
            staff: people,
            strangers,
            last: Timestamp(0),
        };
        let all = [
            seen(Audience::Planners, 2, 0),
            seen(Audience::Leaders, 1, 0),
            seen(Audience::Public, 0, 7),
        ];
        assert_eq!(count(&all), "3 staff watched or read it.");
        assert_eq!(count(&all[2..]), "Nobody who works here has looked at it yet.");
        assert_eq!(count(&[]), "Nobody has looked at it yet.");
        let words: Vec<String> = all.iter().flat_map(rows_of).map(|row| row.words).collect();
        assert_eq!(
            words,
            [
                "2 people who plan services.",
                "1 leader.",
                "7 times by people we do not know."
            ]
        );
        let used = Used {
            title: "day centres".into(),
            by: Role::Commissioner,
            at: Timestamp(0),
        };
        let row = used_row("a decision about", &used);
        assert_eq!(row.words, "A planner used it in a decision about day centres.");
    }
}
