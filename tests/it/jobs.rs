//! Jobs: done once, tried again, taken over and given back.
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use entity::job::{self, Backlog, NewJob};
use entity::{Db, Timestamp};
use firsthand::jobs::{DEFAULT, Drained, POOLS, Registry, Runner, TRANSCODE, Task, Trouble};
use tempfile::TempDir;

const MINUTE: i64 = 60_000;

/// What the functions of these tests share.
#[derive(Clone, Default)]
struct Bench {
    said: Arc<Mutex<Vec<String>>>,
    tries: Arc<AtomicU32>,
    clock: Arc<AtomicI64>,
}

impl Bench {
    fn now(&self) -> Timestamp {
        Timestamp(self.clock.load(Ordering::SeqCst))
    }

    fn later(&self, milliseconds: i64) {
        self.clock.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

async fn open() -> (Db, TempDir) {
    let folder = TempDir::new().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("x.db").display()))
        .await
        .unwrap();
    (db, folder)
}

fn runner(db: &Db, bench: &Bench) -> Runner<Bench> {
    let registry = Registry::new()
        .on("say", |bench: Bench, task: Task| async move {
            bench.said.lock().unwrap().push(task.payload);
            Ok(())
        })
        .on("stumble", |bench: Bench, task: Task| async move {
            bench.tries.fetch_add(1, Ordering::SeqCst);
            assert_eq!(task.is_last, task.attempt == 3);
            Err(Trouble::new("there is a stone"))
        })
        .on("poison", |bench: Bench, task: Task| async move {
            assert!(task.is_over && task.is_last, "only the closing try comes here");
            bench.said.lock().unwrap().push("closed".into());
            Ok(())
        })
        .on("panic", |_: Bench, _: Task| async move { panic!("never mind") })
        .on("sleep", |bench: Bench, _: Task| async move {
            bench.tries.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_secs(60)).await;
            Ok(())
        });
    let clock = bench.clone();
    Runner::new(db.clone(), registry, bench.clone(), POOLS, move || clock.now())
}

async fn put(db: &Db, kind: &str, queue: &str, payload: &str, key: Option<&str>, now: Timestamp) {
    let tx = db.begin().await.unwrap();
    let new = NewJob {
        kind,
        payload: payload.into(),
        queue,
        priority: 0,
        dedupe_key: key.map(Into::into),
        max_attempts: 3,
    };
    job::enqueue(&tx, new, now).await.unwrap();
    tx.commit().await.unwrap();
}

async fn until(what: impl Fn() -> bool) {
    for _ in 0..200 {
        if what() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it did not come to pass");
}

#[tokio::test]
async fn draining_does_what_is_due_in_every_queue_once() {
    let (db, _folder) = open().await;
    let bench = Bench::default();
    let runner = runner(&db, &bench);
    put(&db, "say", DEFAULT, "one", Some("one"), bench.now()).await;
    put(&db, "say", DEFAULT, "one again", Some("one"), bench.now()).await;
    put(&db, "say", TRANSCODE, "two", None, bench.now()).await;
    put(&db, "say", DEFAULT, "tomorrow", None, bench.now().plus_days(1)).await;
    assert_eq!(runner.drain().await.unwrap(), Drained { done: 2, troubled: 0 });
    assert_eq!(*bench.said.lock().unwrap(), ["one", "two"]);
    assert_eq!(runner.drain().await.unwrap(), Drained::default());
    put(&db, "say", DEFAULT, "three", Some("one"), bench.now()).await;
    assert_eq!(runner.drain().await.unwrap().done, 1);
}

#[tokio::test]
async fn trouble_is_tried_again_later_and_poison_stays_to_be_seen() {
    let (db, _folder) = open().await;
    let bench = Bench::default();
    let runner = runner(&db, &bench);
    put(&db, "stumble", DEFAULT, "", None, bench.now()).await;
    put(&db, "panic", DEFAULT, "", None, bench.now()).await;
    put(&db, "nobody knows", DEFAULT, "", None, bench.now()).await;
    assert_eq!(runner.drain().await.unwrap(), Drained { done: 0, troubled: 3 });
    bench.later(MINUTE);
    assert_eq!(runner.drain().await.unwrap(), Drained::default(), "not so soon");
    bench.later(2 * MINUTE);
    assert_eq!(runner.drain().await.unwrap().troubled, 3);
    bench.later(6 * MINUTE);
    assert_eq!(runner.drain().await.unwrap().troubled, 3);
    bench.later(1_000 * MINUTE);
    assert_eq!(runner.drain().await.unwrap(), Drained::default());
    assert_eq!(bench.tries.load(Ordering::SeqCst), 3);
    assert_eq!(
        job::backlog(&db, bench.now()).await.unwrap(),
        Backlog { waiting: 0, dead: 3 }
    );
}

#[tokio::test]
async fn work_whose_every_worker_died_is_closed_without_being_done_again() {
    let (db, _folder) = open().await;
    let bench = Bench::default();
    let runner = runner(&db, &bench);
    put(&db, "poison", DEFAULT, "", Some("one"), bench.now()).await;
    for attempt in 1..=3 {
        let dead = job::claim(&db, DEFAULT, "dead", MINUTE, bench.now()).await;
        assert_eq!(dead.unwrap().unwrap().attempt, attempt);
        bench.later(MINUTE + 1);
    }
    assert_eq!(runner.drain().await.unwrap(), Drained { done: 1, troubled: 0 });
    assert_eq!(*bench.said.lock().unwrap(), ["closed"]);
    assert_eq!(
        job::backlog(&db, bench.now()).await.unwrap(),
        Backlog::default(),
        "nothing waits and nothing is dead"
    );
}

#[tokio::test]
async fn the_lease_of_a_dead_worker_is_taken_over() {
    let (db, _folder) = open().await;
    let bench = Bench::default();
    let runner = runner(&db, &bench);
    put(&db, "say", DEFAULT, "here", None, bench.now()).await;
    let dead = job::claim(&db, DEFAULT, "dead", MINUTE, bench.now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        runner.drain().await.unwrap(),
        Drained::default(),
        "it may still live"
    );
    bench.later(MINUTE + 1);
    assert_eq!(runner.drain().await.unwrap().done, 1);
    assert_eq!(*bench.said.lock().unwrap(), ["here"]);
    assert!(
        !job::heartbeat(&db, dead.id, "dead", MINUTE, bench.now())
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn workers_come_when_called_and_give_back_what_they_hold_when_stopped() {
    let (db, _folder) = open().await;
    let bench = Bench::default();
    let runner = runner(&db, &bench);
    let running = runner.start();
    put(&db, "say", DEFAULT, "hello", None, bench.now()).await;
    runner.wake();
    until(|| bench.said.lock().unwrap().len() == 1).await;
    put(&db, "sleep", DEFAULT, "", None, bench.now()).await;
    runner.wake();
    until(|| bench.tries.load(Ordering::SeqCst) == 1).await;
    running.stop(Duration::from_millis(100)).await.unwrap();
    let again = job::claim(&db, DEFAULT, "next", MINUTE, bench.now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (again.kind.as_str(), again.attempt),
        ("sleep", 1),
        "the try did not count"
    );
}
