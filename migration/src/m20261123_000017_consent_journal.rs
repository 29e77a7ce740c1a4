//! The consent journal: line by line what the file beside the database says too.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let journal = Table::create()
            .table("consent_journal")
            .col(big_integer("number").primary_key())
            .col(text("line"))
            .take();
        manager.create_table(journal).await
    }
}
