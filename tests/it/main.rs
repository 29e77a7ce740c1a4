//! The integration tests, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test stumbles over is its report"
)]

#[cfg(test)]
mod components;
mod council;
mod crash;
mod jobs;
mod journeys;
mod killed;
mod media;
mod policy;
mod restore;
mod search;
mod starting;
mod support;
mod tampering;
