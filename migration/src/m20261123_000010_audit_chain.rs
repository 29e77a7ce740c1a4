//! The audit becomes a chain of hashes. Lines from before it have no number: they cannot vouch for themselves.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut column in [
            big_integer_null("number"),
            text("before").default("").take(),
            text("hash").default("").take(),
        ] {
            let altered = Table::alter().table("audit").add_column(&mut column).take();
            manager.alter_table(altered).await?;
        }
        let index = Index::create()
            .name("audit_number")
            .table("audit")
            .col("number")
            .unique()
            .take();
        manager.create_index(index).await?;
        let head = Table::create()
            .table("audit_head")
            .col(integer("id").primary_key())
            .col(big_integer("number"))
            .col(text("hash"))
            .take();
        manager.create_table(head).await?;
        let start = Query::insert()
            .into_table("audit_head")
            .columns(["id", "number", "hash"])
            .values_panic([1.into(), 0.into(), "".into()])
            .take();
        manager.execute(start).await
    }
}
