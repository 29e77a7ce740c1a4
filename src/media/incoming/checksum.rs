//! Checksums of one part of an upload, as the tus protocol knows them, and the SHA-256 of a whole object.
//!
//! They find accidents on the way and on the disk, nothing more. Hashing must never hold a file in memory.

use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::media::blocking;

/// How many bytes are read at a time.
const BUFFER: usize = 256 * 1024;

/// A way of summing up bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecksumAlgorithm {
    Sha1,
    Sha256,
}

impl ChecksumAlgorithm {
    /// The name in the protocol.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
        }
    }

    /// The length of its digest in bytes.
    pub const fn digest_len(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// Finds an algorithm by its name in the protocol.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Sha1, Self::Sha256]
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
    }
}

/// What the sender says the part sums up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum {
    pub algorithm: ChecksumAlgorithm,
    /// The raw digest; one of another length never fits.
    pub digest: Vec<u8>,
}

impl Checksum {
    pub(super) fn running(&self) -> Running {
        match self.algorithm {
            ChecksumAlgorithm::Sha1 => Running::Sha1(Sha1::new()),
            ChecksumAlgorithm::Sha256 => Running::Sha256(Sha256::new()),
        }
    }
}

/// A sum in the making.
pub(super) enum Running {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Running {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(sum) => sum.update(bytes),
            Self::Sha256(sum) => sum.update(bytes),
        }
    }

    pub(super) fn fits(self, wanted: &Checksum) -> bool {
        match self {
            Self::Sha1(sum) => sum.finalize().as_slice() == wanted.digest,
            Self::Sha256(sum) => sum.finalize().as_slice() == wanted.digest,
        }
    }
}

/// Length in bytes and SHA-256 in hex of a file on the local disk, in constant memory.
pub async fn measure(path: &Path) -> io::Result<(u64, String)> {
    let path = path.to_owned();
    blocking(move || {
        let file = File::open(path)?;
        Ok((file.metadata()?.len(), hash_file(file)?))
    })
    .await
}

/// SHA-256 in hex of bytes that are at hand.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn hash_file(mut file: File) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        hasher.update(bytes);
    }
    Ok(hex(&hasher.finalize()))
}

/// Lower-case hex digits.
fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
