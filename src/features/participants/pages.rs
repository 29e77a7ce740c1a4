//! Looking: the form of somebody new, and a person's page.
use actix_web::web;
use entity::story::Filter;
use entity::{ParticipantId, ProjectId};

use super::views::{self, CardLine, NewPage, ParticipantPage, StoryLine};
use crate::state::State;
use crate::web::components::Button;
use crate::web::{Error, Form, Invalid, Reply, Who, dates, session};

/// Stories on a person's page, newest first.
const LISTED: u64 = 100;

pub async fn new(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ProjectId = id.parse()?;
    let project = entity::project::get(&state.db, &who, id).await?;
    state.page(
        &who,
        &NewPage::new(&project, &Form::default(), &Invalid::default()),
    )
}

pub async fn participant(state: State, who: Who, id: web::Path<String>) -> Reply {
    let page = person(&state, &who, id.parse()?, &Form::default(), &Invalid::default()).await?;
    state.page(&who, &page)
}

/// The word of the form of a card: as it came while something is to be put right, else a new one.
fn nonce(form: &Form, errors: &Invalid) -> String {
    let given = form.get("nonce");
    // A card of this word that was cancelled cannot be made again.
    if given.is_empty() || errors.message("picture").is_some() {
        session::fresh_token()
    } else {
        given.to_owned()
    }
}

/// A person's page, with what was typed on it and what to change.
pub async fn person(
    state: &State,
    who: &Who,
    id: ParticipantId,
    form: &Form,
    errors: &Invalid,
) -> Result<ParticipantPage, Error> {
    let person = entity::participant::get(&state.db, who, id).await?;
    let project = entity::project::get(&state.db, who, person.project).await?;
    let filter = Filter {
        project: None,
        participant: Some(id),
    };
    let now = state.clock.now();
    let ids = entity::story::ids(&state.db, who, &filter, LISTED, now).await?;
    let stories = entity::story::unnamed(&state.db, who, &ids, now).await?;
    let cards = entity::card::list(&state.db, who, id).await?;
    let me = who.signed().map_or("", |signed| signed.name.as_str());
    let (picture, helper_name, why) = views::controls(form, errors, me);
    Ok(ParticipantPage {
        errors: errors.summary(),
        id: id.to_string(),
        project_id: project.id.to_string(),
        project: project.name,
        closed: project.closed_at.is_some() || person.died_at.is_some(),
        died: person.died_at.map(dates::day),
        facts: views::facts(&person),
        child: entity::permission::is_needed(&state.db, who, id, now).await?,
        pseudonym: person.pseudonym,
        stories: stories
            .into_iter()
            .map(|story| StoryLine {
                id: story.id.to_string(),
                title: story.title,
                kind: story.kind.label(),
                told: dates::day(story.told_at),
            })
            .collect(),
        cards: cards
            .into_iter()
            .map(|card| CardLine {
                id: card.id.to_string(),
                picture: card.picture,
                helper_name: card.helper_name,
                made: dates::day(card.created_at),
                cancelled: card.cancelled_at.map(dates::day),
            })
            .collect(),
        picture,
        helper_name,
        nonce: nonce(form, errors),
        make: Button::new("Make a card").secondary().once(),
        why,
        show: Button::new("Show the name").secondary(),
    })
}
