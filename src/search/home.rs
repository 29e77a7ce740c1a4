//! Where an index lives: a folder with one generation in use, named by the file `current`.
//! A new generation is built beside and comes into use by renaming one small file, so that a
//! crash leaves either the old or the new one whole.
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::{Index, IndexReader, ReloadPolicy};
use uuid::Uuid;

use super::analysis::{StoryTokenizer, TOKENIZER};
use super::schema::{self, Fields, SCHEMA_VERSION};
use super::{Result, failpoints::Failpoints, failpoints::Point};

/// The file that names the generation in use.
const CURRENT: &str = "current";
/// How the folder of a generation begins.
const GENERATION: &str = "g-";

/// Where.
#[derive(Clone, Debug)]
pub(super) enum Home {
    Folder(PathBuf),
    Memory,
}

/// An open generation.
pub(super) struct Live {
    pub index: Index,
    pub reader: IndexReader,
    pub fields: Fields,
    /// The name of its folder; empty in memory.
    name: String,
}

/// What every commit says of itself.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub schema: u32,
    /// Whose change log the position is in; not there in stamps of before it was written.
    #[serde(default)]
    pub log: Option<Uuid>,
    /// Everything in the change log up to here is in the index.
    pub position: i64,
}

impl Live {
    fn of(index: Index, name: String) -> Result<Self> {
        let (_, fields) = schema::build();
        index.tokenizers().register(TOKENIZER, StoryTokenizer::new());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            index,
            reader,
            fields,
            name,
        })
    }

    /// What its last commit said; `None` before the first, or when it cannot be read.
    pub fn stamp(&self) -> Option<Stamp> {
        let payload = self.index.load_metas().ok()?.payload?;
        serde_json::from_str(&payload).ok()
    }
}

impl Home {
    /// The generation in use; `None` when there is none, or it is broken or of another version.
    pub fn open(&self) -> Option<Live> {
        let Self::Folder(folder) = self else { return None };
        let name = fs::read_to_string(folder.join(CURRENT)).ok()?;
        let name = name.trim();
        if !name.starts_with(GENERATION) || name.contains(['/', '\\']) {
            return None;
        }
        match whole(&folder.join(name), name) {
            Ok(live) => live,
            Err(error) => {
                tracing::warn!(%error, "the search index is broken and will be rebuilt");
                None
            }
        }
    }

    /// A new empty generation that is not in use yet.
    pub fn fresh(&self) -> Result<Live> {
        let (schema, _) = schema::build();
        match self {
            Self::Memory => Live::of(Index::create_in_ram(schema), String::new()),
            Self::Folder(folder) => {
                let name = format!("{GENERATION}{}", Uuid::now_v7().simple());
                let path = folder.join(&name);
                fs::create_dir_all(&path)?;
                Live::of(Index::create_in_dir(&path, schema)?, name)
            }
        }
    }

    /// Brings a generation into use.
    pub fn adopt(&self, live: &Live, failpoints: &Failpoints) -> Result<()> {
        let Self::Folder(folder) = self else {
            return failpoints.pass(Point::DuringSwap);
        };
        let beside = folder.join("current.new");
        let mut file = fs::File::create(&beside)?;
        file.write_all(live.name.as_bytes())?;
        file.sync_all()?;
        failpoints.pass(Point::DuringSwap)?;
        fs::rename(&beside, folder.join(CURRENT))?;
        fs::File::open(folder)?.sync_all()?;
        Ok(())
    }

    /// Removes generations that are neither in use nor being written to by another program.
    pub fn sweep(&self, in_use: &Live) {
        let Self::Folder(folder) = self else { return };
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            if !name.starts_with(GENERATION) || name == in_use.name {
                continue;
            }
            if is_written_to(&entry.path()) {
                continue;
            }
            if let Err(error) = fs::remove_dir_all(entry.path()) {
                tracing::warn!(%error, "an old search index could not be removed");
            }
        }
    }
}

fn whole(path: &Path, name: &str) -> Result<Option<Live>> {
    let index = Index::open_in_dir(path)?;
    if index.schema() != schema::build().0 {
        return Ok(None);
    }
    let live = Live::of(index, name.to_owned())?;
    let same = live.stamp().is_some_and(|stamp| stamp.schema == SCHEMA_VERSION);
    Ok(same.then_some(live))
}

fn is_written_to(path: &Path) -> bool {
    MmapDirectory::open(path).is_ok_and(|directory| directory.acquire_lock(&INDEX_WRITER_LOCK).is_err())
}
