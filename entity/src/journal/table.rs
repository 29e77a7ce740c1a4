//! The consent journal as the database has it.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent_journal")]
pub struct Model {
    /// From 0; line 0 is the name of the journal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub line: String,
}

impl ActiveModelBehavior for ActiveModel {}
