//! The words of the tus 1.0 upload protocol (core, creation, termination, checksum, expiration): reading
//! request headers and writing answers.
//!
//! Pure: no file, no row, no account. Who may upload, and how much, is the handler's to decide.

mod answers;

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub use answers::{answer, created, options, patched, status, terminated};

use crate::media::{AppendError, Checksum, ChecksumAlgorithm};

/// The one version spoken here.
pub const VERSION: &str = "1.0.0";
/// What is spoken beyond the core.
pub const EXTENSIONS: &str = "creation,termination,checksum,expiration";
/// Checksums that are understood.
pub const ALGORITHMS: &str = "sha1,sha256";
/// The media type of a PATCH body.
pub const OFFSET_OCTETS: &str = "application/offset+octet-stream";

/// The longest `Upload-Metadata` that is read, in bytes.
const MAX_METADATA: usize = 8 * 1024;

pub static TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub static TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
pub static TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
pub static TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
pub static TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
pub static UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub static UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub static UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
pub static UPLOAD_CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
pub static UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
pub static REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");
pub static METHOD_OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");

/// Why a request is turned down, by the protocol's own numbers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// 400: a header is missing or cannot be read.
    #[error("the header {0} is missing or not understood")]
    Header(&'static str),
    /// 400: a checksum that is not spoken here.
    #[error("this checksum algorithm is not spoken here")]
    Algorithm,
    /// 404: never here, or someone else's.
    #[error("there is no such upload")]
    NotFound,
    /// 409: carry on from where the upload really is (ask with HEAD).
    #[error("the upload does not continue there")]
    WrongOffset,
    /// 410: was here, is over.
    #[error("this upload has ended")]
    Gone,
    /// 412: another version of the protocol.
    #[error("only version 1.0.0 of the protocol is spoken here")]
    Version,
    /// 413: more than is allowed or was announced.
    #[error("the upload is too large")]
    TooLarge,
    /// 415: a PATCH body of another type.
    #[error("the body is of another type than application/offset+octet-stream")]
    BodyType,
    /// 460: the part did not arrive as it was sent; send it again.
    #[error("the part did not arrive as it was sent")]
    Checksum,
    /// 500: our trouble; carry on later.
    #[error("the part could not be stored")]
    Storage,
}

impl Refusal {
    /// The status to answer with.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Header(_) | Self::Algorithm => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongOffset => StatusCode::CONFLICT,
            Self::Gone => StatusCode::GONE,
            Self::Version => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Checksum => StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST),
            Self::Storage => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The whole answer.
    pub fn response(&self) -> HttpResponse {
        let mut answer = answer(self.status());
        if *self == Self::Version {
            answer.insert_header((TUS_VERSION.clone(), VERSION));
        }
        answer
            .content_type("text/plain; charset=utf-8")
            .body(self.to_string())
    }
}

impl From<&AppendError> for Refusal {
    fn from(error: &AppendError) -> Self {
        match error {
            AppendError::Gone => Self::Gone,
            AppendError::WrongOffset { .. } => Self::WrongOffset,
            AppendError::TooLarge { .. } => Self::TooLarge,
            AppendError::ChecksumMismatch { .. } => Self::Checksum,
            // The sender is gone or has sent a newer request; whoever still listens may go on from there.
            AppendError::Interrupted { .. } | AppendError::Io(_) => Self::Storage,
        }
    }
}

/// The method that is meant: some networks let only GET and POST through.
pub fn effective_method(method: &Method, headers: &HeaderMap) -> Method {
    let meant = headers
        .get(&METHOD_OVERRIDE)
        .and_then(|value| Method::from_bytes(value.as_bytes()).ok());
    match meant {
        Some(meant)
            if method == Method::POST && [Method::PATCH, Method::DELETE, Method::HEAD].contains(&meant) =>
        {
            meant
        }
        _ => method.clone(),
    }
}

/// Every request but OPTIONS says which version it speaks.
pub fn check_version(headers: &HeaderMap) -> Result<(), Refusal> {
    match text(headers, &TUS_RESUMABLE) {
        Some(VERSION) => Ok(()),
        _ => Err(Refusal::Version),
    }
}

/// What a POST that begins an upload says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creation {
    /// Size of the whole in bytes.
    pub length: u64,
    pub metadata: Metadata,
}

impl Creation {
    /// Reads the headers of a POST; `max` bytes are allowed.
    pub fn parse(headers: &HeaderMap, max: u64) -> Result<Self, Refusal> {
        check_version(headers)?;
        let length = number(headers, &UPLOAD_LENGTH).ok_or(Refusal::Header("Upload-Length"))?;
        if length > max {
            return Err(Refusal::TooLarge);
        }
        Ok(Self {
            length,
            metadata: Metadata::parse(headers)?,
        })
    }
}

/// What the sender tells about the file. Nothing here is to be trusted or used as a path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata(Vec<(String, String)>);

impl Metadata {
    fn parse(headers: &HeaderMap) -> Result<Self, Refusal> {
        const BAD: Refusal = Refusal::Header("Upload-Metadata");
        let Some(value) = headers.get(&UPLOAD_METADATA) else {
            return Ok(Self::default());
        };
        let value = value.to_str().map_err(|_| BAD)?.trim();
        if value.len() > MAX_METADATA {
            return Err(BAD);
        }
        let mut pairs: Vec<(String, String)> = Vec::new();
        // Some senders send the header empty, or a comma too many.
        for pair in value.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (key, coded) = pair.split_once(' ').unwrap_or((pair, ""));
            let bytes = STANDARD.decode(coded.trim()).map_err(|_| BAD)?;
            let plain = String::from_utf8(bytes).map_err(|_| BAD)?;
            if pairs.iter().any(|(seen, _)| seen == key) {
                return Err(BAD);
            }
            pairs.push((key.to_owned(), plain));
        }
        Ok(Self(pairs))
    }

    /// The value of a key, such as `filename` or `filetype`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(seen, _)| seen == key)
            .map(|(_, value)| value.as_str())
    }
}

/// What a PATCH says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// Where its body begins, in bytes.
    pub offset: u64,
    pub checksum: Option<Checksum>,
}

impl Patch {
    /// Reads the headers of a PATCH.
    pub fn parse(headers: &HeaderMap) -> Result<Self, Refusal> {
        check_version(headers)?;
        let kind = text(headers, &header::CONTENT_TYPE).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case(OFFSET_OCTETS) {
            return Err(Refusal::BodyType);
        }
        let offset = number(headers, &UPLOAD_OFFSET).ok_or(Refusal::Header("Upload-Offset"))?;
        Ok(Self {
            offset,
            checksum: checksum(headers)?,
        })
    }
}

fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, Refusal> {
    const BAD: Refusal = Refusal::Header("Upload-Checksum");
    let Some(value) = headers.get(&UPLOAD_CHECKSUM) else {
        return Ok(None);
    };
    let (name, coded) = value
        .to_str()
        .map_err(|_| BAD)?
        .trim()
        .split_once(' ')
        .ok_or(BAD)?;
    let algorithm = ChecksumAlgorithm::from_name(name).ok_or(Refusal::Algorithm)?;
    let digest = STANDARD.decode(coded.trim()).map_err(|_| BAD)?;
    if digest.len() != algorithm.digest_len() {
        return Err(BAD);
    }
    Ok(Some(Checksum { algorithm, digest }))
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Digits only: no sign, no fraction.
fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    let text = text(headers, name)?;
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
