//! A story that only safeguarding sees: why and since when, the story, whether its teller may know, and the way to
//! lift the hold. Must never be shown without the look being noted.
use actix_web::http::StatusCode;
use actix_web::web;
use entity::hold::{self, Hold};
use entity::{StoryId, Timestamp};
use serde::Serialize;

use crate::state::State;
use crate::web::components::{Button, ErrorSummary, Textarea};
use crate::web::shown::StoryView;
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, dates, see_other_saying};

#[derive(Debug, Serialize)]
struct HeldPage {
    errors: Option<ErrorSummary>,
    id: String,
    /// `None` when the teller has taken it back meanwhile.
    title: Option<String>,
    ground: &'static str,
    note: String,
    since: String,
    story: Option<StoryView>,
    why: Textarea,
    lift: Button,
    /// Since when the teller may know.
    told: Option<String>,
    tell: Button,
}

impl Page for HeldPage {
    const TEMPLATE: &'static str = "holds/held.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

async fn held(state: &State, who: &Who, id: StoryId) -> Result<Hold, Error> {
    let holds = hold::open(&state.db, who).await?;
    holds
        .into_iter()
        .find(|hold| hold.story == id)
        .ok_or(Error::NotFound)
}

async fn show(
    state: &State,
    who: &Who,
    hold: Hold,
    status: StatusCode,
    form: &Form,
    errors: &Invalid,
) -> Reply {
    let now: Timestamp = state.clock.now();
    let tx = state.db.begin().await?;
    hold::note_opened(&tx, who, hold.story, now).await?;
    tx.commit().await?;
    let stories = entity::story::list(&state.db, who, &[hold.story], now).await?;
    let story = stories.first();
    let page = HeldPage {
        errors: errors.summary(),
        id: hold.story.to_string(),
        title: story.map(|story| story.title.clone()),
        ground: hold.ground.label(),
        note: hold.note,
        since: format!(
            "{}, open for {}",
            dates::day(hold.placed_at),
            dates::span(now.0 - hold.placed_at.0)
        ),
        story: story.map(StoryView::of),
        why: Textarea::new("why", "Why is it safe again?")
            .rows(3)
            .value(form.typed("why"))
            .error(errors.message("why")),
        lift: Button::new("Lift the hold").once(),
        told: hold.told_at.map(dates::day),
        tell: if hold.told_at.is_some() {
            Button::new("Telling them now is not safe: hide it again")
                .secondary()
                .once()
        } else {
            Button::new("It is safe: tell the teller").secondary().once()
        },
    };
    state.answer(status, who, &page)
}

pub async fn story(state: State, who: Who, id: web::Path<String>) -> Reply {
    let hold = held(&state, &who, id.parse()?).await?;
    let none = Invalid::default();
    show(&state, &who, hold, StatusCode::OK, &Form::default(), &none).await
}

pub async fn lift(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let hold = held(&state, &who, id.parse()?).await?;
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    let mut fields = Fields::of(&form);
    let why = fields.text("why", 2_000, "Write why it is safe again");
    let why = match fields.finish(|| why) {
        Ok(why) => why,
        Err(errors) => return show(&state, &who, hold, refused, &form, &errors).await,
    };
    let tx = state.db.begin().await?;
    match hold::lift(&tx, &who, hold.story, &why, state.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(entity::Error::Refused(first)) => {
            drop(tx);
            let errors = Invalid::one("why", first);
            return show(&state, &who, hold, refused, &form, &errors).await;
        }
        Err(error) => return Err(error.into()),
    }
    state.changed();
    let notice = "The hold is lifted. The story is shown again to those its teller chose.";
    Ok(see_other_saying(&state, "/safeguarding", notice))
}

pub async fn tell(state: State, who: Who, id: web::Path<String>) -> Reply {
    let hold = held(&state, &who, id.parse()?).await?;
    let safe = hold.told_at.is_none();
    let tx = state.db.begin().await?;
    hold::set_told(&tx, &who, hold.story, safe, state.clock.now()).await?;
    tx.commit().await?;
    state.changed();
    let notice = if safe {
        "The teller can read now that the story is stopped, and why."
    } else {
        "The teller sees nothing of the hold any more."
    };
    let path = format!("/safeguarding/stories/{}", hold.story);
    Ok(see_other_saying(&state, &path, notice))
}
