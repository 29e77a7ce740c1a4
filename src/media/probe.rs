//! Finds out what a file really is: ffprobe decides, after the first bytes were looked at.
//!
//! It must never trust a name, follow a reference out of the file, or run without limits.

use std::io;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use super::process::{self, Limits, ToolError, arguments, file_url};
use super::sniff::{self, DEMUXERS, Sniffed};
use super::{blocking, image};

/// What a file is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Moving pictures, with or without sound.
    Film,
    /// Sound alone (a cover picture does not count).
    Sound,
    /// A still picture.
    Picture,
}

/// What is known about a file before anything is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFacts {
    pub kind: Kind,
    /// Length in milliseconds; `None` when the file does not say (a browser's recorder leaves it out).
    pub duration_ms: Option<u64>,
    /// Width in pixels as it is shown, after turning it upright.
    pub width: Option<u32>,
    /// Height in pixels as it is shown, after turning it upright.
    pub height: Option<u32>,
    /// How far the stored frames are turned clockwise to be upright: 0, 90, 180 or 270 degrees.
    pub rotation: u16,
    pub has_audio: bool,
    pub has_video: bool,
    /// Codec names as ffmpeg spells them, picture first.
    pub codecs: Vec<String>,
}

/// Why there are no facts.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    /// It is something else altogether; refuse it and keep nothing.
    #[error("This is not a film, a sound recording or a picture. Choose another file.")]
    NotMedia,
    /// It was one, but cannot be played: cut short, empty or damaged. Keep the original.
    #[error("We could not play this film. Send it again from the phone or camera it was made with.")]
    Broken,
    /// Our own trouble; trying again later may help.
    #[error("could not look at the file")]
    Tool(#[from] ToolError),
}

impl From<io::Error> for ProbeError {
    fn from(error: io::Error) -> Self {
        Self::Tool(ToolError::Io(error))
    }
}

const LIMITS: Limits = Limits {
    time: Duration::from_secs(30),
    memory: 2 << 30,
    file: 0,
    output: 1024 * 1024,
};

/// Looks at a file. Runs one short child process for films and sounds, none for pictures.
pub async fn probe(path: &Path) -> Result<MediaFacts, ProbeError> {
    match sniffed(path).await? {
        Sniffed::Empty => Err(ProbeError::Broken),
        Sniffed::Other | Sniffed::Heic => Err(ProbeError::NotMedia),
        Sniffed::Picture => probe_picture(path).await,
        Sniffed::Container(demuxer) => {
            let own = path.to_owned();
            if demuxer == "mov" && blocking(move || sniff::movie_is_cut(&own)).await? {
                return Err(ProbeError::Broken);
            }
            probe_streams(path, demuxer).await
        }
    }
}

pub(super) async fn sniffed(path: &Path) -> io::Result<Sniffed> {
    let path = path.to_owned();
    blocking(move || sniff::sniff(&path)).await
}

async fn probe_picture(path: &Path) -> Result<MediaFacts, ProbeError> {
    let path = path.to_owned();
    let (width, height) = match blocking(move || image::size(&path)).await {
        Ok(size) => size,
        Err(image::PictureError::NotAPicture | image::PictureError::TooBig) => {
            return Err(ProbeError::NotMedia);
        }
        Err(image::PictureError::Broken) => return Err(ProbeError::Broken),
        Err(image::PictureError::Io(error)) => return Err(error.into()),
    };
    Ok(MediaFacts {
        kind: Kind::Picture,
        duration_ms: None,
        width: Some(width),
        height: Some(height),
        rotation: 0,
        has_audio: false,
        has_video: false,
        codecs: Vec::new(),
    })
}

async fn probe_streams(path: &Path, demuxer: &'static str) -> Result<MediaFacts, ProbeError> {
    let mut args = arguments(["-v", "error", "-of", "json", "-show_entries"]);
    args.extend(arguments([
        "format=duration:stream=codec_type,codec_name,width,height,duration:stream_disposition=attached_pic:stream_side_data=rotation",
    ]));
    args.extend(input(path, demuxer));
    let mut json = Vec::new();
    let ended = process::run("ffprobe", &args, LIMITS, |bytes| json.extend_from_slice(bytes)).await;
    let ended = match ended {
        Ok(ended) => ended,
        // A file that keeps ffprobe busy for so long is broken or meant to hurt; trying again changes nothing.
        Err(ToolError::TimedOut(_) | ToolError::TooMuchOutput(_)) => return Err(ProbeError::Broken),
        Err(other) => return Err(other.into()),
    };
    if !ended.success {
        return Err(ProbeError::Broken);
    }
    let report: Report = serde_json::from_slice(&json).map_err(|_| ProbeError::Broken)?;
    facts(&report).ok_or(ProbeError::Broken)
}

/// The input options that keep ffmpeg inside the one file, and the file.
pub(super) fn input(path: &Path, demuxer: &'static str) -> Vec<std::ffi::OsString> {
    let mut args = arguments([
        "-protocol_whitelist",
        "file",
        "-format_whitelist",
        DEMUXERS,
        "-f",
        demuxer,
        "-i",
    ]);
    args.push(file_url(path));
    args
}

fn facts(report: &Report) -> Option<MediaFacts> {
    let cover = |stream: &&Stream| {
        stream
            .disposition
            .as_ref()
            .is_some_and(|seen| seen.attached_pic != 0)
    };
    let video = report
        .streams
        .iter()
        .filter(|s| s.codec_type.as_deref() == Some("video"))
        .find(|s| !cover(s));
    let audio = report
        .streams
        .iter()
        .find(|s| s.codec_type.as_deref() == Some("audio"));
    if video.is_none() && audio.is_none() {
        return None;
    }
    let rotation = video.map_or(0, Stream::clockwise);
    let size = video.and_then(|s| Some((s.width?, s.height?)));
    let size = if rotation % 180 == 90 {
        size.map(|(w, h)| (h, w))
    } else {
        size
    };
    let lengths = [report.format.as_ref().and_then(|f| f.duration.as_deref())]
        .into_iter()
        .chain(
            [video, audio]
                .into_iter()
                .flatten()
                .map(|s| s.duration.as_deref()),
        );
    Some(MediaFacts {
        kind: if video.is_some() { Kind::Film } else { Kind::Sound },
        duration_ms: lengths.flatten().find_map(milliseconds),
        width: size.map(|(w, _)| w),
        height: size.map(|(_, h)| h),
        rotation,
        has_audio: audio.is_some(),
        has_video: video.is_some(),
        codecs: [video, audio]
            .into_iter()
            .flatten()
            .filter_map(|s| s.codec_name.clone())
            .collect(),
    })
}

/// Seconds as ffprobe writes them ("12.345000") to whole milliseconds; nothing for "N/A" or below zero.
fn milliseconds(seconds: &str) -> Option<u64> {
    let length = Duration::try_from_secs_f64(seconds.parse().ok()?).ok()?;
    u64::try_from(length.as_millis()).ok()
}

#[derive(Deserialize)]
struct Report {
    #[serde(default)]
    streams: Vec<Stream>,
    format: Option<Format>,
}

#[derive(Deserialize)]
struct Format {
    duration: Option<String>,
}

#[derive(Deserialize)]
struct Stream {
    codec_type: Option<String>,
    codec_name: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    duration: Option<String>,
    disposition: Option<Disposition>,
    #[serde(default)]
    side_data_list: Vec<SideData>,
}

impl Stream {
    /// ffprobe tells the turn counter-clockwise and between -180 and 180.
    fn clockwise(&self) -> u16 {
        let turn = self
            .side_data_list
            .iter()
            .find_map(|data| data.rotation)
            .unwrap_or(0.0);
        match (-turn).rem_euclid(360.0) {
            d if (45.0..135.0).contains(&d) => 90,
            d if (135.0..225.0).contains(&d) => 180,
            d if (225.0..315.0).contains(&d) => 270,
            _ => 0,
        }
    }
}

#[derive(Deserialize)]
struct Disposition {
    attached_pic: u8,
}

#[derive(Deserialize)]
struct SideData {
    rotation: Option<f64>,
}
