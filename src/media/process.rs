//! Runs ffmpeg and ffprobe as strangers: an argument list and no shell, an own process group, low priority,
//! limits on time, memory, file size and output, and no open input.
//!
//! It must never leave a child behind: when the future is dropped, the whole group is killed; when the program
//! itself is killed, the system kills the child.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Stdio;
use std::sync::{OnceLock, PoisonError, RwLock};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;

/// How much of the child's own words is kept for the log.
const STDERR_TAIL: usize = 4 * 1024;

/// Where the programs are, and the longest one may take.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tools {
    ffmpeg: OsString,
    ffprobe: OsString,
    longest: Duration,
}

/// One for the process, as its children are.
static TOOLS: RwLock<Option<Tools>> = RwLock::new(None);

impl Tools {
    fn of(media: &crate::config::Media) -> Self {
        Self {
            ffmpeg: media.ffmpeg.clone().into(),
            ffprobe: media.ffprobe.clone().into(),
            longest: Duration::from_secs(media.transcode_timeout_seconds),
        }
    }

    fn now() -> Self {
        TOOLS
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .unwrap_or_else(|| Self::of(&crate::config::Media::default()))
    }

    /// What to start for `program`, and how long it may take where it wanted so long.
    fn resolve(self, program: &'static str, wanted: Duration) -> (OsString, Duration) {
        let path = match program {
            "ffmpeg" => self.ffmpeg,
            "ffprobe" => self.ffprobe,
            other => other.into(),
        };
        (path, wanted.min(self.longest))
    }
}

/// Takes the programs and the time from the configuration, for every child from now on.
pub fn use_tools(media: &crate::config::Media) {
    *TOOLS.write().unwrap_or_else(PoisonError::into_inner) = Some(Tools::of(media));
}

/// What a child may use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Wall clock; CPU time gets four times this, for a child whose parent was killed.
    pub time: Duration,
    /// Address space in bytes.
    pub memory: u64,
    /// The largest file it may write, in bytes.
    pub file: u64,
    /// The most it may say on its standard output, in bytes.
    pub output: usize,
}

/// How a child ended by itself.
#[derive(Debug)]
pub(super) struct Ended {
    pub success: bool,
    /// The last of its standard error, for the log only: it may name parts of the input.
    pub words: String,
}

/// Why a child did not end by itself.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    #[error("{0} could not be started; is ffmpeg installed?")]
    Missing(&'static str, #[source] io::Error),
    #[error("{0} was stopped from outside or ran out of room")]
    Stopped(&'static str),
    #[error("{0} took too long and was stopped")]
    TimedOut(&'static str),
    #[error("{0} said too much and was stopped")]
    TooMuchOutput(&'static str),
    #[error("lost touch with the child process")]
    Io(#[from] io::Error),
}

/// Runs `program` and gives each piece of its standard output to `on_output`.
pub(super) async fn run(
    program: &'static str,
    args: &[OsString],
    mut limits: Limits,
    on_output: impl FnMut(&[u8]) + Send,
) -> Result<Ended, ToolError> {
    let (path, longest) = Tools::now().resolve(program, limits.time);
    limits.time = longest;
    let mut command = wrapped(path, limits);
    command
        .args(args)
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // Both: the group for whatever the child starts, kill_on_drop so that the child itself is reaped.
    command.process_group(0).kill_on_drop(true);
    let mut child = command
        .spawn()
        .map_err(|error| ToolError::Missing(program, error))?;
    let mut group = Group::of(child.id());
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());

    let work = async {
        let ((), words) = tokio::try_join!(listen(program, stdout, limits.output, on_output), tail(stderr))?;
        let status = child.wait().await?;
        // `nice` and `prlimit` answer so when there is nothing to start: that says nothing about a film.
        if matches!(status.code(), Some(126 | 127)) {
            return Err(ToolError::Missing(program, io::ErrorKind::NotFound.into()));
        }
        let success = status.success();
        if let Some(error) = outside(program, status.signal(), success, &words) {
            return Err(error);
        }
        Ok::<_, ToolError>(Ended { success, words })
    };
    let ended = tokio::time::timeout(limits.time, work)
        .await
        .map_err(|_| ToolError::TimedOut(program))??;
    group.ended();
    Ok(ended)
}

/// What ended the child was not the film: a signal, or a machine with no room left. One that crashes
/// over a film ends by a signal as well, and is tried again in vain.
fn outside(program: &'static str, signal: Option<i32>, success: bool, words: &str) -> Option<ToolError> {
    const NO_ROOM: [&str; 2] = ["No space left on device", "Cannot allocate memory"];
    match signal {
        // The limits on CPU time and file size that were set for the child.
        Some(signal) if signal == Signal::XCPU.as_raw() => Some(ToolError::TimedOut(program)),
        Some(signal) if signal == Signal::XFSZ.as_raw() => None,
        Some(_) => Some(ToolError::Stopped(program)),
        None if !success && NO_ROOM.iter().any(|said| words.contains(said)) => {
            Some(ToolError::Stopped(program))
        }
        None => None,
    }
}

async fn listen(
    program: &'static str,
    pipe: Option<impl AsyncRead + Unpin>,
    most: usize,
    mut on_output: impl FnMut(&[u8]),
) -> Result<(), ToolError> {
    let Some(mut pipe) = pipe else { return Ok(()) };
    let mut said = 0_usize;
    let mut piece = Vec::with_capacity(8 * 1024);
    while pipe.read_buf(&mut piece).await? > 0 {
        said = said.saturating_add(piece.len());
        if said > most {
            return Err(ToolError::TooMuchOutput(program));
        }
        on_output(&piece);
        piece.clear();
    }
    Ok(())
}

async fn tail(pipe: Option<impl AsyncRead + Unpin>) -> Result<String, ToolError> {
    let Some(mut pipe) = pipe else {
        return Ok(String::new());
    };
    let mut kept = Vec::with_capacity(2 * STDERR_TAIL);
    while pipe.read_buf(&mut kept).await? > 0 {
        let surplus = kept.len().saturating_sub(STDERR_TAIL);
        kept.drain(..surplus);
    }
    Ok(String::from_utf8_lossy(&kept).into_owned())
}

/// `nice setpriv prlimit program`, as far as the machine has them; each replaces itself, so the child is `program`.
fn wrapped(program: OsString, limits: Limits) -> Command {
    static NICE: OnceLock<bool> = OnceLock::new();
    static SETPRIV: OnceLock<bool> = OnceLock::new();
    static PRLIMIT: OnceLock<bool> = OnceLock::new();
    let mut words: Vec<OsString> = Vec::new();
    if *NICE.get_or_init(|| on_path("nice")) {
        words.extend(["nice", "-n", "10"].map(OsString::from));
    }
    // The signal comes when the thread that started the child ends: workers' threads end with the program.
    if *SETPRIV.get_or_init(|| works(&["setpriv", "--pdeathsig", "KILL", "true"])) {
        words.extend(["setpriv", "--pdeathsig", "KILL"].map(OsString::from));
    }
    if *PRLIMIT.get_or_init(|| on_path("prlimit")) {
        let cpu = limits.time.as_secs().saturating_mul(4).max(1);
        words.push("prlimit".into());
        words.push(format!("--as={}", limits.memory).into());
        words.push(format!("--cpu={cpu}").into());
        words.push(format!("--fsize={}", limits.file).into());
        words.push("--core=0".into());
    }
    words.push(program.clone());
    let mut words = words.into_iter();
    let mut command = Command::new(words.next().unwrap_or(program));
    command.args(words);
    command
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Whether a command ends well; asked once, because not every machine's tools know every option.
fn works(words: &[&str]) -> bool {
    let Some((program, args)) = words.split_first() else {
        return false;
    };
    let mut command = std::process::Command::new(program);
    command.args(args).stdin(Stdio::null());
    let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    ended.is_ok_and(|status| status.success())
}

/// The process group of a child; killed when dropped before [`Group::ended`].
struct Group(Option<Pid>);

impl Group {
    fn of(child: Option<u32>) -> Self {
        Self(child.and_then(|id| Pid::from_raw(i32::try_from(id).ok()?)))
    }

    /// The child was waited for: its number may belong to someone else by now.
    fn ended(&mut self) {
        self.0 = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = self.0 {
            // It may be gone already, which is all we want.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

/// `file:` before a path, so that no name is ever read as a protocol.
pub(super) fn file_url(path: &std::path::Path) -> OsString {
    let mut url = OsString::from("file:");
    url.push(path);
    url
}

/// Turns words into an argument list.
pub(super) fn arguments<const N: usize>(words: [&str; N]) -> Vec<OsString> {
    words.iter().map(|word| OsStr::new(word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_and_a_full_machine_are_no_fault_of_the_film() {
        let ended = |signal, words| outside("ffmpeg", signal, false, words);
        assert!(matches!(ended(Some(9), ""), Some(ToolError::Stopped(_))));
        assert!(matches!(ended(Some(24), ""), Some(ToolError::TimedOut(_))));
        assert!(ended(Some(25), "").is_none(), "the size it may write");
        for words in [
            "av_interleaved_write_frame(): No space left on device",
            "x264: Cannot allocate memory",
        ] {
            assert!(
                matches!(ended(None, words), Some(ToolError::Stopped(_))),
                "{words}"
            );
            assert!(outside("ffmpeg", None, true, words).is_none());
        }
        assert!(ended(None, "Invalid data found when processing input").is_none());
    }

    #[test]
    fn the_configuration_says_what_is_started_and_how_long_it_may_take() {
        let media = crate::config::Media {
            ffmpeg: "/opt/film/ffmpeg".into(),
            transcode_timeout_seconds: 60,
            ..crate::config::Media::default()
        };
        let resolve = |program, seconds| Tools::of(&media).resolve(program, Duration::from_secs(seconds));
        let minute = Duration::from_secs(60);
        assert_eq!(resolve("ffmpeg", 3600), ("/opt/film/ffmpeg".into(), minute));
        assert_eq!(resolve("ffprobe", 5), ("ffprobe".into(), Duration::from_secs(5)));
    }
}
