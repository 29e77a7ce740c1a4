//! Showcases and their running orders.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, text, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("showcase")
                    .col(uuid("id").primary_key())
                    .col(text("title"))
                    .col(text("why"))
                    .col(text("question"))
                    .col(string("audience"))
                    .col(uuid("created_by"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("closed_at"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("showcase_item")
                    .col(uuid("showcase_id"))
                    .col(integer("position"))
                    .col(uuid("story_id"))
                    .col(text("why"))
                    .primary_key(Index::create().col("showcase_id").col("position"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("showcase_item", "showcase_id")
                            .to("showcase", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("showcase_item", "story_id")
                            .to("story", "id"),
                    )
                    .take(),
            )
            .await
    }
}
