//! The lock of a person's own phone as a way in: its public half, never a secret.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, text, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let passkey = Table::create()
            .table("passkey")
            .col(uuid("id").primary_key())
            .col(uuid("account_id"))
            .col(string("credential_id").unique_key())
            .col(text("credential"))
            .col(big_integer("made_at"))
            .col(big_integer_null("used_at"))
            .col(big_integer_null("ended_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("passkey", "account_id")
                    .to("account", "id"),
            )
            .take();
        manager.create_table(passkey).await?;
        let index = Index::create()
            .name("passkey_account")
            .table("passkey")
            .col("account_id")
            .take();
        manager.create_index(index).await
    }
}
