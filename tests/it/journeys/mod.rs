//! One file a journey, named as the feature; each test is a sentence.
mod accounts;
mod home;
