//! Firsthand: where a council keeps, understands and acts on what people say in their own words.
//!
//! Floors, from the ground. A file may use its own folder and lower floors; never sideways, never up.
//! - F0 [`config`], [`clock`], [`folder`], [`telemetry`]: leaves
//! - F1 the `entity` crate: the vault; [`words`]: what pages and messages say, in two languages
//! - F2 `search`, `media`, `jobs`, `mail`: engines that know no page
//! - F3 [`web`], [`state`]: the kit that pages are made with
//! - F4 [`features`]: one folder a journey
//! - F5 [`app`], [`cli`], [`routes`]: the composition
pub mod clock;
pub mod config;
pub mod folder;
pub mod telemetry;

pub mod words;

pub mod jobs;
pub mod journal;
pub mod mail;
pub mod media;
pub mod search;

pub mod state;
pub mod web;

pub mod features;

pub mod app;
pub mod cli;
pub mod demo;
pub mod routes;
