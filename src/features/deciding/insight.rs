//! One insight: a claim, what it rests on, and the stories for and against it. Its maker writes on the same page.
//! Must never leave a gap where a story was.
use actix_web::web;
use entity::insight::{self, Insight, Words};
use entity::{InsightId, Stance, StoryId};
use serde::Serialize;

use super::views::{CitedView, Staff};
use super::{CLAIM, TEXT};
use crate::state::State;
use crate::web::components::{Button, ErrorSummary, Textarea};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, see_other_saying};

#[derive(Debug, Serialize)]
struct InsightPage {
    errors: Option<ErrorSummary>,
    claim: String,
    grounds: String,
    made: String,
    /// "Stories that speak for it" and the others, those that have any.
    sides: Vec<Side>,
    /// Where taking a story out goes.
    take_out: String,
    /// For its maker.
    form: Option<Desk>,
}

#[derive(Debug, Serialize)]
struct Side {
    heading: &'static str,
    cited: Vec<CitedView>,
}

#[derive(Debug, Serialize)]
struct Desk {
    action: String,
    claim: Textarea,
    grounds: Textarea,
    save: Button,
}

impl Page for InsightPage {
    const TEMPLATE: &'static str = "deciding/insight.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// The field for the claim.
pub fn claim(value: &str, errors: &Invalid) -> Textarea {
    Textarea::new("claim", "What do you claim?")
        .hint("In one sentence, such as: A bus that stops at six decides who has friends.")
        .rows(2)
        .value(value)
        .error(errors.message("claim"))
}

/// The field for what the claim rests on.
pub fn grounds(value: &str, errors: &Invalid) -> Textarea {
    Textarea::new("grounds", "What makes you think so? (you can leave this out)")
        .rows(4)
        .value(value)
        .error(errors.message("grounds"))
}

/// What an insight says, from the form.
pub fn read(fields: &mut Fields<'_>) -> Option<Words> {
    let claim = fields.line("claim", CLAIM, "Write the claim in one sentence");
    let grounds = fields.optional_text("grounds", TEXT);
    Some(Words {
        claim: claim?,
        grounds: grounds?,
    })
}

async fn shown(
    state: &State,
    who: &Who,
    insight: &Insight,
    typed: Option<(&Words, &Invalid)>,
) -> Result<InsightPage, Error> {
    let staff = Staff::read(&state.db).await?;
    let own = who.account() == Some(insight.made_by);
    let no_errors = Invalid::default();
    let (words, errors) = typed.unwrap_or((&insight.words, &no_errors));
    let side = |heading, stance| Side {
        heading,
        cited: insight
            .cited
            .iter()
            .filter(|cited| cited.stance == Some(stance))
            .map(|cited| CitedView::of(cited, own))
            .collect(),
    };
    let sides = [
        side("Stories that speak for it", Stance::For),
        side("Stories that speak against it", Stance::Against),
    ];
    Ok(InsightPage {
        errors: errors.summary(),
        form: own.then(|| Desk {
            action: format!("/insight/insights/{}", insight.id),
            claim: claim(&words.claim, errors),
            grounds: grounds(&words.grounds, errors),
            save: Button::new("Save").once(),
        }),
        claim: insight.words.claim.clone(),
        grounds: insight.words.grounds.clone(),
        made: staff.made(insight.made_by, insight.made_at),
        sides: sides.into_iter().filter(|side| !side.cited.is_empty()).collect(),
        take_out: format!("/insight/insights/{}/take-out", insight.id),
    })
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let insight = insight::open(&state.db, &who, id.parse()?, state.clock.now()).await?;
    let page = shown(&state, &who, &insight, None).await?;
    state.page(&who, &page)
}

pub async fn write(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: InsightId = id.parse()?;
    let now = state.clock.now();
    let mut fields = Fields::of(&form);
    let words = read(&mut fields);
    let errors = match fields.finish(|| words) {
        Ok(words) => {
            let tx = state.db.begin().await?;
            insight::write(&tx, &who, id, words, now).await?;
            tx.commit().await?;
            let back = format!("/insight/insights/{id}");
            return Ok(see_other_saying(&state, &back, "The insight is saved."));
        }
        Err(errors) => errors,
    };
    let typed = Words {
        claim: form.typed("claim"),
        grounds: form.typed("grounds"),
    };
    let insight = insight::open(&state.db, &who, id, now).await?;
    let page = shown(&state, &who, &insight, Some((&typed, &errors))).await?;
    state.refused(&who, &page)
}

pub async fn take_out(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: InsightId = id.parse()?;
    let story: StoryId = form.get("story").parse()?;
    let tx = state.db.begin().await?;
    insight::take_out(&tx, &who, id, story, state.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(
        &state,
        &format!("/insight/insights/{id}"),
        "The story is not in this insight any more.",
    ))
}
