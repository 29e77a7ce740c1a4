//! The journal as a file: lines that are only ever added, each on the disk before anybody is answered.
//! Must never write a line that does not follow the one before it.
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use entity::journal::Line;

use super::Damaged;

/// Where a journal ends: the number and the hash of its last line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub number: i64,
    pub hash: String,
}

impl End {
    /// Before line 0.
    pub fn none() -> Self {
        Self {
            number: -1,
            hash: String::new(),
        }
    }

    /// Goes on by one line, when it follows.
    pub fn takes(&mut self, line: &Line) -> bool {
        let follows = line.follows(self.number, &self.hash);
        if follows {
            self.number = line.number;
            self.hash.clone_from(&line.hash);
        }
        follows
    }
}

/// What was found in a file that is whole.
pub(super) struct Found {
    pub end: End,
    /// The hashes of the lines that were asked for.
    pub hashes: BTreeMap<i64, String>,
    /// The lines after the number that was asked for.
    pub tail: Vec<Line>,
    /// How many bytes are whole lines; what is behind them was never answered to anybody.
    bytes: u64,
}

/// Reads all of it, line by line; nothing when there is no file. Keeps the lines after `after` and the hashes at `at`.
pub(super) fn read(path: &Path, after: i64, at: &[i64]) -> Result<Found, Damaged> {
    let mut found = Found {
        end: End::none(),
        hashes: BTreeMap::new(),
        tail: Vec::new(),
        bytes: 0,
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(Damaged::unreadable(path, &error)),
    };
    let mut reader = BufReader::new(file);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let taken = reader.read_until(b'\n', &mut bytes);
        let taken = taken.map_err(|error| Damaged::unreadable(path, &error))?;
        // The program was killed in the middle of a line: its page was not answered.
        if bytes.pop() != Some(b'\n') {
            return Ok(found);
        }
        let number = found.end.number.saturating_add(1);
        let text = std::str::from_utf8(&bytes).map_err(|_| Damaged::line(path, number))?;
        let line = Line::read(text).map_err(|_| Damaged::line(path, number))?;
        if !found.end.takes(&line) {
            return Err(Damaged::line(path, number));
        }
        found.bytes += taken as u64;
        if at.contains(&number) {
            found.hashes.insert(number, line.hash.clone());
        }
        if number > after {
            found.tail.push(line);
        }
    }
}

/// Opens the file to add to it, made for its owner alone, without the half line that a killed program left.
pub(super) fn open(path: &Path, found: &Found) -> io::Result<File> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)?;
    file.set_len(found.bytes)?;
    file.seek(SeekFrom::Start(found.bytes))?;
    file.sync_all()?;
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(file)
}

/// Adds lines and comes back when the disk has them. When it cannot, nothing was added.
pub(super) fn add(file: &mut File, lines: &[Line]) -> io::Result<()> {
    let before = file.stream_position()?;
    let mut text = String::new();
    for line in lines {
        text.push_str(&line.text);
        text.push('\n');
    }
    let added = file.write_all(text.as_bytes()).and_then(|()| file.sync_data());
    if added.is_err() {
        file.set_len(before)?;
        file.seek(SeekFrom::Start(before))?;
    }
    added
}
