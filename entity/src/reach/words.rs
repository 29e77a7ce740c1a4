//! How somebody wants to hear from us.
use std::fmt;
use std::str::FromStr;

use sea_orm::sea_query::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::vocabulary::words;

words! {
    /// How somebody wants to hear from us.
    Way {
        Letter = "letter": "A letter",
        Email = "email": "E-mail",
        Text = "text": "A text message",
        Nothing = "nothing": "No messages",
    }
}
