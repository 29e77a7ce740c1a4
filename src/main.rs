//! Starts the program; everything is in the library.
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    firsthand::cli::run().await
}
