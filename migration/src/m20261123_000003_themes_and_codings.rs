//! Frameworks of themes as versioned data, excerpts, and who coded what.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, string, text, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Table::create()
                .table("framework")
                .col(uuid("id").primary_key())
                .col(string("key"))
                .col(text("name"))
                .col(integer("version"))
                .col(string("valid_from"))
                .take(),
            Table::create()
                .table("theme")
                .col(uuid("id").primary_key())
                .col(uuid("framework_id"))
                .col(uuid_null("parent_id"))
                .col(string("key"))
                .col(text("name"))
                .col(text("description"))
                .col(string("symbol"))
                .col(text("everyday_words"))
                .col(integer("position"))
                .foreign_key(
                    ForeignKey::create()
                        .from("theme", "framework_id")
                        .to("framework", "id"),
                )
                .take(),
            Table::create()
                .table("excerpt")
                .col(uuid("id").primary_key())
                .col(uuid("story_id"))
                .col(integer("start_char"))
                .col(integer("end_char"))
                .col(text("quote"))
                .col(text("before"))
                .col(text("after"))
                .col(uuid("created_by"))
                .col(big_integer("at"))
                .foreign_key(ForeignKey::create().from("excerpt", "story_id").to("story", "id"))
                .take(),
            Table::create()
                .table("coding")
                .col(uuid("id").primary_key())
                .col(uuid("story_id"))
                .col(uuid_null("excerpt_id"))
                .col(uuid("theme_id"))
                .col(uuid("account_id"))
                .col(boolean("is_self"))
                .col(big_integer("at"))
                .col(big_integer_null("removed_at"))
                .foreign_key(ForeignKey::create().from("coding", "story_id").to("story", "id"))
                .foreign_key(ForeignKey::create().from("coding", "theme_id").to("theme", "id"))
                .take(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let indexes = [
            Index::create()
                .name("framework_key")
                .table("framework")
                .col("key")
                .col("version")
                .unique()
                .take(),
            Index::create()
                .name("theme_key")
                .table("theme")
                .col("framework_id")
                .col("key")
                .unique()
                .take(),
            Index::create()
                .name("excerpt_story")
                .table("excerpt")
                .col("story_id")
                .take(),
            Index::create()
                .name("coding_story")
                .table("coding")
                .col("story_id")
                .take(),
            Index::create()
                .name("coding_theme")
                .table("coding")
                .col("theme_id")
                .take(),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
