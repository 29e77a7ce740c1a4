//! Connections: many readers, one writer at a time on SQLite. Every write happens in a [`Tx`], and a commit
//! does not answer before the consent journal has what it says.
//! Must never hand a raw connection to the floors above.
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use migration::MigratorTrait;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::journal::Keeper;
use crate::{Error, Result, change};

/// The database: a pool to read from and a pool to write with.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    kept: Kept,
}

/// Who keeps the consent journal outside the database, once somebody does.
#[derive(Clone, Default)]
struct Kept(Arc<OnceLock<Arc<dyn Keeper>>>);

impl fmt::Debug for Kept {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.0.get().is_some() {
            "kept"
        } else {
            "not kept"
        })
    }
}

/// A transaction that holds the right to write. Rolled back when dropped without [`Tx::commit`].
pub struct Tx {
    inner: DatabaseTransaction,
    db: Db,
    /// Something was noted in the consent journal.
    noted: AtomicBool,
}

impl Db {
    /// Opens `url` (`sqlite:…` or `postgres:…`) and brings the tables up to date.
    pub async fn open(url: &str) -> Result<Self> {
        let sqlite = url.starts_with("sqlite:");
        let write = Database::connect(options(url, if sqlite { 1 } else { 8 })).await?;
        if sqlite {
            for pragma in ["PRAGMA journal_mode = WAL", "PRAGMA wal_autocheckpoint = 1000"] {
                write.execute_unprepared(pragma).await?;
            }
        }
        migration::Migrator::up(&write, None).await?;
        change::name_log(&write).await?;
        // A pool of its own: whoever holds a transaction and reads beside it would wait for itself.
        let read = Database::connect(options(url, 8)).await?;
        let kept = Kept::default();
        Ok(Self { read, write, kept })
    }

    /// Starts a transaction; on SQLite it takes the write lock at once, so that what it
    /// reads stays true until it commits.
    pub async fn begin(&self) -> Result<Tx> {
        let inner = self
            .write
            .begin_with_options(TransactionOptions {
                isolation_level: None,
                access_mode: None,
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            })
            .await?;
        Ok(Tx {
            inner,
            db: self.clone(),
            noted: AtomicBool::new(false),
        })
    }

    /// From now on every commit waits until this keeper has the consent journal. The first one stays.
    pub fn keep_journal_with(&self, keeper: Arc<dyn Keeper>) {
        // A database has one journal, and so one keeper.
        let _ = self.kept.0.set(keeper);
    }

    /// Answers when the database does.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.read.ping().await?)
    }

    /// Which database this is, for tests and reports: "SQLite" or "PostgreSQL".
    pub fn backend(&self) -> &'static str {
        match self.read.get_database_backend() {
            DbBackend::Sqlite => "SQLite",
            DbBackend::Postgres => "PostgreSQL",
            _ => "another database",
        }
    }

    pub(crate) fn read(&self) -> &DatabaseConnection {
        &self.read
    }
}

impl Tx {
    /// Makes what was written true for everyone, and comes back when the consent journal is kept outside the
    /// database too: an answer that a person reads holds even when yesterday's database comes back.
    pub async fn commit(self) -> Result<()> {
        self.inner.commit().await?;
        let Some(keeper) = self.db.kept.0.get() else {
            return Ok(());
        };
        if self.noted.into_inner() || keeper.is_behind() {
            let kept = Arc::clone(keeper).keep(self.db.clone()).await;
            kept.map_err(Error::Journal)?;
        }
        Ok(())
    }

    pub(crate) fn note(&self) {
        self.noted.store(true, Ordering::Relaxed);
    }

    pub(crate) fn inner(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        // No reaper of idle connections: it counts them while others take them, and when the count is wrong for a
        // moment it turns on the spot for ever (sqlx 0.9, `num_idle`). Each is asked whether it lives when taken.
        .idle_timeout(None)
        .max_lifetime(None)
        // Statements carry people's words.
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(30))
                .create_if_missing(true)
        })
        // The rule is one large statement: planned once a connection, not once a page (docs: plan_cache_mode).
        .map_sqlx_postgres_opts(|postgres| postgres.options([("plan_cache_mode", "force_generic_plan")]));
    options
}
