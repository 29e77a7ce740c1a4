//! Two presses make one showcase: the word of the form it was made from, unique for its maker.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("showcase")
                    .add_column(string_null("nonce"))
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("showcase_nonce")
                    .table("showcase")
                    .col("created_by")
                    .col("nonce")
                    .unique()
                    .take(),
            )
            .await
    }
}
