//! Short-lived places on the local disk: a folder for one piece of work, a local copy of a remote object.
//!
//! Whatever is here may vanish at any restart; nothing here may be the only copy of anything.

use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

/// A folder of its own for one piece of work; removed with all it holds when dropped.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    pub(super) fn create(parent: &Path) -> io::Result<Self> {
        let folder = parent.join(Uuid::new_v4().to_string());
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// A path inside the folder. Give a plain name such as `film.mp4`.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            tracing::warn!(%error, "a scratch folder stays until the next start");
        }
    }
}

/// A file that a child process can read: the stored object itself, or a copy that goes when this is dropped.
#[derive(Debug)]
pub struct LocalFile {
    path: PathBuf,
    _copy: Option<Scratch>,
}

impl LocalFile {
    pub(super) fn stored(path: PathBuf) -> Self {
        Self { path, _copy: None }
    }

    pub(super) fn copied(path: PathBuf, home: Scratch) -> Self {
        Self {
            path,
            _copy: Some(home),
        }
    }

    /// Where it is. Read it only; it may be the one original.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
