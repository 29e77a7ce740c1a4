//! Bytes and captions for whoever the rule lets have them now.
use std::io;
use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use entity::look;
use entity::{AssetId, Audience, StoryId};
use futures_util::{Stream, TryStreamExt as _, stream};
use tokio::time::Instant;

use crate::media::{ByteStream, ObjectKey};
use crate::state::State;
use crate::web::range::{self, ByteMeta};
use crate::web::{Error, Query, Reply, Who, captions, looked};

pub async fn bytes(state: State, who: Who, request: HttpRequest, asset: web::Path<String>) -> Reply {
    let id: AssetId = asset.parse()?;
    let served = entity::asset::open(&state.db, &who, id, state.now()).await?;
    let key: ObjectKey = served.object_key.parse().map_err(|_| Error::NotFound)?;
    let meta = ByteMeta {
        len: u64::try_from(served.bytes).unwrap_or(0),
        etag: served.sha256.clone(),
        mime: served.mime.clone(),
        download_name: None,
    };
    range::respond(&request, meta, async |wanted| {
        let bytes = state
            .media
            .open_range(&key, wanted)
            .await
            .map_err(|error| match error {
                crate::media::Error::NotFound => Error::NotFound,
                other => anyhow::Error::from(other).into(),
            })?;
        let looks = look::of_bytes(&state.db, &who, id, &served, state.now()).await?;
        looked(&state, &who, &request, &looks).await?;
        Ok::<_, Error>(asked_again(state.clone(), who.clone(), id, bytes))
    })
    .await
}

/// How much goes out before the rule is asked again: some seconds of a film, as players ask for all of it at once.
const ASK_AGAIN: usize = 1 << 20;
/// And how long, for those to whom little goes out.
const ASK_AFTER: Duration = Duration::from_secs(5);

/// The bytes for as long as the viewer may have them; then the connection is broken off.
fn asked_again(
    state: State,
    who: Who,
    id: AssetId,
    bytes: ByteStream,
) -> impl Stream<Item = io::Result<Bytes>> {
    let asked = Instant::now();
    stream::try_unfold((bytes, 0, asked), move |(mut bytes, mut sent, mut asked)| {
        let (state, who) = (state.clone(), who.clone());
        async move {
            let Some(part) = bytes.try_next().await? else {
                return Ok(None);
            };
            sent += part.len();
            if sent > ASK_AGAIN || asked.elapsed() > ASK_AFTER {
                let allowed = entity::asset::open(&state.db, &who, id, state.now()).await;
                allowed.map_err(|_| io::Error::other("this may not be shown any more"))?;
                (sent, asked) = (0, Instant::now());
            }
            Ok(Some((part, (bytes, sent, asked))))
        }
    })
}

/// The words of a film in time; with `?as=` as that audience gets them, for its teller's look and for showcases.
pub async fn words(
    state: State,
    who: Who,
    request: HttpRequest,
    story: web::Path<String>,
    query: Query,
) -> Reply {
    let id: StoryId = story.parse()?;
    let shown = if query.0.has("as") {
        let audience: Audience = query.0.get("as").parse()?;
        entity::story::seen_as(&state.db, &who, id, audience, state.now()).await?
    } else {
        entity::story::open(&state.db, &who, id, state.now()).await?
    };
    if shown.cues.is_empty() {
        return Err(Error::NotFound);
    }
    let looks = look::of_words(&state.db, &who, &shown, state.now()).await?;
    looked(&state, &who, &request, &looks).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/vtt; charset=utf-8"))
        .body(captions::to_vtt(&shown.cues)))
}
