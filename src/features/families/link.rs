//! Who belongs together: the people of the viewer's projects that are linked, what each answered, and the ways
//! to link one more or take one out. Must never list somebody of a project that the viewer is not on.
use actix_web::web;
use entity::family::{self, Kin, Member};
use entity::participant::{self, Participant};
use entity::{FamilyId, ParticipantId, Relative, Service, project};
use serde::Serialize;

use super::in_words;
use crate::state::State;
use crate::web::components::{BackLink, Button, ErrorSummary, Select};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, see_other_saying};

#[derive(Debug, Serialize)]
struct FamilyPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    pseudonym: String,
    here: String,
    members: Vec<MemberLine>,
    /// Where their stories stand in one line, where two of them said yes for the team.
    line: Option<String>,
    /// What the person of the page is to the others, while they are in no family.
    own: Option<(Select, Select)>,
    /// There is nobody else to link.
    nobody: bool,
    other: Select,
    relation: Select,
    service: Select,
    button: Button,
}

impl Page for FamilyPage {
    const TEMPLATE: &'static str = "families/family.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

#[derive(Debug, Serialize)]
struct MemberLine {
    id: String,
    pseudonym: String,
    relation: &'static str,
    service: &'static str,
    answer: String,
}

impl From<Member> for MemberLine {
    fn from(member: Member) -> Self {
        let answer = match (member.asked, member.yes.is_empty()) {
            (false, _) => "Not asked yet, so they are not shown.".to_owned(),
            (true, true) => "They said no.".to_owned(),
            (true, false) => format!("They said yes for {}.", in_words(&member.yes)),
        };
        Self {
            id: member.participant.to_string(),
            pseudonym: member.pseudonym,
            relation: member.relation.label(),
            service: member.service.label(),
            answer,
        }
    }
}

fn here(id: ParticipantId) -> String {
    format!("/studio/participants/{id}/family")
}

fn relations(name: &'static str, label: String, form: &Form, errors: &Invalid) -> Select {
    Relative::ALL
        .iter()
        .fold(Select::new(name, label).item("", "Pick one"), |select, word| {
            select.item(word.as_str(), word.label())
        })
        .picked(form.typed(name))
        .error(errors.message(name))
}

fn services(name: &'static str, label: String, form: &Form, errors: &Invalid) -> Select {
    Service::ALL
        .iter()
        .fold(Select::new(name, label).item("", "Pick one"), |select, word| {
            select.item(word.as_str(), word.label())
        })
        .picked(form.typed(name))
        .error(errors.message(name))
}

/// Everybody of the viewer's projects who could be linked to somebody, with the name of their project.
async fn others(
    state: &State,
    who: &Who,
    id: ParticipantId,
    members: &[Member],
) -> Result<Vec<(String, String)>, Error> {
    let mut found = Vec::new();
    for project in project::mine(&state.db, who).await? {
        for person in participant::list(&state.db, who, project.id).await? {
            let linked = members.iter().any(|member| member.participant == person.id);
            if person.id != id && !linked {
                found.push((
                    person.id.to_string(),
                    format!("{}, {}", person.pseudonym, project.name),
                ));
            }
        }
    }
    Ok(found)
}

async fn family_page(
    state: &State,
    who: &Who,
    person: &Participant,
    form: &Form,
    errors: &Invalid,
) -> Result<FamilyPage, Error> {
    let id = person.id;
    let there = family::members(&state.db, who, id).await?;
    let line = match &there {
        Some((family, _)) => seen(state, who, *family).await?,
        None => None,
    };
    let is_new = there.is_none();
    let members = there.map(|(_, members)| members).unwrap_or_default();
    let others = others(state, who, id, &members).await?;
    let own = is_new.then(|| {
        let relation = format!("What is {} to them?", person.pseudonym);
        let service = format!("Which service knows {}?", person.pseudonym);
        (
            relations("own_relation", relation, form, errors),
            services("own_service", service, form, errors),
        )
    });
    let select = Select::new("other", "Who belongs to them?").item("", "Pick one");
    Ok(FamilyPage {
        errors: errors.summary(),
        back: BackLink::new(format!("/studio/participants/{id}")).words(person.pseudonym.as_str()),
        here: here(id),
        pseudonym: person.pseudonym.clone(),
        members: members.into_iter().map(MemberLine::from).collect(),
        line,
        own,
        nobody: others.is_empty(),
        other: others
            .into_iter()
            .fold(select, |select, (value, words)| select.item(value, words))
            .picked(form.typed("other"))
            .error(errors.message("other")),
        relation: relations(
            "relation",
            "What are they in the family?".to_owned(),
            form,
            errors,
        ),
        service: services("service", "Which service knows them?".to_owned(), form, errors),
        button: Button::new("Link them").once(),
    })
}

async fn seen(state: &State, who: &Who, family: FamilyId) -> Result<Option<String>, Error> {
    match family::line(&state.db, who, family, state.now()).await {
        Ok(_) => Ok(Some(format!("/studio/families/{family}"))),
        Err(entity::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let person = participant::get(&state.db, &who, id.parse()?).await?;
    let page = family_page(&state, &who, &person, &Form::default(), &Invalid::default()).await?;
    state.page(&who, &page)
}

/// The two who are to be linked.
fn parse(form: &Form, own: &Participant, before: Option<&Member>) -> Result<(Kin, Kin), Invalid> {
    let mut fields = Fields::of(form);
    let (own_relation, own_service) = match before {
        Some(member) => (Some(member.relation), Some(member.service)),
        None => (
            fields.choice("own_relation", &format!("Pick what {} is to them", own.pseudonym)),
            fields.choice(
                "own_service",
                &format!("Pick the service that knows {}", own.pseudonym),
            ),
        ),
    };
    let other: Option<ParticipantId> = fields.choice("other", "Pick who belongs to them");
    let relation = fields.choice("relation", "Pick what they are in the family");
    let service = fields.choice("service", "Pick the service that knows them");
    fields.finish(|| {
        let kin = |participant, relation, service| Kin {
            participant,
            relation,
            service,
        };
        Some((
            kin(own.id, own_relation?, own_service?),
            kin(other?, relation?, service?),
        ))
    })
}

pub async fn link(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let person = participant::get(&state.db, &who, id.parse()?).await?;
    let there = family::members(&state.db, &who, person.id).await?;
    let members = there.map(|(_, members)| members).unwrap_or_default();
    let before = members.iter().find(|member| member.participant == person.id);
    let errors = match parse(&form, &person, before) {
        Ok((one, other)) => {
            let tx = state.db.begin().await?;
            match family::link(&tx, &who, one, other, state.now()).await {
                Ok(_) => {
                    tx.commit().await?;
                    state.changed();
                    let notice = "They are linked. Now ask each of them.";
                    return Ok(see_other_saying(&state, &here(person.id), notice));
                }
                Err(entity::Error::Refused(why)) => Invalid::one("other", why),
                Err(entity::Error::NotFound) => Invalid::one("other", "Pick who belongs to them"),
                Err(error) => return Err(error.into()),
            }
        }
        Err(errors) => errors,
    };
    state.refused(&who, &family_page(&state, &who, &person, &form, &errors).await?)
}

pub async fn part(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ParticipantId = id.parse()?;
    let tx = state.db.begin().await?;
    family::part(&tx, &who, id, state.now()).await?;
    tx.commit().await?;
    state.changed();
    let notice = "They are not linked any more. Their answer about the family does not count any more.";
    Ok(see_other_saying(&state, &here(id), notice))
}
