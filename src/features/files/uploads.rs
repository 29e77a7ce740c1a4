//! The tus 1.0 protocol (<https://tus.io/protocols/resumable-upload>): core, creation,
//! termination, checksum, expiration. Another account's upload is not there.
use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse, web};
use entity::upload::{self, Upload};
use entity::{Timestamp, UploadId};

use crate::state::State;
use crate::web::tus::{self, Creation, Patch, Refusal};
use crate::web::{Error, Reply, Who, upload as intake};

pub async fn options(state: State) -> HttpResponse {
    tus::options(state.config.media.max_upload_bytes)
}

pub async fn create(state: State, who: Who, request: HttpRequest) -> Reply {
    let creation = match Creation::parse(request.headers(), state.config.media.max_upload_bytes) {
        Ok(creation) => creation,
        Err(refusal) => return Ok(refusal.response()),
    };
    let name = creation.metadata.get("filename").unwrap_or_default();
    let now = state.now();
    let id = intake::begin(&state, &who, name, creation.length, now).await?;
    if creation.length == 0 {
        let begun = upload::find(&state.db, &who, id).await?;
        intake::settle(&state, &who, &begun, 0, now).await?;
    }
    Ok(tus::created(
        &format!("/uploads/{id}"),
        intake::expires(&state, now),
    ))
}

pub async fn head(state: State, who: Who, request: HttpRequest, id: web::Path<String>) -> Reply {
    if let Err(refusal) = tus::check_version(request.headers()) {
        return Ok(refusal.response());
    }
    let upload = find(&state, &who, &id).await?;
    match arrived(&state, &who, &upload).await? {
        Some(offset) => {
            // What was put right just now is stored since; its sender lets go of a film only for the same digest.
            let upload = find(&state, &who, &id).await?;
            let place = upload.place.as_ref().filter(|_| upload.finished);
            let digest = place.map(|place| place.sha256.as_str());
            Ok(tus::status(offset, length(&upload), upload.expires_at, digest))
        }
        None => Ok(Refusal::Gone.response()),
    }
}

pub async fn patch(
    state: State,
    who: Who,
    request: HttpRequest,
    id: web::Path<String>,
    body: web::Payload,
) -> Reply {
    let part = match Patch::parse(request.headers()) {
        Ok(part) => part,
        Err(refusal) => return Ok(refusal.response()),
    };
    let upload = find(&state, &who, &id).await?;
    if upload.finished {
        return Ok(Refusal::WrongOffset.response());
    }
    let length = length(&upload);
    let added = state
        .media
        .incoming()
        .append(upload.id.0, part.offset, body, length, part.checksum)
        .await;
    let offset = match added {
        Ok(offset) => offset,
        Err(error) => return Ok(Refusal::from(&error).response()),
    };
    let now = state.now();
    if offset == length {
        intake::settle(&state, &who, &upload, length, now).await?;
        return Ok(tus::patched(offset, None));
    }
    Ok(tus::patched(offset, Some(upload.expires_at)))
}

pub async fn terminate(state: State, who: Who, request: HttpRequest, id: web::Path<String>) -> Reply {
    if let Err(refusal) = tus::check_version(request.headers()) {
        return Ok(refusal.response());
    }
    let upload = find(&state, &who, &id).await?;
    intake::forget(&state, &who, upload.id).await?;
    Ok(tus::terminated())
}

/// Some networks let only GET and POST through.
pub async fn overridden(
    state: State,
    who: Who,
    request: HttpRequest,
    id: web::Path<String>,
    body: web::Payload,
) -> Reply {
    match tus::effective_method(request.method(), request.headers()) {
        Method::PATCH => patch(state, who, request, id, body).await,
        Method::DELETE => terminate(state, who, request, id).await,
        Method::HEAD => head(state, who, request, id).await,
        _ => Err(Error::NotFound),
    }
}

async fn find(state: &State, who: &Who, id: &str) -> Result<Upload, Error> {
    let id: UploadId = id.parse()?;
    Ok(upload::find(&state.db, who, id).await?)
}

/// How many bytes are here. What was cut off between the last byte and the store is put right first.
async fn arrived(state: &State, who: &Who, upload: &Upload) -> Result<Option<u64>, Error> {
    let length = length(upload);
    if upload.finished {
        return Ok(Some(length));
    }
    let now: Timestamp = state.now();
    let offset = state
        .media
        .incoming()
        .offset(upload.id.0)
        .await
        .map_err(anyhow::Error::from)?;
    if upload.place.is_some() || offset == Some(length) {
        intake::settle(state, who, upload, length, now).await?;
        return Ok(Some(length));
    }
    Ok(offset)
}

fn length(upload: &Upload) -> u64 {
    u64::try_from(upload.length).unwrap_or(0)
}
