//! What comes after somebody else was quicker, and counts that tell no more than lists.
use super::*;
use crate::concern::{self, Known, New, WordsOf, Worry};
use crate::{Error, NoticeKind, notice};

const WORRY: Worry<'_> = Worry {
    words_of: WordsOf::Mine,
    note: "he takes her money",
};

async fn told(db: &Db, council: &Council, nonce: &str) -> StoryId {
    let choices = [Audience::Team, Audience::Planners].map(|audience| yes(Form::Words, audience));
    let id = in_tx(db, async |tx| {
        let id = story::start(tx, &council.teller, draft(council.sam, nonce), NOW)
            .await
            .unwrap();
        consent::record(tx, &council.teller, id, &choices, &asked(), NOW)
            .await
            .unwrap();
        story::send(tx, &council.teller, id, NOW).await.unwrap();
        id
    })
    .await;
    release(db, council, id).await.unwrap();
    id
}

#[test]
fn a_worry_that_comes_after_another_one_or_after_the_teller_is_kept() {
    on_both(async |db| {
        let council = council(db).await;
        let id = told(db, &council, "1").await;
        let worried = async |who: &Viewer, note| {
            let worry = Worry { note, ..WORRY };
            in_tx(db, async |tx| concern::raise(tx, who, id, worry, NOW).await).await
        };
        let first = worried(&council.researcher, "he takes her money").await.unwrap();
        assert_eq!(
            worried(&council.researcher, "he takes her money").await.unwrap(),
            first,
            "a second press is the first"
        );
        let second = worried(&council.planner, "and her post").await.unwrap();
        assert_ne!(first, second);
        in_tx(db, async |tx| {
            story::withdraw(tx, &council.teller, id, NOW).await.unwrap()
        })
        .await;
        worried(&council.planner, "she rang me").await.unwrap();
        let refused = worried(&council.frontline, "it was never for me").await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let listed = concern::list(db, &council.safeguarding, 0, 9, NOW).await.unwrap();
        assert_eq!(listed.concerns.len(), 3);
    });
}

#[test]
fn what_was_recorded_of_a_held_story_is_counted_no_more_than_of_one_taken_back() {
    on_both(async |db| {
        let council = council(db).await;
        let (held, back) = (told(db, &council, "1").await, told(db, &council, "2").await);
        let counted = async || {
            let captures = story::captures(db, &council.researcher, council.project, NOW).await;
            captures.unwrap().len()
        };
        assert_eq!(counted().await, 2);
        in_tx(db, async |tx| {
            hold::place(tx, &council.researcher, held, HoldGround::Capacity, "", NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(counted().await, 1);
        in_tx(db, async |tx| {
            story::withdraw(tx, &council.teller, back, NOW).await.unwrap()
        })
        .await;
        assert_eq!(counted().await, 0);
    });
}

#[test]
fn a_story_goes_on_for_its_teller_when_nothing_stops_it_any_more() {
    on_both(async |db| {
        let council = council(db).await;
        let id = told(db, &council, "1").await;
        let stop = async |ground| {
            in_tx(db, async |tx| {
                hold::place(tx, &council.researcher, id, ground, "", NOW)
                    .await
                    .unwrap();
            })
            .await;
        };
        stop(HoldGround::Unclear).await;
        in_tx(db, async |tx| {
            concern::raise(tx, &council.researcher, id, WORRY, NOW)
                .await
                .unwrap();
            hold::accept(tx, &council.researcher, id, NOW).await.unwrap();
        })
        .await;
        let told = notice::open(db, &council.teller).await.unwrap();
        assert!(
            told.iter().all(|notice| notice.kind != NoticeKind::GoesOn),
            "{told:?}"
        );
    });
}

#[test]
fn open_worries_are_listed_a_page_at_a_time_the_late_and_unanswered_first() {
    on_both(async |db| {
        let council = council(db).await;
        let lead = &council.safeguarding;
        let mut raised = Vec::new();
        for (number, at) in [(1, 30), (2, 20), (3, 10), (4, 0)] {
            let id = told(db, &council, &number.to_string()).await;
            let at = Timestamp(NOW.0 + at);
            let concern = in_tx(db, async |tx| {
                concern::raise(tx, &council.researcher, id, WORRY, at).await
            });
            raised.push(concern.await.unwrap());
        }
        let triage = New::Triage {
            needs: Known::Yes,
            risk: Known::No,
            unable: Known::No,
        };
        in_tx(db, async |tx| {
            concern::add(tx, lead, raised[3], &triage, NOW).await.unwrap();
        })
        .await;
        // The clock of the newest is the only one that still runs.
        let now = NOW.plus(24 * 60 * 60 * 1000 + 25);
        let page = async |from| {
            let found = concern::list(db, lead, from, 2, now).await.unwrap();
            assert_eq!((found.all, found.late, found.stories.len()), (4, 2, 4));
            let ids = found.concerns.iter().map(|concern| concern.id);
            ids.collect::<Vec<_>>()
        };
        assert_eq!(page(0).await, [raised[2], raised[1]]);
        assert_eq!(page(2).await, [raised[0], raised[3]]);
        assert!(page(4).await.is_empty());
        let counts = concern::counts(db, lead, now).await.unwrap();
        assert_eq!((counts.open, counts.late, counts.oldest), (4, 2, Some(NOW)));
        // Only what waits is told again, once in the time.
        let again = async || in_tx(db, async |tx| concern::escalate(tx, now).await.unwrap()).await;
        assert_eq!((again().await, again().await), (2, 0));
    });
}
