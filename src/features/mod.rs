//! One folder a journey. No feature uses another; they meet in the vault.
pub mod accounts;
pub mod health;
pub mod home;
pub mod participants;
pub mod projects;
