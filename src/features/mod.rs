//! One folder a journey. No feature uses another; they meet in the vault.
pub mod accounts;
pub mod files;
pub mod health;
pub mod home;
pub mod my_stories;
pub mod telling;
