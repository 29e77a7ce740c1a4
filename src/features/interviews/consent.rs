//! The first step: the grid of what may be shown to whom, until when, and how it was asked.
//! Starts empty; must never tick a box by itself.
use entity::consent::{Asked, Choice, Live, WORDING};
use entity::participant::Participant;
use entity::{Audience, Form as Shape, Timestamp};
use serde::Serialize;

use crate::web::components::{BackLink, Button, ErrorSummary, Input, Textarea};
use crate::web::form::escape;
use crate::web::{Fields, Form, Invalid, Page, session};

/// How long a yes can last: what the form sends, and the words; months of 30 days.
const UNTIL: &[(&str, &str)] = &[
    ("", "Until I say stop"),
    ("3", "3 months"),
    ("6", "6 months"),
    ("12", "1 year"),
    ("24", "2 years"),
];
/// A page that was left open longer than this is not the capture any more.
const LONGEST: i64 = Timestamp::DAY;

/// What the first step found.
pub struct Agreed {
    pub choices: Vec<Choice>,
    pub asked: Asked,
    /// Fields that somebody filled in, ticked or changed.
    pub fields: i32,
    pub nonce: String,
    pub started_at: Timestamp,
}

impl Agreed {
    /// Whether these are the answers that stand. Ends on the same day are the same: they are counted from
    /// the moment of the press.
    pub fn stands_as(&self, live: &[Live]) -> bool {
        let near = |one: Option<Timestamp>, other: Option<Timestamp>| match (one, other) {
            (None, None) => true,
            (Some(one), Some(other)) => (one.0 - other.0).abs() < Timestamp::DAY,
            _ => false,
        };
        self.choices.iter().all(|choice| {
            live.iter().any(|live| {
                (live.form, live.audience, live.yes) == (choice.form, choice.audience, choice.yes)
                    && (!choice.yes || near(live.until, choice.until))
            })
        })
    }

    /// Whether the team may have the words; without them there is nothing to write down.
    pub fn team_has_words(&self) -> bool {
        let words = |choice: &Choice| choice.form == Shape::Words && choice.audience == Audience::Team;
        self.choices.iter().any(|choice| words(choice) && choice.yes)
    }
}

fn cell(audience: Audience, shape: Shape) -> String {
    format!("{audience}-{shape}")
}

fn until_name(audience: Audience) -> String {
    format!("until-{audience}")
}

/// Every box of the grid.
fn boxes() -> impl Iterator<Item = (Audience, Shape)> {
    let row = |audience: &'static Audience| Shape::ALL.iter().map(|shape| (*audience, *shape));
    Audience::ALL.iter().flat_map(row)
}

/// How many fields somebody filled in or changed: what the page came with is not their work.
fn filled(form: &Form) -> i32 {
    let boxes = boxes().filter(|(audience, shape)| form.has(&cell(*audience, *shape)));
    let untils = Audience::ALL
        .iter()
        .filter(|audience| form.has(&until_name(**audience)));
    let lines = ["explained", "present"].into_iter().filter(|name| form.has(name));
    i32::try_from(boxes.count() + untils.count() + lines.count()).unwrap_or(i32::MAX)
}

pub fn parse(form: &Form, now: Timestamp) -> Result<Agreed, Invalid> {
    let mut fields = Fields::of(form);
    let explained = fields.line("explained", 300, "Write how you explained it");
    let present = fields.line("present", 300, "Write who was there, or \"only us\"");
    let mut choices = Vec::new();
    for audience in Audience::ALL.iter().copied() {
        let name = until_name(audience);
        let until = UNTIL.iter().find(|(key, _)| *key == form.get(&name));
        if until.is_none() {
            fields.refuse::<()>(&name, "Pick until when");
        }
        let until = until
            .and_then(|(key, _)| key.parse().ok())
            .map(|months: i64| now.plus_days(30 * months));
        let ticked = |shape: Shape| form.has(&cell(audience, shape));
        for form in Shape::ALL.iter().copied() {
            let yes = ticked(form);
            let until = until.filter(|_| yes);
            choices.push(Choice {
                form,
                audience,
                yes,
                until,
            });
        }
        let shows = [Shape::Words, Shape::Voice, Shape::Face].into_iter().any(ticked);
        if ticked(Shape::Name) && !shows {
            let message = format!(
                "Tick something to show with the name, or untick the name: {}",
                audience.label()
            );
            fields.refuse::<()>(&cell(audience, Shape::Name), message);
        }
    }
    let asked = explained.zip(present).map(|(explained, present)| Asked {
        // Of the page, not of the server: the page may be older than today's words.
        wording: form.typed("wording"),
        explained,
        present,
    });
    fields.finish(|| {
        Some(Agreed {
            choices,
            asked: asked?,
            fields: filled(form),
            nonce: Some(form.typed("nonce"))
                .filter(|nonce| !nonce.is_empty())
                .unwrap_or_else(session::fresh_token),
            started_at: started(form, now),
        })
    })
}

/// When the first page was opened.
fn started(form: &Form, now: Timestamp) -> Timestamp {
    moment(form, "started_at", now)
}

/// When a page was opened, as its form carries it; now, when that cannot be.
pub fn moment(form: &Form, name: &str, now: Timestamp) -> Timestamp {
    let said = form.get(name).parse().map(Timestamp).ok();
    said.filter(|at| *at <= now && at.plus(LONGEST) >= now)
        .unwrap_or(now)
}

/// The page of the first step.
#[derive(Debug, Serialize)]
pub struct ConsentPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    pseudonym: String,
    /// Where it is on record what they can decide, beside what to put right.
    decisions: String,
    /// They said no to the team; nothing was saved.
    refused: bool,
    explained: Textarea,
    present: Input,
    shapes: Vec<Column>,
    rows: Vec<Row>,
    /// The version of the words on this page.
    wording: &'static str,
    nonce: String,
    started_at: i64,
    button: Button,
}

#[derive(Debug, Serialize)]
struct Column {
    label: &'static str,
    picture: &'static str,
}

#[derive(Debug, Serialize)]
struct Row {
    id: &'static str,
    label: &'static str,
    cells: Vec<Cell>,
    until: String,
    options: Vec<(&'static str, &'static str, bool)>,
}

#[derive(Debug, Serialize)]
struct Cell {
    id: String,
    label: &'static str,
    picture: &'static str,
    ticked: bool,
}

impl Page for ConsentPage {
    const TEMPLATE: &'static str = "interviews/consent.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

impl ConsentPage {
    /// The page before anything was answered; with the word of a draft that was begun without a consent.
    pub fn fresh(person: &Participant, draft: &str, now: Timestamp) -> Self {
        let nonce = match draft {
            "" => session::fresh_token(),
            draft => escape(draft),
        };
        let first = format!("started_at={}&nonce={nonce}", now.0);
        Self::new(
            person,
            &Form::parse(first.as_bytes()),
            &Invalid::default(),
            false,
            now,
        )
    }

    /// The page with what was answered.
    pub fn new(person: &Participant, form: &Form, errors: &Invalid, refused: bool, now: Timestamp) -> Self {
        let shapes = Shape::ALL.iter().map(|shape| Column {
            label: shape.label(),
            picture: shape.as_str(),
        });
        let rows = Audience::ALL.iter().map(|audience| {
            let until = until_name(*audience);
            let cells = Shape::ALL.iter().map(|shape| Cell {
                ticked: form.has(&cell(*audience, *shape)),
                id: cell(*audience, *shape),
                label: shape.label(),
                picture: shape.as_str(),
            });
            Row {
                id: audience.as_str(),
                label: audience.label(),
                cells: cells.collect(),
                options: UNTIL
                    .iter()
                    .map(|(key, words)| (*key, *words, *key == form.get(&until)))
                    .collect(),
                until,
            }
        });
        Self {
            errors: errors.summary(),
            back: BackLink::new(format!("/studio/participants/{}", person.id))
                .words(person.pseudonym.as_str()),
            pseudonym: person.pseudonym.clone(),
            decisions: format!("/studio/participants/{}/decisions", person.id),
            refused,
            explained: Textarea::new("explained", "How did you explain it?")
                .hint("For example: with pictures, read aloud, a friend signed it")
                .rows(2)
                .value(form.typed("explained"))
                .error(errors.message("explained")),
            present: Input::new("present", "Who else was there?")
                .hint("Or \"only us\"")
                .value(form.typed("present"))
                .error(errors.message("present")),
            shapes: shapes.collect(),
            rows: rows.collect(),
            wording: WORDING,
            nonce: form.typed("nonce"),
            started_at: started(form, now).0,
            button: Button::new("Save these answers and go on to the notes").once(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_428_000_000);

    #[test]
    fn every_form_and_audience_gets_an_answer_and_a_yes_its_end() {
        let form =
            Form::parse(b"explained=Pictures&present=only+us&team-words=yes&staff-words=yes&until-staff=12");
        let agreed = parse(&form, NOW).unwrap();
        assert_eq!(agreed.choices.len(), 20);
        assert!(agreed.team_has_words());
        let ends: Vec<_> = agreed.choices.iter().filter_map(|choice| choice.until).collect();
        assert_eq!(ends, [NOW.plus_days(360)]);
        assert_eq!(agreed.fields, 5, "two boxes, an end and two lines");
    }

    #[test]
    fn a_name_alone_is_no_story() {
        let form = Form::parse(b"explained=Pictures&present=us&team-words=yes&public-name=yes");
        assert!(parse(&form, NOW).err().unwrap().message("public-name").is_some());
    }

    #[test]
    fn the_start_is_carried_but_not_made_up() {
        let started = |text: String| started(&Form::parse(text.as_bytes()), NOW).0;
        assert_eq!(started(format!("started_at={}", NOW.0 - 60_000)), NOW.0 - 60_000);
        for odd in ["x".into(), (NOW.0 + 1).to_string(), "5".into()] {
            assert_eq!(started(format!("started_at={odd}")), NOW.0, "{odd}");
        }
    }
}
