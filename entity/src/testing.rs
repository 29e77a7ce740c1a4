//! For the vault's own tests: the same test on SQLite and on a real PostgreSQL.
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use uuid::Uuid;

use crate::Db;

/// A fresh database of each kind.
pub(crate) struct Databases {
    /// SQLite first, then PostgreSQL.
    pub all: Vec<Db>,
    _folder: TempDir,
}

impl Databases {
    pub async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let sqlite = Db::open(&format!("sqlite:{}", folder.path().join("test.db").display()))
            .await
            .unwrap();
        let postgres = Db::open(&fresh_postgres().await).await.unwrap();
        Self {
            all: vec![sqlite, postgres],
            _folder: folder,
        }
    }
}

/// A new empty database on the server that `tests/with-postgres` started.
async fn fresh_postgres() -> String {
    let server = std::env::var("FIRSTHAND_TEST_POSTGRES")
        .expect("the data tests need PostgreSQL: run `make test`, or `tests/with-postgres cargo test`");
    let name = format!("t{}", Uuid::new_v4().simple());
    let admin = Database::connect(format!("{server}/postgres")).await.unwrap();
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    admin.close().await.unwrap();
    format!("{server}/{name}")
}

/// Runs a test on both databases.
pub(crate) fn on_both(test: impl AsyncFn(&Db)) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        for db in &Databases::open().await.all {
            test(db).await;
        }
    });
}
