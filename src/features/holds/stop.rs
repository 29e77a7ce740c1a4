//! "Stop this story": a ground from the list and a note. What is declined can be shown again from the same page.
use actix_web::web;
use entity::concern::{self, WordsOf, Worry};
use entity::hold::Hold;
use entity::story::Shown;
use entity::{HoldGround, StoryId, hold};
use serde::Serialize;

use crate::state::State;
use crate::web::components::{BackLink, Button, Choice, ErrorSummary, Radios, Textarea};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, dates, see_other_saying};

#[derive(Debug, Serialize)]
struct StopPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    title: String,
    here: String,
    /// It is declined already: since when and why.
    declined: Option<Declined>,
    worry: String,
    ground: Radios,
    note: Textarea,
    button: Button,
}

#[derive(Debug, Serialize)]
struct Declined {
    since: String,
    ground: &'static str,
    note: String,
    button: Button,
}

impl Page for StopPage {
    const TEMPLATE: &'static str = "holds/stop.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

fn grounds() -> Radios {
    let held = HoldGround::FOR_SAFEGUARDING.iter();
    let radios = held.fold(Radios::new("ground", "Why?"), |radios, ground| {
        radios.choice(
            Choice::new(ground.as_str(), ground.label())
                .hint("Only the safeguarding leads see the story from now on."),
        )
    });
    let declined = HoldGround::FOR_DECLINING.iter();
    declined.fold(radios, |radios, ground| {
        radios.choice(
            Choice::new(ground.as_str(), ground.label())
                .hint("Declined: our team goes on seeing it, and nobody else does."),
        )
    })
}

impl StopPage {
    fn new(story: &Shown, declined: Option<Hold>, form: &Form, errors: &Invalid) -> Self {
        let here = format!("/studio/stories/{}", story.id);
        Self {
            errors: errors.summary(),
            back: BackLink::new(here.as_str()).words(story.title.as_str()),
            title: story.title.clone(),
            declined: declined.map(|hold| Declined {
                since: dates::day(hold.placed_at),
                ground: hold.ground.label(),
                note: hold.note,
                button: Button::new("Show it again").once(),
            }),
            worry: format!("/worry/stories/{}", story.id),
            here: format!("{here}/hold"),
            ground: grounds()
                .picked(form.typed("ground"))
                .error(errors.message("ground")),
            note: Textarea::new("note", "What should be known about it?")
                .hint("The safeguarding leads read this, in their log too. Our team reads it here while the story is declined. The teller reads the reason, not this note.")
                .rows(4)
                .value(form.typed("note"))
                .error(errors.message("note")),
            button: Button::new("Stop this story").warning().once(),
        }
    }
}

async fn open(state: &State, who: &Who, id: StoryId) -> Result<(Shown, Option<Hold>), Error> {
    let now = state.clock.now();
    let story = entity::story::open(&state.db, who, id, now).await?;
    let declined = hold::declined(&state.db, who, id, now).await?;
    Ok((story, declined))
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let (story, declined) = open(&state, &who, id.parse()?).await?;
    let page = StopPage::new(&story, declined, &Form::default(), &Invalid::default());
    state.page(&who, &page)
}

pub async fn place(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: StoryId = id.parse()?;
    let (story, declined) = open(&state, &who, id).await?;
    let mut fields = Fields::of(&form);
    let ground = fields.choice::<HoldGround>("ground", "Pick why the story is stopped");
    let note = fields.text("note", 2_000, "Write what you saw or heard");
    let (ground, note) = match fields.finish(|| ground.zip(note)) {
        Ok(parsed) => parsed,
        Err(errors) => return state.refused(&who, &StopPage::new(&story, declined, &form, &errors)),
    };
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    if ground == HoldGround::Safety {
        // A worry has a clock and a desk of its own: none gets around them.
        let worry = Worry {
            words_of: WordsOf::Mine,
            note: &note,
        };
        concern::raise(&tx, &who, id, worry, now).await?;
    } else {
        hold::place(&tx, &who, id, ground, &note, now).await?;
    }
    tx.commit().await?;
    // Gone from every list and count before this answers; what the team may still find comes back to it.
    state.withdrawn(id).await?;
    let (path, notice) = if ground.is_decline() {
        let notice = "The story is declined. Only our team can see it now, and its teller is told.";
        (format!("/studio/stories/{id}"), notice)
    } else {
        let notice = "The story is stopped. Only the safeguarding lead can see it now.";
        (format!("/studio/projects/{}", story.project), notice)
    };
    Ok(see_other_saying(&state, &path, notice))
}

pub async fn end(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: StoryId = id.parse()?;
    open(&state, &who, id).await?;
    let tx = state.db.begin().await?;
    hold::accept(&tx, &who, id, state.clock.now()).await?;
    tx.commit().await?;
    state.changed();
    let notice = "The story is shown again to those its teller chose, and its teller is told.";
    Ok(see_other_saying(&state, &format!("/studio/stories/{id}"), notice))
}
