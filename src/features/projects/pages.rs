//! Looking: the studio, a project, the form of a new one.
use std::collections::HashMap;

use actix_web::web;
use entity::participant::Participant;
use entity::project::Project;
use entity::story::{Capture, Filter, Shown};
use entity::{ParticipantId, ProjectId, StoryId};

use super::paperwork::Paperwork;
use super::views::{
    self, DraftLine, FileLine, NewProjectPage, PersonLine, ProjectLine, ProjectPage, RemindLine, StoryLine,
    StudioPage,
};
use crate::state::State;
use crate::web::{Error, Form, Invalid, Query, Reply, Who, dates};

/// Stories on a project's page, newest first.
const LISTED: u64 = 200;
/// How many stories that wait the studio shows at first, and how many more at each press.
const WAITING: u64 = 8;
const MORE: u64 = 50;

pub async fn studio(state: State, who: Who, Query(query): Query) -> Reply {
    let asked = query.get("waiting").parse::<u64>().unwrap_or_default();
    let mut page = StudioPage::default();
    let mut all = Vec::new();
    let mut names = HashMap::new();
    for project in entity::project::mine(&state.db, &who).await? {
        let captures = entity::story::captures(&state.db, &who, project.id, state.now()).await?;
        let people = entity::participant::list(&state.db, &who, project.id).await?;
        page.unfinished
            .extend(unfinished(&state, &who, &project, &people).await?);
        names.insert(project.id, project.name.clone());
        page.projects.push(ProjectLine {
            id: project.id.to_string(),
            people: people.len(),
            name: project.name,
            kind: project.kind.label(),
            stories: captures.len(),
            closed: project.closed_at.is_some(),
            paperwork: Paperwork::of(&captures),
        });
        all.extend(captures);
    }
    let now = state.clock.now();
    let files = entity::upload::waiting(&state.db, &who, now).await?;
    page.files = files
        .into_iter()
        .map(|file| FileLine {
            id: file.id.to_string(),
            until: dates::moment(file.expires_at),
            name: file.file_name,
        })
        .collect();
    let limit = asked.clamp(WAITING, LISTED);
    let uncoded = entity::story::uncoded(&state.db, &who, limit, now).await?;
    let waiting = entity::story::list(&state.db, &who, &uncoded.newest, now).await?;
    let project = |story: &Shown| names.get(&story.project).map_or("", String::as_str);
    page.waiting = waiting
        .iter()
        .map(|story| line(story, project(story), 0, None))
        .collect();
    page.more_waiting = (uncoded.count > limit && limit < LISTED).then_some(limit.saturating_add(MORE));
    page.waiting_count = uncoded.count;
    page.paperwork = Paperwork::of(&all);
    state.page(&who, &page)
}

/// The interviews of a project whose consent this researcher has written down, and no notes yet.
async fn unfinished(
    state: &State,
    who: &Who,
    project: &Project,
    people: &[Participant],
) -> Result<Vec<DraftLine>, Error> {
    let drafts = entity::story::drafts(&state.db, who).await?;
    let lines = drafts.into_iter().filter(|draft| draft.project == project.id);
    Ok(lines
        .filter_map(|draft| {
            let person = people.iter().find(|person| person.id == draft.participant)?;
            Some(DraftLine {
                id: draft.id.to_string(),
                pseudonym: person.pseudonym.clone(),
                agreed: match draft.unasked {
                    Some(_) => String::new(),
                    None => dates::day(draft.agreed_at),
                },
                project: project.name.clone(),
            })
        })
        .collect())
}

async fn newest(state: &State, who: &Who, project: ProjectId) -> Result<Vec<Shown>, Error> {
    let now = state.clock.now();
    let filter = Filter {
        project: Some(project),
        participant: None,
    };
    let ids = entity::story::ids(&state.db, who, &filter, LISTED, now).await?;
    Ok(entity::story::list(&state.db, who, &ids, now).await?)
}

fn line(story: &Shown, project: &str, themes: usize, capture: Option<&Capture>) -> StoryLine {
    StoryLine {
        id: story.id.to_string(),
        title: story.title.clone(),
        teller: story.teller.clone(),
        kind: story.kind.label(),
        told: dates::day(story.told_at),
        project: project.to_owned(),
        themes,
        minutes: capture.map(|capture| capture.minutes),
        fields: capture.map(|capture| capture.fields),
    }
}

/// Whom the team can remind to look at a story, with whom their card says to ask.
async fn remind(state: &State, who: &Who, id: ProjectId) -> Result<Vec<RemindLine>, Error> {
    let mut lines = Vec::new();
    for one in entity::ending::to_remind(&state.db, who, id).await? {
        let cards = entity::card::list(&state.db, who, one.participant).await?;
        let card = cards.into_iter().find(|card| card.cancelled_at.is_none());
        lines.push(RemindLine {
            id: one.participant.to_string(),
            pseudonym: one.pseudonym,
            helper: card
                .map(|card| card.helper_name)
                .filter(|name| !name.trim().is_empty()),
            since: dates::day(one.since),
        });
    }
    Ok(lines)
}

pub async fn project(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ProjectId = id.parse()?;
    let project = entity::project::get(&state.db, &who, id).await?;
    let captures = entity::story::captures(&state.db, &who, id, state.now()).await?;
    let stories = newest(&state, &who, id).await?;
    let in_all = entity::story::count(&state.db, &who, id, state.clock.now()).await?;
    let in_all = usize::try_from(in_all).unwrap_or(usize::MAX);
    let themes = entity::coding::themes(&state.db, &stories).await?;
    let mut told: HashMap<ParticipantId, usize> = HashMap::new();
    for story in &stories {
        *told.entry(story.participant).or_default() += 1;
    }
    let people = entity::participant::list(&state.db, &who, id).await?;
    let taken: HashMap<StoryId, &Capture> = captures.iter().map(|capture| (capture.story, capture)).collect();
    let page = ProjectPage {
        id: id.to_string(),
        facts: views::facts(&project),
        remind: remind(&state, &who, id).await?,
        about: project.about,
        closed: project.closed_at.is_some(),
        people: people
            .into_iter()
            .map(|person| PersonLine {
                stories: told.get(&person.id).copied().unwrap_or_default(),
                id: person.id.to_string(),
                pseudonym: person.pseudonym,
                group: person.group,
                age_band: person.age_band,
                place: person.place,
            })
            .collect(),
        older: in_all.saturating_sub(stories.len()),
        stories: stories
            .iter()
            .map(|story| {
                let themes = themes.get(&story.id).map_or(0, Vec::len);
                line(story, &project.name, themes, taken.get(&story.id).copied())
            })
            .collect(),
        name: project.name,
        paperwork: Paperwork::of(&captures),
    };
    state.page(&who, &page)
}

pub async fn new(state: State, who: Who) -> Reply {
    state.page(&who, &NewProjectPage::new(&Form::default(), &Invalid::default()))
}
