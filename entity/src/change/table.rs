//! What changed, in the order it was written.
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::{Subject, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub subject: Subject,
    pub subject_id: Uuid,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
