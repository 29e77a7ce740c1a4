//! Makes what people see and hear from what was sent: film, film without sound, sound, poster.
//!
//! It must never carry over anything but picture and sound: no place, no device, no title, no chapter.
//! Nothing here runs in a request; each call is a child process of seconds to hours.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::time::Duration;

use super::image::{self, Picture, PictureError};
use super::probe::{self, MediaFacts, ProbeError};
use super::process::{self, Ended, Limits, ToolError, arguments, file_url};
use super::sniff::Sniffed;

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum TranscodeError {
    /// The film or sound cannot be played. The text is ffmpeg's, for the log only.
    #[error("We could not play this film. Send it again from the phone or camera it was made with.")]
    Broken(String),
    /// Sound was asked of something silent.
    #[error("There is no sound in this film.")]
    NoSound,
    /// Moving pictures were asked of sound alone.
    #[error("There is no moving picture in this recording.")]
    NoPicture,
    /// It takes too long or comes out too big; trying again changes nothing.
    #[error("This film is too long for us to prepare. Send it in shorter pieces.")]
    TooLong,
    /// Our own trouble; trying again later may help.
    #[error("could not run the tools that prepare films")]
    Tool(#[source] ToolError),
}

impl From<ToolError> for TranscodeError {
    fn from(error: ToolError) -> Self {
        match error {
            ToolError::TimedOut(_) => Self::TooLong,
            other => Self::Tool(other),
        }
    }
}

impl From<io::Error> for TranscodeError {
    fn from(error: io::Error) -> Self {
        Self::Tool(ToolError::Io(error))
    }
}

/// Fits a film into 1280 x 720, lying or standing, with square pixels, even sides and the colour layout that
/// every player knows. ffmpeg turns it upright before this.
const FIT: &str = "scale=w='max(2,trunc(min(iw*sar,iw*4)/2)*2)':h='max(2,trunc(ih/2)*2)',setsar=1,\
scale=w='if(gte(iw,ih),min(1280,iw),min(720,iw))':h='if(gte(iw,ih),min(720,ih),min(1280,ih))'\
:force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p";

/// Drops every kind of description, also the ones that belong to one stream.
const BARE: [&str; 15] = [
    "-map_metadata",
    "-1",
    "-map_metadata:s:v",
    "-1",
    "-map_metadata:s:a",
    "-1",
    "-map_chapters",
    "-1",
    "-sn",
    "-dn",
    "-fflags",
    "+bitexact",
    "-movflags",
    "+faststart",
    "-y",
];

/// Makes an MP4 (H.264 and AAC, ready to stream, upright, at most 1280 x 720 or 720 x 1280, about 1.2 Mb/s)
/// at `out`. `facts` are those of `input`; `progress` hears whole per cents, rising, when the length is known.
/// Gives the facts of what was made.
pub async fn film(
    input: &Path,
    facts: &MediaFacts,
    out: &Path,
    progress: impl FnMut(u8) + Send,
) -> Result<MediaFacts, TranscodeError> {
    if !facts.has_video {
        return Err(TranscodeError::NoPicture);
    }
    let mut args = arguments([
        "-map", "0:V:0", "-map", "0:a:0?", "-vf", FIT, "-fpsmax", "30", "-threads", "2",
    ]);
    args.extend(arguments([
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "25", "-maxrate", "1200k",
    ]));
    args.extend(arguments([
        "-bufsize",
        "2400k",
        "-profile:v",
        "high",
        "-g",
        "60",
        "-flags:v",
        "+bitexact",
    ]));
    args.extend(arguments([
        "-c:a",
        "aac",
        "-b:a",
        "96k",
        "-ac",
        "2",
        "-ar",
        "48000",
        "-flags:a",
        "+bitexact",
    ]));
    args.extend(arguments(["-max_muxing_queue_size", "1024"]));
    make(input, facts, args, "mp4", out, progress).await
}

/// Makes a copy of a film from [`film`] without its sound. Quick: the picture is copied as it is.
pub async fn silent_film(film: &Path, facts: &MediaFacts, out: &Path) -> Result<MediaFacts, TranscodeError> {
    if !facts.has_video {
        return Err(TranscodeError::NoPicture);
    }
    make(
        film,
        facts,
        arguments(["-map", "0:V:0", "-c:v", "copy", "-an"]),
        "mp4",
        out,
        |_| {},
    )
    .await
}

/// Makes an M4A (AAC, ready to stream) from a film or a sound recording.
pub async fn sound(
    input: &Path,
    facts: &MediaFacts,
    out: &Path,
    progress: impl FnMut(u8) + Send,
) -> Result<MediaFacts, TranscodeError> {
    if !facts.has_audio {
        return Err(TranscodeError::NoSound);
    }
    let mut args = arguments([
        "-map", "0:a:0", "-vn", "-c:a", "aac", "-b:a", "96k", "-ac", "2", "-ar", "48000",
    ]);
    args.extend(arguments(["-flags:a", "+bitexact"]));
    make(input, facts, args, "ipod", out, progress).await
}

/// Makes a still from near the beginning of a film; `scratch` is a place for one file that may be overwritten.
pub async fn poster(input: &Path, facts: &MediaFacts, scratch: &Path) -> Result<Picture, TranscodeError> {
    if !facts.has_video {
        return Err(TranscodeError::NoPicture);
    }
    // People press the button before they are ready: look a little later, when there is a later.
    let later = facts.duration_ms.map_or(0, |length| (length / 10).min(3000));
    let looks: &[u64] = if later > 0 { &[later, 0] } else { &[0] };
    let limits = Limits {
        time: Duration::from_secs(120),
        memory: 4 << 30,
        file: 64 << 20,
        output: 64 * 1024,
    };
    let mut words = String::new();
    for from in looks {
        let mut args = arguments(["-nostdin", "-hide_banner", "-v", "error", "-threads", "2"]);
        args.extend(["-ss".into(), OsString::from(format!("{from}ms"))]);
        args.extend(source(input).await?);
        args.extend(arguments(["-map", "0:V:0", "-vf"]));
        // The most typical of the next frames is seldom black or blurred.
        args.push(format!("thumbnail=n=40,{FIT}").into());
        args.extend(arguments([
            "-frames:v",
            "1",
            "-map_metadata",
            "-1",
            "-c:v",
            "png",
            "-f",
            "image2",
        ]));
        args.extend(arguments(["-update", "1", "-y"]));
        args.push(file_url(scratch));
        let ended = process::run("ffmpeg", &args, limits, |_| {}).await?;
        if ended.success
            && tokio::fs::metadata(scratch)
                .await
                .is_ok_and(|made| made.len() > 0)
        {
            return image::render_file(scratch).await.map_err(|error| match error {
                PictureError::Io(error) => error.into(),
                other => TranscodeError::Broken(other.to_string()),
            });
        }
        words = ended.words;
    }
    Err(TranscodeError::Broken(words))
}

async fn source(path: &Path) -> Result<Vec<OsString>, TranscodeError> {
    match probe::sniffed(path).await? {
        Sniffed::Container(demuxer) => Ok(probe::input(path, demuxer)),
        _ => Err(TranscodeError::Broken("not a container".into())),
    }
}

/// Runs ffmpeg over `input`, then looks at what came out.
async fn make(
    input: &Path,
    facts: &MediaFacts,
    how: Vec<OsString>,
    muxer: &str,
    out: &Path,
    progress: impl FnMut(u8) + Send,
) -> Result<MediaFacts, TranscodeError> {
    let limits = limits_for(facts.duration_ms);
    let mut args = arguments([
        "-nostdin",
        "-hide_banner",
        "-v",
        "error",
        "-progress",
        "pipe:1",
        "-threads",
        "2",
    ]);
    args.extend(source(input).await?);
    args.extend(how);
    args.extend(arguments(BARE));
    args.extend(arguments(["-f", muxer, "-fs"]));
    args.push(limits.file.to_string().into());
    args.push(file_url(out));
    let mut meter = Meter::new(facts.duration_ms, progress);
    let Ended { success, words } = process::run("ffmpeg", &args, limits, |bytes| meter.hear(bytes)).await?;
    if !success {
        return Err(TranscodeError::Broken(words));
    }
    // At the size limit ffmpeg stops quietly, and half a film is not the film.
    if tokio::fs::metadata(out).await?.len().saturating_add(1 << 20) >= limits.file {
        return Err(TranscodeError::TooLong);
    }
    let made = probe::probe(out).await.map_err(|error| match error {
        ProbeError::Tool(error) => TranscodeError::from(error),
        ProbeError::NotMedia | ProbeError::Broken => TranscodeError::Broken(words),
    })?;
    meter.say(100);
    Ok(made)
}

/// Time and room in proportion to the length: a slow machine needs about as long as the film lasts.
fn limits_for(duration_ms: Option<u64>) -> Limits {
    const LONGEST: u64 = 6 * 3600;
    let seconds = duration_ms.map_or(3600, |length| length / 1000).min(LONGEST);
    Limits {
        time: Duration::from_secs((120 + 8 * seconds).min(LONGEST)),
        memory: 4 << 30,
        // Twice the highest rate that is asked for, and a floor for the very short.
        file: (16 << 20) + seconds * 2 * 1_300_000 / 8,
        output: usize::MAX,
    }
}

/// Reads ffmpeg's `-progress` lines.
struct Meter<P> {
    length_us: Option<u64>,
    line: Vec<u8>,
    last: Option<u8>,
    progress: P,
}

impl<P: FnMut(u8)> Meter<P> {
    fn new(duration_ms: Option<u64>, progress: P) -> Self {
        let length_us = duration_ms
            .filter(|length| *length > 0)
            .map(|length| length * 1000);
        Self {
            length_us,
            line: Vec::new(),
            last: None,
            progress,
        }
    }

    fn hear(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if *byte != b'\n' {
                // A progress line is short; anything longer is not one.
                if self.line.len() < 200 {
                    self.line.push(*byte);
                }
                continue;
            }
            let done = std::str::from_utf8(&self.line)
                .ok()
                .and_then(|line| line.trim().strip_prefix("out_time_us="));
            if let (Some(done), Some(length)) =
                (done.and_then(|done| done.parse::<u64>().ok()), self.length_us)
            {
                // 100 is said only when the result was looked at.
                let percent = u8::try_from((done.saturating_mul(100) / length).min(99)).unwrap_or(99);
                self.say(percent);
            }
            self.line.clear();
        }
    }

    fn say(&mut self, percent: u8) {
        if self.last.is_none_or(|last| percent > last) {
            self.last = Some(percent);
            (self.progress)(percent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_rises_whatever_pieces_it_comes_in() {
        let mut heard = Vec::new();
        let mut meter = Meter::new(Some(10_000), |percent| heard.push(percent));
        meter.hear(b"frame=1\nout_time_us=N/A\nout_ti");
        meter.hear(b"me_us=2500000\nout_time_us=2000000\nout_time_us=99000000\n");
        meter.say(100);
        assert_eq!(heard, [25, 99, 100]);
    }
}
