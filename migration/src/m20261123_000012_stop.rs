//! What left the house (prints and files), what a teller was told when they took a story back, and when
//! a story was thrown away for good.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, text, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (name, table, column) in [
            ("disclosure_story_story", "disclosure_story", "story_id"),
            ("receipt_story", "receipt", "story_id"),
            ("showcase_item_story", "showcase_item", "story_id"),
        ] {
            let index = Index::create().name(name).table(table).col(column).take();
            manager.create_index(index).await?;
        }
        let purged = Table::alter()
            .table("story")
            .add_column(big_integer_null("purged_at"))
            .take();
        manager.alter_table(purged).await?;
        // The hourly round looks for what was taken back, not through every story there is.
        let index = Index::create()
            .name("story_withdrawn")
            .table("story")
            .col("withdrawn_at")
            .take();
        manager.create_index(index).await
    }
}

fn tables() -> [TableCreateStatement; 4] {
    let to_story = |from: &'static str| {
        ForeignKey::create()
            .from(from, "story_id")
            .to("story", "id")
            .take()
    };
    [
        Table::create()
            .table("disclosure")
            .col(uuid("id").primary_key())
            .col(string("kind"))
            .col(text("name"))
            .col(uuid("account_id"))
            .col(big_integer("at"))
            .foreign_key(
                ForeignKey::create()
                    .from("disclosure", "account_id")
                    .to("account", "id"),
            )
            .take(),
        Table::create()
            .table("disclosure_story")
            .col(uuid("disclosure_id"))
            .col(uuid("story_id"))
            .col(big_integer_null("recalled_at"))
            .col(big_integer_null("gone_at"))
            .primary_key(Index::create().col("disclosure_id").col("story_id"))
            .foreign_key(
                ForeignKey::create()
                    .from("disclosure_story", "disclosure_id")
                    .to("disclosure", "id"),
            )
            .foreign_key(&mut to_story("disclosure_story"))
            .take(),
        Table::create()
            .table("receipt")
            .col(uuid("id").primary_key())
            .col(uuid("story_id"))
            .col(big_integer("at"))
            .col(big_integer_null("undone_at"))
            .foreign_key(&mut to_story("receipt"))
            .take(),
        Table::create()
            .table("receipt_line")
            .col(uuid("receipt_id"))
            .col(integer("position"))
            .col(string("kind"))
            .col(uuid("place_id"))
            .col(text("name"))
            .col(uuid("account_id"))
            .col(big_integer("since"))
            .primary_key(Index::create().col("receipt_id").col("position"))
            .foreign_key(
                ForeignKey::create()
                    .from("receipt_line", "receipt_id")
                    .to("receipt", "id"),
            )
            .take(),
    ]
}
