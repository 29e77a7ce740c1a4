//! The built program as an operator runs it: a process of its own, on a folder that outlives it.
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use entity::participant::NewParticipant;
use entity::project::NewProject;
use entity::{Db, ProjectKind, Role, Timestamp, Viewer, account, card, participant, project};
use firsthand::clock::Clock;
use firsthand::features::accounts::password;
use firsthand::web::session;
use tempfile::TempDir;

use super::actors::{Actor, PASSWORD};

const PLANNER: &str = "planner@example.gov.uk";

/// A folder with a database, a teller with a card and a planner. Programs come and go in it.
pub struct House {
    pub db: Db,
    pub teller: Viewer,
    pub planner: Viewer,
    card: String,
    folder: TempDir,
}

/// A running program. Killed when dropped, as by a power cut.
pub struct Program {
    pub address: String,
    child: Child,
    // Kept, so that there is somebody to say things to.
    _said: BufReader<ChildStdout>,
}

/// The time as the program has it.
pub fn now() -> Timestamp {
    Clock::System.now()
}

/// Looks until there is something to see; half a minute at most.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..3_000 {
        if let Some(seen) = look().await {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("half a minute went by without this: {what}");
}

impl House {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for name in ["data", "bin"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let file = folder.path().join("data/firsthand.db");
        let db = Db::open(&format!("sqlite://{}?mode=rwc", file.display()))
            .await
            .unwrap();
        super::app::no_cooling_off(&db).await;
        let hash = password::hash(PASSWORD.into()).await.unwrap();
        let tx = db.begin().await.unwrap();
        let planner = account::add_staff(&tx, None, PLANNER, "P", Role::Commissioner, now())
            .await
            .unwrap();
        account::set_password(&tx, planner, &hash, now()).await.unwrap();
        let asha = account::add_staff(&tx, None, "asha@example.gov.uk", "A", Role::Researcher, now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let viewer = async |id| account::viewer(&db, id).await.unwrap().unwrap();

        let tx = db.begin().await.unwrap();
        let new = NewProject {
            name: "Getting out".into(),
            kind: ProjectKind::Engagement,
            about: String::new(),
            lawful_basis: "Public task".into(),
            special_condition: "Social care".into(),
            retention_months: 24,
            approval_reference: None,
        };
        let project = project::open(&tx, &viewer(asha).await, new, now()).await.unwrap();
        tx.commit().await.unwrap();

        let asha = viewer(asha).await;
        let new = NewParticipant {
            project,
            real_name: "Samuel Pritchard".into(),
            known_as: "Sam".into(),
            other_names: vec![],
            contact: None,
            group: entity::GROUPS[0].into(),
            age_band: entity::AGE_BANDS[2].into(),
            place: "Fernleigh".into(),
            pseudonym: None,
        };
        let card = session::fresh_token();
        let token_hash = session::hash(&card);
        let tx = db.begin().await.unwrap();
        let sam = participant::add(&tx, &asha, new, now()).await.unwrap();
        let new = card::NewCard {
            token_hash: &token_hash,
            helper_name: "Jo",
            picture: "fox",
        };
        card::make(&tx, &asha, sam, new, now()).await.unwrap();
        tx.commit().await.unwrap();
        let teller = card::account(&db, &token_hash).await.unwrap();
        Self {
            teller: viewer(teller).await,
            planner: viewer(planner).await,
            db,
            card,
            folder,
        }
    }

    /// Copies the database as it is now, for [`House::with_yesterdays_database`]. No program may run meanwhile.
    pub fn back_up(&self) {
        let to = self.folder.path().join("yesterday");
        fs::create_dir(&to).unwrap();
        for name in ["firsthand.db", "firsthand.db-wal"] {
            if self.data(name).exists() {
                fs::copy(self.data(name), to.join(name)).unwrap();
            }
        }
    }

    /// The same house in a folder of its own, with everything that is in it today but the database.
    pub async fn with_yesterdays_database(&self) -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("bin")).unwrap();
        let data = folder.path().join("data");
        copy(&self.data(""), &data);
        for name in ["firsthand.db", "firsthand.db-wal", "firsthand.db-shm"] {
            // It may not be there.
            let _ = fs::remove_file(data.join(name));
        }
        copy(&self.folder.path().join("yesterday"), &data);
        let file = data.join("firsthand.db");
        Self {
            db: Db::open(&format!("sqlite://{}?mode=rwc", file.display()))
                .await
                .unwrap(),
            teller: self.teller.clone(),
            planner: self.planner.clone(),
            card: self.card.clone(),
            folder,
        }
    }

    /// Runs a command that ends by itself: its exit code, and everything it said.
    pub fn run(&self, words: &[&str]) -> (i32, String) {
        // One that goes on for a minute did not end by itself.
        let done = Command::new("timeout")
            .args(["60", env!("CARGO_BIN_EXE_firsthand")])
            .args(words)
            .args(["--listen", "127.0.0.1:0", "--data"])
            .arg(self.data(""))
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let said = [done.stdout, done.stderr].concat();
        (
            done.status.code().unwrap(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }

    /// A path in the program's folder.
    pub fn data(&self, name: &str) -> PathBuf {
        self.folder.path().join("data").join(name)
    }

    /// A shell script that programs started from now on find in ffmpeg's stead; `None` takes it away.
    pub fn in_place_of_ffmpeg(&self, script: Option<&str>) {
        let tool = self.folder.path().join("bin/ffmpeg");
        match script {
            Some(script) => {
                fs::write(&tool, format!("#!/bin/sh\n{script}\n")).unwrap();
                fs::set_permissions(&tool, fs::Permissions::from_mode(0o755)).unwrap();
            }
            None => fs::remove_file(&tool).unwrap(),
        }
    }

    /// Starts the program and waits until it says where it is. A dead worker's lease is over in a second.
    pub fn start(&self) -> Program {
        let path = std::env::var("PATH").unwrap();
        let log = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.path().join("log"))
            .unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_firsthand"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(self.data(""))
            .current_dir(self.folder.path())
            .env(
                "PATH",
                format!("{}:{path}", self.folder.path().join("bin").display()),
            )
            .env("FIRSTHAND__JOBS__LEASE_SECONDS", "1")
            .env("FIRSTHAND__JOBS__POLL_SECONDS", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Firsthand is at ");
        let address = address.unwrap_or_else(|| panic!("it said {line:?} and in its log {}", self.log()));
        Program {
            address: address.to_owned(),
            child,
            _said: said,
        }
    }

    /// What the programs wrote in their log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Sam at the phone, in by card.
    pub async fn phone(&self, program: &Program) -> Actor {
        self.in_by_card(Actor::new(&program.address)).await
    }

    /// The same on a phone that shows an answer and does not go where it leads.
    pub async fn phone_that_stays(&self, program: &Program) -> Actor {
        self.in_by_card(Actor::that_stays(&program.address)).await
    }

    async fn in_by_card(&self, phone: Actor) -> Actor {
        let seen = phone
            .press(&format!("/c/{}", self.card), &[("answer", "yes")])
            .await;
        assert!(!seen.status.is_client_error(), "{}", seen.words());
        phone
    }

    /// The planner, signed in.
    pub async fn planner(&self, program: &Program) -> Actor {
        let planner = Actor::new(&program.address);
        let seen = planner.sign_in(PLANNER, PASSWORD).await;
        assert!(seen.status.is_success(), "{}", seen.words());
        planner
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

impl Program {
    /// The process that works for it just now, when there is one.
    pub fn child(&self) -> Option<u32> {
        let parent = format!("PPid:\t{}\n", self.child.id());
        let processes = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        let mut ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        ids.find(|id| {
            let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
            status.contains(&parent)
        })
    }

    /// Kills it with the signal that nobody can catch, and waits until it is gone.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // It may have died already.
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }

    /// Waits until it died without our doing.
    pub async fn dies(mut self) {
        until("the program died", async || self.child.try_wait().unwrap()).await;
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.end();
    }
}

/// Whether a process still works; one that only waits to be counted does not.
pub fn lives(id: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    status.contains("State:") && !status.contains("State:\tZ")
}
