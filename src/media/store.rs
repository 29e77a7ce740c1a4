//! Where bytes are kept. One type, [`Media`], says what is meant (`promote`, `purge`) and hides the backend.
//!
//! It must never give out a path that can be written through, and never hold a whole film in memory.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use entity::Timestamp;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::incoming::{Fsync, Incoming, Staged};
use super::key::ObjectKey;
use super::scratch::{LocalFile, Scratch};
use super::{Error, blocking};

/// Bytes on their way out, at most [`CHUNK`] at a time.
pub type ByteStream = BoxStream<'static, io::Result<Bytes>>;

/// What one open stream holds in memory.
const CHUNK: usize = 64 * 1024;
/// One part of an upload to a remote store (S3 takes no part under 5 MiB but the last).
const PART: usize = 8 * 1024 * 1024;

/// The store of films, sounds and pictures, with its working folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Media {
    backend: Backend,
    incoming: Incoming,
    scratch: Arc<PathBuf>,
}

#[derive(Debug, Clone)]
enum Backend {
    /// Files under a folder: linked in, read with positioned reads, given to ffmpeg as they are.
    Local(Arc<LocalFileSystem>),
    /// Anything else that `object_store` speaks to.
    Remote(Arc<dyn ObjectStore>),
}

impl Backend {
    fn store(&self) -> &dyn ObjectStore {
        match self {
            Self::Local(files) => files.as_ref(),
            Self::Remote(store) => store.as_ref(),
        }
    }
}

impl Media {
    /// Objects as files under `root`; uploads and scratch work under `work`. Both are made when missing.
    /// Keep them on one file system: then an upload becomes an original without being copied.
    pub fn local(root: &Path, work: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(root)?;
        let files = LocalFileSystem::new_with_prefix(root)?.with_fsync(true);
        Self::over(Backend::Local(Arc::new(files)), work)
    }

    /// Objects in memory, for tests; uploads and scratch work still need the folder `work`.
    pub fn memory(work: &Path) -> Result<Self, Error> {
        Self::over(Backend::Remote(Arc::new(InMemory::new())), work)
    }

    fn over(backend: Backend, work: &Path) -> Result<Self, Error> {
        let incoming = Incoming::open(&work.join("incoming"), Fsync::EachAppend)?;
        let scratch = work.join("scratch");
        std::fs::create_dir_all(&scratch)?;
        Ok(Self {
            backend,
            incoming,
            scratch: Arc::new(scratch),
        })
    }

    pub(super) fn objects(&self) -> &dyn ObjectStore {
        self.backend.store()
    }

    /// Uploads that are still arriving.
    pub fn incoming(&self) -> &Incoming {
        &self.incoming
    }

    /// A folder for one piece of work, gone when dropped.
    pub fn scratch(&self) -> Result<Scratch, Error> {
        Ok(Scratch::create(&self.scratch)?)
    }

    /// Clears what a killed process left behind. Call once at start, before any job runs.
    pub async fn clear_scratch(&self) -> Result<(), Error> {
        let scratch = Arc::clone(&self.scratch);
        blocking(move || {
            std::fs::remove_dir_all(scratch.as_path())?;
            std::fs::create_dir_all(scratch.as_path())
        })
        .await?;
        Ok(())
    }

    /// Keeps small bytes (a picture, captions) under a new key.
    pub async fn put_bytes(&self, key: &ObjectKey, bytes: Bytes) -> Result<(), Error> {
        let options = PutOptions::from(PutMode::Create);
        self.backend
            .store()
            .put_opts(&key.path(), PutPayload::from_bytes(bytes), options)
            .await?;
        Ok(())
    }

    /// Makes a finished upload an object. The staged file stays until [`Incoming::remove`], so that a crash
    /// before the row is written loses nothing: call `remove` after the commit.
    pub async fn promote(&self, staged: &Staged, key: &ObjectKey) -> Result<(), Error> {
        self.put_file(&staged.path, key).await
    }

    /// Keeps a finished local file (a transcoded film) under a new key, without holding it in memory.
    pub async fn put_file(&self, path: &Path, key: &ObjectKey) -> Result<(), Error> {
        match &self.backend {
            Backend::Local(files) => {
                let (from, to) = (path.to_owned(), files.path_to_filesystem(&key.path())?);
                blocking(move || keep_file(&from, &to)).await
            }
            Backend::Remote(store) => send_file(store.as_ref(), path, key).await,
        }
    }

    /// Reads `range` (bytes, end exclusive) of an object. Fails with [`Error::NotFound`] before the first byte.
    pub async fn open_range(&self, key: &ObjectKey, range: Range<u64>) -> Result<ByteStream, Error> {
        match &self.backend {
            Backend::Local(files) => {
                let path = files.path_to_filesystem(&key.path())?;
                read_file(path, range).await
            }
            Backend::Remote(store) => {
                let options = object_store::GetOptions::default().with_range(Some(range));
                let found = store.get_opts(&key.path(), options).await?;
                Ok(found.into_stream().map_err(io::Error::other).boxed())
            }
        }
    }

    /// The size of an object in bytes.
    pub async fn head(&self, key: &ObjectKey) -> Result<u64, Error> {
        Ok(self.backend.store().head(&key.path()).await?.size)
    }

    /// A file that ffmpeg can read: the object itself, or a copy when the store is elsewhere.
    pub async fn local_path(&self, key: &ObjectKey) -> Result<LocalFile, Error> {
        match &self.backend {
            Backend::Local(files) => {
                let path = files.path_to_filesystem(&key.path())?;
                if tokio::fs::try_exists(&path).await? {
                    Ok(LocalFile::stored(path))
                } else {
                    Err(Error::NotFound)
                }
            }
            Backend::Remote(store) => {
                let found = store.get(&key.path()).await?;
                let home = self.scratch()?;
                let path = home.file("object");
                let mut file = tokio::fs::File::create(&path).await?;
                let mut bytes = found.into_stream();
                while let Some(chunk) = bytes.try_next().await? {
                    file.write_all(&chunk).await?;
                }
                file.flush().await?;
                Ok(LocalFile::copied(path, home))
            }
        }
    }

    /// Removes an object for good. Purging what is already gone is fine.
    pub async fn purge(&self, key: &ObjectKey) -> Result<(), Error> {
        match self
            .backend
            .store()
            .delete(&key.path())
            .await
            .map_err(Error::from)
        {
            Err(Error::NotFound) => Ok(()),
            other => other,
        }
    }

    /// Purges objects last written before `older_than` that `known` does not want; gives how many went.
    /// When `known` cannot answer, the sweep stops and keeps the rest.
    pub async fn sweep_orphans<F, Fut>(&self, older_than: Timestamp, known: F) -> Result<usize, Error>
    where
        F: Fn(ObjectKey) -> Fut,
        Fut: Future<Output = anyhow::Result<bool>>,
    {
        let mut swept = 0;
        for root in ObjectKey::ROOTS {
            let prefix = object_store::path::Path::from(root);
            let mut objects = self.backend.store().list(Some(&prefix));
            while let Some(object) = objects.try_next().await? {
                // A name we did not make is not ours to remove.
                let Ok(key) = object.location.as_ref().parse::<ObjectKey>() else {
                    continue;
                };
                if object.last_modified.timestamp_millis() >= older_than.0 {
                    continue;
                }
                if !known(key.clone()).await.map_err(Error::Unknown)? {
                    self.purge(&key).await?;
                    swept += 1;
                }
            }
        }
        Ok(swept)
    }
}

/// Links the file in under its key and makes that durable. A link never replaces, so keys stay write-once.
fn keep_file(from: &Path, to: &Path) -> Result<(), Error> {
    let folder = to
        .parent()
        .ok_or_else(|| io::Error::other("a key without a folder"))?;
    std::fs::create_dir_all(folder)?;
    File::open(from)?.sync_all()?;
    if let Err(error) = std::fs::hard_link(from, to) {
        match error.kind() {
            io::ErrorKind::AlreadyExists => return Err(Error::Taken),
            io::ErrorKind::NotFound => return Err(Error::NotFound),
            // Another file system, or one without links: copy beside the target, then put it in place.
            _ => copy_in(from, to)?,
        }
    }
    // A link carries the age of the upload, which may be old enough to be swept before its row is written;
    // the folder was changed just now.
    File::open(to)?.set_modified(std::fs::metadata(folder)?.modified()?)?;
    File::open(folder)?.sync_all()?;
    Ok(())
}

fn copy_in(from: &Path, to: &Path) -> Result<(), Error> {
    if to.try_exists()? {
        return Err(Error::Taken);
    }
    // The name is not a key, so a half copy is never served.
    let half = to.with_extension("half");
    std::fs::copy(from, &half)?;
    File::open(&half)?.sync_all()?;
    std::fs::rename(&half, to)?;
    Ok(())
}

/// Sends a file to a remote store part by part, one part in memory.
async fn send_file(store: &dyn ObjectStore, path: &Path, key: &ObjectKey) -> Result<(), Error> {
    match store.head(&key.path()).await.map_err(Error::from) {
        Ok(_) => return Err(Error::Taken),
        Err(Error::NotFound) => {}
        Err(other) => return Err(other),
    }
    let mut file = tokio::fs::File::open(path).await?;
    let mut upload = store.put_multipart(&key.path()).await?;
    let sent: Result<(), Error> = async {
        loop {
            let mut part = Vec::with_capacity(PART);
            (&mut file).take(PART as u64).read_to_end(&mut part).await?;
            if part.is_empty() {
                break;
            }
            upload.put_part(PutPayload::from(part)).await?;
        }
        upload.complete().await?;
        Ok(())
    }
    .await;
    if sent.is_err() {
        // Best effort: a half upload costs room, not truth.
        let _ = upload.abort().await;
    }
    sent
}

/// A local read: the open and the first chunk in one trip to the blocking threads, then one trip a chunk.
async fn read_file(path: PathBuf, range: Range<u64>) -> Result<ByteStream, Error> {
    let (file, first, at) = blocking(move || {
        let file = Arc::new(File::open(&path)?);
        let first = read_chunk(&file, range.start, range.end)?;
        let at = range.start + first.len() as u64;
        Ok::<_, io::Error>((file, first, at..range.end))
    })
    .await
    .map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            Error::NotFound
        } else {
            Error::Io(error)
        }
    })?;
    let rest = stream::try_unfold(at, move |at| {
        let file = Arc::clone(&file);
        async move {
            if at.is_empty() {
                return Ok(None);
            }
            let chunk =
                blocking(move || read_chunk(&file, at.start, at.end).map(|chunk| (chunk, at))).await?;
            let (chunk, at) = chunk;
            let next = at.start + chunk.len() as u64..at.end;
            Ok::<_, io::Error>(Some((chunk, next)))
        }
    });
    let head = stream::iter((!first.is_empty()).then_some(Ok(first)));
    Ok(head.chain(rest).boxed())
}

fn read_chunk(file: &File, start: u64, end: u64) -> io::Result<Bytes> {
    let want = usize::try_from(end.saturating_sub(start))
        .unwrap_or(CHUNK)
        .min(CHUNK);
    let mut chunk = vec![0; want];
    file.read_exact_at(&mut chunk, start)?;
    Ok(Bytes::from(chunk))
}
