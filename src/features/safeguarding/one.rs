//! One worry: what was noticed, who the person is, the story, what is to be answered, and the whole history.
//! Must never be shown without the look being noted.
use actix_web::http::StatusCode;
use actix_web::web;
use entity::concern::{self, AbuseType, Concern, Known, Line, Outcome, Step};
use entity::{ConcernId, hold, story};
use serde::Serialize;

use super::desk::{Clock, raised, title, titles};
use crate::state::State;
use crate::web::components::{Button, Checkboxes, ErrorSummary, Input, Radios, Textarea};
use crate::web::shown::StoryView;
use crate::web::{Form, Invalid, Page, Reply, Who, dates};

/// The three questions of section 42(1), as (field, words).
pub const QUESTIONS: [(&str, &str); 3] = [
    ("needs", "Does the person have needs for care and support?"),
    (
        "risk",
        "Are they experiencing abuse or neglect, or at risk of it?",
    ),
    (
        "unable",
        "Because of those needs, are they unable to protect themselves?",
    ),
];

#[derive(Debug, Serialize)]
struct ConcernPage {
    errors: Option<ErrorSummary>,
    id: String,
    title: String,
    clock: Clock,
    raised: String,
    words_of: &'static str,
    hurt: Option<&'static str>,
    note: String,
    person: Person,
    taken_back: bool,
    closed: bool,
    /// The form that was sent and is to be put right: one that is folded away is open then.
    open: String,
    story: Option<StoryView>,
    /// Where the hold is lifted, while there is one.
    hold: Option<String>,
    questions: Vec<Radios>,
    asked: Radios,
    wishes: Textarea,
    types: Checkboxes,
    referral: Input,
    more: Textarea,
    outcome: Radios,
    closing: Textarea,
    buttons: Buttons,
    history: Vec<Happened>,
}

impl Page for ConcernPage {
    const TEMPLATE: &'static str = "safeguarding/concern.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// One button a form.
#[derive(Debug, Serialize)]
struct Buttons {
    triage: Button,
    wishes: Button,
    types: Button,
    referral: Button,
    note: Button,
    close: Button,
}

#[derive(Debug, Serialize)]
struct Person {
    pseudonym: String,
    known_as: String,
    real_name: String,
    contact: String,
}

/// A line of the history.
#[derive(Debug, Serialize)]
struct Happened {
    what: &'static str,
    when: String,
    facts: Vec<(&'static str, &'static str)>,
    words: String,
}

fn happened(line: &Line) -> Happened {
    let mut facts = Vec::new();
    if let Some(triage) = line.triage {
        let answers = [triage.needs, triage.risk, triage.unable];
        facts.extend(
            QUESTIONS
                .iter()
                .map(|(_, words)| *words)
                .zip(answers.map(Known::label)),
        );
    }
    if let Some(asked) = line.asked {
        facts.push(("Were they asked?", if asked { "Yes" } else { "No" }));
    }
    facts.extend(line.types.iter().map(|one| ("Type", one.label())));
    facts.extend(line.outcome.iter().map(|one| ("How it ended", one.label())));
    let by = if line.by.is_empty() {
        String::new()
    } else {
        format!(" by {}", line.by)
    };
    Happened {
        what: line.step.label(),
        when: format!("{}{by}", dates::minute(line.at)),
        facts,
        words: line.words.clone(),
    }
}

/// The value of a field: as it was typed in the form that was sent, else as it stands.
fn value(form: &Form, name: &str, stands: Option<&'static str>) -> String {
    if form.has(name) {
        form.typed(name)
    } else {
        stands.unwrap_or_default().to_owned()
    }
}

impl ConcernPage {
    fn new(concern: &Concern, form: &Form, errors: &Invalid) -> Self {
        let answers = concern.newest(Step::Triage).and_then(|line| line.triage);
        let stands = answers.map(|triage| [triage.needs, triage.risk, triage.unable]);
        let questions = QUESTIONS.iter().enumerate().map(|(at, (name, words))| {
            let answer = stands
                .as_ref()
                .and_then(|answers| answers.get(at))
                .map(|answer| answer.as_str());
            Known::ALL
                .iter()
                .fold(Radios::new(*name, *words), |radios, one| {
                    radios.item(one.as_str(), one.label())
                })
                .classes("govuk-radios--small")
                .picked(value(form, name, answer))
                .error(errors.message(name))
        });
        let types: Vec<String> = if form.get("do") == "types" {
            form.all("types").map(str::to_owned).collect()
        } else {
            let newest = concern.newest(Step::Types);
            newest.map_or_else(Vec::new, |line| {
                line.types.iter().map(|one| one.as_str().to_owned()).collect()
            })
        };
        let outcome = Outcome::ALL
            .iter()
            .fold(Radios::new("outcome", "How did it end?"), |radios, one| {
                radios.item(one.as_str(), one.label())
            });
        let person = concern.person.clone();
        let named =
            |pick: fn(entity::identity::Identity) -> String| person.clone().map(pick).unwrap_or_default();
        Self {
            errors: errors.summary(),
            id: concern.id.to_string(),
            title: String::new(),
            clock: Clock {
                kind: "plain",
                words: String::new(),
            },
            raised: String::new(),
            words_of: concern.words_of.label(),
            hurt: concern.hurt.map(concern::Hurt::label),
            note: concern.note.clone(),
            person: Person {
                pseudonym: concern.pseudonym.clone(),
                known_as: named(|person| person.known_as),
                real_name: named(|person| person.real_name),
                contact: named(|person| person.contact.unwrap_or_default()),
            },
            taken_back: concern.taken_back,
            closed: concern.closed,
            open: form.typed("do"),
            story: None,
            hold: None,
            questions: questions.collect(),
            asked: Radios::new("asked", "Was the person asked what they want to happen?")
                .item("yes", "Yes")
                .item("no", "No")
                .classes("govuk-radios--small")
                .picked(form.typed("asked"))
                .error(errors.message("asked")),
            wishes: Textarea::new("wishes", "What do they want? If nobody asked: why not?")
                .rows(3)
                .value(form.typed("wishes"))
                .error(errors.message("wishes")),
            types: AbuseType::ALL
                .iter()
                .fold(
                    Checkboxes::new("types", "What does it look like?"),
                    |boxes, one| boxes.item(one.as_str(), one.label()),
                )
                .hint("Only safeguarding leads see this.")
                .classes("govuk-checkboxes--small")
                .picked(types)
                .error(errors.message("types")),
            referral: Input::new("referral", "Referral number")
                .value(form.typed("referral"))
                .error(errors.message("referral")),
            more: Textarea::new("more", "Write a note")
                .rows(3)
                .value(form.typed("more"))
                .error(errors.message("more")),
            outcome: outcome
                .picked(form.typed("outcome"))
                .error(errors.message("outcome")),
            closing: Textarea::new("closing", "What was done")
                .rows(3)
                .value(form.typed("closing"))
                .error(errors.message("closing")),
            buttons: Buttons {
                triage: Button::new("Save the three answers").once(),
                wishes: Button::new("Save what they want").once(),
                types: Button::new("Save the types").secondary().once(),
                referral: Button::new("Save the number").secondary().once(),
                note: Button::new("Save the note").secondary().once(),
                close: Button::new("Close this worry").warning().once(),
            },
            history: concern.lines.iter().map(happened).collect(),
        }
    }
}

/// The page as it stands, or with what was typed and is to be put right. Each look is noted.
pub async fn show(
    state: &State,
    who: &Who,
    id: ConcernId,
    status: StatusCode,
    form: &Form,
    errors: &Invalid,
) -> Reply {
    let now = state.clock.now();
    let concern = concern::get(&state.db, who, id).await?;
    let tx = state.db.begin().await?;
    concern::opened(&tx, who, id, now).await?;
    if let Some(story) = concern.story {
        hold::note_opened(&tx, who, story, now).await?;
    }
    tx.commit().await?;
    let ids: Vec<_> = concern.story.into_iter().collect();
    let shown = story::list(&state.db, who, &ids, now).await?;
    let held = hold::open(&state.db, who).await?;
    let mut page = ConcernPage::new(&concern, form, errors);
    page.title = title(&concern, &titles(state, who, &ids, now).await?);
    page.clock = Clock::of(&concern, now);
    page.raised = raised(&concern, now);
    page.story = shown.first().map(StoryView::of);
    page.hold = held
        .iter()
        .find(|hold| Some(hold.story) == concern.story)
        .map(|hold| format!("/safeguarding/stories/{}", hold.story));
    state.answer(status, who, &page)
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let none = Invalid::default();
    show(&state, &who, id.parse()?, StatusCode::OK, &Form::default(), &none).await
}
