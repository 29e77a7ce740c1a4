//! "I am worried" about a file that has arrived and is in no story yet: it becomes a draft of the person it is of,
//! which is stopped in the same transaction. Lifting gives it back as that draft. Must never throw a byte of it away.
use actix_web::web;
use entity::concern::{self, Worry};
use entity::participant::Participant;
use entity::story::NewStory;
use entity::upload::{self, Upload};
use entity::{ParticipantId, StoryId, StoryKind, Timestamp, Tx, UploadId, participant, project, story};

use super::raise::{About, WorryPage, noticed};
use crate::state::State;
use crate::web::components::Select;
use crate::web::upload::Worrying;
use crate::web::{Error, Fields, Form, Invalid, Query, Reply, Who, dates, see_other};

/// Everybody that a file of this viewer's can be of.
async fn people(state: &State, who: &Who) -> Result<Vec<Participant>, Error> {
    let mut people = Vec::new();
    for project in project::mine(&state.db, who).await? {
        people.extend(participant::list(&state.db, who, project.id).await?);
    }
    people.sort_by(|one, other| one.pseudonym.cmp(&other.pseudonym));
    Ok(people)
}

fn asked(file: &Upload, people: &[Participant], form: &Form, errors: &Invalid) -> WorryPage {
    let about = About {
        title: named(file),
        back: "/studio".to_owned(),
        what: "the file",
    };
    let whose = people.iter().fold(
        Select::new("person", "Who is it about?").item("", "Pick one"),
        |select, one| select.item(one.id.to_string(), one.pseudonym.as_str()),
    );
    let mut page = WorryPage::new(about, form, errors);
    page.whose = Some(whose.picked(form.typed("person")).error(errors.message("person")));
    page
}

/// What a file is called where nothing else is known of it: its own name, which its sender gave it.
fn named(file: &Upload) -> String {
    match file.file_name.as_str() {
        "" => format!("A file that is kept until {}", dates::day(file.expires_at)),
        name => name.to_owned(),
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let id: UploadId = id.parse()?;
    let file = upload::find(&state.db, &who, id).await?;
    if file.story.is_some() || !file.finished {
        return Err(Error::NotFound);
    }
    let people = people(&state, &who).await?;
    state.page(&who, &asked(&file, &people, &query, &Invalid::default()))
}

/// The draft that the file goes to: one that the viewer is writing down for this person, or a new one.
async fn home(
    state: &State,
    who: &Who,
    tx: &Tx,
    person: ParticipantId,
    file: UploadId,
    now: Timestamp,
) -> Result<StoryId, Error> {
    let drafts = story::drafts(&state.db, who).await?;
    if let Some(draft) = drafts.into_iter().find(|draft| draft.participant == person) {
        return Ok(draft.id);
    }
    let new = NewStory {
        kind: StoryKind::Interview,
        participant: person,
        title: String::new(),
        words: String::new(),
        place: String::new(),
        told_at: now,
        feeling: None,
        nonce: format!("{person}:file-{file}"),
        how_told: "interview".into(),
        helper_name: String::new(),
        helper_how: String::new(),
        started_at: now,
    };
    Ok(story::start(tx, who, new, now).await?)
}

pub async fn send(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: UploadId = id.parse()?;
    let file = upload::find(&state.db, &who, id).await?;
    let people = people(&state, &who).await?;
    let mut fields = Fields::of(&form);
    let person = fields.choice::<ParticipantId>("person", "Pick who it is about");
    let (words_of, note) = noticed(&mut fields);
    let noticed = fields.finish(|| Some((person?, words_of?, note?)));
    let (person, words_of, note) = match noticed {
        Ok(noticed) => noticed,
        Err(errors) => return state.refused(&who, &asked(&file, &people, &form, &errors)),
    };
    let now = state.clock.now();
    let worry = Worry {
        words_of,
        note: &note,
    };
    let arrived = match file.story {
        // A second press, or it is in a story meanwhile: the worry is about that.
        Some(_) => None,
        None => Some(Worrying::look(&state, &file).await?),
    };
    let tx = state.db.begin().await?;
    let story = match file.story {
        Some(story) => story,
        None => home(&state, &who, &tx, person, id, now).await?,
    };
    if let Some(arrived) = arrived {
        arrived.put_in(&tx, &who, story, now).await?;
    }
    concern::raise(&tx, &who, story, worry, now).await?;
    tx.commit().await?;
    state.withdrawn(story).await?;
    Ok(see_other("/worry/thanks"))
}
