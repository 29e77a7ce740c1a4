//! Starting: one program a data folder, and what a second one is told.
use std::path::Path;
use std::process::{Command, Output};

use firsthand::app::App;
use firsthand::clock::Clock;
use firsthand::config::Config;

use crate::support::app::{BEGIN, spawn_app};

#[actix_web::test]
async fn a_second_program_is_turned_away_before_it_touches_anything() {
    let app = spawn_app().await;
    let scratch = app.state.media.scratch().unwrap();
    let under_way = scratch.file("film.mp4");
    std::fs::write(&under_way, b"half a film").unwrap();
    let mut config = Config::default();
    config.data.dir = app.state.config.data.dir.clone();
    config.server.listen = "127.0.0.1:0".into();

    let second = App::build(config, Clock::fixed(BEGIN)).await;

    let said = second.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(said.contains("already running with the folder"), "{said}");
    assert!(under_way.exists(), "what the first one works on stays");
    assert_eq!(app.anonymous().get("/").await.status, 200);
}

/// Runs the program itself on a data folder.
fn command(data: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firsthand"))
        .args(words)
        .arg("--data")
        .arg(data)
        .output()
        .unwrap()
}

#[actix_web::test]
async fn beside_a_running_program_accounts_are_managed_and_nothing_else_is_done() {
    let app = spawn_app().await;
    let data = &app.state.config.data.dir;
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["reindex"], &["demo"]] {
        let refused = command(data, words);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(3), "{words:?}: {said}");
        assert!(
            said.contains("already running") && said.contains("stop it first"),
            "{said}"
        );
    }
    let account = [
        "account",
        "add",
        "--email",
        "ann@example.gov.uk",
        "--name",
        "Ann",
        "--role",
    ];
    for words in [&[&account[..], &["leader"]].concat()[..], &["config", "check"]] {
        let done = command(data, words);
        assert!(done.status.success(), "{words:?}: {done:?}");
    }
    let ann = entity::account::by_email(&app.state.db, "ann@example.gov.uk").await;
    assert!(ann.unwrap().is_some());
}
