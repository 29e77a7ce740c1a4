//! The integration tests, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what a test stumbles over is its report"
)]

mod journeys;
mod policy;
mod support;
