//! Pictures that a teller has placed on the scale of faces, one row a picture.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, text, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("placing")
            .col(uuid("story_id"))
            .col(integer("position"))
            .col(string("symbol"))
            .col(text("label"))
            .col(integer("feeling"))
            .primary_key(Index::create().col("story_id").col("position"))
            .foreign_key(ForeignKey::create().from("placing", "story_id").to("story", "id"))
            .take();
        manager.create_table(table).await
    }
}
