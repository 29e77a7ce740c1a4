//! Sets the log up. Must never be handed personal text: fields are ids, kinds, counts and route patterns.
use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Starts the log on standard error. A second call (tests) changes nothing.
pub fn start(log: &Log) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&log.filter).map_err(|error| {
        anyhow::anyhow!(
            "log.filter {:?} cannot be read ({error}): try \"info\"",
            log.filter
        )
    })?;
    let eyes = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let lines = tracing_subscriber::fmt()
        .with_ansi(eyes)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(true);
    let _ = match log.format {
        LogFormat::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .try_init(),
        LogFormat::Compact => lines.compact().try_init(),
    };
    Ok(())
}
