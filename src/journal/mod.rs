//! The consent journal outside the database: a file beside it, and pages in the object store. Follows the
//! table after each commit; at the start it tells an older database what that has forgotten.
//! Must never let the program serve when the journal is damaged: a consent could be forgotten.
mod file;
mod shelf;

use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use entity::journal::{self, Keeper, Line};
use entity::{Db, Timestamp};
use tokio::sync::Mutex;

use self::file::{End, Found};
use self::shelf::Page;
pub use self::shelf::{Doing, Shelf};

/// Lines that are taken from the table in one go.
const BATCH: u64 = 1_000;

/// How long a person waits for the object store; the file has their answer already.
const PATIENCE: Duration = Duration::from_secs(2);

/// The journal cannot be believed or read, so nothing is served.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0}\nNothing is served: a story that somebody took back could be shown. Keep what is there for information \
     governance. Then put a copy of it in place that is whole, or move it elsewhere: it is made again from the \
     database and its other copy. Look with: firsthand journal verify"
)]
pub struct Damaged(String);

impl Damaged {
    fn line(path: &Path, number: i64) -> Self {
        let path = path.display();
        Self(format!(
            "the consent journal {path} was changed: line {} is not as it was written",
            number + 1
        ))
    }

    fn unreadable(path: &Path, why: &std::io::Error) -> Self {
        Self(format!(
            "the consent journal {} cannot be read: {why}",
            path.display()
        ))
    }

    fn page(name: &str) -> Self {
        Self(format!(
            "the consent journal in the object store is not whole: look at journal/{name}"
        ))
    }

    fn gap(first: i64, last: i64) -> Self {
        Self(format!(
            "the consent journal in the object store lacks the lines {} to {}, and the file beside the database \
             does not have them",
            first + 1,
            last + 1
        ))
    }

    fn parted(one: &str, other: &str, number: i64) -> Self {
        Self(format!(
            "the consent journal says one thing in {one} and another in {other}, from line {} or before",
            number + 1
        ))
    }
}

/// The file and the pages, open to be added to.
pub struct Journal {
    written: Arc<std::sync::Mutex<Written>>,
    shelf: Arc<dyn Shelf>,
    pages: Mutex<BTreeSet<Page>>,
    turn: Mutex<()>,
    behind: AtomicBool,
}

struct Written {
    file: File,
    end: End,
}

/// Everything outside the database, read and found whole.
struct Outside {
    path: PathBuf,
    file: Found,
    pages: BTreeSet<Page>,
    /// Where the longer of file and pages ends.
    end: End,
    /// The lines that a database that ends here does not have.
    news: Vec<Line>,
    /// The hash of the line where the database ends, when there is one.
    here: Option<String>,
}

impl Journal {
    /// Reads file and pages, tells the database what it has forgotten, and keeps every commit from now on.
    pub async fn open(
        db: &Db,
        path: &Path,
        shelf: Arc<dyn Shelf>,
        now: Timestamp,
    ) -> anyhow::Result<Arc<Self>> {
        let outside = read(db, path, shelf.as_ref()).await?;
        if !outside.news.is_empty() {
            tell(db, &outside.news, now).await?;
        }
        let (path, found) = (outside.path, outside.file);
        let file = tokio::task::spawn_blocking(move || {
            Ok::<_, std::io::Error>((file::open(&path, &found)?, found.end))
        });
        let (file, end) = file
            .await?
            .context("the consent journal cannot be written: look at the folder of data.dir")?;
        let opened = Arc::new(Self {
            written: Arc::new(std::sync::Mutex::new(Written { file, end })),
            shelf,
            pages: Mutex::new(outside.pages),
            turn: Mutex::new(()),
            behind: AtomicBool::new(false),
        });
        opened.follow(db).await?;
        opened
            .put_away(db)
            .await
            .context("the object store does not take the consent journal")?;
        db.keep_journal_with(opened.clone());
        Ok(opened)
    }

    /// Brings the file to where the table is.
    async fn follow(&self, db: &Db) -> anyhow::Result<()> {
        let _turn = self.turn.lock().await;
        self.behind.store(true, Ordering::SeqCst);
        loop {
            let lines = journal::from(db, self.end().number.saturating_add(1), BATCH).await?;
            if lines.is_empty() {
                break;
            }
            let written = Arc::clone(&self.written);
            tokio::task::spawn_blocking(move || add(&written, &lines)).await??;
        }
        self.behind.store(false, Ordering::SeqCst);
        Ok(())
    }

    fn end(&self) -> End {
        locked(&self.written).end.clone()
    }

    /// Brings the pages to where the file is, and merges small ones.
    async fn put_away(&self, db: &Db) -> anyhow::Result<()> {
        let mut pages = self.pages.lock().await;
        loop {
            let from = shelf::reach(&pages, 0).saturating_add(1);
            let lines = journal::from(db, from, BATCH).await?;
            if lines.is_empty() {
                break;
            }
            shelf::put(self.shelf.as_ref(), &mut pages, &lines).await?;
        }
        if let Some(one) = shelf::to_merge(&pages) {
            let count = u64::try_from(one.1 - one.0)?.saturating_add(1);
            let lines = journal::from(db, one.0, count).await?;
            shelf::put(self.shelf.as_ref(), &mut pages, &lines).await?;
            shelf::tidy(self.shelf.as_ref(), &mut pages, one).await?;
        }
        Ok(())
    }
}

impl Keeper for Journal {
    fn keep(self: Arc<Self>, db: Db) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send>> {
        // On its own feet: when a browser hangs up, what was begun is finished.
        let kept = tokio::spawn(async move {
            self.follow(&db).await.map_err(|error| format!("{error:#}"))?;
            // The file has it. What the store does not take now, it takes at the next commit.
            match tokio::time::timeout(PATIENCE, self.put_away(&db)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    tracing::warn!(%error, "the object store does not take the consent journal")
                }
                Err(_) => tracing::warn!("the object store takes long for the consent journal"),
            }
            Ok(())
        });
        Box::pin(async move { kept.await.unwrap_or_else(|error| Err(error.to_string())) })
    }

    fn is_behind(&self) -> bool {
        self.behind.load(Ordering::SeqCst)
    }
}

fn locked(written: &std::sync::Mutex<Written>) -> std::sync::MutexGuard<'_, Written> {
    written.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn add(written: &std::sync::Mutex<Written>, lines: &[Line]) -> anyhow::Result<()> {
    let mut written = locked(written);
    let mut end = written.end.clone();
    for line in lines {
        anyhow::ensure!(
            end.takes(line),
            "the database was changed for another one under the running program: start it again"
        );
    }
    file::add(&mut written.file, lines)?;
    written.end = end;
    Ok(())
}

/// Reads everything outside the database, against what the database has.
async fn read(db: &Db, path: &Path, shelf: &dyn Shelf) -> anyhow::Result<Outside> {
    let last = journal::newest(db).await?;
    let has = last.as_ref().map_or(-1, |last| last.number);
    let pages = shelf::pages(shelf)
        .await
        .context("the object store does not answer: the consent journal in it has to be read first")?;
    let newest = shelf::newest(shelf, &pages).await?;
    let wanted: Vec<i64> = newest.iter().map(|end| end.number).chain([has]).collect();
    let owned = path.to_owned();
    let mut file = tokio::task::spawn_blocking(move || file::read(&owned, has, &wanted)).await??;
    let mut outside = Outside {
        path: path.to_owned(),
        end: file.end.clone(),
        here: file.hashes.get(&has).cloned(),
        news: std::mem::take(&mut file.tail),
        file,
        pages,
    };
    if let Some(newest) = newest {
        match outside.file.hashes.get(&newest.number) {
            Some(hash) if *hash == newest.hash => {}
            Some(_) => {
                return Err(
                    Damaged::parted(&path.display().to_string(), "the object store", newest.number).into(),
                );
            }
            None => outside.take_pages(shelf, has).await?,
        }
    }
    if let Some(last) = &last {
        let parted = match &outside.here {
            Some(hash) => *hash != last.hash,
            // The database is ahead: what the file ends with, it has to have too.
            None if outside.end.number >= 0 => {
                let there = journal::line(db, outside.end.number).await?;
                there.is_none_or(|line| line.hash != outside.end.hash)
            }
            None => false,
        };
        if parted {
            let number = last.number.min(outside.end.number);
            return Err(Damaged::parted("the database", &path.display().to_string(), number).into());
        }
    }
    Ok(outside)
}

impl Outside {
    /// The pages go on where the file ends.
    async fn take_pages(&mut self, shelf: &dyn Shelf, has: i64) -> Result<(), Damaged> {
        let from = self.end.number.saturating_add(1);
        let (reached, last) = (
            shelf::reach(&self.pages, from),
            self.pages.iter().map(|page| page.1).max().unwrap_or(-1),
        );
        if reached < last {
            let next = self
                .pages
                .iter()
                .map(|page| page.0)
                .filter(|first| *first > reached)
                .min();
            return Err(Damaged::gap(reached + 1, next.unwrap_or(last) - 1));
        }
        for line in shelf::after(shelf, &self.pages, self.end.clone()).await? {
            self.end.takes(&line);
            if line.number == has {
                self.here = Some(line.hash.clone());
            }
            if line.number > has {
                self.news.push(line);
            }
        }
        Ok(())
    }
}

/// Tells a database that was brought back what it has forgotten.
async fn tell(db: &Db, news: &[Line], now: Timestamp) -> anyhow::Result<()> {
    let tx = db.begin().await?;
    let done = journal::replay(&tx, news, now)
        .await
        .context("the consent journal cannot be taken into the database")?;
    tx.commit().await?;
    tracing::warn!(
        lines = done.lines,
        stories = done.stories.len(),
        unknown_stories = done.unknown.len(),
        "the database is older than the consent journal: what it had forgotten was done again"
    );
    Ok(())
}

/// How the journal was found.
#[derive(Debug)]
pub struct Verdict {
    /// Lines in the table, each looked at.
    pub lines: i64,
    /// Lines outside that the table does not have: the next start takes them in.
    pub news: usize,
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} lines in the database, and every one is as it was written.",
            self.lines
        )?;
        if self.news > 0 {
            write!(
                out,
                "\nThe journal has {} more: this database is older, and takes them in when the program starts.",
                self.news
            )?;
        }
        Ok(())
    }
}

/// Looks at every line of the table, the file and the newest pages. Changes nothing.
pub async fn verify(db: &Db, path: &Path, shelf: &dyn Shelf) -> anyhow::Result<Verdict> {
    let outside = read(db, path, shelf).await?;
    let mut end = End::none();
    loop {
        let lines = journal::from(db, end.number.saturating_add(1), BATCH).await?;
        if lines.is_empty() {
            break;
        }
        for line in &lines {
            if !end.takes(line) {
                return Err(Damaged(format!(
                    "the consent journal in the database is not whole at line {}",
                    end.number + 2
                ))
                .into());
            }
        }
    }
    Ok(Verdict {
        lines: end.number.saturating_add(1),
        news: outside.news.len(),
    })
}
