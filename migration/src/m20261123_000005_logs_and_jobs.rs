//! The change log that the index follows, the audit of who did what, and the jobs.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, pk_auto, string, string_null, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Table::create()
                .table("change")
                .col(pk_auto("id").big_integer())
                .col(string("subject"))
                .col(uuid("subject_id"))
                .col(big_integer("at"))
                .take(),
            Table::create()
                .table("audit")
                .col(pk_auto("id").big_integer())
                .col(big_integer("at"))
                .col(uuid_null("account_id"))
                .col(string("what"))
                .col(uuid_null("subject_id"))
                .col(text("why"))
                .take(),
            Table::create()
                .table("job")
                .col(uuid("id").primary_key())
                .col(string("kind"))
                .col(text("payload"))
                .col(string("queue"))
                .col(integer("priority"))
                .col(string_null("dedupe_key").unique_key())
                .col(big_integer("run_at"))
                .col(integer("attempts"))
                .col(integer("max_attempts"))
                .col(string_null("locked_by"))
                .col(big_integer_null("locked_until"))
                .col(text_null("last_error"))
                .col(big_integer_null("finished_at"))
                .col(big_integer("created_at"))
                .take(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        manager
            .create_index(
                Index::create()
                    .name("job_due")
                    .table("job")
                    .col("queue")
                    .col("finished_at")
                    .col("run_at")
                    .take(),
            )
            .await
    }
}
