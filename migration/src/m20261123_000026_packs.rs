//! Pictures to tell with and questions to ask: what a council adds to those that come with the program, and
//! what it changed of them. Nothing here is of a participant.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, string, string_null, text, text_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("pack_card")
            .col(string("key").primary_key())
            .col(string("kind"))
            .col(string("topic"))
            .col(integer("position"))
            .col(string("symbol"))
            .col(text("words_en"))
            .col(text("words_cy"))
            .col(text_null("photo_key"))
            .col(string_null("photo_mime"))
            .col(big_integer_null("photo_bytes"))
            .col(string_null("photo_sha256"))
            .col(text_null("sound_key"))
            .col(string_null("sound_mime"))
            .col(big_integer_null("sound_bytes"))
            .col(string_null("sound_sha256"))
            .col(big_integer_null("retired_at"))
            .col(big_integer("changed_at"))
            .take();
        manager.create_table(table).await?;
        let index = Index::create()
            .name("pack_card_topic")
            .table("pack_card")
            .col("kind")
            .col("topic")
            .col("position")
            .take();
        manager.create_index(index).await
    }
}
