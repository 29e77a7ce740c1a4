//! Which lines of a recording are in the teller's own words, and when they said that all of them are theirs.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, boolean};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let own = boolean("by_teller").default(false).take();
        let lines = Table::alter().table("cue").add_column(own).take();
        manager.alter_table(lines).await?;
        let agreed = big_integer_null("words_agreed_at").take();
        let stories = Table::alter().table("story").add_column(agreed).take();
        manager.alter_table(stories).await
    }
}
