//! What can come back from the vault instead of an answer. Never carries a person's words.

/// Why the vault did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there, or not for this viewer; the two are never told apart.
    #[error("not found")]
    NotFound,
    /// Something changed meanwhile; look again.
    #[error("changed meanwhile: {0}")]
    Conflict(&'static str),
    /// Not allowed as things stand; the sentence may be shown to the person.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// What was done is done, but the consent journal beside the database could not be written.
    #[error("consent journal: {0}")]
    Journal(String),
    /// The database did not answer as expected.
    #[error("database: {0}")]
    Db(#[from] sea_orm::DbErr),
}

/// What vault functions return.
pub type Result<T> = std::result::Result<T, Error>;
