//! Who was of a family once: the names of each stay hidden in the words of the others.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let once = Table::create()
            .table("once_kin")
            .col(uuid("participant_id"))
            .col(uuid("family_id"))
            .col(big_integer("parted_at"))
            .primary_key(Index::create().col("participant_id").col("family_id"))
            .foreign_key(&mut to("participant_id", "participant"))
            .foreign_key(&mut to("family_id", "family"))
            .take();
        manager.create_table(once).await?;
        let mut by_family = Index::create().name("once_kin_family").table("once_kin").take();
        by_family.col("family_id");
        manager.create_index(by_family).await
    }
}

fn to(column: &'static str, other: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from("once_kin", column)
        .to(other, "id")
        .take()
}
