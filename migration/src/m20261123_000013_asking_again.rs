//! When a cut was made, who is asked again and why, permissions for those under 18, wishes for after death.
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
        for (table, mut column) in [
            ("story", big_integer("cut_at").default(0).take()),
            ("identity", big_integer_null("born")),
            ("identity", big_integer_null("grown_at")),
            ("participant", big_integer_null("died_at")),
        ] {
            let altered = Table::alter().table(table).add_column(&mut column).take();
            manager.alter_table(altered).await?;
        }
        // Stories from before: their cut was there at the latest change.
        let known = Query::update()
            .table("story")
            .value("cut_at", Expr::col("changed_at"))
            .take();
        manager.execute(known).await?;
        let of_person = |table: &'static str| {
            ForeignKey::create()
                .from(table, "participant_id")
                .to("participant", "id")
                .to_owned()
        };
        let tables = [
            Table::create()
                .table("ask_again")
                .col(uuid("id").primary_key())
                .col(uuid("participant_id"))
                .col(string("reason"))
                .col(big_integer("due_at"))
                .col(uuid_null("raised_by"))
                .col(big_integer("raised_at"))
                .col(big_integer_null("closed_at"))
                .foreign_key(&mut of_person("ask_again"))
                .take(),
            Table::create()
                .table("last_wish")
                .col(uuid("id").primary_key())
                .col(uuid("participant_id"))
                .col(string("wish"))
                .col(text("ask_name"))
                .col(uuid("said_by"))
                .col(big_integer("at"))
                .foreign_key(&mut of_person("last_wish"))
                .take(),
            Table::create()
                .table("permission")
                .col(uuid("id").primary_key())
                .col(uuid("participant_id"))
                .col(text("given_by"))
                .col(string("relation"))
                .col(text("audiences"))
                .col(big_integer_null("until"))
                .col(text("how"))
                .col(uuid("recorded_by"))
                .col(big_integer("at"))
                .col(uuid_null("ended_by"))
                .col(big_integer_null("ended_at"))
                .foreign_key(&mut of_person("permission"))
                .take(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for table in ["ask_again", "last_wish", "permission"] {
            let index = Index::create()
                .name(format!("{table}_participant"))
                .table(table)
                .col("participant_id")
                .take();
            manager.create_index(index).await?;
        }
        let ends = Index::create()
            .name("consent_until")
            .table("consent")
            .col("until")
            .take();
        manager.create_index(ends).await
    }
}
