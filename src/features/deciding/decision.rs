//! One decision: what was asked, the stories that were weighed, what was decided. Its maker writes on the same
//! page until it is final. Must never change a final decision.
use actix_web::web;
use entity::decision::{self, Decision, Words};
use entity::{DecisionId, StoryId};
use serde::Serialize;

use super::views::{CitedView, Staff, tombstone};
use super::{LINE, TEXT};
use crate::state::State;
use crate::web::components::{Button, ErrorSummary, Input, Textarea};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, dates, see_other_saying};

#[derive(Debug, Serialize)]
struct DecisionPage {
    errors: Option<ErrorSummary>,
    title: String,
    question: String,
    made: String,
    /// "Final since 3 May 2026", once it is.
    is_final: Option<String>,
    cited: Vec<CitedView>,
    tombstone: Option<String>,
    /// Where taking a story out goes.
    take_out: String,
    /// What it says, once it says something.
    said: Vec<(&'static str, String)>,
    /// For its maker, while it is open.
    form: Option<Desk>,
}

#[derive(Debug, Serialize)]
struct Desk {
    action: String,
    title: Input,
    question: Textarea,
    decided: Textarea,
    change: Textarea,
    /// Asked where no story was considered.
    no_story: Option<Textarea>,
    save: Button,
    finish: Button,
}

impl Page for DecisionPage {
    const TEMPLATE: &'static str = "deciding/decision.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

impl Desk {
    fn of(id: DecisionId, words: &Words, asks_why_none: bool, errors: &Invalid) -> Self {
        let area = |name: &'static str, label: &'static str, text: &str| {
            Textarea::new(name, label)
                .rows(4)
                .value(text)
                .error(errors.message(name))
        };
        Self {
            action: format!("/insight/decisions/{id}"),
            title: title(&words.title, errors),
            question: question(&words.question, errors),
            decided: area("decided", "What was decided", &words.decided),
            change: area("change", "How what people said changed it", &words.change),
            no_story: (asks_why_none || !words.no_story.is_empty()).then(|| {
                area("no_story", "Why no story was considered", &words.no_story)
                    .hint("A decision without a story needs a reason.")
            }),
            save: Button::new("Save").named("do", "save").once(),
            finish: Button::new("Make it final")
                .named("do", "finish")
                .secondary()
                .once(),
        }
    }
}

/// The field for what a decision is about.
pub fn title(value: &str, errors: &Invalid) -> Input {
    Input::new("title", "What is the decision about?")
        .hint("A few words, such as: day centres. Tellers read them: “used in a decision about day centres”.")
        .value(value)
        .error(errors.message("title"))
}

/// The field for what is to be decided.
pub fn question(value: &str, errors: &Invalid) -> Textarea {
    Textarea::new("question", "What is to be decided?")
        .rows(3)
        .value(value)
        .error(errors.message("question"))
}

async fn shown(
    state: &State,
    who: &Who,
    decision: Decision,
    typed: Option<(&Words, &Invalid)>,
) -> Result<DecisionPage, Error> {
    let staff = Staff::read(&state.db).await?;
    let own = decision.final_at.is_none() && who.account() == Some(decision.made_by);
    let no_errors = Invalid::default();
    let (words, errors) = typed.unwrap_or((&decision.words, &no_errors));
    let none = decision.cited.is_empty() && decision.taken_out == 0;
    let said = [
        ("What was decided", &decision.words.decided),
        ("How what people said changed it", &decision.words.change),
        ("Why no story was considered", &decision.words.no_story),
    ];
    Ok(DecisionPage {
        errors: errors.summary(),
        form: own.then(|| Desk::of(decision.id, words, none, errors)),
        title: decision.words.title.clone(),
        question: decision.words.question.clone(),
        made: staff.made(decision.made_by, decision.made_at),
        is_final: decision
            .final_at
            .map(|at| format!("Final since {}", dates::day(at))),
        cited: decision
            .cited
            .iter()
            .map(|cited| CitedView::of(cited, own))
            .collect(),
        tombstone: tombstone(decision.taken_out),
        take_out: format!("/insight/decisions/{}/take-out", decision.id),
        said: said
            .into_iter()
            .filter(|(_, text)| !own && !text.trim().is_empty())
            .map(|(label, text)| (label, text.clone()))
            .collect(),
    })
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let decision = decision::open(&state.db, &who, id.parse()?, state.clock.now()).await?;
    let page = shown(&state, &who, decision, None).await?;
    state.page(&who, &page)
}

pub async fn write(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: DecisionId = id.parse()?;
    let finishes = form.get("do") == "finish";
    let errors = match parse(&form, finishes) {
        Ok(words) => match save(&state, &who, id, words, finishes).await? {
            Ok(()) => {
                let notice = if finishes {
                    "The decision is final."
                } else {
                    "The decision is saved."
                };
                return Ok(see_other_saying(
                    &state,
                    &format!("/insight/decisions/{id}"),
                    notice,
                ));
            }
            Err(errors) => errors,
        },
        Err(errors) => errors,
    };
    let typed = Words {
        title: form.typed("title"),
        question: form.typed("question"),
        decided: form.typed("decided"),
        change: form.typed("change"),
        no_story: form.typed("no_story"),
    };
    let decision = decision::open(&state.db, &who, id, state.clock.now()).await?;
    let page = shown(&state, &who, decision, Some((&typed, &errors))).await?;
    state.refused(&who, &page)
}

fn parse(form: &Form, finishes: bool) -> Result<Words, Invalid> {
    let mut fields = Fields::of(form);
    let title = fields.line("title", LINE, "Say in a few words what it is about");
    let question = fields.text("question", TEXT, "Write what is to be decided");
    let decided = if finishes {
        fields.text("decided", TEXT, "Write what was decided")
    } else {
        fields.optional_text("decided", TEXT)
    };
    let change = fields.optional_text("change", TEXT);
    let no_story = fields.optional_text("no_story", TEXT);
    fields.finish(|| {
        Some(Words {
            title: title?,
            question: question?,
            decided: decided?,
            change: change?,
            no_story: no_story?,
        })
    })
}

async fn save(
    state: &State,
    who: &Who,
    id: DecisionId,
    words: Words,
    finishes: bool,
) -> Result<Result<(), Invalid>, Error> {
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    decision::write(&tx, who, id, words, now).await?;
    if finishes {
        match decision::finish(&tx, who, id, now).await {
            Err(entity::Error::Refused(why)) => return Ok(Err(Invalid::one("no_story", why))),
            other => other?,
        }
    }
    tx.commit().await?;
    Ok(Ok(()))
}

pub async fn take_out(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: DecisionId = id.parse()?;
    let story: StoryId = form.get("story").parse()?;
    let tx = state.db.begin().await?;
    decision::take_out(&tx, &who, id, story, state.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(
        &state,
        &format!("/insight/decisions/{id}"),
        "The story is not in this decision any more.",
    ))
}
