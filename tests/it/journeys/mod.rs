//! One file a journey, named as the feature; each test is a sentence.
mod accounts;
mod discover;
mod filming;
mod home;
mod my_stories;
mod showcases;
mod telling;
