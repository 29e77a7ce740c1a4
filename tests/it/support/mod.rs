//! What tests are written with: the running program, its people, and a reader of pages.
pub mod actors;
pub mod app;
pub mod house;
pub mod html;
pub mod media;
pub mod post;
pub mod tales;
pub mod welsh;
