//! The media engine against real ffmpeg, real files and files made to do harm.
mod films;
mod pictures;
mod ranges;
mod store;
mod uploads;
