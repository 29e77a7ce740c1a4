//! One file a journey, named as the feature; each test is a sentence.
mod accounts;
mod coding;
mod holds;
mod home;
mod interviews;
mod participants;
mod projects;
