//! A person's own photos and how many faces they like to pick from; words, a photo and a voice beside a
//! picture on a face; what two phones wrote in one draft.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, string, text, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            string("picture").default("").take(),
            string("topic").default("").take(),
            text("words").default("").take(),
            boolean("card_photo").default(false).take(),
            uuid_null("photo_id").take(),
            uuid_null("sound_id").take(),
        ];
        for column in columns {
            let wider = Table::alter().table("placing").add_column(column).take();
            manager.alter_table(wider).await?;
        }
        let photos = Table::create()
            .table("own_photo")
            .col(uuid("id").primary_key())
            .col(uuid("participant_id"))
            .col(text("label"))
            .col(text("original_key"))
            .col(text("small_key"))
            .col(big_integer("small_bytes"))
            .col(string("small_sha256"))
            .col(big_integer("at"))
            .foreign_key(
                ForeignKey::create()
                    .from("own_photo", "participant_id")
                    .to("participant", "id"),
            )
            .take();
        manager.create_table(photos).await?;
        let index = Index::create()
            .name("own_photo_of")
            .table("own_photo")
            .col("participant_id")
            .col("at")
            .take();
        manager.create_index(index).await?;
        let beside = Table::create()
            .table("draft_words")
            .col(uuid("story_id"))
            .col(string("page"))
            .col(text("words"))
            .col(string("sha256"))
            .col(big_integer("at"))
            .primary_key(Index::create().col("story_id").col("page"))
            .foreign_key(
                ForeignKey::create()
                    .from("draft_words", "story_id")
                    .to("story", "id"),
            )
            .take();
        manager.create_table(beside).await?;
        let scale = Table::create()
            .table("own_scale")
            .col(uuid("participant_id").primary_key())
            .col(integer("faces"))
            .foreign_key(
                ForeignKey::create()
                    .from("own_scale", "participant_id")
                    .to("participant", "id"),
            )
            .take();
        manager.create_table(scale).await
    }
}
