//! Pictures on the scale of faces. Private to the vault.
use sea_orm::entity::prelude::*;

use crate::{AssetId, StoryId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "placing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub story_id: StoryId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub symbol: String,
    pub label: String,
    /// From 1 to 5; 0 while it is on no face.
    pub feeling: i32,
    pub picture: String,
    pub topic: String,
    pub words: String,
    pub card_photo: bool,
    pub photo_id: Option<AssetId>,
    pub sound_id: Option<AssetId>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Which picture it is. One that was placed before pictures had keys goes by what it is called.
    pub(super) fn which(&self) -> &str {
        if self.picture.is_empty() {
            &self.label
        } else {
            &self.picture
        }
    }
}
