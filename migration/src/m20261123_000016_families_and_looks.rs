//! Families: who belongs together, and each member's own answer about standing beside the others.
//! And the ways in which the audit is asked who looked at a story, and what somebody looked at.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, string, text, uuid};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let family = Table::create()
            .table("family")
            .col(uuid("id").primary_key())
            .col(uuid("created_by"))
            .col(big_integer("created_at"))
            .take();
        manager.create_table(family).await?;
        let kinship = Table::create()
            .table("kinship")
            .col(uuid("participant_id").primary_key())
            .col(uuid("family_id"))
            .col(string("relation"))
            .col(string("service"))
            .col(uuid("linked_by"))
            .col(big_integer("linked_at"))
            .foreign_key(&mut to("kinship", "participant_id", "participant"))
            .foreign_key(&mut to("kinship", "family_id", "family"))
            .take();
        manager.create_table(kinship).await?;
        let consent = Table::create()
            .table("family_consent")
            .col(uuid("id").primary_key())
            .col(uuid("family_id"))
            .col(uuid("participant_id"))
            .col(string("audience"))
            .col(boolean("answer"))
            .col(string("wording"))
            .col(text("explained"))
            .col(text("present"))
            .col(uuid("asked_by"))
            .col(big_integer("at"))
            .foreign_key(&mut to("family_consent", "participant_id", "participant"))
            .foreign_key(&mut to("family_consent", "family_id", "family"))
            .take();
        manager.create_table(consent).await?;
        let indexes: [(&str, &str, &[&str]); 4] = [
            (
                "family_consent_family",
                "family_consent",
                &["family_id", "participant_id"],
            ),
            ("participant_family", "participant", &["family_id"]),
            ("audit_look", "audit", &["subject_id", "account_id", "at"]),
            ("audit_account", "audit", &["account_id", "at"]),
        ];
        for (name, table, columns) in indexes {
            let mut index = Index::create().name(name).table(table).take();
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn to(table: &'static str, column: &'static str, other: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(other, "id").take()
}
