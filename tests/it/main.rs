//! The integration tests, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test stumbles over is its report"
)]

#[cfg(test)]
mod components;
mod journeys;
mod media;
mod policy;
mod support;
