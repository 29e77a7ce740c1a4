//! Worries about a person, with everything that was done about each; and who may read of a hold. A worry names
//! its story without holding on to it: the story may be purged, what is known about the danger stays.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, boolean_null, string, string_null, text, text_null, uuid,
    uuid_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let concern = Table::create()
            .table("concern")
            .col(uuid("id").primary_key())
            .col(uuid_null("story_id"))
            .col(uuid("participant_id"))
            .col(uuid("raised_by"))
            .col(boolean("by_teller"))
            .col(string("words_of"))
            .col(string_null("hurt"))
            .col(text("note"))
            .col(big_integer("at"))
            .take();
        manager.create_table(concern).await?;
        let entry = Table::create()
            .table("concern_entry")
            .col(uuid("id").primary_key())
            .col(uuid("concern_id"))
            .col(string("step"))
            .col(uuid_null("account_id"))
            .col(big_integer("at"))
            .col(string_null("needs"))
            .col(string_null("risk"))
            .col(string_null("unable"))
            .col(boolean_null("asked"))
            .col(text("types"))
            .col(string_null("outcome"))
            .col(text("words"))
            .foreign_key(
                ForeignKey::create()
                    .from("concern_entry", "concern_id")
                    .to("concern", "id"),
            )
            .take();
        manager.create_table(entry).await?;
        for (name, table, column) in [
            ("concern_story", "concern", "story_id"),
            ("concern_entry_concern", "concern_entry", "concern_id"),
        ] {
            let index = Index::create().name(name).table(table).col(column).take();
            manager.create_index(index).await?;
        }
        for column in [big_integer_null("told_at"), text_null("lifted_why")] {
            let added = Table::alter().table("hold").add_column(column).take();
            manager.alter_table(added).await?;
        }
        // Until now every teller could read that their story was stopped.
        let told = Query::update()
            .table("hold")
            .value("told_at", Expr::col("placed_at"))
            .take();
        manager.exec_stmt(told).await
    }
}
