//! How many looked at a story of the teller's, in words and pictures.
use actix_web::web;
use entity::citation::Used;
use entity::look::{self, Seen};
use entity::story::{self, Status};
use entity::{Audience, Role, StoryId, decision, insight};
use serde::Serialize;

use crate::say;
use crate::state::State;
use crate::web::sharing::audience_picture;
use crate::web::step::Step;
use crate::web::{Page, Reply, Who, dates};

#[derive(Debug, Serialize)]
struct LookedPage {
    step: Step,
    /// "12 staff watched or read it."; empty where only what it was used for is known.
    count: String,
    rows: Vec<Row>,
    /// "The last time was on 3 May 2026."
    last: Option<String>,
}

impl Page for LookedPage {
    const TEMPLATE: &'static str = "looks/mine.html";
    const IN_WELSH: bool = true;
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
    let decided = decision::used(&state.db, &who, id).await?;
    rows.extend(decided.iter().map(|used| used_row(true, used)));
    let learned = insight::used(&state.db, &who, id).await?;
    rows.extend(learned.iter().map(|used| used_row(false, used)));
    let page = LookedPage {
        step: Step::new(say!("easy-looks-title"), back),
        count: if seen.is_empty() && !rows.is_empty() {
            String::new()
        } else {
            count(&seen)
        },
        rows,
        last: seen
            .iter()
            .map(|seen| seen.last)
            .max()
            .map(|last| say!("easy-looks-last", day = dates::day(last))),
    };
    state.page(&who, &page)
}

fn count(seen: &[Seen]) -> String {
    let staff: u64 = seen.iter().map(|seen| seen.staff).sum();
    match staff {
        0 if seen.is_empty() => say!("easy-looks-nobody"),
        0 => say!("easy-looks-no-staff"),
        staff => say!("easy-looks-staff", count = staff),
    }
}

fn rows_of(seen: &Seen) -> Vec<Row> {
    let people = seen.people;
    let words = (people > 0).then(|| match seen.audience {
        Audience::Team => say!("easy-looks-team", count = people),
        Audience::Planners => say!("easy-looks-planners", count = people),
        Audience::Staff => say!("easy-looks-frontline", count = people),
        Audience::Leaders => say!("easy-looks-leaders", count = people),
        Audience::Public => say!("easy-looks-others", count = people),
    });
    let strangers = (seen.strangers > 0).then(|| say!("easy-looks-strangers", count = seen.strangers));
    let row = |words| Row {
        picture: audience_picture(seen.audience),
        words,
    };
    [words, strangers].into_iter().flatten().map(row).collect()
}

/// "A planner used it in a decision about day centres.", or in what was learned.
fn used_row(decided: bool, used: &Used) -> Row {
    let who = match used.by {
        Role::Commissioner => "planner",
        Role::Leader => "leader",
        Role::Researcher => "researcher",
        _ => "other",
    };
    let title = used.title.trim_end_matches('.');
    Row {
        picture: "idea",
        words: if decided {
            say!("easy-looks-decided", who = who, title = title)
        } else {
            say!("easy-looks-learned", who = who, title = title)
        },
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
        let row = used_row(true, &used);
        assert_eq!(row.words, "A planner used it in a decision about day centres.");
    }
}
