//! A citation that is taken out keeps its row, so that the names of its teller stay hidden in what makers typed.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let citation = Table::alter()
            .table("citation")
            .add_column(big_integer_null("removed_at"))
            .take();
        manager.alter_table(citation).await
    }
}
