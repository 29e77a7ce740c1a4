//! The pages as people meet them: in a real browser, at the size of a phone and of a desk.
//! Must never test what a request alone can test; that is in `tests/it`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test stumbles over is its report"
)]
mod ann_sends;
mod browser;
mod council;
mod every_page;
mod going_back;
mod listening;
mod looks;
mod measures;
mod no_signal;
mod pages;
mod passkey;
mod phone;
mod recording;
mod relay;
mod sending;
mod stopping;
mod storyteller;
mod trouble;
mod watching;
