//! Reads the database as an operator with a tool would: every row of a table as text.
use std::collections::BTreeSet;

use firsthand::state::State;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};

/// The database, opened beside the program.
pub struct Tables(DatabaseConnection);

impl Tables {
    pub async fn of(state: &State) -> Self {
        let file = state.config.data.dir.join("firsthand.db");
        let there = Database::connect(format!("sqlite://{}", file.display())).await;
        Self(there.unwrap())
    }

    async fn texts(&self, sql: String) -> Vec<String> {
        let rows = self
            .0
            .query_all_raw(Statement::from_string(DbBackend::Sqlite, sql))
            .await;
        let text = |row: &sea_orm::QueryResult| row.try_get_by_index::<String>(0).unwrap();
        rows.unwrap().iter().map(text).collect()
    }

    pub async fn names(&self) -> Vec<String> {
        self.texts("SELECT name FROM sqlite_master WHERE type = 'table'".into())
            .await
    }

    async fn columns(&self, table: &str) -> Vec<String> {
        self.texts(format!("SELECT name FROM pragma_table_info('{table}')"))
            .await
    }

    /// Every row, with the text of every column.
    pub async fn rows(&self, table: &str) -> Vec<String> {
        let columns = self.columns(table).await;
        let quoted: Vec<String> = columns
            .iter()
            .map(|column| format!("quote(\"{column}\")"))
            .collect();
        self.texts(format!("SELECT {} FROM \"{table}\"", quoted.join(" || ' ' || ")))
            .await
    }

    /// Every file with its story: those too that nobody is led to, as the film without sound beside the film.
    pub async fn files(&self) -> Vec<(String, String)> {
        let both = "SELECT lower(hex(id)) || ' ' || lower(hex(story_id)) FROM media_asset";
        let rows = self.texts(both.to_owned()).await;
        let id = |hex: &str| hex.parse::<uuid::Uuid>().unwrap().to_string();
        let pairs = rows.iter().map(|row| row.split_once(' ').unwrap());
        pairs.map(|(file, story)| (id(file), id(story))).collect()
    }

    /// Some ids of every table that has ids, so that what is new is asked for too.
    pub async fn some_ids(&self, of_each: usize) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for table in self.names().await {
            if self.columns(&table).await.iter().any(|column| column == "id") {
                let sql = format!(
                    "SELECT lower(hex(id)) FROM \"{table}\" WHERE typeof(id) = 'blob' AND length(id) = 16 \
                     ORDER BY id LIMIT {of_each}"
                );
                let ids = self.texts(sql).await;
                found.extend(ids.iter().map(|id| id.parse::<uuid::Uuid>().unwrap().to_string()));
            }
        }
        found
    }

    pub async fn close(self) {
        self.0.close().await.unwrap();
    }
}
