//! SHA-256 of files and bytes. Must never hold a whole file in memory.
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::checksum;
use crate::media::blocking;

/// How much is read at a time, in bytes.
const BUFFER: usize = 256 * 1024;

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
    checksum::hex(&Sha256::digest(bytes))
}

/// SHA-256 in hex of the rest of an open file, in constant memory.
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
    Ok(checksum::hex(&hasher.finalize()))
}
