//! Photos and recordings that are made ready at once, while somebody waits for the page: a person's own photos,
//! and what a council adds to its packs. Films and the files of stories are made ready by jobs.
//! Must never serve a byte of what was sent, nor open two large pictures at a time.
use std::path::Path;

use entity::asset::Received;
use entity::{UploadId, Viewer, upload};
use tokio::sync::Semaphore;

use super::error::Error;
use super::upload::forget;
use crate::media::image::{self, PictureError};
use crate::media::transcode::{self, TranscodeError};
use crate::media::{Kind, LocalFile, MediaFacts, ObjectKey, ProbeError, RenditionKind, kinds, probe};
use crate::say;
use crate::state::State;

/// One picture may need 300 MiB while it is open.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// What was made of a photo.
#[derive(Debug, Clone)]
pub struct Made {
    /// At most 1600 pixels on its longer side.
    pub large: Received,
    /// At most 400 pixels.
    pub small: Received,
}

/// Looks what an arrived file is; one of another kind is refused with what to do, and nothing of it is left.
async fn local(
    state: &State,
    viewer: &Viewer,
    id: UploadId,
    wanted: Kind,
    other: String,
) -> Result<(LocalFile, MediaFacts), Error> {
    let sent = upload::find(&state.db, viewer, id).await?;
    let place = sent.place.filter(|_| sent.finished).ok_or(Error::NotFound)?;
    let key: ObjectKey = place.object_key.parse().map_err(|_| Error::NotFound)?;
    let file = state.media.local_path(&key).await.map_err(anyhow::Error::from)?;
    let why = match probe::probe(file.path()).await {
        Ok(facts) if facts.kind == wanted => return Ok((file, facts)),
        Ok(_) => other,
        Err(ProbeError::Broken) => say!("easy-sending-damaged"),
        Err(ProbeError::NotMedia) => kinds::not_taken(file.path()).await,
        Err(error @ ProbeError::Tool(_)) => return Err(anyhow::Error::from(error).into()),
    };
    forget(state, viewer, id).await?;
    Err(Error::Refused(why))
}

/// Makes both sizes of an arrived photo. The upload stays: whoever calls keeps it, or gives it up.
pub async fn photo(state: &State, viewer: &Viewer, id: UploadId) -> Result<Made, Error> {
    let (file, _) = local(
        state,
        viewer,
        id,
        Kind::Picture,
        say!("easy-sending-choose-photo"),
    )
    .await?;
    let turn = ONE_AT_A_TIME.acquire().await.map_err(anyhow::Error::from)?;
    let made = image::render_file(file.path()).await;
    drop(turn);
    let made = match made {
        Ok(made) => made,
        Err(PictureError::Io(error)) => return Err(anyhow::Error::from(error).into()),
        Err(why) => {
            forget(state, viewer, id).await?;
            return Err(Error::Refused(match why {
                PictureError::TooBig => say!("easy-sending-picture-big"),
                PictureError::NotAPicture => say!("easy-sending-picture-kinds"),
                PictureError::Broken | PictureError::Io(_) => say!("easy-sending-picture-damaged"),
            }));
        }
    };
    Ok(Made {
        large: kept(state, made.large).await?,
        small: kept(state, made.small).await?,
    })
}

async fn kept(state: &State, bytes: bytes::Bytes) -> Result<Received, Error> {
    let key = ObjectKey::rendition(RenditionKind::Picture);
    let (length, sha256) = (bytes.len() as u64, crate::media::incoming::hash(&bytes));
    state
        .media
        .put_bytes(&key, bytes)
        .await
        .map_err(anyhow::Error::from)?;
    Ok(received(&key, RenditionKind::Picture, length, sha256))
}

/// Makes an arrived recording playable everywhere. The upload stays, as with [`photo`].
pub async fn sound(state: &State, viewer: &Viewer, id: UploadId) -> Result<Received, Error> {
    let (file, facts) = local(state, viewer, id, Kind::Sound, say!("easy-sending-choose-sound")).await?;
    let scratch = state.media.scratch().map_err(anyhow::Error::from)?;
    let out = scratch.file("sound.m4a");
    match transcode::sound(file.path(), &facts, &out, |_| {}).await {
        Ok(_) => {}
        Err(TranscodeError::Tool(error)) => return Err(anyhow::Error::from(error).into()),
        Err(_) => {
            forget(state, viewer, id).await?;
            return Err(Error::Refused(say!("easy-sending-damaged")));
        }
    }
    store_sound(state, &out).await
}

async fn store_sound(state: &State, path: &Path) -> Result<Received, Error> {
    let key = ObjectKey::rendition(RenditionKind::Sound);
    let (length, sha256) = crate::media::incoming::measure(path)
        .await
        .map_err(anyhow::Error::from)?;
    state
        .media
        .put_file(path, &key)
        .await
        .map_err(anyhow::Error::from)?;
    Ok(received(&key, RenditionKind::Sound, length, sha256))
}

fn received(key: &ObjectKey, kind: RenditionKind, length: u64, sha256: String) -> Received {
    Received {
        object_key: key.as_str().to_owned(),
        mime: kind.mime().to_owned(),
        bytes: i64::try_from(length).unwrap_or(i64::MAX),
        sha256,
    }
}
