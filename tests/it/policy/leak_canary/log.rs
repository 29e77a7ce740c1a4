//! Writes down what the program says in its log, as much as it would ever say.
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use tracing_subscriber::filter::{LevelFilter, dynamic_filter_fn};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

static LISTENING: AtomicBool = AtomicBool::new(false);
static SAID: Mutex<Vec<u8>> = Mutex::new(Vec::new());
/// The tests’ own browser says where it goes and what it reads.
const BROWSER: [&str; 4] = ["hyper", "reqwest", "html5ever", "selectors"];

struct Ear;

impl io::Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        SAID.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// From now on every line is kept, of every program in this process. Other tests' lines are among them.
pub fn listen() {
    let ours = dynamic_filter_fn(|line, _| {
        LISTENING.load(Ordering::Relaxed) && !BROWSER.iter().any(|other| line.target().starts_with(other))
    });
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(|| Ear)
        .with_filter(LevelFilter::DEBUG)
        .with_filter(ours);
    tracing_subscriber::registry().with(lines).try_init().unwrap();
    LISTENING.store(true, Ordering::Relaxed);
}

/// Everything that was said.
pub fn heard() -> String {
    LISTENING.store(false, Ordering::Relaxed);
    let said = std::mem::take(&mut *SAID.lock().unwrap_or_else(PoisonError::into_inner));
    String::from_utf8_lossy(&said).into_owned()
}
