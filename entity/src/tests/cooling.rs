//! The time between sending a story and the second yes.
use super::*;
use crate::asking;
use crate::story::SecondYes;
use crate::{NoticeKind, notice};

const HOUR: i64 = 60 * 60 * 1000;

async fn release_at(db: &Db, council: &Council, id: StoryId, at: Timestamp) -> crate::Result<()> {
    let cut = story::own(db, &council.teller, id, at).await?.story.cut;
    let tx = db.begin().await?;
    story::release(&tx, &council.teller, id, cut, at).await?;
    tx.commit().await
}

async fn round(db: &Db, now: Timestamp) -> asking::Done {
    let mut done = asking::Done::default();
    asking::round(db, &mut done, now, Reason::Round).await.unwrap();
    done
}

#[test]
fn the_second_yes_waits_until_the_time_for_thinking_is_over() {
    on_both(async |db| {
        let council = council(db).await;
        cooling(db, 24).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Planners)]).await;
        let early = release_at(db, &council, id, NOW.plus(24 * HOUR - 1)).await;
        assert!(matches!(early, Err(Error::Refused(_))), "{early:?}");
        let waits = story::second_yes(db, &council.teller, id, NOW).await.unwrap();
        let from = Some(NOW.plus(24 * HOUR));
        assert_eq!(
            waits,
            SecondYes {
                from,
                permission: false
            }
        );
        release_at(db, &council, id, NOW.plus(24 * HOUR)).await.unwrap();
    });
}

#[test]
fn a_new_cut_starts_the_time_again_and_what_changes_no_cut_does_not() {
    on_both(async |db| {
        let council = council(db).await;
        cooling(db, 24).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Planners)]).await;
        let later = NOW.plus(20 * HOUR);
        in_tx(db, async |tx| {
            story::set_feeling(tx, &council.teller, id, Some(4), later)
                .await
                .unwrap();
        })
        .await;
        let waits = async || story::second_yes(db, &council.teller, id, later).await.unwrap();
        assert_eq!(waits().await.from, Some(NOW.plus(24 * HOUR)));
        in_tx(db, async |tx| {
            story::set_words(tx, &council.teller, id, "Other", "Other words", later)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(waits().await.from, Some(later.plus(24 * HOUR)));
        let early = release_at(db, &council, id, NOW.plus(30 * HOUR)).await;
        assert!(matches!(early, Err(Error::Refused(_))), "{early:?}");
    });
}

#[test]
fn the_teller_and_the_team_are_reminded_once_a_cut_and_no_longer_after_the_yes() {
    on_both(async |db| {
        let council = council(db).await;
        cooling(db, 24).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Planners)]).await;
        assert_eq!(round(db, NOW.plus(23 * HOUR)).await.reminded, 0);
        let over = NOW.plus(25 * HOUR);
        assert_eq!(round(db, over).await.reminded, 1);
        assert_eq!(round(db, over.plus(HOUR)).await.reminded, 0);
        let told = notice::open(db, &council.teller).await.unwrap();
        assert_eq!((told.len(), told[0].kind), (1, NoticeKind::LookNow));
        let team = crate::ending::to_remind(db, &council.researcher, council.project);
        assert_eq!(team.await.unwrap()[0].participant, council.sam);
        // Put away, it is not told again.
        in_tx(db, async |tx| {
            notice::put_away(tx, &council.teller, told[0].id, over)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(round(db, over.plus(2 * HOUR)).await.reminded, 0);
        release_at(db, &council, id, over.plus(3 * HOUR)).await.unwrap();
        let team = crate::ending::to_remind(db, &council.researcher, council.project);
        assert!(team.await.unwrap().is_empty());
        assert!(notice::open(db, &council.researcher).await.unwrap().is_empty());
        assert_eq!(round(db, over.plus(40 * HOUR)).await.reminded, 0);
        let others = crate::ending::to_remind(db, &council.planner, council.project).await;
        assert!(matches!(others, Err(Error::NotFound)));
    });
}

#[test]
fn nobody_is_reminded_of_a_held_or_taken_back_story() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Planners)]).await;
        in_tx(db, async |tx| {
            hold::place(tx, &council.researcher, id, HoldGround::Safety, "", NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(round(db, NOW.plus(HOUR)).await.reminded, 0);
        in_tx(db, async |tx| {
            hold::lift(tx, &council.safeguarding, id, "safe", NOW)
                .await
                .unwrap();
            story::withdraw(tx, &council.teller, id, NOW).await.unwrap();
        })
        .await;
        assert_eq!(round(db, NOW.plus(HOUR)).await.reminded, 0);
    });
}
