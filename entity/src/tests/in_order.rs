//! Whoever writes about somebody holds the person, then their stories by id, then the audit: two who write at
//! once wait for one another, and never both for ever. PostgreSQL ends one of two that do; SQLite has one writer.
use std::time::Duration;

use sea_orm::ConnectionTrait as _;

use super::asking::for_forty_days;
use super::capacities::can;
use super::permitted::{PLANNERS, child, mum, permit};
use super::stopping::two;
use super::*;
use crate::asking::{self, Reply};
use crate::family::{self, Kin};
use crate::testing::Databases;
use crate::{
    CapacityMatter, PlaceKind, Relative, Result, Service, UNDER_18, WishKind, audit, capacity, disclosure,
    identity, permission, wish,
};

/// Does `then` in the first transaction while the second waits for it; then that one ends.
pub(super) fn crossed<T>(
    first: Tx,
    then: impl AsyncFnOnce(&Tx),
    second: impl Future<Output = T>,
) -> impl Future<Output = T> {
    // Boxed: what is done is large, and the test would carry it twice.
    let second = Box::pin(second);
    Box::pin(async move {
        let ends = async {
            tokio::time::sleep(Duration::from_millis(150)).await;
            then(&first).await;
            first.commit().await.unwrap();
        };
        tokio::join!(second, ends).0
    })
}

/// What the transaction of every deed ends with.
async fn noted(tx: &Tx) {
    audit::note(tx, None, "test", None, "", NOW).await.unwrap();
}

async fn another(db: &Db, council: &Council, choices: &[Choice]) -> StoryId {
    in_tx(db, async |tx| {
        let id = story::start(tx, &council.teller, draft(council.sam, "n2"), NOW)
            .await
            .unwrap();
        consent::record(tx, &council.teller, id, choices, &asked(), NOW)
            .await
            .unwrap();
        story::send(tx, &council.teller, id, NOW).await.unwrap();
        id
    })
    .await
}

fn beyond() -> [Choice; 2] {
    [
        yes(Form::Words, Audience::Planners),
        yes(Form::Words, Audience::Team),
    ]
}

#[test]
fn a_death_waits_for_a_story_that_is_taken_back() {
    for wished in [None, Some(WishKind::TakeBack)] {
        on_both(async |db| {
            let council = council(db).await;
            let id = sent(db, &council, &beyond()).await;
            release(db, &council, id).await.unwrap();
            if let Some(kind) = wished {
                in_tx(db, async |tx| {
                    wish::say(tx, &council.teller, kind, "", NOW).await.unwrap();
                })
                .await;
            }
            let first = db.begin().await.unwrap();
            story::locked_row(&first, id).await.unwrap();
            let (other, team, sam) = (db.clone(), council.researcher.clone(), council.sam);
            let died = crossed(
                first,
                async |tx| story::withdraw(tx, &council.teller, id, NOW).await.unwrap(),
                async move {
                    let tx = other.begin().await?;
                    let out = asking::died(&tx, &team, sam, NOW, NOW).await?;
                    tx.commit().await.map(|()| out)
                },
            )
            .await;
            assert!(died.unwrap().is_empty(), "it is out already");
        });
    }
}

#[test]
fn a_family_that_takes_all_back_waits_for_each_story() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &beyond()).await;
        in_tx(db, async |tx| {
            asking::died(tx, &council.researcher, council.sam, NOW, NOW)
                .await
                .unwrap();
        })
        .await;
        let first = db.begin().await.unwrap();
        story::locked_row(&first, id).await.unwrap();
        let (other, team, sam) = (db.clone(), council.researcher.clone(), council.sam);
        let out = crossed(first, noted, async move {
            let tx = other.begin().await?;
            let out = asking::family_takes_back(&tx, &team, sam, NOW).await?;
            tx.commit().await.map(|()| out)
        })
        .await;
        assert_eq!(out.unwrap(), [id]);
    });
}

#[test]
fn an_answer_waits_for_a_record_of_capacity() {
    on_both(async |db| {
        let council = council(db).await;
        let id = for_forty_days(db, &council).await;
        let day = NOW.plus_days(20);
        let first = db.begin().await.unwrap();
        participant::hold_still(&first, council.sam).await.unwrap();
        let (other, teller) = (db.clone(), council.teller.clone());
        let answered: Result<()> = crossed(
            first,
            async |tx| {
                let new = can(council.sam, CapacityMatter::ShowPlanners);
                capacity::record(tx, &council.researcher, new, NOW).await.unwrap();
            },
            async move {
                let tx = other.begin().await?;
                asking::answer(&tx, &teller, id, Reply::Year, &asked(), day).await?;
                tx.commit().await
            },
        )
        .await;
        answered.unwrap();
    });
}

#[test]
fn the_end_of_a_permission_waits_for_each_story() {
    on_both(async |db| {
        let (council, id) = child(db, &beyond()).await;
        let given = permit(db, &council, mum(PLANNERS, None)).await;
        release(db, &council, id).await.unwrap();
        let first = db.begin().await.unwrap();
        story::locked_row(&first, id).await.unwrap();
        let (other, team) = (db.clone(), council.researcher.clone());
        let ended = crossed(first, noted, async move {
            let tx = other.begin().await?;
            let (_, out) = permission::end(&tx, &team, given, NOW).await?;
            tx.commit().await.map(|()| out)
        })
        .await;
        assert_eq!(ended.unwrap(), [id]);
    });
}

#[test]
fn a_day_of_birth_waits_for_each_story() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &beyond()).await;
        release(db, &council, id).await.unwrap();
        let first = db.begin().await.unwrap();
        story::locked_row(&first, id).await.unwrap();
        let (other, team, sam) = (db.clone(), council.researcher.clone(), council.sam);
        let out = crossed(first, noted, async move {
            let tx = other.begin().await?;
            let born = NOW.plus_days(-6500);
            let out = identity::set_born(&tx, &team, sam, born, NOW.plus_days(10), NOW).await?;
            tx.commit().await.map(|()| out)
        })
        .await;
        assert_eq!(out.unwrap(), [id]);
    });
}

#[test]
fn who_is_eighteen_waits_for_all_their_stories_before_the_first_is_written() {
    on_both(async |db| {
        let (council, id) = child(db, &beyond()).await;
        permit(db, &council, mum(PLANNERS, None)).await;
        release(db, &council, id).await.unwrap();
        let second = another(db, &council, &beyond()).await;
        release(db, &council, second).await.unwrap();
        let first = db.begin().await.unwrap();
        story::locked_row(&first, second).await.unwrap();
        let (other, team, sam) = (db.clone(), council.researcher.clone(), council.sam);
        let out = crossed(first, noted, async move {
            let tx = other.begin().await?;
            let out = asking::grown(&tx, &team, sam, NOW).await?;
            tx.commit().await.map(|()| out)
        })
        .await;
        assert_eq!(out.unwrap(), [id, second]);
    });
}

#[test]
fn who_parts_a_family_waits_for_every_member() {
    on_both(async |db| {
        let council = council(db).await;
        let ann = council.other_teller.participant().unwrap();
        let kin = |participant, relation| Kin {
            participant,
            relation,
            service: Service::Adult,
        };
        let (sister, son) = (kin(ann, Relative::Sister), kin(council.sam, Relative::Son));
        in_tx(db, async |tx| {
            family::link(tx, &council.researcher, son, sister, NOW)
                .await
                .unwrap();
        })
        .await;
        let first = db.begin().await.unwrap();
        participant::hold_still(&first, ann).await.unwrap();
        let (other, team, sam) = (db.clone(), council.researcher.clone(), council.sam);
        let parted: Result<()> = crossed(first, noted, async move {
            let tx = other.begin().await?;
            family::part(&tx, &team, sam, NOW).await?;
            tx.commit().await
        })
        .await;
        parted.unwrap();
    });
}

#[test]
fn a_yes_beside_the_end_of_a_permission_is_refused_or_taken_back() {
    on_both(async |db| {
        let (council, id) = child(db, &beyond()).await;
        let cut = story::own(db, &council.teller, id, NOW).await.unwrap().story.cut;
        let given = permit(db, &council, mum(PLANNERS, None)).await;
        let first = db.begin().await.unwrap();
        permission::end(&first, &council.researcher, given, NOW)
            .await
            .unwrap();
        let (other, teller) = (db.clone(), council.teller.clone());
        let late = crossed(first, noted, async move {
            let tx = other.begin().await?;
            story::release(&tx, &teller, id, cut, NOW).await?;
            tx.commit().await
        })
        .await;
        assert!(matches!(late, Err(Error::Refused(_))), "{late:?}");
        let given = permit(db, &council, mum(PLANNERS, None)).await;
        let first = db.begin().await.unwrap();
        story::release(&first, &council.teller, id, cut, NOW)
            .await
            .unwrap();
        let (other, team) = (db.clone(), council.researcher.clone());
        let ended = crossed(first, noted, async move {
            let tx = other.begin().await?;
            let (_, out) = permission::end(&tx, &team, given, NOW).await?;
            tx.commit().await.map(|()| out)
        })
        .await;
        assert_eq!(ended.unwrap(), [id]);
        assert!(!sees(db, &council.planner, id).await);
    });
}

#[test]
fn pages_are_printed_beside_one_who_holds_their_stories_in_order() {
    on_both(async |db| {
        let council = council(db).await;
        let [sams, anns] = two(db, &council).await;
        // Written last, it comes last wherever no order is asked for; a small table is read from its start.
        in_tx(db, async |tx| {
            story::set_feeling(tx, &council.teller, sams, Some(3), NOW)
                .await
                .unwrap();
        })
        .await;
        db.read().execute_unprepared("ANALYZE story").await.unwrap();
        let first = db.begin().await.unwrap();
        story::locked_row(&first, sams).await.unwrap();
        let (other, planner) = (db.clone(), council.planner.clone());
        let printed: Result<_> = crossed(
            first,
            async |tx| {
                story::locked_row(tx, anns).await.unwrap();
            },
            async move {
                let tx = other.begin().await?;
                let stories = [sams, anns];
                disclosure::note(&tx, &planner, PlaceKind::Print, "Buses", &stories, NOW).await?;
                tx.commit().await
            },
        )
        .await;
        printed.unwrap();
    });
}

#[test]
fn the_round_is_done_with_one_child_before_it_waits_for_the_next() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let databases = Databases::open().await;
        let db = databases.all.iter().find(|db| db.backend() == "PostgreSQL");
        let db = db.unwrap();
        let (council, id) = child(db, &beyond()).await;
        let ann = council.other_teller.participant().unwrap();
        in_tx(db, async |tx| {
            participant::set_age_band(tx, ann, UNDER_18, NOW).await.unwrap();
        })
        .await;
        let soon = NOW.plus_days(1);
        permit(db, &council, mum(PLANNERS, Some(soon))).await;
        release(db, &council, id).await.unwrap();
        let first = db.begin().await.unwrap();
        participant::hold_still(&first, ann).await.unwrap();
        let other = db.clone();
        let rest = tokio::spawn(async move { super::asking::round(&other, soon).await });
        let out = async {
            while story::open(db, &council.planner, id, soon).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let out = tokio::time::timeout(Duration::from_secs(10), out).await;
        assert!(out.is_ok(), "what is done with the first is kept");
        assert!(!rest.is_finished(), "the second is waited for");
        first.commit().await.unwrap();
        assert_eq!(rest.await.unwrap().out, [id]);
    });
}

#[test]
fn the_round_reads_nothing_again_of_what_it_has_told() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &beyond()).await;
        let released = another(db, &council, &beyond()).await;
        release(db, &council, released).await.unwrap();
        let waiting = async || asking::waiting(db, NOW).await.unwrap();
        assert_eq!(waiting().await, [id]);
        super::asking::round(db, NOW).await;
        assert!(waiting().await.is_empty());
        // A new cut is another thing to look at.
        in_tx(db, async |tx| {
            story::set_words(tx, &council.teller, id, "One", "One", NOW.plus(5))
                .await
                .unwrap();
        })
        .await;
        assert!(waiting().await.is_empty());
        assert_eq!(asking::waiting(db, NOW.plus(5)).await.unwrap(), [id]);
    });
}
