//! x
pub mod jobs;
pub mod search;
