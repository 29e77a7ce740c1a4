//! The final cut as each audience will see it, and the second yes to exactly that cut.
use actix_web::http::StatusCode;
use actix_web::web;
use entity::Audience;
use entity::story::{self, Own, Status};
use serde::Serialize;

use super::one::{Mend, here, own, work_of};
use crate::say;
use crate::state::State;
use crate::web::sharing::{self, Choices, Preview, Sharing, Work};
use crate::web::step::Step;
use crate::web::{Error, Form, Invalid, Page, Reply, Who, dates, see_other, see_other_saying};
use crate::words::refused;

#[derive(Debug, Serialize)]
struct LookPage {
    step: Step,
    here: String,
    change: String,
    previews: Vec<Preview>,
    sharing: Vec<Sharing>,
    work: Option<Work>,
    progress: String,
    mend: Option<Mend>,
    /// Everybody will see the teller's face.
    face_to_all: bool,
    /// What the yes is a yes to; nothing while the film is not ready, or cannot be played.
    cut: Option<i32>,
    wait: Wait,
}

/// What the yes waits for, in words.
#[derive(Debug, Default, Serialize)]
pub struct Wait {
    /// "Sunday 3 May at 15:00"; nothing when that is over.
    from: Option<String>,
    /// A mother, a father or a carer is to be asked first.
    permission: bool,
}

impl Wait {
    pub async fn of(state: &State, who: &Who, own: &Own) -> Result<Self, Error> {
        let waits = story::second_yes(&state.db, who, own.story.id, state.clock.now()).await?;
        Ok(Self {
            from: waits.from.map(dates::moment),
            permission: waits.permission,
        })
    }
}

impl Page for LookPage {
    const TEMPLATE: &'static str = "my_stories/look.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

async fn look_page(state: &State, who: &Who, own: &Own, errors: &Invalid) -> Result<LookPage, Error> {
    let (id, now) = (own.story.id, state.clock.now());
    let choices = Choices::of(&state.db, who, id, now).await?;
    let previews = sharing::previews(&state.db, who, id, &choices, now).await?;
    let work = work_of(own, story::own_media(&state.db, who, id, now).await?);
    let unfinished = work.as_ref().is_some_and(|work| work.going || work.broken);
    let here = here(own);
    Ok(LookPage {
        step: Step::new(say!("easy-mine-look"), here.as_str()).errors(errors),
        here,
        change: format!("/me/story/{id}"),
        mend: Mend::of(own, work.as_ref()),
        cut: (!unfinished && !previews.is_empty()).then_some(own.story.cut),
        previews,
        wait: Wait::of(state, who, own).await?,
        face_to_all: choices.forms_for(Audience::Public).face,
        sharing: choices.sentences(),
        work: work.filter(|work| work.going || work.broken),
        progress: format!("/me/story/{id}/film/progress"),
    })
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let own = own(&state, &who, &id).await?;
    if own.status != Status::Waiting {
        return Ok(see_other(&here(&own)));
    }
    state.page(&who, &look_page(&state, &who, &own, &Invalid::default()).await?)
}

pub async fn release(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let own = own(&state, &who, &id).await?;
    if own.status != Status::Waiting {
        return Ok(see_other(&here(&own)));
    }
    // A cut that is not on the page is none: the vault asks to look again.
    let cut = form.get("cut").parse().unwrap_or(-1);
    let tx = state.db.begin().await?;
    let why = match story::release(&tx, &who, own.story.id, cut, state.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            state.changed();
            let choices = Choices::of(&state.db, &who, own.story.id, state.clock.now()).await?;
            let words = if choices.only_team() {
                say!("easy-mine-team-sees")
            } else {
                say!("easy-mine-picked-see")
            };
            return Ok(see_other_saying(&state, &here(&own), &words));
        }
        Err(entity::Error::Conflict(why) | entity::Error::Refused(why)) => refused(why),
        Err(error) => return Err(error.into()),
    };
    drop(tx);
    let page = look_page(&state, &who, &own, &Invalid::one("content", why)).await?;
    state.answer(StatusCode::CONFLICT, &who, &page)
}
