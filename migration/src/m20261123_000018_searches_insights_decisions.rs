//! Searches that somebody keeps, insights and decisions, and the stories that those cite.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, string_null, text, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [saved_search(), decision(), insight(), citation()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn account(table: &'static str, column: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, column)
        .to("account", "id")
        .to_owned()
}

fn saved_search() -> TableCreateStatement {
    Table::create()
        .table("saved_search")
        .col(uuid("id").primary_key())
        .col(uuid("account_id"))
        .col(text("name"))
        .col(text("query"))
        .col(big_integer("created_at"))
        .col(big_integer_null("removed_at"))
        .foreign_key(&mut account("saved_search", "account_id"))
        .take()
}

fn decision() -> TableCreateStatement {
    Table::create()
        .table("decision")
        .col(uuid("id").primary_key())
        .col(text("title"))
        .col(text("question"))
        .col(text("decided"))
        .col(text("change"))
        .col(text("no_story"))
        .col(uuid("made_by"))
        .col(big_integer("made_at"))
        .col(big_integer_null("final_at"))
        .col(string("nonce"))
        .foreign_key(&mut account("decision", "made_by"))
        .take()
}

fn insight() -> TableCreateStatement {
    Table::create()
        .table("insight")
        .col(uuid("id").primary_key())
        .col(text("claim"))
        .col(text("grounds"))
        .col(uuid("made_by"))
        .col(big_integer("made_at"))
        .col(string("nonce"))
        .foreign_key(&mut account("insight", "made_by"))
        .take()
}

/// The story has no foreign key: a line stays when its story is gone for good.
fn citation() -> TableCreateStatement {
    Table::create()
        .table("citation")
        .col(uuid("id").primary_key())
        .col(string("kind"))
        .col(uuid("work_id"))
        .col(uuid("story_id"))
        .col(string_null("stance"))
        .col(text("why"))
        .col(uuid("cited_by"))
        .col(big_integer("cited_at"))
        .foreign_key(&mut account("citation", "cited_by"))
        .take()
}

fn indexes() -> [IndexCreateStatement; 5] {
    let index = |name: &'static str, table: &'static str| Index::create().name(name).table(table).to_owned();
    [
        index("saved_search_account", "saved_search")
            .col("account_id")
            .take(),
        index("decision_nonce", "decision")
            .col("made_by")
            .col("nonce")
            .unique()
            .take(),
        index("insight_nonce", "insight")
            .col("made_by")
            .col("nonce")
            .unique()
            .take(),
        index("citation_work", "citation")
            .col("work_id")
            .col("story_id")
            .unique()
            .take(),
        index("citation_story", "citation").col("story_id").take(),
    ]
}
