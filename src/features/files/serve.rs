//! Bytes and captions for whoever the rule lets have them now.
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use entity::{AssetId, Audience, StoryId};

use crate::media::ObjectKey;
use crate::state::State;
use crate::web::range::{self, ByteMeta};
use crate::web::{Error, Query, Reply, Who, captions};

pub async fn bytes(state: State, who: Who, request: HttpRequest, asset: web::Path<String>) -> Reply {
    let id: AssetId = asset.parse()?;
    let served = entity::asset::open(&state.db, &who, id, state.now()).await?;
    let key: ObjectKey = served.object_key.parse().map_err(|_| Error::NotFound)?;
    let meta = ByteMeta {
        len: u64::try_from(served.bytes).unwrap_or(0),
        etag: served.sha256,
        mime: served.mime,
        download_name: None,
    };
    range::respond(&request, meta, async |wanted| {
        state
            .media
            .open_range(&key, wanted)
            .await
            .map_err(|error| match error {
                crate::media::Error::NotFound => Error::NotFound,
                other => anyhow::Error::from(other).into(),
            })
    })
    .await
}

/// The words of a film in time; with `?as=` as that audience gets them, for its teller's look and for showcases.
pub async fn words(state: State, who: Who, story: web::Path<String>, query: Query) -> Reply {
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
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/vtt; charset=utf-8"))
        .body(captions::to_vtt(&shown.cues)))
}
