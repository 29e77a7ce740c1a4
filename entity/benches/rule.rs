//! What live consent costs: a page of the newest of 100,000 stories as the rule gives it, beside the same
//! page with no rule, in turn. `rule` is the one statement that finds their ids, `list` the page as people
//! read it. Prints a line each and a database: name, ours, peer (95th percentile, in milliseconds).
use std::hint::black_box;
use std::time::Instant;

use entity::{Db, Timestamp, measure};

const STORIES: u32 = 100_000;
const PAGE: u64 = 24;
const TURNS: usize = 400;
const NOW: Timestamp = Timestamp(1_795_428_000_000);

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("measure.db").display());
    measured("sqlite", &sqlite).await;
    if let Ok(server) = std::env::var("FIRSTHAND_TEST_POSTGRES") {
        measured("postgresql", &format!("{server}/postgres")).await;
    }
}

async fn measured(database: &str, url: &str) {
    let db = Db::open(url).await.unwrap();
    measure::fill(&db, STORIES, NOW).await.unwrap();
    let planner = measure::planner();
    in_turn(
        &format!("consent.rule_{database}"),
        async || measure::by_rule(&db, &planner, PAGE, NOW).await.unwrap(),
        async || measure::without_rule(&db, PAGE).await.unwrap(),
    )
    .await;
    in_turn(
        &format!("consent.list_{database}"),
        async || measure::shown_by_rule(&db, &planner, PAGE, NOW).await.unwrap(),
        async || measure::shown_without_rule(&db, PAGE).await.unwrap(),
    )
    .await;
}

async fn in_turn(name: &str, ours: impl AsyncFn() -> usize, peer: impl AsyncFn() -> usize) {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..TURNS {
        times[0].push(took(&ours).await);
        times[1].push(took(&peer).await);
    }
    let [ours, peer] = times.map(|mut times| late(&mut times));
    println!("{name}\t{ours:.3}\t{peer:.3}");
}

async fn took(page: impl AsyncFn() -> usize) -> f64 {
    let begin = Instant::now();
    assert_eq!(black_box(page().await) as u64, PAGE);
    begin.elapsed().as_secs_f64() * 1000.0
}

/// The 95th percentile.
fn late(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() * 95 / 100]
}
