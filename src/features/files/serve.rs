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
        let (state, who, begun) = (state.clone(), who.clone(), Instant::now());
        let allowed = move || {
            let (state, who) = (state.clone(), who.clone());
            async move {
                entity::asset::open(&state.db, &who, id, state.now())
                    .await
                    .is_ok()
            }
        };
        Ok::<_, Error>(asked_again(bytes, move || begun.elapsed(), allowed))
    })
    .await
}

/// How much goes out before the rule is asked again: some seconds of a film, as players ask for all of it at once.
const ASK_AGAIN: usize = 1 << 20;
/// And how long, for those to whom little goes out.
const ASK_AFTER: Duration = Duration::from_secs(5);

/// The bytes for as long as the viewer may have them; then the connection is broken off. `clock` says how long it has
/// gone out, `allowed` asks the rule.
fn asked_again<F: Future<Output = bool>>(
    bytes: ByteStream,
    clock: impl Fn() -> Duration,
    allowed: impl Fn() -> F,
) -> impl Stream<Item = io::Result<Bytes>> {
    let asked = clock();
    let both = (clock, allowed);
    stream::try_unfold(
        (bytes, 0, asked, both),
        async |(mut bytes, mut sent, mut asked, (clock, allowed))| {
            let Some(part) = bytes.try_next().await? else {
                return Ok(None);
            };
            sent += part.len();
            if sent > ASK_AGAIN || clock().saturating_sub(asked) > ASK_AFTER {
                if !allowed().await {
                    return Err(io::Error::other("this may not be shown any more"));
                }
                (sent, asked) = (0, clock());
            }
            Ok(Some((part, (bytes, sent, asked, (clock, allowed)))))
        },
    )
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures_util::StreamExt as _;

    use super::*;

    /// How many of these parts go out, each after so many seconds, when the rule says no from the start, and how
    /// often the rule is asked when it says yes.
    async fn sent(parts: &[(u64, usize)]) -> (usize, usize) {
        let mut counts = [0, 0];
        for (says, count) in [(false, 0), (true, 1)] {
            let (at, times) = (Cell::new(0), Cell::new(0));
            let bytes = stream::iter(parts.to_vec())
                .map(|(_, length)| Ok::<_, io::Error>(Bytes::from(vec![0; length])));
            let clock = || Duration::from_secs(at.get());
            let allowed = || {
                times.set(times.get() + 1);
                std::future::ready(says)
            };
            let out = asked_again(Box::pin(bytes), clock, allowed);
            let mut out = std::pin::pin!(out);
            for (second, _) in parts {
                at.set(*second);
                match out.next().await {
                    Some(Ok(_)) if !says => counts[count] += 1,
                    Some(Ok(_)) => {}
                    _ => break,
                }
            }
            if says {
                counts[count] = times.get();
            }
        }
        (counts[0], counts[1])
    }

    #[actix_web::test]
    async fn the_rule_is_asked_again_after_a_mebibyte_and_after_five_seconds() {
        let large = ASK_AGAIN / 2 + 1;
        assert_eq!(sent(&[(0, large), (0, large), (0, large)]).await, (1, 1));
        // Little goes out: a part a second, asked in the sixth.
        let slow: Vec<(u64, usize)> = (0..20).map(|second| (second, 1000)).collect();
        assert_eq!(sent(&slow).await, (6, 3));
        let quick: Vec<(u64, usize)> = (0..20).map(|_| (0, 1000)).collect();
        assert_eq!(sent(&quick).await, (20, 0));
    }
}
