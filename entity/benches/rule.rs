//! What live consent costs: a page of the newest of 100,000 stories as the rule gives it, beside the same
//! page with no rule, in turn. Prints a line a database: name, ours, peer (95th percentile, in milliseconds).
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
    measured("consent.rule_sqlite", &sqlite).await;
    if let Ok(server) = std::env::var("FIRSTHAND_TEST_POSTGRES") {
        measured("consent.rule_postgresql", &format!("{server}/postgres")).await;
    }
}

async fn measured(name: &str, url: &str) {
    let db = Db::open(url).await.unwrap();
    measure::fill(&db, STORIES, NOW).await.unwrap();
    let planner = measure::planner();
    let (mut ours, mut peer) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let begin = Instant::now();
        assert_eq!(
            black_box(measure::by_rule(&db, &planner, PAGE, NOW).await.unwrap()) as u64,
            PAGE
        );
        ours.push(begin.elapsed().as_secs_f64() * 1000.0);
        let begin = Instant::now();
        assert_eq!(
            black_box(measure::without_rule(&db, PAGE).await.unwrap()) as u64,
            PAGE
        );
        peer.push(begin.elapsed().as_secs_f64() * 1000.0);
    }
    println!("{name}\t{:.3}\t{:.3}", late(&mut ours), late(&mut peer));
}

/// The 95th percentile.
fn late(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() * 95 / 100]
}
