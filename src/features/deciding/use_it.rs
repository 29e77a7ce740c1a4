//! "Use this story": in one of the viewer's own open decisions or insights, or in a new one.
//! Must never offer a story that planners do not get.
use actix_web::web;
use entity::citation;
use entity::story::{self, Shown};
use entity::{DecisionId, InsightId, StoryId, decision, insight};
use serde::Serialize;

use super::views::{read_cite, stance, why};
use crate::state::State;
use crate::web::components::{BackLink, Button, ErrorSummary, Input, Radios};
use crate::web::{Access, Error, Fields, Form, Invalid, Page, Reply, Who, see_other_saying};

/// The newest decisions and insights that are looked through for the viewer's own.
const OFFERED: u64 = 100;

#[derive(Debug, Serialize)]
struct UsePage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    title: String,
    /// Planners get it.
    may: bool,
    action: String,
    /// Where a new decision is begun with it, for those who decide.
    new_decision: Option<String>,
    new_insight: String,
    decisions: Option<Choice>,
    insights: Option<Choice>,
}

/// One of those that there are.
#[derive(Debug, Serialize)]
struct Choice {
    works: Radios,
    stance: Option<Radios>,
    why: Input,
    button: Button,
}

impl Page for UsePage {
    const TEMPLATE: &'static str = "deciding/use.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// The viewer's own works, by id and name.
struct Own {
    decisions: Vec<(String, String)>,
    insights: Vec<(String, String)>,
}

impl Own {
    async fn read(state: &State, who: &Who) -> Result<Self, Error> {
        let now = state.clock.now();
        let own = |by| who.account() == Some(by);
        let decisions = if Access::Planner.allows(who) {
            decision::list(&state.db, who, (0, OFFERED), now).await?
        } else {
            Vec::new()
        };
        let insights = insight::list(&state.db, who, (0, OFFERED), now).await?;
        Ok(Self {
            decisions: decisions
                .into_iter()
                .filter(|decision| own(decision.made_by) && decision.final_at.is_none())
                .map(|decision| (decision.id.to_string(), decision.words.title))
                .collect(),
            insights: insights
                .into_iter()
                .filter(|insight| own(insight.made_by))
                .map(|insight| (insight.id.to_string(), insight.words.claim))
                .collect(),
        })
    }
}

impl UsePage {
    async fn of(
        state: &State,
        who: &Who,
        story: &Shown,
        form: &Form,
        errors: &Invalid,
    ) -> Result<Self, Error> {
        let own = Own::read(state, who).await?;
        let works = |name: &'static str, legend: &'static str, works: &[(String, String)]| {
            works
                .iter()
                .fold(Radios::new(name, legend), |radios, (id, text)| {
                    radios.item(id.as_str(), text.as_str())
                })
                .picked(form.typed(name))
                .error(errors.message(name))
        };
        Ok(Self {
            errors: errors.summary(),
            back: BackLink::new(format!("/insight/stories/{}", story.id)).words("Back to the story"),
            may: citation::may_cite(&state.db, who, story.id, state.clock.now()).await?,
            action: format!("/insight/stories/{}/use", story.id),
            new_decision: Access::Planner
                .allows(who)
                .then(|| format!("/insight/decisions/new?story={}", story.id)),
            new_insight: format!("/insight/insights/new?story={}", story.id),
            decisions: (!own.decisions.is_empty()).then(|| Choice {
                works: works("decision", "Which decision?", &own.decisions),
                stance: None,
                why: why("why", form, errors),
                button: Button::new("Use it in this decision")
                    .named("do", "decision")
                    .once(),
            }),
            insights: (!own.insights.is_empty()).then(|| Choice {
                works: works("insight", "Which insight?", &own.insights),
                stance: Some(stance(form, errors)),
                why: why("insight_why", form, errors),
                button: Button::new("Use it in this insight")
                    .named("do", "insight")
                    .once(),
            }),
            title: story.title.clone(),
        })
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let story = story::open(&state.db, &who, id.parse()?, state.clock.now()).await?;
    let page = UsePage::of(&state, &who, &story, &Form::default(), &Invalid::default()).await?;
    state.page(&who, &page)
}

pub async fn cite(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: StoryId = id.parse()?;
    let story = story::open(&state.db, &who, id, state.clock.now()).await?;
    let done = if form.get("do") == "insight" {
        in_insight(&state, &who, id, &form).await?
    } else {
        in_decision(&state, &who, id, &form).await?
    };
    match done {
        Ok(path) => Ok(see_other_saying(&state, &path, "The story is in it.")),
        Err(errors) => {
            let page = UsePage::of(&state, &who, &story, &form, &errors).await?;
            state.refused(&who, &page)
        }
    }
}

/// The address of the decision that has the story now, or what to put right.
async fn in_decision(
    state: &State,
    who: &Who,
    story: StoryId,
    form: &Form,
) -> Result<Result<String, Invalid>, Error> {
    let mut fields = Fields::of(form);
    let work = fields.choice::<DecisionId>("decision", "Pick a decision");
    let cite = read_cite(&mut fields, story, "why", false);
    let (work, cite) = match fields.finish(|| work.zip(cite)) {
        Ok(parsed) => parsed,
        Err(errors) => return Ok(Err(errors)),
    };
    let tx = state.db.begin().await?;
    match decision::cite(&tx, &state.db, who, work, cite, state.clock.now()).await {
        Err(entity::Error::Refused(refused)) => Ok(Err(Invalid::one("decision", refused))),
        Err(error) => Err(error.into()),
        Ok(()) => {
            tx.commit().await?;
            Ok(Ok(format!("/insight/decisions/{work}")))
        }
    }
}

/// The address of the insight that has the story now, or what to put right.
async fn in_insight(
    state: &State,
    who: &Who,
    story: StoryId,
    form: &Form,
) -> Result<Result<String, Invalid>, Error> {
    let mut fields = Fields::of(form);
    let work = fields.choice::<InsightId>("insight", "Pick an insight");
    let cite = read_cite(&mut fields, story, "insight_why", true);
    let (work, cite) = match fields.finish(|| work.zip(cite)) {
        Ok(parsed) => parsed,
        Err(errors) => return Ok(Err(errors)),
    };
    let tx = state.db.begin().await?;
    match insight::cite(&tx, &state.db, who, work, cite, state.clock.now()).await {
        Err(entity::Error::Refused(refused)) => Ok(Err(Invalid::one("insight", refused))),
        Err(error) => Err(error.into()),
        Ok(()) => {
            tx.commit().await?;
            Ok(Ok(format!("/insight/insights/{work}")))
        }
    }
}
