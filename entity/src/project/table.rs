//! Projects.
use sea_orm::entity::prelude::*;

use crate::{AccountId, ProjectId, ProjectKind, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProjectId,
    pub name: String,
    pub kind: ProjectKind,
    pub about: String,
    pub lawful_basis: String,
    pub special_condition: String,
    pub retention_months: i32,
    pub approval_reference: Option<String>,
    pub opened_by: AccountId,
    pub opened_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
