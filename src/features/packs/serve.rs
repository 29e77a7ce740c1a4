//! The photos and recordings of a council's cards. They are of nobody's life, so anybody may have them: they
//! stand in stories that are for everyone.
use actix_web::{HttpRequest, web};
use entity::pack::{self, Stored};

use crate::media::ObjectKey;
use crate::state::State;
use crate::web::range::{self, ByteMeta};
use crate::web::{Error, Reply};

pub async fn photo(state: State, request: HttpRequest, card: web::Path<String>) -> Reply {
    let card = pack::find(&state.db, &card).await?;
    bytes(&state, &request, card.photo).await
}

pub async fn sound(state: State, request: HttpRequest, card: web::Path<String>) -> Reply {
    let card = pack::find(&state.db, &card).await?;
    bytes(&state, &request, card.sound).await
}

async fn bytes(state: &State, request: &HttpRequest, file: Option<Stored>) -> Reply {
    let file = file.ok_or(Error::NotFound)?;
    let key: ObjectKey = file.object_key.parse().map_err(|_| Error::NotFound)?;
    let meta = ByteMeta {
        len: u64::try_from(file.bytes).unwrap_or(0),
        etag: file.sha256,
        mime: file.mime,
        download_name: None,
    };
    range::respond(request, meta, async |wanted| {
        let bytes = state.media.open_range(&key, wanted).await;
        bytes.map_err(|error| Error::from(anyhow::Error::from(error)))
    })
    .await
}
