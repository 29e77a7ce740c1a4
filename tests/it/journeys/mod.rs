//! One file a journey, named as the feature; each test is a sentence.
mod accounts;
mod filming;
mod home;
mod my_stories;
mod telling;
