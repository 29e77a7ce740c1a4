//! What a council sets for itself, and what somebody is told: by kind and record, never in words.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, text, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let setting = Table::create()
            .table("setting")
            .col(string("key").primary_key())
            .col(text("value"))
            .take();
        manager.create_table(setting).await?;
        let notice = Table::create()
            .table("notice")
            .col(uuid("id").primary_key())
            .col(uuid("account_id"))
            .col(string("kind"))
            .col(uuid("subject_id"))
            .col(uuid_null("story_id"))
            .col(big_integer("at"))
            .col(big_integer_null("seen_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("notice", "account_id")
                    .to("account", "id"),
            )
            .take();
        manager.create_table(notice).await?;
        let index = Index::create()
            .name("notice_account")
            .table("notice")
            .col("account_id")
            .col("seen_at")
            .take();
        manager.create_index(index).await
    }
}
