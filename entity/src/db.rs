//! Connections: many readers, one writer at a time on SQLite. Every write happens in a [`Tx`].
//! Must never hand a raw connection to the floors above.
use std::time::Duration;

use migration::MigratorTrait;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::{Error, Result, change};

/// The database: a pool to read from and a pool to write with.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

/// A transaction that holds the right to write. Rolled back when dropped without [`Tx::commit`].
pub struct Tx {
    inner: DatabaseTransaction,
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
        Ok(Self { read, write })
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
        Ok(Tx { inner })
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
    /// Makes what was written true for everyone.
    pub async fn commit(self) -> Result<()> {
        self.inner.commit().await.map_err(Error::from)
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
        .idle_timeout(Duration::from_secs(600))
        // Statements carry people's words.
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(30))
                .create_if_missing(true)
        });
    options
}
