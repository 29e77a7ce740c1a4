//! What somebody asks for.
use std::fmt;
use std::str::FromStr;

use sea_orm::sea_query::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::vocabulary::words;

words! {
    /// What somebody asks for.
    Ask {
        Call = "call": "Call me",
        Text = "text": "Text me",
        Card = "card": "I want a new card",
    }
}
