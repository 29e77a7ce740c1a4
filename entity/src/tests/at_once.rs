//! What two do at once, and clocks that step back, on both databases.
use std::time::Duration;

use super::stopping::two;
use super::*;
use crate::testing::Databases;
use crate::{PlaceKind, disclosure, receipt, saved_search};

/// What is tried while another transaction has not ended yet; then that one ends.
pub(super) async fn meanwhile<T: Send + 'static>(
    first: Tx,
    second: impl Future<Output = T> + Send + 'static,
) -> T {
    let second = tokio::spawn(second);
    tokio::time::sleep(Duration::from_millis(150)).await;
    first.commit().await.unwrap();
    second.await.unwrap()
}

fn no(form: Form, audience: Audience) -> Choice {
    Choice {
        yes: false,
        ..yes(form, audience)
    }
}

async fn answers(db: &Db, id: StoryId) -> Vec<crate::policy::Answer> {
    consent::answers(db.read(), &[id])
        .await
        .unwrap()
        .remove(&id)
        .unwrap()
}

#[test]
fn a_newer_no_counts_when_the_clock_steps_back() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Planners)]).await;
        release(db, &council, id).await.unwrap();
        assert!(sees(db, &council.planner, id).await);
        let choices = [no(Form::Words, Audience::Planners)];
        in_tx(db, async |tx| {
            consent::record(tx, &council.teller, id, &choices, &asked(), NOW.plus(-60_000))
                .await
                .unwrap();
        })
        .await;
        assert!(!sees(db, &council.planner, id).await);
    });
}

#[test]
fn of_two_answers_at_once_both_are_kept_and_the_later_commit_counts() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        release(db, &council, id).await.unwrap();
        let first = db.begin().await.unwrap();
        let choices = [yes(Form::Words, Audience::Planners)];
        consent::record(&first, &council.teller, id, &choices, &asked(), NOW.plus(5))
            .await
            .unwrap();
        let (other, teller) = (db.clone(), council.teller.clone());
        meanwhile(first, async move {
            let tx = other.begin().await.unwrap();
            let choices = [no(Form::Words, Audience::Planners)];
            consent::record(&tx, &teller, id, &choices, &asked(), NOW)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        })
        .await;
        assert_eq!(answers(db, id).await.len(), 3);
        assert!(!sees(db, &council.planner, id).await);
    });
}

#[test]
fn two_who_change_a_story_at_once_make_two_cuts() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        let first = db.begin().await.unwrap();
        story::set_words(&first, &council.teller, id, "One", "One", NOW)
            .await
            .unwrap();
        let (other, researcher) = (db.clone(), council.researcher.clone());
        meanwhile(first, async move {
            let tx = other.begin().await.unwrap();
            story::set_words(&tx, &researcher, id, "Two", "Two", NOW)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        })
        .await;
        let own = story::own(db, &council.teller, id, NOW).await.unwrap();
        assert_eq!((own.story.title.as_str(), own.story.cut), ("Two", 3));
    });
}

#[test]
fn whoever_holds_a_transaction_can_read_beside_it() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let databases = Databases::open().await;
        for db in &databases.all {
            let mut held = vec![db.begin().await.unwrap()];
            if db.backend() == "PostgreSQL" {
                for _ in 1..8 {
                    held.push(db.begin().await.unwrap());
                }
            }
            let read = tokio::time::timeout(Duration::from_secs(5), crate::change::newest(db));
            assert!(read.await.is_ok(), "{}", db.backend());
        }
    });
}

#[test]
fn what_is_printed_while_its_teller_takes_it_back_is_refused_or_on_the_receipt() {
    on_both(async |db| {
        let council = council(db).await;
        let [sams, anns] = two(db, &council).await;
        for turn in 0..8 {
            let print = async |waits: i32| {
                for _ in 0..waits {
                    tokio::task::yield_now().await;
                }
                let tx = db.begin().await.unwrap();
                let kind = PlaceKind::Print;
                let stories = [sams, anns];
                let noted = disclosure::note(&tx, &council.planner, kind, "Buses", &stories, NOW).await;
                tokio::task::yield_now().await;
                if noted.is_ok() {
                    tx.commit().await.unwrap();
                }
                noted.is_ok()
            };
            let take_back = async || {
                let tx = db.begin().await.unwrap();
                story::withdraw(&tx, &council.teller, sams, NOW.plus(turn))
                    .await
                    .unwrap();
                tokio::task::yield_now().await;
                tx.commit().await.unwrap();
            };
            let waits = i32::try_from(turn).unwrap();
            let (first, (), (), second) = tokio::join!(print(waits), take_back(), take_back(), print(0));
            let out = i32::from(first) + i32::from(second);
            let told = receipt::newest(db, &council.teller, sams, NOW)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(told.lines.len(), usize::try_from(out).unwrap(), "turn {turn}");
            in_tx(db, async |tx| {
                for recall in disclosure::recalls(db, &council.planner).await.unwrap() {
                    disclosure::thrown_away(tx, &council.planner, recall.id, NOW)
                        .await
                        .unwrap();
                }
                story::undo_withdraw(tx, &council.teller, sams, NOW.plus(turn))
                    .await
                    .unwrap();
            })
            .await;
        }
    });
}

#[test]
fn of_two_who_keep_the_last_search_there_is_room_for_one_is_refused() {
    on_both(async |db| {
        let council = council(db).await;
        let keep = async |tx: &Tx, who: &Viewer, number: u64| {
            let query = format!("q={number}");
            saved_search::save(tx, who, "Buses", &query, NOW).await
        };
        in_tx(db, async |tx| {
            for number in 1..saved_search::MOST {
                keep(tx, &council.planner, number).await.unwrap();
            }
        })
        .await;
        let first = db.begin().await.unwrap();
        keep(&first, &council.planner, 100).await.unwrap();
        let (other, planner) = (db.clone(), council.planner.clone());
        let second = meanwhile(first, async move {
            let tx = other.begin().await.unwrap();
            saved_search::save(&tx, &planner, "Buses", "q=101", NOW).await
        })
        .await;
        assert!(matches!(second, Err(Error::Refused(_))), "{second:?}");
    });
}
