//! The web kit. Must never know a feature.

pub mod components;
pub mod templates;
