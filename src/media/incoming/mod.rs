//! Uploads that are still arriving: one file each on the local disk, named by the upload's id.
//!
//! The size of the file is the truth about how much has arrived; no row or memory may say otherwise.
//! It must never hold more than a few hundred KiB of an upload, and never throw away bytes that came through,
//! except those of a PATCH whose checksum does not fit or was cut before it could be checked.

mod checksum;
mod turn;

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use uuid::Uuid;

use super::blocking;
pub use checksum::{Checksum, ChecksumAlgorithm, hash, measure};
use checksum::{Running, hash_file};
use turn::{Turn, Turns};

/// How many bytes are gathered before they go to the disk.
const BUFFER: usize = 256 * 1024;

/// How the name of the note about an unchecked part ends.
const UNCHECKED: &str = ".unchecked";

/// When arrived bytes are forced to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fsync {
    /// Before each answer: an offset that was given out survives a power cut.
    EachAppend,
    /// Only when the upload is finished: faster with small chunks; a power cut may cost the last ones.
    AtFinish,
}

/// Why an append took fewer bytes than were sent. `offset` is how many bytes the upload now has.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    #[error("this upload is not here any more")]
    Gone,
    #[error("the upload is at {offset}, not where this part begins")]
    WrongOffset { offset: u64 },
    /// More came than was announced; what fits is kept.
    #[error("more was sent than was announced")]
    TooLarge { offset: u64 },
    /// The part did not arrive as it was sent; it is discarded.
    #[error("the part did not arrive as it was sent")]
    ChecksumMismatch { offset: u64 },
    /// The connection was cut, or a newer request for the same upload took over.
    #[error("the connection was cut")]
    Interrupted { offset: u64 },
    #[error("the disk did not answer")]
    Io(#[from] io::Error),
}

/// Why an upload is not finished.
#[derive(Debug, thiserror::Error)]
pub enum FinishError {
    #[error("this upload is not here any more")]
    Gone,
    #[error("only {offset} bytes have arrived")]
    Incomplete { offset: u64 },
    #[error("the disk did not answer")]
    Io(#[from] io::Error),
}

/// A whole upload on the local disk, ready to be looked at and promoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    pub path: PathBuf,
    /// Size in bytes.
    pub len: u64,
    /// SHA-256 of the whole, 64 lower-case hex digits.
    pub sha256: String,
}

/// The folder of arriving uploads. Cheap to clone; clones share one queue per upload.
#[derive(Debug, Clone)]
pub struct Incoming {
    folder: Arc<PathBuf>,
    turns: Turns,
    fsync: Fsync,
}

impl Incoming {
    /// Uses (and makes) `folder`. One process at a time may use it.
    pub fn open(folder: &Path, fsync: Fsync) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self {
            folder: Arc::new(folder.to_owned()),
            turns: Turns::default(),
            fsync,
        })
    }

    fn place(&self, id: Uuid) -> Place {
        Place {
            file: self.folder.join(id.to_string()),
            unchecked: self.folder.join(format!("{id}{UNCHECKED}")),
        }
    }

    /// Begins an upload with no bytes. Fails when the id is taken.
    pub async fn create(&self, id: Uuid) -> io::Result<()> {
        let (place, folder) = (self.place(id), Arc::clone(&self.folder));
        blocking(move || {
            OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&place.file)?;
            File::open(folder.as_path())?.sync_all()
        })
        .await
    }

    /// How many bytes have arrived; `None` when there is no such upload. An append still running for this
    /// upload is stopped first (its bytes are kept), so the answer holds until the next append.
    pub async fn offset(&self, id: Uuid) -> io::Result<Option<u64>> {
        let turn = self.turns.take(id).await;
        let place = self.place(id);
        blocking(move || {
            let offset = place.settle();
            drop(turn);
            offset
        })
        .await
    }

    /// Adds `body` at `at_offset`, up to `limit` bytes for the whole upload, and gives the new offset.
    /// When the body breaks off, what came is kept and the error says how much. With a `checksum` the part
    /// counts only once it has arrived whole and fits.
    pub async fn append<S, E>(
        &self,
        id: Uuid,
        at_offset: u64,
        body: S,
        limit: u64,
        checksum: Option<Checksum>,
    ) -> Result<u64, AppendError>
    where
        S: Stream<Item = Result<Bytes, E>>,
    {
        let turn = self.turns.take(id).await;
        let stopped = turn.stopped();
        let place = self.place(id);
        let check = checksum.as_ref().map(Checksum::running);
        let mut sink = blocking(move || Sink::open(place, turn, at_offset, check)).await?;

        let mut body = std::pin::pin!(body);
        let mut buffer = Vec::with_capacity(BUFFER);
        let mut taken = at_offset;
        let mut end = End::Whole;
        loop {
            let next = tokio::select! {
                biased;
                () = stopped.cancelled() => Next::Cut,
                next = body.next() => Next::from(next),
            };
            let chunk = match next {
                Next::Chunk(chunk) => chunk,
                Next::Done => break,
                Next::Cut => {
                    end = End::Cut;
                    break;
                }
            };
            let room = usize::try_from(limit.saturating_sub(taken)).unwrap_or(usize::MAX);
            let fits = chunk.slice(..chunk.len().min(room));
            taken += fits.len() as u64;
            buffer.extend_from_slice(&fits);
            if fits.len() < chunk.len() {
                end = End::TooLarge;
                break;
            }
            if buffer.len() >= BUFFER {
                (sink, buffer) = sink.write(buffer).await?;
            }
        }
        if !buffer.is_empty() {
            (sink, _) = sink.write(buffer).await?;
        }
        let fsync = self.fsync;
        blocking(move || sink.end(end, checksum, fsync)).await
    }

    /// Checks that all of `length` has arrived, makes it durable and hashes it in constant memory.
    pub async fn finish(&self, id: Uuid, length: u64) -> Result<Staged, FinishError> {
        let turn = self.turns.take(id).await;
        let place = self.place(id);
        blocking(move || {
            let offset = place.settle()?.ok_or(FinishError::Gone)?;
            if offset != length {
                return Err(FinishError::Incomplete { offset });
            }
            let file = File::open(&place.file)?;
            file.sync_all()?;
            let sha256 = hash_file(file)?;
            drop(turn);
            Ok(Staged {
                path: place.file,
                len: offset,
                sha256,
            })
        })
        .await
    }

    /// Forgets an upload and its bytes. Removing what is gone is fine.
    pub async fn remove(&self, id: Uuid) -> io::Result<()> {
        let turn = self.turns.take(id).await;
        let place = self.place(id);
        blocking(move || {
            remove_if_there(&place.unchecked)?;
            remove_if_there(&place.file)?;
            drop(turn);
            Ok(())
        })
        .await
    }

    /// Forgets the uploads in `expired`.
    pub async fn sweep(&self, expired: impl IntoIterator<Item = Uuid>) -> io::Result<()> {
        for id in expired {
            self.remove(id).await?;
        }
        Ok(())
    }

    /// The ids of all uploads on the disk, with when each was last written to (milliseconds), for a
    /// sweep of those that no row needs.
    pub async fn ids(&self) -> io::Result<HashMap<Uuid, i64>> {
        let folder = Arc::clone(&self.folder);
        blocking(move || {
            let mut ids = HashMap::new();
            for entry in std::fs::read_dir(folder.as_path())? {
                let entry = entry?;
                let name = entry.file_name();
                let id = name.to_str().map(|name| name.trim_end_matches(UNCHECKED));
                let Some(id) = id.and_then(|id| Uuid::parse_str(id).ok()) else {
                    continue;
                };
                // One that is gone meanwhile needs no sweep.
                let Ok(facts) = entry.metadata() else { continue };
                let age = facts.modified()?.duration_since(std::time::UNIX_EPOCH);
                let written = age.map_or(0, |age| i64::try_from(age.as_millis()).unwrap_or(i64::MAX));
                let newest = ids.entry(id).or_insert(written);
                *newest = written.max(*newest);
            }
            Ok(ids)
        })
        .await
    }
}

/// The files of one upload: its bytes, and a note of where an unchecked part begins.
#[derive(Debug)]
struct Place {
    file: PathBuf,
    unchecked: PathBuf,
}

impl Place {
    /// The size of the upload, after taking back a part whose checksum was never confirmed.
    fn settle(&self) -> io::Result<Option<u64>> {
        let size = match std::fs::metadata(&self.file) {
            Ok(facts) => facts.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let start = match std::fs::read_to_string(&self.unchecked) {
            // An unreadable note was cut while it was written, before any byte of its part.
            Ok(note) => note
                .trim_end_matches('.')
                .parse::<u64>()
                .ok()
                .filter(|_| note.ends_with('.')),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some(size)),
            Err(error) => return Err(error),
        };
        let kept = start.map_or(size, |start| start.min(size));
        OpenOptions::new().write(true).open(&self.file)?.set_len(kept)?;
        std::fs::remove_file(&self.unchecked)?;
        Ok(Some(kept))
    }
}

/// What the body gave.
enum Next {
    Chunk(Bytes),
    Done,
    Cut,
}

impl<E> From<Option<Result<Bytes, E>>> for Next {
    fn from(item: Option<Result<Bytes, E>>) -> Self {
        match item {
            Some(Ok(chunk)) => Self::Chunk(chunk),
            Some(Err(_)) => Self::Cut,
            None => Self::Done,
        }
    }
}

/// How a body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    Cut,
    TooLarge,
}

/// An open upload that bytes are being added to. It owns its turn, so a write that is still on its way when
/// the request is dropped ends before anyone else measures the file.
struct Sink {
    file: File,
    place: Place,
    start: u64,
    offset: u64,
    check: Option<Running>,
    _turn: Turn,
}

impl Sink {
    fn open(place: Place, turn: Turn, at_offset: u64, check: Option<Running>) -> Result<Self, AppendError> {
        let offset = place.settle()?.ok_or(AppendError::Gone)?;
        if offset != at_offset {
            return Err(AppendError::WrongOffset { offset });
        }
        if check.is_some() {
            // The full stop shows that the note is whole.
            std::fs::write(&place.unchecked, format!("{offset}."))?;
        }
        let mut file = OpenOptions::new().write(true).open(&place.file)?;
        file.seek(SeekFrom::Start(offset))?;
        Ok(Self {
            file,
            place,
            start: offset,
            offset,
            check,
            _turn: turn,
        })
    }

    /// Writes the buffer and hands it back empty.
    async fn write(mut self, mut buffer: Vec<u8>) -> io::Result<(Self, Vec<u8>)> {
        blocking(move || {
            self.file.write_all(&buffer)?;
            self.offset += buffer.len() as u64;
            if let Some(check) = &mut self.check {
                check.update(&buffer);
            }
            buffer.clear();
            Ok((self, buffer))
        })
        .await
    }

    fn end(mut self, end: End, wanted: Option<Checksum>, fsync: Fsync) -> Result<u64, AppendError> {
        if let (Some(check), Some(wanted)) = (self.check.take(), wanted) {
            let fits = end == End::Whole && check.fits(&wanted);
            if !fits {
                self.file.set_len(self.start)?;
                self.offset = self.start;
            }
            if fsync == Fsync::EachAppend {
                self.file.sync_data()?;
            }
            std::fs::remove_file(&self.place.unchecked)?;
            if end == End::Whole && !fits {
                return Err(AppendError::ChecksumMismatch { offset: self.offset });
            }
        } else if fsync == Fsync::EachAppend {
            self.file.sync_data()?;
        }
        let offset = self.offset;
        match end {
            End::Whole => Ok(offset),
            End::Cut => Err(AppendError::Interrupted { offset }),
            End::TooLarge => Err(AppendError::TooLarge { offset }),
        }
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
