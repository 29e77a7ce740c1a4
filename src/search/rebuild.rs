//! Makes the index anew: beside the one in use, from every story of the vault, then what changed
//! meanwhile, then the swap. Cut off anywhere, the old one stays in use or is made anew again.
use std::sync::{Arc, PoisonError};

use entity::unscoped::Reason;
use entity::{Db, StoryId, Timestamp, change, story, theme};
use tokio::sync::Mutex;

use super::cursor::Cursor;
use super::home::Live;
use super::indexer::{BATCH, Desk, blocking, commit};
use super::{Result, Search, document};

/// The log is read again from so many rows before its end: positions may become visible late.
const OVERLAP: i64 = 1_000;

impl Search {
    /// Makes the index anew and answers how many stories are in it. Searching goes on meanwhile.
    pub async fn rebuild(&self, db: &Db, now: Timestamp) -> Result<u64> {
        let _alone = self.inner.rebuilding.lock().await;
        self.learn(&theme::frameworks(db).await?);
        let from = change::newest(db).await?.saturating_sub(OVERLAP).max(0);
        let from = Cursor::at(Some(change::log(db).await?), from);
        let home = self.inner.home.clone();
        let live = Arc::new(blocking(move || home.fresh()).await??);
        let fresh = Arc::new(Mutex::new(Desk::closed(false)));
        let mut after: Option<StoryId> = None;
        loop {
            let ids = story::every(db, after, BATCH, Reason::Index).await?;
            let Some(last) = ids.last().copied() else { break };
            after = Some(last);
            let documents = story::documents(db, &ids, Reason::Index).await?;
            let desk = Arc::clone(&fresh).lock_owned().await;
            self.fill(desk, Arc::clone(&live), documents).await?;
        }
        let desk = Arc::clone(&fresh).lock_owned().await;
        self.seal(desk, Arc::clone(&live), from).await?;
        // From here on nothing is taken out of the old index that the new one still has.
        let mut old = Arc::clone(&self.inner.desk).lock_owned().await;
        loop {
            let desk = Arc::clone(&fresh).lock_owned().await;
            let (_, changes) = self.batch(db, Arc::clone(&live), desk, now).await?;
            if changes == 0 {
                break;
            }
        }
        let stories = live.reader.searcher().num_docs();
        let (home, points) = (self.inner.home.clone(), self.inner.failpoints.clone());
        let adopted = Arc::clone(&live);
        blocking(move || home.adopt(&adopted, &points)).await??;
        *self.inner.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&live);
        let desk = std::mem::replace(&mut *fresh.lock().await, Desk::closed(false));
        let before = std::mem::replace(&mut *old, desk);
        drop(old);
        let home = self.inner.home.clone();
        blocking(move || {
            drop(before);
            home.sweep(&live);
        })
        .await?;
        Ok(stories)
    }

    async fn fill(
        &self,
        mut desk: super::indexer::Held,
        live: Arc<Live>,
        documents: Vec<story::Document>,
    ) -> Result<()> {
        let themes = self.themes();
        let memory = self.inner.memory;
        blocking(move || {
            let writer = desk.open(&live, memory)?;
            for story in &documents {
                writer.add_document(document::write(&live.fields, &themes, story))?;
            }
            Ok(())
        })
        .await?
    }

    async fn seal(&self, mut desk: super::indexer::Held, live: Arc<Live>, from: Cursor) -> Result<()> {
        let memory = self.inner.memory;
        blocking(move || {
            commit(desk.open(&live, memory)?, &from)?;
            live.reader.reload()?;
            desk.cursor = from;
            Ok(())
        })
        .await?
    }
}
