//! The newest stories first, without sorting them all.
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::create()
            .name("story_told")
            .table("story")
            .col("told_at")
            .col("id")
            .take();
        manager.create_index(index).await
    }
}
