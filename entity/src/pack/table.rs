//! What a council added to the pictures and questions, or changed of those that come with the program.
use sea_orm::entity::prelude::*;

use crate::{PackKind, Timestamp};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pack_card")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub kind: PackKind,
    pub topic: String,
    pub position: i32,
    pub symbol: String,
    pub words_en: String,
    pub words_cy: String,
    pub photo_key: Option<String>,
    pub photo_mime: Option<String>,
    pub photo_bytes: Option<i64>,
    pub photo_sha256: Option<String>,
    pub sound_key: Option<String>,
    pub sound_mime: Option<String>,
    pub sound_bytes: Option<i64>,
    pub sound_sha256: Option<String>,
    pub retired_at: Option<Timestamp>,
    pub changed_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
