//! Taking files in, by the tus protocol or a plain form: staged, hashed, stored, then put in a story.
//! Whatever stops the program, what had arrived is found again; nothing is lost and nothing is counted twice.
use bytes::Bytes;
use entity::asset::PREPARE;
use entity::job::NewJob;
use entity::upload::{self, NewUpload, Place, Upload};
use entity::{StoryId, Timestamp, Tx, UploadId, Viewer};
use futures_util::{Stream, stream};

use super::error::Error;
use super::multipart::FilePart;
use super::viewer::Who;
use crate::jobs::TRANSCODE;
use crate::media::{self, AppendError, Kind, ObjectKey, ProbeError, kinds, probe};
use crate::say;
use crate::state::State;

/// Longest name of a file that is kept, in letters.
const LONGEST_NAME: usize = 200;

/// Announces a file of so many bytes.
pub async fn begin(
    state: &State,
    viewer: &Viewer,
    name: &str,
    length: u64,
    now: Timestamp,
) -> Result<UploadId, Error> {
    let new = NewUpload {
        file_name: name
            .chars()
            .filter(|letter| !letter.is_control())
            .take(LONGEST_NAME)
            .collect(),
        length: i64::try_from(length).map_err(|_| Error::TooLarge)?,
        expires_at: expires(state, now),
    };
    let tx = state.db.begin().await?;
    let id = upload::create(&tx, viewer, new, now).await?;
    state
        .media
        .incoming()
        .create(id.0)
        .await
        .map_err(anyhow::Error::from)?;
    tx.commit().await?;
    Ok(id)
}

/// When a file that nobody goes on with is swept away.
pub fn expires(state: &State, now: Timestamp) -> Timestamp {
    let seconds = i64::try_from(state.config.media.upload_expires_seconds).unwrap_or(i64::MAX / 1000);
    now.plus(seconds.saturating_mul(1000))
}

/// Stores a file that has arrived whole. May be called again after it was cut off anywhere, and by
/// two at once: what one of them has done is done for both.
pub async fn settle(
    state: &State,
    viewer: &Viewer,
    upload: &Upload,
    length: u64,
    now: Timestamp,
) -> Result<(), Error> {
    let stored = store(state, viewer, upload, length, now).await;
    if stored.is_err() && upload::find(&state.db, viewer, upload.id).await?.finished {
        return Ok(());
    }
    stored
}

async fn store(
    state: &State,
    viewer: &Viewer,
    upload: &Upload,
    length: u64,
    now: Timestamp,
) -> Result<(), Error> {
    if upload.finished {
        return Ok(());
    }
    let planned = upload
        .place
        .as_ref()
        .and_then(|place| place.object_key.parse::<ObjectKey>().ok());
    let there = match &planned {
        Some(key) => state.media.head(key).await.is_ok(),
        None => false,
    };
    if !there {
        let staged = state
            .media
            .incoming()
            .finish(upload.id.0, length)
            .await
            .map_err(anyhow::Error::from)?;
        let key = planned.unwrap_or_else(ObjectKey::original);
        let place = Place {
            object_key: key.as_str().to_owned(),
            sha256: staged.sha256.clone(),
            length: i64::try_from(staged.len).unwrap_or(i64::MAX),
        };
        let tx = state.db.begin().await?;
        let place = upload::plan(&tx, viewer, upload.id, &place).await?;
        tx.commit().await?;
        let key: ObjectKey = place.object_key.parse().map_err(|_| Error::NotFound)?;
        match state.media.promote(&staged, &key).await {
            Ok(()) | Err(media::Error::Taken) => {}
            Err(error) => return Err(anyhow::Error::from(error).into()),
        }
    }
    let tx = state.db.begin().await?;
    upload::finish(&tx, viewer, upload.id, now).await?;
    tx.commit().await?;
    // Only now is the staged copy not needed any more.
    state
        .media
        .incoming()
        .remove(upload.id.0)
        .await
        .map_err(anyhow::Error::from)?;
    Ok(())
}

/// Takes in a file of a plain form as it arrives; never holds it in memory.
pub async fn receive(state: &State, who: &Who, file: FilePart<'_>) -> Result<UploadId, Error> {
    let now = state.now();
    let id = begin(state, who, &file.file_name, 0, now).await?;
    let body = stream::unfold(Some(file), |file| async {
        let mut file = file?;
        match file.chunk().await {
            Ok(Some(chunk)) => Some((Ok(chunk), Some(file))),
            Ok(None) => None,
            Err(error) => Some((Err(error), None)),
        }
    });
    let taken = take(state, who, id, body, now).await;
    if taken.is_err() {
        forget(state, who, id).await?;
    }
    taken.map(|()| id)
}

/// Takes in bytes that are at hand.
pub async fn keep(
    state: &State,
    viewer: &Viewer,
    name: &str,
    bytes: Bytes,
    now: Timestamp,
) -> Result<UploadId, Error> {
    let id = begin(state, viewer, name, bytes.len() as u64, now).await?;
    take(state, viewer, id, stream::iter([Ok::<_, Error>(bytes)]), now).await?;
    Ok(id)
}

async fn take<S>(state: &State, viewer: &Viewer, id: UploadId, body: S, now: Timestamp) -> Result<(), Error>
where
    S: Stream<Item = Result<Bytes, Error>>,
{
    let limit = state.config.media.max_upload_bytes;
    let length = state
        .media
        .incoming()
        .append(id.0, 0, body, limit, None)
        .await
        .map_err(|error| match error {
            AppendError::TooLarge { .. } => Error::TooLarge,
            AppendError::Interrupted { .. } => Error::Unreadable,
            other => anyhow::Error::from(other).into(),
        })?;
    let upload = upload::find(&state.db, viewer, id).await?;
    settle(state, viewer, &upload, length, now).await
}

/// Forgets a file that was not wanted or could not be used; nothing of it is left behind.
pub async fn forget(state: &State, viewer: &Viewer, id: UploadId) -> Result<(), Error> {
    let tx = state.db.begin().await?;
    let object = upload::remove(&tx, viewer, id).await?;
    tx.commit().await?;
    state
        .media
        .incoming()
        .remove(id.0)
        .await
        .map_err(anyhow::Error::from)?;
    purge(state, object).await
}

/// Purges objects that no row names any more.
pub async fn purge(state: &State, objects: impl IntoIterator<Item = String>) -> Result<(), Error> {
    for object in objects {
        if let Ok(key) = object.parse::<ObjectKey>() {
            state.media.purge(&key).await.map_err(anyhow::Error::from)?;
        }
    }
    Ok(())
}

/// Which files a page asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Anything,
    /// Films; sounds as well, for they tell a story too.
    Films,
    Pictures,
    /// What somebody says about a picture.
    Sounds,
}

impl Takes {
    /// What to say of a file that another page asks for.
    fn refusal(self, kind: Kind) -> Option<String> {
        match (self, kind) {
            (Self::Films, Kind::Picture) => Some(say!("easy-sending-no-picture")),
            (Self::Pictures, Kind::Film) => Some(say!("easy-sending-picture-no-film")),
            (Self::Pictures, Kind::Sound) => Some(say!("easy-sending-picture-no-sound")),
            (Self::Sounds, Kind::Film) => Some(say!("easy-sending-sound-no-film")),
            (Self::Sounds, Kind::Picture) => Some(say!("easy-sending-sound-no-picture")),
            _ => None,
        }
    }
}

/// Looks what an arrived file is, puts it in a story and starts the work on it. A file that is no
/// film, sound or picture, or not what the page asks for, is refused with what to do, and nothing of it is
/// left behind.
pub async fn attach(
    state: &State,
    who: &Who,
    id: UploadId,
    story: StoryId,
    takes: Takes,
) -> Result<(), Error> {
    put_in(state, who, id, story, takes, state.now()).await
}

/// [`attach`] of anything, for somebody at some time.
pub async fn attach_as(
    state: &State,
    viewer: &Viewer,
    id: UploadId,
    story: StoryId,
    now: Timestamp,
) -> Result<(), Error> {
    put_in(state, viewer, id, story, Takes::Anything, now).await
}

async fn put_in(
    state: &State,
    viewer: &Viewer,
    id: UploadId,
    story: StoryId,
    takes: Takes,
    now: Timestamp,
) -> Result<(), Error> {
    let upload = upload::find(&state.db, viewer, id).await?;
    let place = upload.place.as_ref().filter(|_| upload.finished);
    let Some(place) = place else {
        return Err(Error::Refused(say!("easy-sending-not-here")));
    };
    let key: ObjectKey = place.object_key.parse().map_err(|_| Error::NotFound)?;
    let local = state.media.local_path(&key).await.map_err(anyhow::Error::from)?;
    let mime = match probe::probe(local.path()).await {
        Ok(facts) => {
            if let Some(why) = takes.refusal(facts.kind) {
                forget(state, viewer, id).await?;
                return Err(Error::Refused(why));
            }
            mime_of(facts.kind)
        }
        // What was received is kept; the story says that it cannot be played.
        Err(ProbeError::Broken) => UNKNOWN,
        Err(ProbeError::NotMedia) => {
            let why = kinds::not_taken(local.path()).await;
            forget(state, viewer, id).await?;
            return Err(Error::Refused(why));
        }
        Err(error @ ProbeError::Tool(_)) => return Err(anyhow::Error::from(error).into()),
    };
    let tx = state.db.begin().await?;
    enter(&tx, viewer, id, story, mime, now).await?;
    tx.commit().await?;
    state.changed();
    Ok(())
}

/// Puts a file of a known kind into a story and asks for the work on it.
async fn enter(
    tx: &Tx,
    viewer: &Viewer,
    id: UploadId,
    story: StoryId,
    mime: &str,
    now: Timestamp,
) -> Result<(), Error> {
    if let Some(asset) = upload::attach(tx, viewer, id, story, mime, now).await? {
        let job = NewJob {
            kind: PREPARE,
            payload: serde_json::json!({ "asset": asset }).to_string(),
            queue: TRANSCODE,
            priority: i32::from(mime != "video/*"),
            dedupe_key: Some(format!("{PREPARE}:{asset}")),
            max_attempts: 4,
        };
        entity::job::enqueue(tx, job, now).await?;
    }
    Ok(())
}

/// A file that arrived and worries somebody: what it is, whatever it is. Nothing of it is refused or thrown away.
pub struct Worrying {
    id: UploadId,
    mime: &'static str,
}

impl Worrying {
    /// Looks at a file that has arrived whole.
    pub async fn look(state: &State, upload: &Upload) -> Result<Self, Error> {
        let place = upload.place.as_ref().filter(|_| upload.finished);
        let key: ObjectKey = place
            .and_then(|place| place.object_key.parse().ok())
            .ok_or(Error::NotFound)?;
        let local = state.media.local_path(&key).await.map_err(anyhow::Error::from)?;
        // A file that cannot be looked at just now is still one that worries.
        let kind = probe::probe(local.path()).await.ok().map(|facts| facts.kind);
        Ok(Self {
            id: upload.id,
            mime: kind.map_or(UNKNOWN, mime_of),
        })
    }

    /// Puts it into a story, in the transaction that stops that story.
    pub async fn put_in(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        story: StoryId,
        now: Timestamp,
    ) -> Result<(), Error> {
        enter(tx, viewer, self.id, story, self.mime, now).await
    }
}

/// What was received and cannot be read.
const UNKNOWN: &str = "application/octet-stream";

fn mime_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Film => "video/*",
        Kind::Sound => "audio/*",
        Kind::Picture => "image/*",
    }
}
