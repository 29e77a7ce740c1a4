//! x
pub mod web;
