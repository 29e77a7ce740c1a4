//! Reads the source as text: who may go around the rule, and that a first start that does not work
//! leaves nothing behind. Must never serve a page.
#![expect(clippy::unwrap_used, reason = "what a test stumbles over is its report")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The functions that read without a viewer, each taking a Reason, and where they are.
const TAKE_A_REASON: &[(&str, &str)] = &[
    ("entity/src/asking/round.rs", "round"),
    ("entity/src/asset/mod.rs", "knows"),
    ("entity/src/asset/mod.rs", "work"),
    ("entity/src/call/mod.rs", "told_at"),
    ("entity/src/link/mod.rs", "issue"),
    ("entity/src/message/mod.rs", "begin"),
    ("entity/src/message/mod.rs", "close"),
    ("entity/src/message/mod.rs", "could_not"),
    ("entity/src/message/mod.rs", "due"),
    ("entity/src/message/mod.rs", "outgoing"),
    ("entity/src/message/mod.rs", "sent"),
    ("entity/src/story/document.rs", "documents"),
    ("entity/src/story/purge.rs", "due_to_purge"),
    ("entity/src/story/purge.rs", "purge"),
    ("entity/src/story/walk.rs", "every"),
    ("entity/src/story/walk.rs", "of_participant"),
    ("entity/src/story/walk.rs", "of_project"),
    ("entity/src/upload/mod.rs", "finished"),
];
/// The files that may name a reason: the index, the work on files and of every hour, messages on their way out.
const NAME_A_REASON: &[&str] = &[
    "src/features/accounts/link.rs",
    "src/features/asking/mod.rs",
    "src/features/files/jobs.rs",
    "src/features/files/sweep.rs",
    "src/features/home/help.rs",
    "src/features/purging/mod.rs",
    "src/features/reaching/round.rs",
    "src/search/indexer.rs",
    "src/search/rebuild.rs",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of Rust under `folder`, as its short name and its text without comments and tests.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                if !path.ends_with("tests") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code: Vec<&str> = text
                    .split("#[cfg(test)]\nmod tests")
                    .next()
                    .unwrap()
                    .lines()
                    .map(|line| line.split("//").next().unwrap())
                    .collect();
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
                found.push((name, code.join("\n")));
            }
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|sign| sign.is_alphanumeric() || *sign == '_')
        .collect()
}

#[test]
fn what_reads_without_a_viewer_is_listed_here() {
    let mut found = BTreeSet::new();
    for (name, code) in sources("entity/src") {
        for (at, _) in code.match_indices(" fn ").chain(code.match_indices("\nfn ")) {
            let start = &code[at + 4..];
            let arguments = start.split('{').next().unwrap();
            if arguments.contains(": Reason") {
                found.insert((name.clone(), word(start)));
            }
        }
    }
    let listed: BTreeSet<(String, String)> = TAKE_A_REASON
        .iter()
        .map(|(file, function)| ((*file).to_owned(), (*function).to_owned()))
        .collect();
    assert_eq!(found, listed, "a way around the rule needs its line here");
}

#[test]
fn only_the_index_and_the_work_on_files_and_of_every_hour_read_without_a_viewer() {
    let named: BTreeSet<String> = sources("src")
        .into_iter()
        .filter(|(_, code)| code.contains("unscoped") || code.contains("Reason::"))
        .map(|(name, _)| name)
        .collect();
    let may: BTreeSet<String> = NAME_A_REASON.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(named, may, "who goes around the rule needs its line here");
}

/// Runs `make run` in a data folder with a program that leaves files behind and does not work.
fn first_start_that_ends_with(code: u8, data: &Path) {
    let home = tempfile::TempDir::new().unwrap();
    let program = home.path().join("firsthand");
    let folders = "mkdir -p \"$3/objects\" \"$3/index\" \"$3/incoming\"; touch \"$3/firsthand.db\"";
    fs::write(&program, format!("#!/bin/sh\n{folders}\nexit {code}\n")).unwrap();
    let mut permissions = fs::metadata(&program).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
    fs::set_permissions(&program, permissions).unwrap();
    let made = Command::new("make")
        .current_dir(root())
        .args(["-s", "-o", "build", "run"])
        .arg(format!("BINARY={}", program.display()))
        .arg(format!("DATA={}", data.display()))
        .output()
        .unwrap();
    assert!(!made.status.success());
}

fn left_in(data: &Path) -> BTreeSet<String> {
    fs::read_dir(data)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn a_first_start_that_does_not_work_takes_away_what_it_made_and_nothing_else() {
    let data = tempfile::TempDir::new().unwrap();
    first_start_that_ends_with(1, data.path());
    assert_eq!(left_in(data.path()), BTreeSet::new());
    // Objects of a database that is elsewhere are not ours to remove.
    fs::create_dir(data.path().join("objects")).unwrap();
    fs::write(data.path().join("objects/film"), "x").unwrap();
    first_start_that_ends_with(1, data.path());
    assert!(data.path().join("objects/film").exists());
    assert!(!data.path().join("firsthand.db").exists());
    // Another program was quicker and has the folder: all of it is that one's.
    first_start_that_ends_with(3, data.path());
    assert!(data.path().join("firsthand.db").exists());
}
