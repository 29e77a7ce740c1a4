//! Films, sounds and pictures: taking them in, finding out what they are, making what people see, keeping
//! and purging the bytes.
//!
//! An engine: it knows no page, no account and no table, and it must never decide who may see something.
//! Order rules for callers: the object before its row when something is made, the row before its object when
//! something is purged.

pub mod image;
pub mod incoming;
pub mod key;
pub mod kinds;
mod pages;
pub mod probe;
mod process;
mod scratch;
mod sniff;
pub mod store;
pub mod transcode;

pub use incoming::{AppendError, Checksum, ChecksumAlgorithm, Fsync, Incoming, Staged};
pub use key::{ObjectKey, RenditionKind};
pub use probe::{Kind, MediaFacts, ProbeError};
pub use process::use_tools;
pub use scratch::{LocalFile, Scratch};
pub use store::{ByteStream, Media};

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no object under this key.
    #[error("there is no such object")]
    NotFound,
    /// The key is taken; originals and renditions are written once.
    #[error("an object is already kept under this key")]
    Taken,
    #[error("the disk did not answer")]
    Io(#[from] std::io::Error),
    #[error("the object store did not answer")]
    Store(#[source] object_store::Error),
    /// The caller could not say which objects are still wanted.
    #[error("could not find out which objects are in use")]
    Unknown(#[source] anyhow::Error),
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            object_store::Error::AlreadyExists { .. } => Self::Taken,
            other => Self::Store(other),
        }
    }
}

/// Runs file work off the async threads. A panic in it comes back as an I/O error.
async fn blocking<T, E, F>(work: F) -> Result<T, E>
where
    F: FnOnce() -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<std::io::Error> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(join) => Err(std::io::Error::other(join).into()),
    }
}
