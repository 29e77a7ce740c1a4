//! Whether a receipt may leave a kept search out, because there was no time to ask them all.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::boolean;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let more = boolean("may_be_more").default(false).take();
        let receipts = Table::alter().table("receipt").add_column(more).take();
        manager.alter_table(receipts).await
    }
}
