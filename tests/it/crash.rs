//! The index agrees with the database wherever work was cut off, and is made anew when it is broken.
use std::fs;

use entity::Viewer;
use firsthand::search::{Error, Point, Search};

use crate::council::{Council, NOW};
use crate::search::found;

const POINTS: [Point; 5] = [
    Point::AfterDbCommit,
    Point::MidBatch,
    Point::BeforeIndexCommit,
    Point::AfterIndexCommitBeforeAck,
    Point::DuringSwap,
];

fn open(council: &Council) -> Search {
    Search::open(&council.folder.path().join("index"), 15).unwrap()
}

/// Folders of generations that are there.
fn generations(council: &Council) -> usize {
    fs::read_dir(council.folder.path().join("index"))
        .unwrap()
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .file_name()
                .to_str()
                .unwrap()
                .starts_with("g-")
        })
        .count()
}

#[tokio::test]
async fn cut_off_anywhere_the_index_agrees_with_the_database_afterwards() {
    for point in POINTS {
        let council = Council::new().await;
        let first = council.say("A quiet morning").await;
        let gone = council.say("A quiet noon").await;
        let search = open(&council);
        assert!(search.catch_up(&council.db, NOW).await.unwrap().rebuilt);
        // Two new ones and one that goes, cut off on the way into the index.
        let second = council.say("A quiet evening").await;
        let third = council.say("A quiet night").await;
        council.withdraw(0, gone).await;
        search.failpoints().arm(point);
        let cut = if point == Point::DuringSwap {
            search.rebuild(&council.db, NOW).await.map(|_| ())
        } else {
            search.catch_up(&council.db, NOW).await.map(|_| ())
        };
        assert!(matches!(cut, Err(Error::CutOff(at)) if at == point), "{point:?}");
        drop(search);
        let search = open(&council);
        let caught = search.catch_up(&council.db, NOW).await.unwrap();
        assert!(!caught.rebuilt, "{point:?}");
        assert_eq!(
            found(&search, &Viewer::Public, "quiet"),
            [first, second, third].into(),
            "{point:?}"
        );
        // The same without starting again.
        let fourth = council.say("A quiet dawn").await;
        search.failpoints().arm(point);
        let again = if point == Point::DuringSwap {
            search.rebuild(&council.db, NOW).await.map(|_| ())
        } else {
            search.catch_up(&council.db, NOW).await.map(|_| ())
        };
        assert!(again.is_err(), "{point:?}");
        search.catch_up(&council.db, NOW).await.unwrap();
        let all = [first, second, third, fourth].into();
        assert_eq!(found(&search, &Viewer::Public, "quiet"), all, "{point:?}");
    }
}

#[tokio::test]
async fn doing_it_all_again_changes_nothing() {
    let council = Council::new().await;
    let first = council.say("A quiet morning").await;
    let search = open(&council);
    search.catch_up(&council.db, NOW).await.unwrap();
    let second = council.say("A quiet evening").await;
    for _ in 0..3 {
        search.catch_up(&council.db, NOW).await.unwrap();
        assert_eq!(search.rebuild(&council.db, NOW).await.unwrap(), 2);
        assert_eq!(found(&search, &Viewer::Public, "quiet"), [first, second].into());
    }
    assert_eq!(generations(&council), 1, "old generations are cleared away");
}

#[tokio::test]
async fn a_rebuild_cut_off_at_the_first_start_is_begun_again() {
    let council = Council::new().await;
    let only = council.say("A quiet morning").await;
    let search = open(&council);
    search.failpoints().arm(Point::DuringSwap);
    assert!(search.catch_up(&council.db, NOW).await.is_err());
    drop(search);
    let search = open(&council);
    assert!(search.catch_up(&council.db, NOW).await.unwrap().rebuilt);
    assert_eq!(found(&search, &Viewer::Public, ""), [only].into());
    assert_eq!(generations(&council), 1);
}

#[tokio::test]
async fn a_broken_or_missing_index_is_made_anew() {
    let council = Council::new().await;
    let only = council.say("A quiet morning").await;
    let index = council.folder.path().join("index");
    let generation = || index.join(fs::read_to_string(index.join("current")).unwrap());
    let search = open(&council);
    search.catch_up(&council.db, NOW).await.unwrap();
    drop(search);
    for damage in 0..4 {
        match damage {
            0 => fs::write(generation().join("meta.json"), "{").unwrap(),
            1 => {
                let meta = generation().join("meta.json");
                let text = fs::read_to_string(&meta).unwrap();
                fs::write(&meta, text.replace("\\\"schema\\\":", "\\\"schema\\\":9")).unwrap();
            }
            2 => {
                for entry in fs::read_dir(generation()).unwrap() {
                    let path = entry.unwrap().path();
                    if path.file_name().unwrap().to_str().unwrap().len() > 30 {
                        fs::write(path, "nonsense").unwrap();
                    }
                }
            }
            _ => fs::remove_dir_all(&index).unwrap(),
        }
        let search = open(&council);
        let caught = search.catch_up(&council.db, NOW).await.unwrap();
        assert!(caught.rebuilt, "damage {damage}");
        assert_eq!(
            found(&search, &Viewer::Public, "quiet"),
            [only].into(),
            "damage {damage}"
        );
    }
}

#[tokio::test]
async fn a_second_program_reads_and_rebuilds_but_does_not_write_to_the_same_index() {
    let council = Council::new().await;
    let first = council.say("A quiet morning").await;
    let search = open(&council);
    search.catch_up(&council.db, NOW).await.unwrap();
    let other = open(&council);
    assert_eq!(found(&other, &Viewer::Public, "quiet"), [first].into());
    assert!(matches!(other.catch_up(&council.db, NOW).await, Err(Error::Busy)));
    assert_eq!(other.rebuild(&council.db, NOW).await.unwrap(), 1);
    // The first goes on with its own until it is started again.
    let second = council.say("A quiet evening").await;
    for each in [&search, &other] {
        each.catch_up(&council.db, NOW).await.unwrap();
        assert_eq!(found(each, &Viewer::Public, "quiet"), [first, second].into());
    }
}

#[tokio::test]
async fn an_index_of_another_database_is_never_believed() {
    let (ours, other) = (Council::new().await, Council::new().await);
    ours.say("A quiet morning").await;
    open(&ours).catch_up(&ours.db, NOW).await.unwrap();
    // As far in its own log as ours, and further.
    for _ in 0..2 {
        let only = other.say("A quiet evening").await;
        let search = open(&ours);
        assert!(search.catch_up(&other.db, NOW).await.unwrap().rebuilt);
        let all = found(&search, &Viewer::Public, "quiet");
        assert!(all.contains(&only), "{all:?}");
        assert_eq!(found(&search, &Viewer::Public, "morning"), [].into());
        drop(search);
        let again = open(&ours).catch_up(&ours.db, NOW).await.unwrap();
        assert!(again.rebuilt);
    }
}

#[tokio::test]
async fn an_index_ahead_of_a_database_from_a_backup_is_made_anew() {
    let council = Council::new().await;
    let first = council.say("A quiet morning").await;
    let backup = tempfile::TempDir::new().unwrap();
    for entry in fs::read_dir(council.folder.path()).unwrap().flatten() {
        if entry.path().is_file() {
            fs::copy(entry.path(), backup.path().join(entry.file_name())).unwrap();
        }
    }
    council.say("A quiet evening").await;
    open(&council).catch_up(&council.db, NOW).await.unwrap();
    let file = backup.path().join("x.db");
    let restored = entity::Db::open(&format!("sqlite:{}", file.display()))
        .await
        .unwrap();
    let search = open(&council);
    assert!(search.catch_up(&restored, NOW).await.unwrap().rebuilt);
    assert_eq!(found(&search, &Viewer::Public, "quiet"), [first].into());
}
