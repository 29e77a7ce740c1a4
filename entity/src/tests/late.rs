//! What comes after somebody else was quicker, and counts that tell no more than lists.
use super::*;
use crate::concern::{self, WordsOf, Worry};
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
        let listed = concern::list(db, &council.safeguarding, None, NOW).await.unwrap();
        assert_eq!(listed.len(), 3);
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
