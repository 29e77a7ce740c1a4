//! How SQLite goes about the lists that everybody opens: along an index, never through all stories.
use sea_orm::{ConnectionTrait as _, DbBackend, QueryTrait as _, Statement};

use super::*;
use crate::story::{Filter, newest};
use crate::testing::Databases;

async fn plan(db: &Db, viewer: &Viewer) -> String {
    let asked = newest(viewer, &Filter::default(), 24, NOW).build(DbBackend::Sqlite);
    let explained = format!("EXPLAIN QUERY PLAN {}", asked.sql);
    let values = asked.values.unwrap();
    let rows = db
        .read()
        .query_all_raw(Statement::from_sql_and_values(
            DbBackend::Sqlite,
            explained,
            values,
        ))
        .await
        .unwrap();
    let steps = rows
        .iter()
        .map(|row| row.try_get::<String>("", "detail").unwrap());
    steps.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn the_newest_stories_are_read_in_their_order_and_never_sorted() {
    let both = Databases::open().await;
    let db = &both.all[0];
    let council = council(db).await;
    for viewer in [&council.planner, &council.frontline] {
        let plan = plan(db, viewer).await;
        assert!(plan.contains("story_told"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}
