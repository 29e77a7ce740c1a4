//! What happened in somebody's life: they moved, a day to ask again, they are 18, they died.
//! Must never decide what follows; the vault does what was wished, or has the person asked.
use actix_web::web;
use entity::asking;
use entity::{ParticipantId, StillAlive, StoryId, UNDER_18, WishKind, identity, participant, wish};
use serde::Serialize;

use crate::state::State;
use crate::web::components::{Button, DateInput, ErrorSummary, Input, Radios};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, dates, see_other_saying};

#[derive(Debug, Serialize)]
struct ChangePage {
    errors: Option<ErrorSummary>,
    id: String,
    pseudonym: String,
    died: Option<String>,
    /// What they wished, once they died.
    wish: Option<String>,
    place: Input,
    move_button: Button,
    review: DateInput,
    review_button: Button,
    /// Under 18, and the day they were born is not written down.
    may_be_grown: bool,
    grown_button: Button,
    died_on: DateInput,
    died_button: Button,
    family_button: Button,
    /// Why the death is taken away again.
    alive: Radios,
    alive_button: Button,
}

impl Page for ChangePage {
    const TEMPLATE: &'static str = "asking/change.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

async fn change_page(
    state: &State,
    who: &Who,
    id: ParticipantId,
    form: &Form,
    errors: &Invalid,
) -> Result<ChangePage, Error> {
    let person = participant::get(&state.db, who, id).await?;
    let wished = wish::get(&state.db, who, id).await?;
    let born = identity::has_born(&state.db, who, id).await?;
    let date = |name: &'static str, legend: &'static str| {
        let part = |part: &str| form.typed(&format!("{name}-{part}"));
        DateInput::new(name, legend)
            .values(&part("day"), &part("month"), &part("year"))
            .error(errors.message(&format!("{name}-day")))
    };
    Ok(ChangePage {
        errors: errors.summary(),
        id: id.to_string(),
        died: person.died_at.map(dates::day),
        wish: person.died_at.map(|_| match wished {
            None => "They said nothing about it. Ask their family first.".to_owned(),
            Some(wish) if wish.kind == WishKind::Ask => {
                format!("They wished that we ask {}.", wish.ask_name)
            }
            Some(wish) => format!("They wished: {}. That is done.", wish.kind.label()),
        }),
        place: Input::new("place", "Town or ward where they live now")
            .value(form.typed("place"))
            .error(errors.message("place")),
        move_button: Button::new("They moved").secondary().once(),
        review: date("review", "Day to ask again").hint("For example 27 3 2027"),
        review_button: Button::new("Ask again on this day").secondary().once(),
        may_be_grown: person.age_band == UNDER_18 && !born,
        grown_button: Button::new("They are 18 now").secondary().once(),
        died_on: date("died", "Day they died"),
        died_button: Button::new("They died").warning().once(),
        family_button: Button::new("Take every story back").warning().once(),
        alive: StillAlive::ALL
            .iter()
            .fold(Radios::new("alive", "Why was it not so?"), |radios, one| {
                radios.item(one.as_str(), one.label())
            })
            .picked(form.typed("alive"))
            .error(errors.message("alive")),
        alive_button: Button::new("They are alive").secondary().once(),
        pseudonym: person.pseudonym,
    })
}

async fn refused(state: &State, who: &Who, id: ParticipantId, form: &Form, errors: &Invalid) -> Reply {
    state.refused(who, &change_page(state, who, id, form, errors).await?)
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let (form, errors) = (Form::default(), Invalid::default());
    let page = change_page(&state, &who, id.parse()?, &form, &errors).await?;
    state.page(&who, &page)
}

/// Takes what came out of the index and says so on the person's page.
async fn done(state: &State, id: ParticipantId, out: &[StoryId], words: &str) -> Reply {
    for story in out {
        state.withdrawn(*story).await?;
    }
    state.changed();
    Ok(see_other_saying(
        state,
        &format!("/studio/participants/{id}/change"),
        words,
    ))
}

/// What the vault says no to stands beside the field that it is about.
fn why(field: &str, error: entity::Error) -> Result<Invalid, Error> {
    match error {
        entity::Error::Refused(why) | entity::Error::Conflict(why) => Ok(Invalid::one(field, why)),
        error => Err(error.into()),
    }
}

pub async fn moved(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let mut fields = Fields::of(&form);
    let place = fields.line("place", 120, "Enter the town or ward where they live now");
    let place = match fields.finish(|| place) {
        Ok(place) => place,
        Err(errors) => return refused(&state, &who, id, &form, &errors).await,
    };
    let tx = state.db.begin().await?;
    match asking::moved(&tx, &who, id, &place, state.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(error) => {
            drop(tx);
            return refused(&state, &who, id, &form, &why("place", error)?).await;
        }
    }
    done(
        &state,
        id,
        &[],
        "Written down. They are asked again on their own page.",
    )
    .await
}

pub async fn review(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let mut fields = Fields::of(&form);
    let day = fields.day("review", "Enter the day to ask again, like 27 3 2027");
    let due = match fields.finish(|| day.and_then(dates::noon)) {
        Ok(due) => due,
        Err(errors) => return refused(&state, &who, id, &form, &errors).await,
    };
    let tx = state.db.begin().await?;
    match asking::review(&tx, &who, id, due, state.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(error) => {
            drop(tx);
            return refused(&state, &who, id, &form, &why("review-day", error)?).await;
        }
    }
    done(&state, id, &[], "Written down. They are asked again on that day.").await
}

pub async fn grown(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let tx = state.db.begin().await?;
    let out = match asking::grown(&tx, &who, id, state.clock.now()).await {
        Ok(out) => out,
        Err(error) => {
            drop(tx);
            return refused(&state, &who, id, &form, &why("grown", error)?).await;
        }
    };
    tx.commit().await?;
    let words = "Written down. They decide alone now, and only the team sees their stories until they did.";
    done(&state, id, &out, words).await
}

pub async fn died(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let now = state.clock.now();
    let mut fields = Fields::of(&form);
    let day = fields.day("died", "Enter the day they died, like 27 3 2026");
    let died_at = match fields.finish(|| day.and_then(dates::noon)) {
        // Today's noon may still be to come.
        Ok(at) if dates::date(at) == dates::date(now) => at.min(now),
        Ok(at) => at,
        Err(errors) => return refused(&state, &who, id, &form, &errors).await,
    };
    let tx = state.db.begin().await?;
    let out = match asking::died(&tx, &who, id, died_at, now).await {
        Ok(out) => out,
        Err(error) => {
            drop(tx);
            return refused(&state, &who, id, &form, &why("died-day", error)?).await;
        }
    };
    tx.commit().await?;
    done(&state, id, &out, "Written down. We are sorry.").await
}

pub async fn family(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ParticipantId = id.parse()?;
    let tx = state.db.begin().await?;
    let out = asking::family_takes_back(&tx, &who, id, state.clock.now()).await?;
    tx.commit().await?;
    done(&state, id, &out, "Every story is taken back.").await
}

pub async fn alive(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let mut fields = Fields::of(&form);
    let reason = fields.choice::<StillAlive>("alive", "Pick why it was not so");
    let reason = match fields.finish(|| reason) {
        Ok(reason) => reason,
        Err(errors) => return refused(&state, &who, id, &form, &errors).await,
    };
    let tx = state.db.begin().await?;
    match asking::alive(&tx, &who, id, reason, state.clock.now()).await {
        Ok(_) => tx.commit().await?,
        Err(error) => {
            drop(tx);
            return refused(&state, &who, id, &form, &why("alive", error)?).await;
        }
    }
    let words = "Written down. Their stories are as they were. Make them a new card.";
    done(&state, id, &[], words).await
}
