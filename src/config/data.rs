//! Where everything lives on this machine. Must never be a folder that is served.
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Data {
    /// The one folder to back up: database, objects, index, uploads under way.
    pub dir: PathBuf,
}

impl Default for Data {
    fn default() -> Self {
        Self { dir: "media".into() }
    }
}

impl Data {
    pub fn database_file(&self) -> PathBuf {
        self.dir.join("firsthand.db")
    }

    pub fn objects(&self) -> PathBuf {
        self.dir.join("objects")
    }

    pub fn index(&self) -> PathBuf {
        self.dir.join("index")
    }

    /// The consent journal. When a database is brought back from a backup, this stays as it is.
    pub fn journal(&self) -> PathBuf {
        self.dir.join("consent-journal.jsonl")
    }

    /// Messages, where no mail server is set.
    pub fn mail(&self) -> PathBuf {
        self.dir.join("mail")
    }

    pub fn incoming(&self) -> PathBuf {
        self.dir.join("incoming")
    }
}
