//! What the server says back in the tus protocol. It must never put a file name or an account into a header.

use std::time::{Duration, SystemTime};

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HttpDate};
use actix_web::{HttpResponse, HttpResponseBuilder};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use entity::Timestamp;

use super::{
    ALGORITHMS, EXTENSIONS, REPR_DIGEST, TUS_CHECKSUM_ALGORITHM, TUS_EXTENSION, TUS_MAX_SIZE, TUS_RESUMABLE,
    TUS_VERSION, UPLOAD_EXPIRES, UPLOAD_LENGTH, UPLOAD_OFFSET, VERSION,
};

/// Begins any answer of the protocol.
pub fn answer(status: StatusCode) -> HttpResponseBuilder {
    let mut answer = HttpResponse::build(status);
    answer.insert_header((TUS_RESUMABLE.clone(), VERSION));
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    answer
}

/// Answers OPTIONS: what is spoken here and how much is allowed.
pub fn options(max: u64) -> HttpResponse {
    let mut answer = answer(StatusCode::NO_CONTENT);
    answer.insert_header((TUS_VERSION.clone(), VERSION));
    answer.insert_header((TUS_EXTENSION.clone(), EXTENSIONS));
    answer.insert_header((TUS_MAX_SIZE.clone(), max.to_string()));
    answer.insert_header((TUS_CHECKSUM_ALGORITHM.clone(), ALGORITHMS));
    answer.finish()
}

/// Answers the POST that began an upload; `location` is its address.
pub fn created(location: &str, expires: Timestamp) -> HttpResponse {
    let mut answer = answer(StatusCode::CREATED);
    answer.insert_header((header::LOCATION, location));
    answer.insert_header((UPLOAD_EXPIRES.clone(), http_date(expires)));
    answer.finish()
}

/// Answers HEAD: how many bytes are here, of how many; with the digest of all of them (RFC 9530) once the file
/// is stored. `sha256` is in hex.
pub fn status(offset: u64, length: u64, expires: Timestamp, sha256: Option<&str>) -> HttpResponse {
    let mut answer = answer(StatusCode::OK);
    if let Some(digest) = sha256.and_then(repr_digest) {
        answer.insert_header((REPR_DIGEST.clone(), digest));
    }
    answer.insert_header((UPLOAD_OFFSET.clone(), offset.to_string()));
    answer.insert_header((UPLOAD_LENGTH.clone(), length.to_string()));
    answer.insert_header((UPLOAD_EXPIRES.clone(), http_date(expires)));
    answer.finish()
}

/// Answers PATCH: the new offset. Without `expires` when the upload is whole.
pub fn patched(offset: u64, expires: Option<Timestamp>) -> HttpResponse {
    let mut answer = answer(StatusCode::NO_CONTENT);
    answer.insert_header((UPLOAD_OFFSET.clone(), offset.to_string()));
    if let Some(expires) = expires {
        answer.insert_header((UPLOAD_EXPIRES.clone(), http_date(expires)));
    }
    answer.finish()
}

/// Answers the request that ended an upload before it was whole.
pub fn terminated() -> HttpResponse {
    answer(StatusCode::NO_CONTENT).finish()
}

/// `sha-256=:<base64>:` of 64 hex digits.
pub(super) fn repr_digest(hex: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    let bytes = bytes.filter(|bytes| bytes.len() == 32)?;
    Some(format!("sha-256=:{}:", STANDARD.encode(bytes)))
}

pub(super) fn http_date(at: Timestamp) -> String {
    let since = Duration::from_millis(u64::try_from(at.0).unwrap_or(0));
    HttpDate::from(SystemTime::UNIX_EPOCH + since).to_string()
}
