//! Makes what people see and hear from an original: film, film without sound, sound, pictures.
//! The original stays as it was received. No transaction is held while ffmpeg runs.
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use entity::asset::{self, Received, Rendition, Work};
use entity::unscoped::Reason;
use entity::{AssetId, AssetKind, AssetState};
use serde::Deserialize;
use tokio::sync::watch;

use crate::jobs::{Outcome, Registry, Task, Trouble};
use crate::media::image::{Picture, PictureError};
use crate::media::transcode::{self, TranscodeError};
use crate::media::{Kind, MediaFacts, ObjectKey, ProbeError, RenditionKind, Scratch, image, probe};
use crate::state::State;
use crate::web::upload;

/// How often the page's words about progress are written.
const TELL: Duration = Duration::from_secs(1);

/// Puts this room's work in the registry.
pub fn register(registry: Registry<State>) -> Registry<State> {
    registry.on(asset::PREPARE, prepare)
}

#[derive(Deserialize)]
struct Payload {
    asset: AssetId,
}

/// Why nothing was made.
enum Stopped {
    /// The original cannot be played; trying again changes nothing.
    Broken,
    /// Our own trouble.
    Later(Trouble),
}

impl<E: std::fmt::Display> From<E> for Stopped {
    fn from(error: E) -> Self {
        Self::Later(Trouble::new(error))
    }
}

async fn prepare(state: State, task: Task) -> Outcome {
    let payload: Payload = serde_json::from_str(&task.payload)?;
    let work = asset::work(&state.db, payload.asset, Reason::Work).await?;
    let Some(work) = work.filter(|work| work.state != AssetState::Ready) else {
        return Ok(());
    };
    let made = if task.is_over {
        tracing::warn!("whoever made ready an original died each time: it is set aside");
        Err(Stopped::Broken)
    } else {
        make(&state, &work).await
    };
    match made {
        Ok(made) => {
            let tx = state.db.begin().await?;
            let replaced = asset::ready(&tx, &work, made, state.now()).await?;
            tx.commit().await?;
            upload::purge(&state, replaced).await.map_err(Trouble::new)?;
        }
        Err(Stopped::Later(trouble)) if !task.is_last => return Err(trouble),
        Err(Stopped::Broken | Stopped::Later(_)) => {
            let tx = state.db.begin().await?;
            asset::broken(&tx, &work, state.now()).await?;
            tx.commit().await?;
        }
    }
    state.changed();
    Ok(())
}

async fn make(state: &State, work: &Work) -> Result<Vec<Rendition>, Stopped> {
    let key: ObjectKey = work.object_key.parse()?;
    let local = state.media.local_path(&key).await?;
    let scratch = state.media.scratch()?;
    let facts = match probe::probe(local.path()).await {
        Ok(facts) => facts,
        Err(ProbeError::Tool(error)) => return Err(error.into()),
        Err(_) => return Err(Stopped::Broken),
    };
    match facts.kind {
        Kind::Film => film(state, work, local.path(), &facts, &scratch).await,
        Kind::Sound => {
            let out = scratch.file("sound.m4a");
            let sound = tried(transcode::sound(local.path(), &facts, &out, |_| {}).await)?;
            Ok(vec![
                keep_file(state, AssetKind::Sound, RenditionKind::Sound, &out, &sound).await?,
            ])
        }
        Kind::Picture => {
            let picture = match image::render_file(local.path()).await {
                Ok(picture) => picture,
                Err(PictureError::Io(error)) => return Err(error.into()),
                Err(_) => return Err(Stopped::Broken),
            };
            keep_picture(state, AssetKind::Picture, picture).await
        }
    }
}

async fn film(
    state: &State,
    work: &Work,
    original: &Path,
    facts: &MediaFacts,
    scratch: &Scratch,
) -> Result<Vec<Rendition>, Stopped> {
    let out = scratch.file("film.mp4");
    let (say, heard) = watch::channel(0_u8);
    let making = transcode::film(original, facts, &out, move |percent| {
        say.send_replace(percent);
    });
    let film = tokio::select! {
        film = making => tried(film)?,
        never = tell(state, work.id, heard) => match never {},
    };
    let mut made = vec![keep_file(state, AssetKind::Film, RenditionKind::Film, &out, &film).await?];
    let silent = scratch.file("silent.mp4");
    let without = tried(transcode::silent_film(&out, &film, &silent).await)?;
    made.push(keep_file(state, AssetKind::Silent, RenditionKind::Film, &silent, &without).await?);
    if film.has_audio {
        let alone = scratch.file("sound.m4a");
        let sound = tried(transcode::sound(&out, &film, &alone, |_| {}).await)?;
        made.push(keep_file(state, AssetKind::Sound, RenditionKind::Sound, &alone, &sound).await?);
    }
    let poster = tried(transcode::poster(&out, &film, &scratch.file("poster.png")).await)?;
    made.extend(keep_picture(state, AssetKind::Poster, poster).await?);
    Ok(made)
}

/// Writes how far the work is, now and then, for as long as it goes on.
async fn tell(state: &State, id: AssetId, mut heard: watch::Receiver<u8>) -> std::convert::Infallible {
    loop {
        if heard.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
        let percent = i32::from(*heard.borrow_and_update());
        if let Ok(tx) = state.db.begin().await
            && asset::progress(&tx, id, percent).await.is_ok()
        {
            // Progress that is not written is only progress that is not shown.
            let _ = tx.commit().await;
        }
        tokio::time::sleep(TELL).await;
    }
}

fn tried<T>(made: Result<T, TranscodeError>) -> Result<T, Stopped> {
    made.map_err(|error| match error {
        TranscodeError::Tool(error) => error.into(),
        TranscodeError::Broken(_)
        | TranscodeError::NoSound
        | TranscodeError::NoPicture
        | TranscodeError::TooLong => {
            tracing::info!(%error, "an original cannot be played");
            Stopped::Broken
        }
    })
}

async fn keep_file(
    state: &State,
    kind: AssetKind,
    rendition: RenditionKind,
    path: &Path,
    facts: &MediaFacts,
) -> Result<Rendition, Stopped> {
    let key = ObjectKey::rendition(rendition);
    let (bytes, sha256) = crate::media::incoming::measure(path).await?;
    state.media.put_file(path, &key).await?;
    Ok(Rendition {
        kind,
        stored: received(&key, rendition, bytes, sha256),
        size: facts
            .width
            .zip(facts.height)
            .map(|(width, height)| (width.cast_signed(), height.cast_signed())),
        duration_ms: facts.duration_ms.and_then(|length| i64::try_from(length).ok()),
    })
}

async fn keep_picture(state: &State, kind: AssetKind, picture: Picture) -> Result<Vec<Rendition>, Stopped> {
    let size = Some((picture.width.cast_signed(), picture.height.cast_signed()));
    Ok(vec![
        keep_bytes(state, kind, picture.large, size).await?,
        keep_bytes(state, AssetKind::Thumbnail, picture.small, None).await?,
    ])
}

async fn keep_bytes(
    state: &State,
    kind: AssetKind,
    bytes: Bytes,
    size: Option<(i32, i32)>,
) -> Result<Rendition, Stopped> {
    let key = ObjectKey::rendition(RenditionKind::Picture);
    let stored = received(
        &key,
        RenditionKind::Picture,
        bytes.len() as u64,
        crate::media::incoming::hash(&bytes),
    );
    state.media.put_bytes(&key, bytes).await?;
    Ok(Rendition {
        kind,
        stored,
        size,
        duration_ms: None,
    })
}

fn received(key: &ObjectKey, rendition: RenditionKind, bytes: u64, sha256: String) -> Received {
    Received {
        object_key: key.as_str().to_owned(),
        mime: rendition.mime().to_owned(),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        sha256,
    }
}
