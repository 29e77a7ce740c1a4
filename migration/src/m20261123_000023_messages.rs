//! How a storyteller is reached, what was sent to them, links to sign in with, and who asked to be called.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, string_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reach = Table::create()
            .table("reach")
            .col(uuid("participant_id").primary_key())
            .col(string_null("wish"))
            .col(string_null("email"))
            .col(string_null("phone"))
            .col(big_integer("set_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("reach", "participant_id")
                    .to("participant", "id"),
            )
            .take();
        manager.create_table(reach).await?;
        for column in ["email", "phone"] {
            let index = Index::create()
                .name(format!("reach_{column}"))
                .table("reach")
                .col(column)
                .take();
            manager.create_index(index).await?;
        }
        let message = Table::create()
            .table("message")
            .col(uuid("id").primary_key())
            // Once each: a notice makes one message.
            .col(uuid("notice_id").unique_key())
            .col(uuid("participant_id"))
            .col(string("kind"))
            .col(uuid_null("story_id"))
            .col(string("way"))
            .col(big_integer("made_at"))
            .col(big_integer_null("sent_at"))
            .col(big_integer_null("failed_at"))
            .col(big_integer_null("over_at"))
            .take();
        manager.create_table(message).await?;
        let index = Index::create()
            .name("message_participant")
            .table("message")
            .col("participant_id")
            .col("over_at")
            .take();
        manager.create_index(index).await?;
        let link = Table::create()
            .table("sign_in_link")
            .col(uuid("id").primary_key())
            .col(uuid("account_id"))
            .col(string("way"))
            .col(string_null("token_hash").unique_key())
            .col(big_integer("asked_at"))
            .col(big_integer_null("expires_at"))
            .col(big_integer_null("used_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("sign_in_link", "account_id")
                    .to("account", "id"),
            )
            .take();
        manager.create_table(link).await?;
        let index = Index::create()
            .name("sign_in_link_account")
            .table("sign_in_link")
            .col("account_id")
            .take();
        manager.create_index(index).await?;
        let call = Table::create()
            .table("call_request")
            .col(uuid("id").primary_key())
            .col(uuid_null("participant_id"))
            .col(string("way"))
            .col(string("name"))
            .col(string("phone"))
            .col(big_integer("at"))
            .col(big_integer_null("done_at"))
            .col(uuid_null("done_by"))
            .take();
        manager.create_table(call).await?;
        let index = Index::create()
            .name("call_request_open")
            .table("call_request")
            .col("done_at")
            .take();
        manager.create_index(index).await
    }
}
