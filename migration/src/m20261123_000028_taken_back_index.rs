//! The index of stories that were taken back holds those only. Over all stories it looked to `SQLite` like the
//! way to those that were not, and every list of the newest stories sorted the whole table.
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut whole = Index::drop();
        whole.name("story_withdrawn").table("story");
        manager.drop_index(whole).await?;
        let taken_back = Index::create()
            .name("story_withdrawn")
            .table("story")
            .col("withdrawn_at")
            .cond_where(Expr::col("withdrawn_at").is_not_null())
            .take();
        manager.create_index(taken_back).await
    }
}
