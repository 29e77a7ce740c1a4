//! The only writer of the index. It follows the change log: what changed is loaded again from the
//! vault and replaced, so that doing work twice does no harm. How far it came is in every commit.
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use entity::change::{self, Change};
use entity::unscoped::Reason;
use entity::{Db, ParticipantId, ProjectId, StoryId, Subject, Timestamp, story, theme};
use tantivy::TantivyError;
use tantivy::directory::error::LockError;
use tokio::sync::{OwnedMutexGuard, watch};

use super::cursor::Cursor;
use super::home::{Live, Stamp};
use super::schema::SCHEMA_VERSION;
use super::{Error, Point, Result, Search, document};

/// How many rows of the change log are taken at once, and how many stories are loaded at once.
pub(super) const BATCH: u64 = 500;
/// How often the log is looked at when nobody says that there is something.
const POLL: Duration = Duration::from_millis(500);
/// The longest pause after something went wrong.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

type Writer = tantivy::IndexWriter;
pub(super) type Held = OwnedMutexGuard<Desk>;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caught {
    /// Rows of the change log.
    pub changes: u64,
    /// Whether the whole index was made anew.
    pub rebuilt: bool,
}

/// The writer and how far it came. Whoever holds it is the only one to write.
pub(super) struct Desk {
    pub writer: Option<Writer>,
    pub cursor: Cursor,
    /// There is no index worth the name: it has to be made anew.
    pub stale: bool,
}

impl Desk {
    pub fn closed(stale: bool) -> Self {
        Self {
            writer: None,
            cursor: Cursor::default(),
            stale,
        }
    }

    /// The writer, opened when it is not; from where the last commit left off.
    pub fn open(&mut self, live: &Live, memory: usize) -> Result<&mut Writer> {
        if self.writer.is_none() {
            let writer = live.index.writer_with_num_threads(1, memory).map_err(busy)?;
            let stamp = live.stamp();
            let position = stamp.map_or(0, |stamp| stamp.position);
            self.cursor = Cursor::at(stamp.and_then(|stamp| stamp.log), position);
            self.writer = Some(writer);
            // The last commit may have been made by somebody who was cut off right after it.
            live.reader.reload()?;
        }
        self.writer.as_mut().ok_or(Error::Busy)
    }
}

fn busy(error: TantivyError) -> Error {
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => Error::Busy,
        other => Error::Index(other),
    }
}

/// What one batch will write.
struct Batch {
    stories: BTreeSet<StoryId>,
    documents: Vec<story::Document>,
    cursor: Cursor,
}

impl Search {
    /// Writes everything that changed since it last did; makes the index anew when it has to.
    pub async fn catch_up(&self, db: &Db, now: Timestamp) -> Result<Caught> {
        let mut caught = Caught::default();
        if self.is_stale(db).await? {
            self.rebuild(db, now).await?;
            caught.rebuilt = true;
        } else if self.themes().is_empty() {
            self.learn(&theme::frameworks(db).await?);
        }
        loop {
            let held = Arc::clone(&self.inner.desk).lock_owned().await;
            let (held, changes) = self.batch(db, self.live(), held, now).await?;
            let head = held.cursor.head;
            drop(held);
            if changes == 0 {
                self.inner.behind.store(0, Ordering::Relaxed);
                return Ok(caught);
            }
            caught.changes += changes;
            let behind = change::newest(db).await?.saturating_sub(head);
            self.inner.behind.store(behind.max(0), Ordering::Relaxed);
        }
    }

    /// Whether the index has to be made anew: it is broken or missing, it follows the log of another
    /// database, or it is ahead of its own, which was brought back from a backup.
    async fn is_stale(&self, db: &Db) -> Result<bool> {
        let mut desk = self.inner.desk.lock().await;
        // Looked at when the writing begins; from then on the index follows this database.
        if !desk.stale && desk.writer.is_none() {
            let stamp = self.live().stamp();
            let (log, newest) = (change::log(db).await?, change::newest(db).await?);
            desk.stale = stamp.is_none_or(|stamp| stamp.log != Some(log) || stamp.position > newest);
        }
        Ok(desk.stale)
    }

    /// Brings stories up to date before it returns: what was withdrawn is not counted from then on, and what
    /// others may still find stays, also when the log was followed up to here meanwhile.
    pub async fn renew_now(&self, db: &Db, stories: &[StoryId]) -> Result<()> {
        let held = Arc::clone(&self.inner.desk).lock_owned().await;
        if held.stale || stories.is_empty() {
            return Ok(());
        }
        let live = self.live();
        let memory = self.inner.memory;
        let stories: BTreeSet<StoryId> = stories.iter().copied().collect();
        // Taking out goes before putting back: what cannot be read now, the log brings later.
        let documents = documents(db, &stories).await.unwrap_or_default();
        let themes = self.themes();
        blocking(move || {
            let mut held = held;
            let done = renew(&mut held, &live, memory, &stories, &documents, &themes);
            if done.is_err() {
                held.writer = None;
            }
            done
        })
        .await?
    }

    /// How many rows of the change log were not in the index when it was last looked at.
    pub fn behind(&self) -> i64 {
        self.inner.behind.load(Ordering::Relaxed)
    }

    /// Says that something was committed: [`Search::follow`] looks at once.
    pub fn wake(&self) {
        self.inner.wake.notify_one();
    }

    /// Follows the change log until `stop` turns true. What goes wrong is logged and tried again.
    pub async fn follow(self, db: Db, now: impl Fn() -> Timestamp + Send, mut stop: watch::Receiver<bool>) {
        let mut pause = POLL;
        loop {
            if *stop.borrow() {
                return;
            }
            match self.catch_up(&db, now()).await {
                Ok(_) => pause = POLL,
                Err(error) => {
                    tracing::warn!(%error, "the search index could not be brought up to date");
                    pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
                }
            }
            tokio::select! {
                () = self.inner.wake.notified() => {}
                () = tokio::time::sleep(pause) => {}
                gone = stop.changed() => if gone.is_err() { return },
            }
        }
    }

    /// One batch from the change log into `live`; 0 when there was nothing.
    pub(super) async fn batch(
        &self,
        db: &Db,
        live: Arc<Live>,
        held: Held,
        now: Timestamp,
    ) -> Result<(Held, u64)> {
        let memory = self.inner.memory;
        let opening = Arc::clone(&live);
        let held = blocking(move || {
            let mut held = held;
            held.open(&opening, memory)?;
            Ok::<_, Error>(held)
        })
        .await??;
        let rows = rows(db, &held.cursor).await?;
        if rows.is_empty() {
            return Ok((held, 0));
        }
        self.inner.failpoints.pass(Point::AfterDbCommit)?;
        let mut cursor = held.cursor.clone();
        cursor.take(&rows, now);
        let changes = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        self.learn(&theme::frameworks(db).await?);
        let stories = stories(db, &rows).await?;
        let documents = documents(db, &stories).await?;
        let batch = Batch {
            stories,
            documents,
            cursor,
        };
        let search = self.clone();
        let held = blocking(move || {
            let mut held = held;
            match search.write(&mut held, &live, batch) {
                Ok(()) => Ok(held),
                Err(error) => {
                    // What was not committed is forgotten, and the position read again.
                    held.writer = None;
                    Err(error)
                }
            }
        })
        .await??;
        Ok((held, changes))
    }

    fn write(&self, desk: &mut Desk, live: &Live, batch: Batch) -> Result<()> {
        let points = &self.inner.failpoints;
        let themes = self.themes();
        let writer = desk.open(live, self.inner.memory)?;
        for id in &batch.stories {
            writer.delete_term(document::name(&live.fields, *id));
        }
        let half = batch.documents.len() / 2;
        for (number, story) in batch.documents.iter().enumerate() {
            if number == half {
                points.pass(Point::MidBatch)?;
            }
            writer.add_document(document::write(&live.fields, &themes, story))?;
        }
        points.pass(Point::BeforeIndexCommit)?;
        commit(writer, &batch.cursor)?;
        points.pass(Point::AfterIndexCommitBeforeAck)?;
        live.reader.reload()?;
        desk.cursor = batch.cursor;
        Ok(())
    }
}

fn renew(
    desk: &mut Desk,
    live: &Live,
    memory: usize,
    stories: &BTreeSet<StoryId>,
    documents: &[story::Document],
    themes: &super::Themes,
) -> Result<()> {
    desk.open(live, memory)?;
    let cursor = desk.cursor.clone();
    let writer = desk.open(live, memory)?;
    for id in stories {
        writer.delete_term(document::name(&live.fields, *id));
    }
    for story in documents {
        writer.add_document(document::write(&live.fields, themes, story))?;
    }
    commit(writer, &cursor)?;
    live.reader.reload()?;
    Ok(())
}

/// Commits with the stamp: a commit without it would lose the position.
pub(super) fn commit(writer: &mut Writer, cursor: &Cursor) -> Result<()> {
    let stamp = Stamp {
        schema: SCHEMA_VERSION,
        log: cursor.log,
        position: cursor.safe(),
    };
    let payload = serde_json::to_string(&stamp).map_err(std::io::Error::other)?;
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&payload);
    prepared.commit()?;
    Ok(())
}

/// Skipped positions that were filled meanwhile, then what is new.
async fn rows(db: &Db, cursor: &Cursor) -> Result<Vec<Change>> {
    let mut rows = Vec::new();
    if !cursor.gaps.is_empty() {
        let skipped: Vec<i64> = cursor.gaps.keys().copied().collect();
        rows = change::those(db, &skipped).await?;
    }
    rows.extend(change::since(db, cursor.head, BATCH).await?);
    Ok(rows)
}

/// The stories that the rows are about.
async fn stories(db: &Db, rows: &[Change]) -> Result<BTreeSet<StoryId>> {
    let mut found = BTreeSet::new();
    let mut others = BTreeSet::new();
    for row in rows {
        match row.subject {
            Subject::Story => {
                found.insert(StoryId(row.id));
            }
            Subject::Project => {
                if others.insert(row.id) {
                    found.extend(story::of_project(db, ProjectId(row.id), Reason::Index).await?);
                }
            }
            Subject::Participant => {
                if others.insert(row.id) {
                    found.extend(story::of_participant(db, ParticipantId(row.id), Reason::Index).await?);
                }
            }
        }
    }
    Ok(found)
}

async fn documents(db: &Db, stories: &BTreeSet<StoryId>) -> Result<Vec<story::Document>> {
    let ids: Vec<StoryId> = stories.iter().copied().collect();
    let mut documents = Vec::new();
    for some in ids.chunks(usize::try_from(BATCH).unwrap_or(usize::MAX)) {
        documents.extend(story::documents(db, some, Reason::Index).await?);
    }
    Ok(documents)
}

/// Runs work that waits for the disk on a thread for such work.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::Stopped)
}
