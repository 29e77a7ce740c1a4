//! The web kit: everything a feature needs to be a set of pages, and nothing of any feature.
//! A handler takes [`State`](crate::state::State), [`Who`] and a [`Form`], and answers with a [`Reply`].
pub mod asked;
pub mod assets;
pub mod beside;
pub mod captions;
pub mod carry;
pub mod chosen;
pub mod code;
#[cfg(test)]
mod colours;
pub mod components;
pub mod csrf;
pub mod dates;
pub mod error;
pub mod field;
pub mod form;
pub mod gives;
pub mod headers;
pub mod looked;
pub mod multipart;
pub mod outgoing;
pub mod page;
pub mod passkeys;
pub mod photos;
pub mod range;
pub mod saved;
pub mod session;
pub mod sharing;
pub mod shown;
pub mod step;
pub mod table;
pub mod templates;
pub mod throttle;
pub mod trace;
pub mod tus;
pub mod twin;
pub mod upload;
pub mod viewer;

pub use self::error::Error;
pub use self::field::{Fields, Invalid};
pub use self::form::{Form, Query};
pub use self::looked::looked;
pub use self::page::{Page, see_other, see_other_saying};
pub use self::table::{Access, Table};
pub use self::throttle::Door;
pub use self::viewer::Who;

/// What every handler returns.
pub type Reply = Result<actix_web::HttpResponse, Error>;
