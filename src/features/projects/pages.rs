//! Looking: the studio, a project, the form of a new one.
use std::collections::HashMap;

use actix_web::web;
use entity::project::Project;
use entity::story::{Capture, Filter, Shown};
use entity::{ParticipantId, ProjectId, StoryId};

use super::paperwork::Paperwork;
use super::views::{self, NewProjectPage, PersonLine, ProjectLine, ProjectPage, StoryLine, StudioPage};
use crate::state::State;
use crate::web::{Error, Form, Invalid, Reply, Who, dates};

/// Stories on a project's page, newest first.
const LISTED: u64 = 200;
/// How far back the studio looks in each project for stories that wait, and how many it shows.
const LOOKED_AT: usize = 24;
const WAITING: usize = 8;

pub async fn studio(state: State, who: Who) -> Reply {
    let mut page = StudioPage {
        projects: Vec::new(),
        waiting: Vec::new(),
        paperwork: None,
    };
    let mut all = Vec::new();
    let mut waiting = Vec::new();
    for project in entity::project::mine(&state.db, &who).await? {
        let captures = entity::story::captures(&state.db, &who, project.id).await?;
        let stories = newest(&state, &who, project.id).await?;
        waiting.extend(uncoded(&state, &who, &project, &stories).await?);
        page.projects.push(ProjectLine {
            id: project.id.to_string(),
            people: entity::participant::list(&state.db, &who, project.id)
                .await?
                .len(),
            name: project.name,
            kind: project.kind.label(),
            stories: captures.len(),
            closed: project.closed_at.is_some(),
            paperwork: Paperwork::of(&captures),
        });
        all.extend(captures);
    }
    waiting.sort_by_key(|(told_at, _)| std::cmp::Reverse(*told_at));
    page.waiting = waiting.into_iter().map(|(_, line)| line).take(WAITING).collect();
    page.paperwork = Paperwork::of(&all);
    state.page(&who, &page)
}

/// The newest stories of a project that nobody of the team has coded yet.
async fn uncoded(
    state: &State,
    who: &Who,
    project: &Project,
    stories: &[Shown],
) -> Result<Vec<(entity::Timestamp, StoryLine)>, Error> {
    let mut found = Vec::new();
    for story in stories.iter().take(LOOKED_AT) {
        if found.len() == WAITING {
            break;
        }
        // Without its words there is nothing to choose from.
        if story.words.is_none() {
            continue;
        }
        let codings = entity::coding::of_story(&state.db, who, story.id, state.clock.now()).await?;
        if codings.iter().all(|coding| coding.is_self) {
            found.push((story.told_at, line(story, &project.name, codings.len(), None)));
        }
    }
    Ok(found)
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

pub async fn project(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ProjectId = id.parse()?;
    let project = entity::project::get(&state.db, &who, id).await?;
    let captures = entity::story::captures(&state.db, &who, id).await?;
    let stories = newest(&state, &who, id).await?;
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
        hidden: captures.len().saturating_sub(stories.len()),
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
