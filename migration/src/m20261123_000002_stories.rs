//! Stories, what was agreed about them, what was received for them.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, integer_null, string, string_null, text, text_null,
    uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_story = |table: &'static str| {
            ForeignKey::create()
                .from(table, "story_id")
                .to("story", "id")
                .to_owned()
        };
        let tables = [
            Table::create()
                .table("story")
                .col(uuid("id").primary_key())
                .col(string("kind"))
                .col(uuid("participant_id"))
                .col(uuid("project_id"))
                .col(text("title"))
                .col(text("words"))
                .col(integer_null("feeling"))
                .col(text("place"))
                .col(big_integer("told_at"))
                .col(uuid("created_by"))
                .col(string_null("nonce"))
                .col(big_integer("created_at"))
                .col(big_integer("changed_at"))
                .col(integer("cut"))
                .col(big_integer_null("sent_at"))
                .col(big_integer_null("released_at"))
                .col(integer_null("released_cut"))
                .col(big_integer_null("withdrawn_at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("story", "participant_id")
                        .to("participant", "id"),
                )
                .foreign_key(
                    ForeignKey::create()
                        .from("story", "project_id")
                        .to("project", "id"),
                )
                .take(),
            Table::create()
                .table("capture")
                .col(uuid("story_id").primary_key())
                .col(uuid("captured_by"))
                .col(text("how_told"))
                .col(text("helper_name"))
                .col(text("helper_how"))
                .col(big_integer("started_at"))
                .col(integer("minutes"))
                .col(integer("fields"))
                .foreign_key(&mut of_story("capture"))
                .take(),
            Table::create()
                .table("consent")
                .col(uuid("id").primary_key())
                .col(uuid("story_id"))
                .col(string("form"))
                .col(string("audience"))
                .col(boolean("answer"))
                .col(big_integer_null("until"))
                .col(string("wording"))
                .col(text("explained"))
                .col(text("present"))
                .col(uuid("asked_by"))
                .col(big_integer("at"))
                .foreign_key(&mut of_story("consent"))
                .take(),
            Table::create()
                .table("hold")
                .col(uuid("id").primary_key())
                .col(uuid("story_id"))
                .col(string("ground"))
                .col(text("note"))
                .col(uuid("placed_by"))
                .col(big_integer("placed_at"))
                .col(uuid_null("lifted_by"))
                .col(big_integer_null("lifted_at"))
                .foreign_key(&mut of_story("hold"))
                .take(),
            Table::create()
                .table("media_asset")
                .col(uuid("id").primary_key())
                .col(uuid("story_id"))
                .col(uuid_null("source_id"))
                .col(string("kind"))
                .col(string("state"))
                .col(integer("progress"))
                .col(string("object_key").unique_key())
                .col(string("mime"))
                .col(big_integer("bytes"))
                .col(string("sha256"))
                .col(integer_null("width"))
                .col(integer_null("height"))
                .col(big_integer_null("duration_ms"))
                .col(big_integer("created_at"))
                .foreign_key(&mut of_story("media_asset"))
                .take(),
            Table::create()
                .table("cue")
                .col(uuid("story_id"))
                .col(integer("position"))
                .col(big_integer("start_ms"))
                .col(big_integer("end_ms"))
                .col(text("words"))
                .primary_key(Index::create().col("story_id").col("position"))
                .foreign_key(&mut of_story("cue"))
                .take(),
            Table::create()
                .table("upload")
                .col(uuid("id").primary_key())
                .col(uuid("account_id"))
                .col(uuid_null("story_id"))
                .col(text("file_name"))
                .col(big_integer("length"))
                .col(big_integer("created_at"))
                .col(big_integer("expires_at"))
                .col(string_null("sha256"))
                .col(text_null("object_key"))
                .col(big_integer_null("finished_at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("upload", "account_id")
                        .to("account", "id"),
                )
                .take(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let indexes = [
            Index::create()
                .name("story_participant")
                .table("story")
                .col("participant_id")
                .take(),
            Index::create()
                .name("story_project")
                .table("story")
                .col("project_id")
                .take(),
            Index::create()
                .name("story_nonce")
                .table("story")
                .col("created_by")
                .col("nonce")
                .unique()
                .take(),
            Index::create()
                .name("consent_live")
                .table("consent")
                .col("story_id")
                .col("audience")
                .col("form")
                .col("at")
                .take(),
            Index::create()
                .name("hold_story")
                .table("hold")
                .col("story_id")
                .take(),
            Index::create()
                .name("media_asset_story")
                .table("media_asset")
                .col("story_id")
                .take(),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
