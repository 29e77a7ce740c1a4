//! The integration tests, in one binary.

mod crash;
mod jobs;
mod search;
