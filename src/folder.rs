//! The data folder: made for its owner alone, and one program's at a time. Nothing in it may be
//! touched by a program that serves, loads or makes anew before [`take`].
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// The file that is locked; it stays when the program ends, its lock does not.
const LOCK: &str = "lock";

/// The right to the folder; given back when dropped, or by the system when the program dies.
#[derive(Debug)]
pub struct Taken {
    _lock: File,
}

/// Another program has the folder; nothing in it was touched.
#[derive(Debug, thiserror::Error)]
#[error("Firsthand is already running with the folder {}: stop it first, or use another with --data", .0.display())]
pub struct InUse(PathBuf);

/// Makes the folder when it is missing, for nobody else on the machine to look into.
pub fn make(folder: &Path) -> anyhow::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("the folder {} cannot be made: check data.dir", folder.display()))
}

/// Makes the folder and takes it; refused while another program has it.
pub fn take(folder: &Path) -> anyhow::Result<Taken> {
    make(folder)?;
    let lock = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(folder.join(LOCK))
        .with_context(|| {
            format!(
                "the folder {} cannot be written to: check data.dir",
                folder.display()
            )
        })?;
    match lock.try_lock() {
        Ok(()) => Ok(Taken { _lock: lock }),
        Err(TryLockError::WouldBlock) => Err(InUse(folder.to_owned()).into()),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| {
            format!(
                "the folder {} cannot be locked: put data.dir on a disk of this machine",
                folder.display()
            )
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_folder_is_one_programs_at_a_time_and_its_owners_alone() {
        let home = tempfile::TempDir::new().unwrap();
        let folder = home.path().join("data");
        let first = take(&folder).unwrap();
        let second = take(&folder).unwrap_err().to_string();
        assert!(second.contains("already running"), "{second}");
        drop(first);
        take(&folder).unwrap();
        let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
