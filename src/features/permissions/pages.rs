//! The permissions of one person, the form of a new one, and ending one.
use actix_web::web;
use entity::permission::{self, Permission};
use entity::{Audience, ParticipantId, PermissionId, StoryId, identity, participant};
use serde::Serialize;

use super::forms::{self, RELATIONS, UNTIL};
use crate::state::State;
use crate::web::components::{Button, Checkboxes, DateInput, ErrorSummary, Input, Radios, Select};
use crate::web::sharing::{audiences_in_words, capital};
use crate::web::{Error, Form, Invalid, Page, Reply, Who, dates, see_other_saying};

#[derive(Debug, Serialize)]
struct PermissionPage {
    errors: Option<ErrorSummary>,
    id: String,
    pseudonym: String,
    lines: Vec<Line>,
    /// Under 18: a new one can be recorded.
    needed: bool,
    given_by: Input,
    relation: Select,
    audiences: Checkboxes,
    until: Radios,
    how: Input,
    button: Button,
    /// The day they were born is written down.
    has_born: bool,
    born: DateInput,
    born_button: Button,
}

impl Page for PermissionPage {
    const TEMPLATE: &'static str = "permissions/permission.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

#[derive(Debug, Serialize)]
struct Line {
    id: String,
    relation: String,
    audiences: String,
    how: String,
    given: String,
    until: String,
    state: &'static str,
    /// "good" or "stopped".
    looks: &'static str,
    live: bool,
}

fn line(permission: Permission) -> Line {
    let (state, looks) = match (permission.live, permission.ended_at) {
        (true, _) => ("Holds", "good"),
        (false, Some(_)) => ("Ended", "stopped"),
        (false, None) => ("Ran out", "stopped"),
    };
    Line {
        id: permission.id.to_string(),
        relation: permission.relation,
        audiences: capital(&audiences_in_words(&permission.audiences)),
        how: permission.how,
        given: dates::day(permission.at),
        until: match (permission.ended_at, permission.until) {
            (Some(at), _) | (None, Some(at)) => dates::day(at),
            (None, None) => "18th birthday".to_owned(),
        },
        state,
        looks,
        live: permission.live,
    }
}

async fn permission_page(
    state: &State,
    who: &Who,
    id: ParticipantId,
    form: &Form,
    errors: &Invalid,
) -> Result<PermissionPage, Error> {
    let now = state.clock.now();
    let person = participant::get(&state.db, who, id).await?;
    let permissions = permission::of(&state.db, who, id, now).await?;
    let input = |name: &'static str, label: &'static str| {
        Input::new(name, label)
            .autocomplete("off")
            .value(form.typed(name))
            .error(errors.message(name))
    };
    let relation = RELATIONS.iter().fold(
        Select::new("relation", "Who they are to the child").item("", "Pick one"),
        |select, relation| select.item(*relation, *relation),
    );
    let beyond = Audience::ALL
        .iter()
        .filter(|audience| **audience != Audience::Team);
    let audiences = beyond.fold(
        Checkboxes::new("audience", "Who may see the stories they say yes to?"),
        |boxes, audience| boxes.item(audience.as_str(), audience.label()),
    );
    let until = UNTIL.iter().fold(
        Radios::new("until", "How long does it hold?"),
        |radios, (value, words, _)| radios.item(*value, *words),
    );
    let part = |part: &str| form.typed(&format!("born-{part}"));
    Ok(PermissionPage {
        errors: errors.summary(),
        id: id.to_string(),
        pseudonym: person.pseudonym,
        lines: permissions.into_iter().map(line).collect(),
        needed: permission::is_needed(&state.db, who, id, now).await?,
        given_by: input("given_by", "Name of who gives it").hint("Kept apart. No page shows it"),
        relation: relation
            .picked(form.typed("relation"))
            .error(errors.message("relation")),
        audiences: audiences
            .hint("The child still picks for themselves among these")
            .picked(form.all("audience"))
            .error(errors.message("audience")),
        until: until.picked(form.typed("until")).error(errors.message("until")),
        how: input("how", "How did they give it?").hint("For example: signed at home, with the child there"),
        button: Button::new("Record the permission").once(),
        has_born: identity::has_born(&state.db, who, id).await?,
        born: DateInput::new("born", "Day they were born")
            .hint("For example 27 3 2012")
            .values(&part("day"), &part("month"), &part("year"))
            .error(errors.message("born-day")),
        born_button: Button::new("Write it down").secondary().once(),
    })
}

async fn again(state: &State, who: &Who, id: ParticipantId, form: &Form, errors: &Invalid) -> Reply {
    state.refused(who, &permission_page(state, who, id, form, errors).await?)
}

async fn done(state: &State, id: ParticipantId, out: &[StoryId], words: &str) -> Reply {
    for story in out {
        state.withdrawn(*story).await?;
    }
    let path = format!("/studio/participants/{id}/permission");
    Ok(see_other_saying(state, &path, words))
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let (form, errors) = (Form::default(), Invalid::default());
    let page = permission_page(&state, &who, id.parse()?, &form, &errors).await?;
    state.page(&who, &page)
}

pub async fn record(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let now = state.clock.now();
    let new = match forms::permission(&form, now) {
        Ok(new) => new,
        Err(errors) => return again(&state, &who, id, &form, &errors).await,
    };
    let tx = state.db.begin().await?;
    match permission::record(&tx, &who, id, new, now).await {
        Ok(_) => tx.commit().await?,
        Err(entity::Error::Refused(why)) => {
            drop(tx);
            return again(&state, &who, id, &form, &Invalid::one("given_by", why)).await;
        }
        Err(error) => return Err(error.into()),
    }
    let words = "The permission is recorded. The child's own yes comes after it.";
    done(&state, id, &[], words).await
}

pub async fn end(state: State, who: Who, path: web::Path<(String, String)>) -> Reply {
    let (id, permission) = path.into_inner();
    let id: ParticipantId = id.parse()?;
    let permission: PermissionId = permission.parse()?;
    let tx = state.db.begin().await?;
    let (whose, out) = permission::end(&tx, &who, permission, state.clock.now()).await?;
    if whose != id {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    let words = "The permission is ended. What only it allowed is shown to nobody but the team.";
    done(&state, id, &out, words).await
}

pub async fn born(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let (born, grown_at) = match forms::born(&form) {
        Ok(both) => both,
        Err(errors) => return again(&state, &who, id, &form, &errors).await,
    };
    let tx = state.db.begin().await?;
    let out = match identity::set_born(&tx, &who, id, born, grown_at, state.clock.now()).await {
        Ok(out) => out,
        Err(entity::Error::Refused(why)) => {
            drop(tx);
            return again(&state, &who, id, &form, &Invalid::one("born-day", why)).await;
        }
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    let words = "Written down. On their 18th birthday they are asked for themselves.";
    done(&state, id, &out, words).await
}
