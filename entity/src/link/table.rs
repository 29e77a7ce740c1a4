//! Links to sign in with; only the hash of the secret is kept, and that from the moment it is sent.
use sea_orm::entity::prelude::*;

use crate::reach::Way;
use crate::{AccountId, LinkId, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LinkId,
    pub account_id: AccountId,
    pub way: Way,
    pub token_hash: Option<String>,
    pub asked_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub used_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
