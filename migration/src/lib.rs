//! Frozen history of the tables: one change a file, never edited once landed.
//! Depends on nothing of ours, so that old steps keep meaning what they meant.
pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::{MigrationTrait, async_trait};

mod m20261123_000001_people;
mod m20261123_000002_stories;
mod m20261123_000003_themes_and_codings;
mod m20261123_000004_showcases;
mod m20261123_000005_logs_and_jobs;
mod m20261123_000006_change_log;
mod m20261123_000007_showcase_nonce;
mod m20261123_000008_newest_stories;
mod m20261123_000009_audit_of_one;
mod m20261123_000010_audit_chain;
mod m20261123_000011_settings_and_notices;
mod m20261123_000012_stop;
mod m20261123_000013_asking_again;
mod m20261123_000014_concerns;
mod m20261123_000015_capacity_and_helpers;
mod m20261123_000016_families_and_looks;
mod m20261123_000017_consent_journal;
mod m20261123_000018_searches_insights_decisions;
mod m20261123_000019_placing;
mod m20261123_000020_citation_removed;
mod m20261123_000021_second_yes_ends;
mod m20261123_000022_once_of_a_family;
mod m20261123_000023_messages;
mod m20261123_000024_passkeys;
mod m20261123_000025_choices;
mod m20261123_000026_packs;
mod m20261123_000027_own_pictures;
mod m20261123_000028_taken_back_index;
mod m20261123_000029_own_lines;
mod m20261124_000030_receipt_more;

/// Runs every step that a database has not had yet.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_people::Migration),
            Box::new(m20261123_000002_stories::Migration),
            Box::new(m20261123_000003_themes_and_codings::Migration),
            Box::new(m20261123_000004_showcases::Migration),
            Box::new(m20261123_000005_logs_and_jobs::Migration),
            Box::new(m20261123_000006_change_log::Migration),
            Box::new(m20261123_000007_showcase_nonce::Migration),
            Box::new(m20261123_000008_newest_stories::Migration),
            Box::new(m20261123_000009_audit_of_one::Migration),
            Box::new(m20261123_000010_audit_chain::Migration),
            Box::new(m20261123_000011_settings_and_notices::Migration),
            Box::new(m20261123_000012_stop::Migration),
            Box::new(m20261123_000013_asking_again::Migration),
            Box::new(m20261123_000014_concerns::Migration),
            Box::new(m20261123_000015_capacity_and_helpers::Migration),
            Box::new(m20261123_000016_families_and_looks::Migration),
            Box::new(m20261123_000017_consent_journal::Migration),
            Box::new(m20261123_000018_searches_insights_decisions::Migration),
            Box::new(m20261123_000019_placing::Migration),
            Box::new(m20261123_000020_citation_removed::Migration),
            Box::new(m20261123_000023_messages::Migration),
            Box::new(m20261123_000024_passkeys::Migration),
            Box::new(m20261123_000021_second_yes_ends::Migration),
            Box::new(m20261123_000028_taken_back_index::Migration),
            Box::new(m20261123_000026_packs::Migration),
            Box::new(m20261123_000027_own_pictures::Migration),
            Box::new(m20261123_000025_choices::Migration),
            Box::new(m20261123_000022_once_of_a_family::Migration),
            Box::new(m20261123_000029_own_lines::Migration),
            Box::new(m20261124_000030_receipt_more::Migration),
        ]
    }
}
