//! A new decision or insight, with a first story when it is begun from one.
//! Must never begin one with a story that planners do not get; the vault refuses it too.
use entity::citation;
use entity::story::{self, Shown};
use entity::{StoryId, decision, insight};
use serde::Serialize;

use super::decision::{question, title};
use super::insight::{claim, grounds};
use super::views::{about, read_cite, stance, why};
use super::{LINE, TEXT};
use crate::state::State;
use crate::web::components::{Button, ErrorSummary, Input, Radios, Textarea};
use crate::web::{Error, Fields, Form, Invalid, Page, Query, Reply, Who, see_other_saying, session};

/// The story that it is begun with.
#[derive(Debug, Serialize)]
struct First {
    id: String,
    title: String,
    about: String,
    stance: Option<Radios>,
    why: Input,
}

#[derive(Debug, Serialize)]
struct NewDecision {
    errors: Option<ErrorSummary>,
    nonce: String,
    title: Input,
    question: Textarea,
    first: Option<First>,
    button: Button,
}

impl Page for NewDecision {
    const TEMPLATE: &'static str = "deciding/new_decision.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

#[derive(Debug, Serialize)]
struct NewInsight {
    errors: Option<ErrorSummary>,
    nonce: String,
    claim: Textarea,
    grounds: Textarea,
    first: Option<First>,
    button: Button,
}

impl Page for NewInsight {
    const TEMPLATE: &'static str = "deciding/new_insight.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

fn nonce(form: &Form) -> String {
    Some(form.get("nonce"))
        .filter(|nonce| !nonce.is_empty() && nonce.len() <= 64)
        .map_or_else(session::fresh_token, str::to_owned)
}

/// The story that the form names, where this viewer sees it and planners get it.
async fn first(state: &State, who: &Who, form: &Form) -> Result<Option<Shown>, Error> {
    let Ok(id) = form.get("story").parse::<StoryId>() else {
        return Ok(None);
    };
    let now = state.clock.now();
    let may = citation::may_cite(&state.db, who, id, now).await?;
    let story = story::list(&state.db, who, &[id], now).await?.pop();
    Ok(story.filter(|_| may))
}

/// The story went while the form was filled in: nothing that was typed is lost, and the next press does without.
fn story_is_gone(fields: &mut Fields<'_>, form: &Form, first: Option<&Shown>, field: &str) {
    if form.has("story") && first.is_none() {
        fields.refuse::<()>(
            field,
            "The story you picked may not be used any more. Press again to go on without it",
        );
    }
}

fn first_view(story: Option<&Shown>, form: &Form, errors: &Invalid, asks_stance: bool) -> Option<First> {
    story.map(|story| First {
        id: story.id.to_string(),
        title: story.title.clone(),
        about: about(story),
        stance: asks_stance.then(|| stance(form, errors)),
        why: why("why", form, errors),
    })
}

fn decision_form(form: &Form, first: Option<&Shown>, errors: &Invalid) -> NewDecision {
    NewDecision {
        errors: errors.summary(),
        nonce: nonce(form),
        title: title(form.get("title"), errors),
        question: question(form.get("question"), errors),
        first: first_view(first, form, errors, false),
        button: Button::new("Begin this decision").once(),
    }
}

pub async fn decision_page(state: State, who: Who, query: Query) -> Reply {
    let story = first(&state, &who, &query.0).await?;
    state.page(
        &who,
        &decision_form(&Form::default(), story.as_ref(), &Invalid::default()),
    )
}

pub async fn decision(state: State, who: Who, form: Form) -> Reply {
    let story = first(&state, &who, &form).await?;
    let mut fields = Fields::of(&form);
    let title = fields.line("title", LINE, "Say in a few words what it is about");
    let question = fields.text("question", TEXT, "Write what is to be decided");
    let cite = story
        .as_ref()
        .map(|story| read_cite(&mut fields, story.id, "why", false));
    story_is_gone(&mut fields, &form, story.as_ref(), "title");
    let parsed = fields.finish(|| {
        let words = decision::Words {
            title: title?,
            question: question?,
            ..decision::Words::default()
        };
        Some((words, cite.flatten()))
    });
    let new = match parsed {
        Ok(new) => new,
        Err(errors) => return state.refused(&who, &decision_form(&form, story.as_ref(), &errors)),
    };
    let tx = state.db.begin().await?;
    let made = decision::make(&tx, &state.db, &who, new, &nonce(&form), state.clock.now()).await;
    match made {
        Ok(id) => {
            tx.commit().await?;
            let here = format!("/insight/decisions/{id}");
            Ok(see_other_saying(&state, &here, "The decision is begun."))
        }
        Err(entity::Error::Refused(refused)) => {
            let errors = Invalid::one("why", refused);
            state.refused(&who, &decision_form(&form, story.as_ref(), &errors))
        }
        Err(error) => Err(error.into()),
    }
}

fn insight_form(form: &Form, first: Option<&Shown>, errors: &Invalid) -> NewInsight {
    NewInsight {
        errors: errors.summary(),
        nonce: nonce(form),
        claim: claim(form.get("claim"), errors),
        grounds: grounds(form.get("grounds"), errors),
        first: first_view(first, form, errors, true),
        button: Button::new("Make this insight").once(),
    }
}

pub async fn insight_page(state: State, who: Who, query: Query) -> Reply {
    let story = first(&state, &who, &query.0).await?;
    state.page(
        &who,
        &insight_form(&Form::default(), story.as_ref(), &Invalid::default()),
    )
}

pub async fn insight(state: State, who: Who, form: Form) -> Reply {
    let story = first(&state, &who, &form).await?;
    let mut fields = Fields::of(&form);
    let words = super::insight::read(&mut fields);
    let cite = story
        .as_ref()
        .map(|story| read_cite(&mut fields, story.id, "why", true));
    story_is_gone(&mut fields, &form, story.as_ref(), "claim");
    let new = match fields.finish(|| Some((words?, cite.flatten()))) {
        Ok(new) => new,
        Err(errors) => return state.refused(&who, &insight_form(&form, story.as_ref(), &errors)),
    };
    let tx = state.db.begin().await?;
    let made = insight::make(&tx, &state.db, &who, new, &nonce(&form), state.clock.now()).await;
    match made {
        Ok(id) => {
            tx.commit().await?;
            let here = format!("/insight/insights/{id}");
            Ok(see_other_saying(&state, &here, "The insight is made."))
        }
        Err(entity::Error::Refused(refused)) => {
            let errors = Invalid::one("why", refused);
            state.refused(&who, &insight_form(&form, story.as_ref(), &errors))
        }
        Err(error) => Err(error.into()),
    }
}
