//! Capacity for one decision, best-interests decisions, and sessions with a helper beside the person.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, text, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let key = |table: &'static str, column: &'static str, to: &'static str| {
            ForeignKey::create().from(table, column).to(to, "id").to_owned()
        };
        let tables = [
            Table::create()
                .table("capacity")
                .col(uuid("id").primary_key())
                .col(uuid("participant_id"))
                .col(uuid_null("story_id"))
                .col(string("matter"))
                .col(text("doubt"))
                .col(string("help"))
                .col(text("help_words"))
                .col(string("understand"))
                .col(string("retain"))
                .col(string("weigh"))
                .col(string("communicate"))
                .col(string("outcome"))
                .col(text("assessed_by"))
                .col(uuid("recorded_by"))
                .col(big_integer("at"))
                .col(big_integer_null("review_at"))
                .foreign_key(&mut key("capacity", "participant_id", "participant"))
                .foreign_key(&mut key("capacity", "story_id", "story"))
                .take(),
            Table::create()
                .table("best_interests")
                .col(uuid("id").primary_key())
                .col(uuid("capacity_id"))
                .col(uuid("participant_id"))
                .col(uuid_null("story_id"))
                .col(string("matter"))
                .col(text("consulted"))
                .col(text("wishes"))
                .col(text("less_restrictive"))
                .col(string("forms"))
                .col(string("audiences"))
                .col(big_integer_null("until"))
                .col(text("decided_by"))
                .col(uuid("recorded_by"))
                .col(big_integer("at"))
                .col(big_integer("review_at"))
                .foreign_key(&mut key("best_interests", "capacity_id", "capacity"))
                .foreign_key(&mut key("best_interests", "participant_id", "participant"))
                .take(),
            // Outlives its session: who helped, and how, is part of how a story was told.
            Table::create()
                .table("supporter_session")
                .col(uuid("session_id").primary_key())
                .col(uuid("participant_id"))
                .col(uuid("story_id"))
                .col(text("helper_name"))
                .col(text("relation"))
                .col(string("how"))
                .col(string("whose_words"))
                .col(uuid("started_by"))
                .col(big_integer("started_at"))
                .col(big_integer("ends_at"))
                .foreign_key(&mut key("supporter_session", "participant_id", "participant"))
                .foreign_key(&mut key("supporter_session", "story_id", "story"))
                .take(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for (name, table) in [
            ("capacity_participant", "capacity"),
            ("best_interests_participant", "best_interests"),
        ] {
            let index = Index::create()
                .name(name)
                .table(table)
                .col("participant_id")
                .take();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
