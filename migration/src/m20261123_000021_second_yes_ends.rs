//! Until when a second yes holds: a permission for somebody under 18 that runs out, or their birthday, ends it by
//! itself and at once.
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
        let story = Table::alter()
            .table("story")
            .add_column(big_integer_null("released_until"))
            .take();
        manager.alter_table(story).await
    }
}
