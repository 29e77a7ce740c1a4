//! Accounts, how they sign in, projects, participants and - apart from them - their names.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, string, text, text_null, uuid, uuid_null,
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
                .table("project")
                .col(uuid("id").primary_key())
                .col(text("name"))
                .col(string("kind"))
                .col(text("about"))
                .col(text("lawful_basis"))
                .col(text("special_condition"))
                .col(integer("retention_months"))
                .col(text_null("approval_reference"))
                .col(uuid("opened_by"))
                .col(big_integer("opened_at"))
                .col(big_integer_null("closed_at"))
                .take(),
            Table::create()
                .table("participant")
                .col(uuid("id").primary_key())
                .col(uuid("project_id"))
                .col(text("pseudonym"))
                .col(text("group_name"))
                .col(text("age_band"))
                .col(text("place"))
                .col(uuid_null("family_id"))
                .col(big_integer("created_at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("participant", "project_id")
                        .to("project", "id"),
                )
                .take(),
            Table::create()
                .table("identity")
                .col(uuid("participant_id").primary_key())
                .col(text("real_name"))
                .col(text("known_as"))
                .col(text("other_names"))
                .col(text_null("contact"))
                .foreign_key(
                    ForeignKey::create()
                        .from("identity", "participant_id")
                        .to("participant", "id"),
                )
                .take(),
            Table::create()
                .table("account")
                .col(uuid("id").primary_key())
                .col(text_null("email").unique_key())
                .col(text("name"))
                .col(string("role"))
                .col(text_null("password_hash"))
                .col(uuid_null("participant_id").unique_key())
                .col(boolean("active"))
                .col(big_integer("created_at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("account", "participant_id")
                        .to("participant", "id"),
                )
                .take(),
            Table::create()
                .table("project_member")
                .col(uuid("project_id"))
                .col(uuid("account_id"))
                .primary_key(Index::create().col("project_id").col("account_id"))
                .foreign_key(
                    ForeignKey::create()
                        .from("project_member", "project_id")
                        .to("project", "id"),
                )
                .foreign_key(
                    ForeignKey::create()
                        .from("project_member", "account_id")
                        .to("account", "id"),
                )
                .take(),
            Table::create()
                .table("session")
                .col(uuid("id").primary_key())
                .col(string("token_hash").unique_key())
                .col(uuid("account_id"))
                .col(big_integer("created_at"))
                .col(big_integer("seen_at"))
                .col(big_integer("expires_at"))
                .col(big_integer_null("revoked_at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("session", "account_id")
                        .to("account", "id"),
                )
                .take(),
            Table::create()
                .table("invitation")
                .col(uuid("id").primary_key())
                .col(string("token_hash").unique_key())
                .col(uuid("account_id"))
                .col(big_integer("expires_at"))
                .col(big_integer_null("used_at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("invitation", "account_id")
                        .to("account", "id"),
                )
                .take(),
            Table::create()
                .table("card")
                .col(uuid("id").primary_key())
                .col(string("token_hash").unique_key())
                .col(uuid("participant_id"))
                .col(text("helper_name"))
                .col(string("picture"))
                .col(big_integer("created_at"))
                .col(big_integer_null("cancelled_at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("card", "participant_id")
                        .to("participant", "id"),
                )
                .take(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        Ok(())
    }
}
