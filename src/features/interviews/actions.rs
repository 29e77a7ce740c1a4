//! Doing: the consent is written down and makes the draft; the notes and files are sent.
use actix_multipart::Multipart;
use actix_web::web;
use entity::story::{Draft, NewStory};
use entity::{ParticipantId, StoryId, StoryKind, UploadId};

use super::consent::{self, Agreed, ConsentPage};
use super::notes::{self, Notes, NotesPage};
use crate::state::State;
use crate::web::multipart::{self, FilePart};
use crate::web::{Error, Form, Invalid, Reply, Who, carry, see_other, upload};

pub async fn agree(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let now = state.clock.now();
    let person = entity::participant::get(&state.db, &who, id).await?;
    let again = |errors: &Invalid, refused| {
        state.refused(&who, &ConsentPage::new(&person, &form, errors, refused, now))
    };
    let agreed = match consent::parse(&form, now) {
        Ok(agreed) => agreed,
        Err(errors) => return again(&errors, false),
    };
    if !agreed.team_has_words() {
        return again(&Invalid::default(), true);
    }
    let story = begin(&state, &who, id, agreed).await?;
    Ok(see_other(&format!("/studio/interviews/{story}/notes")))
}

/// Consent and draft come in one transaction: there is never the one without the other.
async fn begin(
    state: &State,
    who: &Who,
    participant: ParticipantId,
    agreed: Agreed,
) -> Result<StoryId, Error> {
    let now = state.clock.now();
    let new = NewStory {
        kind: StoryKind::Interview,
        participant,
        title: String::new(),
        words: String::new(),
        place: String::new(),
        told_at: now,
        feeling: None,
        nonce: format!("{participant}:{}", agreed.nonce),
        how_told: "interview".into(),
        helper_name: String::new(),
        helper_how: String::new(),
        started_at: agreed.started_at,
    };
    let tx = state.db.begin().await?;
    let id = entity::story::start(&tx, who, new, now).await?;
    // A second press finds the draft of the first one, with its consent.
    if entity::consent::grid(&state.db, who, id, now).await.is_err() {
        entity::consent::record(&tx, who, id, &agreed.choices, &agreed.asked, now).await?;
        let spent = now.0 - agreed.started_at.0;
        entity::story::finish_interview(&tx, who, id, agreed.fields, spent).await?;
    }
    tx.commit().await?;
    state.changed();
    Ok(id)
}

pub async fn write(state: State, who: Who, id: web::Path<String>, parts: Multipart) -> Reply {
    let id: StoryId = id.parse()?;
    let now = state.clock.now();
    let draft = match entity::story::draft(&state.db, &who, id).await {
        Ok(draft) => draft,
        Err(entity::Error::NotFound) => {
            // A second press: it is sent already.
            entity::story::open(&state.db, &who, id, now).await?;
            return Ok(see_other(&format!("/studio/interviews/{id}")));
        }
        Err(error) => return Err(error.into()),
    };
    let person = entity::participant::get(&state.db, &who, draft.participant).await?;
    let mut files: Vec<UploadId> = Vec::new();
    let form = multipart::read(parts, async |_: &Form, file: FilePart<'_>| {
        files.push(upload::receive(&state, &who, file).await?);
        Ok(())
    })
    .await?;
    files.extend(
        form.all("upload_id")
            .filter_map(|text| text.parse::<UploadId>().ok()),
    );
    let again = |errors: &Invalid, files: &[UploadId]| {
        let arrived = files.iter().map(ToString::to_string).collect();
        state.refused(&who, &NotesPage::new(id, &person, &form, errors, arrived, now))
    };
    if form.has(carry::LEFT_BEHIND) {
        let why = "You were signed out meanwhile, and the files did not come along. Pick them again";
        return again(&Invalid::one("files", why), &files);
    }
    let notes = match notes::parse(&form, files.len(), &person.place, now) {
        Ok(notes) => notes,
        Err(errors) => return again(&errors, &files),
    };
    for file in &files {
        match upload::attach(&state, &who, *file, id).await {
            Ok(()) => {}
            Err(Error::Refused(why)) => {
                let rest: Vec<UploadId> = files.iter().copied().filter(|other| other != file).collect();
                return again(&Invalid::one("files", why), &rest);
            }
            Err(error) => return Err(error),
        }
    }
    match send(&state, &who, &draft, notes).await {
        Ok(()) => Ok(see_other(&format!("/studio/interviews/{id}"))),
        Err(Error::Refused(why)) => again(&Invalid::one("words", why), &files),
        Err(error) => Err(error),
    }
}

async fn send(state: &State, who: &Who, draft: &Draft, notes: Notes) -> Result<(), Error> {
    let (id, now) = (draft.id, state.clock.now());
    let tx = state.db.begin().await?;
    entity::story::set_words(&tx, who, id, &notes.title, &notes.words, now).await?;
    entity::story::set_visit(&tx, who, id, notes.visit, now).await?;
    entity::story::set_feeling(&tx, who, id, notes.feeling, now).await?;
    entity::story::send(&tx, who, id, now).await?;
    let fields = draft.fields.saturating_add(notes.fields);
    // Only while one of the two pages was open: between them may lie a night.
    let asking = draft.agreed_at.0 - draft.started_at.0;
    let writing = now.0 - notes.opened_at.0.max(draft.agreed_at.0);
    entity::story::finish_interview(&tx, who, id, fields, asking + writing).await?;
    tx.commit().await?;
    state.changed();
    Ok(())
}
