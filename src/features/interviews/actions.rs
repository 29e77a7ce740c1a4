//! Doing: the consent is written down and makes the draft; the notes and files are sent.
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web;
use entity::participant::Participant;
use entity::story::{Draft, NewStory, Pressed};
use entity::{Audience, Form as Shape, ParticipantId, StoryId, StoryKind, UploadId};

use super::consent::{self, Agreed, ConsentPage};
use super::notes::{self, Notes, NotesPage};
use crate::state::State;
use crate::web::multipart::{self, FilePart};
use crate::web::upload::{self, Takes};
use crate::web::{Error, Form, Invalid, Reply, Who, carry, see_other, see_other_saying};

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
    match begin(&state, &who, id, agreed).await {
        Ok(Ok(story)) => Ok(see_other(&format!("/studio/interviews/{story}/notes"))),
        Ok(Err(why)) => {
            let errors = Invalid::one("content", why);
            let page = ConsentPage::new(&person, &form, &errors, false, now);
            state.answer(StatusCode::CONFLICT, &who, &page)
        }
        Err(error) => Err(error),
    }
}

/// Consent and draft come in one transaction: there is never the one without the other. Gives what to
/// say when nothing was written down.
async fn begin(
    state: &State,
    who: &Who,
    participant: ParticipantId,
    agreed: Agreed,
) -> Result<Result<StoryId, String>, Error> {
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
    let live = entity::consent::grid(&state.db, who, id, now).await.ok();
    if live.as_ref().is_some_and(|live| agreed.stands_as(live)) {
        return Ok(Ok(id));
    }
    // The teller may have answered since it was sent: an old page says nothing about that.
    if live.is_some() && entity::story::draft(&state.db, who, id).await.is_err() {
        return Ok(Err(
            "This interview was sent before, and these answers are not saved. Begin a new interview to ask again"
                .to_owned(),
        ));
    }
    let kept = entity::consent::record_what_may(&tx, who, id, &agreed.choices, &agreed.asked, now).await;
    let forbidden = match kept {
        Ok(recorded) => recorded.forbidden,
        Err(entity::Error::Conflict(why) | entity::Error::Refused(why)) => return Ok(Err(why.to_owned())),
        Err(error) => return Err(error.into()),
    };
    if forbidden.contains(&(Shape::Words, Audience::Team)) {
        // Without these there is nothing to write down, and no draft is begun.
        return Ok(Err(cannot_decide(&forbidden, "Nothing is saved")));
    }
    let spent = now.0 - agreed.started_at.0;
    entity::story::finish_interview(&tx, who, id, agreed.fields, spent).await?;
    tx.commit().await?;
    state.changed();
    if forbidden.is_empty() {
        return Ok(Ok(id));
    }
    Ok(Err(cannot_decide(&forbidden, "All other answers are saved")))
}

/// What to say of yeses that a record of capacity forbids.
fn cannot_decide(forbidden: &[(Shape, Audience)], saved: &str) -> String {
    let which: Vec<String> = forbidden
        .iter()
        .map(|(form, audience)| format!("\"{}\" for \"{}\"", form.label(), audience.label()))
        .collect();
    let which = which.join(", ");
    format!(
        "A record says that they cannot decide this now: {which}. Untick it, or record a best-interests decision. {saved}"
    )
}

/// What came with the form of the notes.
#[derive(Default)]
struct Arrived {
    form: Form,
    files: Vec<UploadId>,
    /// Files that were left out on the way, and why.
    problem: Option<(StatusCode, String)>,
}

/// Reads the form to its end, whatever becomes of its files: what was typed is never lost over them.
async fn arrived(state: &State, who: &Who, parts: Multipart) -> Result<Arrived, Error> {
    let (mut files, mut problem) = (Vec::new(), None);
    let form = multipart::read(parts, async |_: &Form, file: FilePart<'_>| {
        match upload::receive(state, who, file).await {
            Ok(file) => files.push(file),
            // There is no rest of the form to read.
            Err(Error::Unreadable) => return Err(Error::Unreadable),
            Err(error) => problem = Some(said(error)),
        }
        Ok(())
    })
    .await?;
    files.extend(
        form.all("upload_id")
            .filter_map(|text| text.parse::<UploadId>().ok()),
    );
    Ok(Arrived { form, files, problem })
}

/// What to say of a file that could not be taken.
fn said(error: Error) -> (StatusCode, String) {
    let why = match error {
        Error::Refused(why) => why,
        Error::TooLarge => {
            let why = "One file is too large to send, and was left out. Pick a shorter one";
            return (StatusCode::PAYLOAD_TOO_LARGE, why.into());
        }
        Error::NotFound => "One file waited too long, and is not here any more. Pick it again".into(),
        Error::Conflict => "One file has not arrived yet. Pick it again".into(),
        error => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a file could not be looked at"
            );
            "We could not look at one file just now. Your notes are here: save again in a while".into()
        }
    };
    (StatusCode::UNPROCESSABLE_ENTITY, why)
}

pub async fn write(state: State, who: Who, id: web::Path<String>, parts: Multipart) -> Reply {
    let id: StoryId = id.parse()?;
    let now = state.clock.now();
    let draft = match entity::story::draft(&state.db, &who, id).await {
        Ok(draft) => draft,
        Err(entity::Error::NotFound) => return second(&state, &who, id, parts).await,
        Err(error) => return Err(error.into()),
    };
    let person = entity::participant::get(&state.db, &who, draft.participant).await?;
    let Arrived { form, files, problem } = arrived(&state, &who, parts).await?;
    let again = |status: StatusCode, errors: &Invalid, files: &[UploadId]| {
        let arrived = files.iter().map(ToString::to_string).collect();
        let page = NotesPage::new(id, &person, &form, errors, arrived, now);
        state.answer(status, &who, &page)
    };
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    if form.has(carry::LEFT_BEHIND) {
        let why = "You were signed out meanwhile, and the files did not come along. Pick them again";
        return again(refused, &Invalid::one("files", why), &files);
    }
    if let Some((status, why)) = problem {
        return again(status, &Invalid::one("files", why), &files);
    }
    let notes = match notes::parse(&form, files.len(), &person.place, now) {
        Ok(notes) => notes,
        Err(errors) => return again(refused, &errors, &files),
    };
    for file in &files {
        if let Err(error) = upload::attach(&state, &who, *file, id, Takes::Anything).await {
            // A file that we could not look at is here still; the others are gone.
            let stays = matches!(error, Error::Unexpected(_));
            let kept = files.iter().copied().filter(|other| stays || other != file);
            let (status, why) = said(error);
            return again(status, &Invalid::one("files", why), &kept.collect::<Vec<_>>());
        }
    }
    match send(&state, &who, &draft, notes).await {
        Ok(()) => sent(&state, &who, &draft).await,
        Err(Error::Refused(why)) => again(refused, &Invalid::one("words", why), &files),
        Err(error) => Err(error),
    }
}

/// A second press: the interview is sent already. What was typed since is not thrown away unseen.
async fn second(state: &State, who: &Who, id: StoryId, parts: Multipart) -> Reply {
    let now = state.clock.now();
    let story = entity::story::open(&state.db, who, id, now).await?;
    let person: Participant = entity::participant::get(&state.db, who, story.participant).await?;
    let mut files = 0;
    let form = multipart::read(parts, async |_: &Form, _: FilePart<'_>| {
        files += 1;
        Ok(())
    })
    .await?;
    files += form.all("upload_id").count();
    let same = match notes::parse(&form, files, &person.place, now) {
        Ok(notes) => {
            let pressed = Pressed {
                title: &notes.title,
                words: &notes.words,
                feeling: notes.feeling,
                visit: &notes.visit,
                files: u64::try_from(files).unwrap_or(u64::MAX),
            };
            entity::story::is_as_sent(&state.db, who, id, &pressed, now).await?
        }
        Err(_) => false,
    };
    if same {
        return Ok(see_other(&format!("/studio/interviews/{id}")));
    }
    let why = "This interview was sent before, and what is below is not saved. Copy what you want to keep";
    let page = NotesPage::new(id, &person, &form, &Invalid::one("words", why), Vec::new(), now);
    state.answer(StatusCode::CONFLICT, who, &page)
}

/// Where an interview that was just saved is; somebody may be worried about it, and then it is only for them.
async fn sent(state: &State, who: &Who, draft: &Draft) -> Reply {
    match entity::story::open(&state.db, who, draft.id, state.clock.now()).await {
        Ok(_) => Ok(see_other(&format!("/studio/interviews/{}", draft.id))),
        Err(entity::Error::NotFound) => {
            let notice = "Your notes are saved. Only the safeguarding leads can see them now.";
            let path = format!("/studio/projects/{}", draft.project);
            Ok(see_other_saying(state, &path, notice))
        }
        Err(error) => Err(error.into()),
    }
}

async fn send(state: &State, who: &Who, draft: &Draft, notes: Notes) -> Result<(), Error> {
    let (id, now) = (draft.id, state.clock.now());
    let tx = state.db.begin().await?;
    entity::story::set_words(&tx, who, id, &notes.title, &notes.words, now).await?;
    entity::story::set_visit(&tx, who, id, notes.visit, now).await?;
    entity::story::set_feeling(&tx, who, id, notes.feeling, now).await?;
    let fields = draft.fields.saturating_add(notes.fields);
    // Only while one of the two pages was open: between them may lie a night.
    let asking = draft.agreed_at.0 - draft.started_at.0;
    let writing = now.0 - notes.opened_at.0.max(draft.agreed_at.0);
    entity::story::finish_interview(&tx, who, id, fields, asking + writing).await?;
    // Last: when somebody is worried about it, it is not ours to change from here on.
    entity::story::send(&tx, who, id, now).await?;
    tx.commit().await?;
    state.changed();
    Ok(())
}
