//! One folder a journey. No feature uses another; they meet in the vault.
pub mod accounts;
pub mod coding;
pub mod discover;
pub mod files;
pub mod health;
pub mod holds;
pub mod home;
pub mod interviews;
pub mod my_stories;
pub mod participants;
pub mod projects;
pub mod showcases;
pub mod telling;
