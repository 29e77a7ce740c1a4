//! How a person wants their pages to look and sound: kept for the person, on whatever device they are.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean_null, string_null, text, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let choices = Table::create()
            .table("choices")
            .col(uuid("account_id").primary_key())
            .col(string_null("pictures"))
            .col(string_null("colours"))
            .col(string_null("size"))
            .col(boolean_null("calm"))
            .col(string_null("language"))
            .col(text("helper"))
            .col(big_integer("at"))
            .foreign_key(
                ForeignKey::create()
                    .from("choices", "account_id")
                    .to("account", "id"),
            )
            .take();
        manager.create_table(choices).await
    }
}
