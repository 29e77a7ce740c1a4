//! The name of the change log, so that an index knows whose positions it has.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("change_log")
            .col(integer("number").primary_key())
            .col(uuid("name"))
            .take();
        manager.create_table(table).await
    }
}
