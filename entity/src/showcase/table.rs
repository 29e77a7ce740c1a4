//! Showcases; their items are apart.
use sea_orm::entity::prelude::*;

use crate::{AccountId, Audience, ShowcaseId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "showcase")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ShowcaseId,
    pub title: String,
    pub why: String,
    pub question: String,
    pub audience: Audience,
    pub created_by: AccountId,
    pub created_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    pub nonce: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
