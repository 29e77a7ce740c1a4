//! One file a journey, named as the feature; each test is a sentence.
mod accounts;
mod closing;
mod coding;
mod discover;
mod files;
mod filming;
mod holds;
mod home;
mod interviews;
mod kept;
mod my_stories;
mod narrowing;
mod participants;
mod playing;
mod projects;
mod searching;
mod showcases;
pub mod telling;
