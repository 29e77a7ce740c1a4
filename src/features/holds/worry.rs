//! "I am worried about this story": a ground, a note, and the story is stopped.
use actix_web::web;
use entity::story::Shown;
use entity::{HoldGround, StoryId};
use serde::Serialize;

use crate::state::State;
use crate::web::components::{BackLink, Button, ErrorSummary, Radios, Textarea};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, see_other_saying};

#[derive(Debug, Serialize)]
struct HoldPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    title: String,
    ground: Radios,
    note: Textarea,
    button: Button,
}

impl Page for HoldPage {
    const TEMPLATE: &'static str = "holds/hold.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

impl HoldPage {
    fn new(story: &Shown, form: &Form, errors: &Invalid) -> Self {
        let grounds = HoldGround::ALL
            .iter()
            .fold(Radios::new("ground", "What worries you?"), |radios, ground| {
                radios.item(ground.as_str(), ground.label())
            });
        Self {
            errors: errors.summary(),
            back: BackLink::new(format!("/studio/stories/{}", story.id)).words(story.title.as_str()),
            title: story.title.clone(),
            ground: grounds
                .picked(form.typed("ground"))
                .error(errors.message("ground")),
            note: Textarea::new("note", "What should the safeguarding lead know?")
                .rows(4)
                .value(form.typed("note"))
                .error(errors.message("note")),
            button: Button::new("Stop this story").warning().once(),
        }
    }
}

async fn open(state: &State, who: &Who, id: StoryId) -> Result<Shown, Error> {
    let story = entity::story::open(&state.db, who, id, state.clock.now()).await?;
    if who.is_on(story.project) {
        Ok(story)
    } else {
        Err(Error::NotFound)
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let story = open(&state, &who, id.parse()?).await?;
    state.page(
        &who,
        &HoldPage::new(&story, &Form::default(), &Invalid::default()),
    )
}

pub async fn place(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: StoryId = id.parse()?;
    let story = open(&state, &who, id).await?;
    let mut fields = Fields::of(&form);
    let ground = fields.choice::<HoldGround>("ground", "Pick what worries you");
    let note = fields.text("note", 2_000, "Write what you saw or heard");
    let (ground, note) = match fields.finish(|| ground.zip(note)) {
        Ok(parsed) => parsed,
        Err(errors) => return state.refused(&who, &HoldPage::new(&story, &form, &errors)),
    };
    let tx = state.db.begin().await?;
    entity::hold::place(&tx, &who, id, ground, &note, state.clock.now()).await?;
    tx.commit().await?;
    // Gone from every list and count before this answers.
    state.withdrawn(id).await?;
    let notice = "The story is stopped. Only the safeguarding lead can see it now.";
    Ok(see_other_saying(
        &state,
        &format!("/studio/projects/{}", story.project),
        notice,
    ))
}
