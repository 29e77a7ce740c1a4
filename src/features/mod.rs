//! One folder a journey. No feature uses another; they meet in the vault.
pub mod accounts;
pub mod discover;
pub mod files;
pub mod health;
pub mod home;
pub mod showcases;
