//! How a person wants their pages, one row an account.
use sea_orm::entity::prelude::*;

use crate::{AccountId, Colours, Language, Letters, Pictures, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "choices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    pub pictures: Option<Pictures>,
    pub colours: Option<Colours>,
    pub size: Option<Letters>,
    pub calm: Option<bool>,
    pub language: Option<Language>,
    pub helper: String,
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
