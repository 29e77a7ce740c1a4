//! Yeses that end, and what is a reason to ask again.
use super::*;
use crate::asking::{self, Reply, Why};
use crate::{AskCause, NoticeKind, WishKind, ending, notice, wish};

fn until(form: Form, audience: Audience, days: i64) -> Choice {
    Choice {
        until: Some(NOW.plus_days(days)),
        ..yes(form, audience)
    }
}

pub(super) async fn round(db: &Db, now: Timestamp) -> asking::Done {
    let mut done = asking::Done::default();
    asking::round(db, &mut done, now, Reason::Round).await.unwrap();
    done
}

async fn shown(db: &Db, viewer: &Viewer, id: StoryId, at: Timestamp) -> bool {
    story::open(db, viewer, id, at).await.is_ok()
}

async fn reply(db: &Db, council: &Council, id: StoryId, reply: Reply, at: Timestamp) -> crate::Result<()> {
    let tx = db.begin().await?;
    asking::answer(&tx, &council.teller, id, reply, &asked(), at).await?;
    tx.commit().await
}

/// A released story whose yes to planners ends after 40 days.
pub(super) async fn for_forty_days(db: &Db, council: &Council) -> StoryId {
    let choices = [
        until(Form::Words, Audience::Planners, 40),
        yes(Form::Words, Audience::Team),
    ];
    let id = sent(db, council, &choices).await;
    release(db, council, id).await.unwrap();
    id
}

#[test]
fn a_yes_is_asked_about_thirty_days_before_it_ends_once_and_ends_by_itself() {
    on_both(async |db| {
        let council = council(db).await;
        let id = for_forty_days(db, &council).await;
        assert_eq!(round(db, NOW.plus_days(9)).await.ending, 0);
        let early = asking::questions(db, &council.teller, NOW.plus_days(9)).await;
        assert!(early.unwrap().is_empty());
        let day = NOW.plus_days(11);
        assert_eq!(round(db, day).await.ending, 1);
        assert_eq!(round(db, day.plus_days(1)).await.ending, 0);
        let told = notice::open(db, &council.teller).await.unwrap();
        assert_eq!((told.len(), told[0].kind), (1, NoticeKind::EndsSoon));
        let question = asking::questions(db, &council.teller, day)
            .await
            .unwrap()
            .remove(0);
        assert_eq!(question.why, Why::Ends(NOW.plus_days(40)));
        assert_eq!(question.about.len(), 1);
        let list = ending::soon(db, &council.researcher, day).await.unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!(
            (list[0].participant, list[0].until, list[0].asked_at),
            (council.sam, NOW.plus_days(40), Some(day))
        );
        assert_eq!(list[0].audiences, [Audience::Planners]);
        assert!(ending::soon(db, &council.planner, day).await.unwrap().is_empty());
        // Never answered, it ends without anything being done.
        assert!(shown(db, &council.planner, id, NOW.plus_days(40).plus(-1)).await);
        assert!(!shown(db, &council.planner, id, NOW.plus_days(40)).await);
        assert!(shown(db, &council.researcher, id, NOW.plus_days(40)).await);
    });
}

#[test]
fn a_year_more_is_no_wider_and_no_stops_at_once() {
    on_both(async |db| {
        let council = council(db).await;
        let id = for_forty_days(db, &council).await;
        round(db, NOW.plus_days(19)).await;
        let day = NOW.plus_days(20);
        reply(db, &council, id, Reply::Year, day).await.unwrap();
        assert!(shown(db, &council.planner, id, day.plus_days(364)).await);
        assert!(!shown(db, &council.planner, id, day.plus_days(365)).await);
        assert!(notice::open(db, &council.teller).await.unwrap().is_empty());
        let again = reply(db, &council, id, Reply::No, day).await;
        assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
        assert!(shown(db, &council.planner, id, day).await);
        // The next year it is asked about again.
        let next = day.plus_days(340);
        assert_eq!(round(db, next).await.ending, 1);
        reply(db, &council, id, Reply::No, next).await.unwrap();
        assert!(!shown(db, &council.planner, id, next).await);
        assert!(shown(db, &council.researcher, id, next).await);
    });
}

#[test]
fn nobody_answers_for_somebody_else_nor_under_words_of_yesterday() {
    on_both(async |db| {
        let council = council(db).await;
        let id = for_forty_days(db, &council).await;
        let day = NOW.plus_days(20);
        let tx = db.begin().await.unwrap();
        for viewer in [&council.other_teller, &council.researcher, &council.planner] {
            let refused = asking::answer(&tx, viewer, id, Reply::Year, &asked(), day).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        let old = Asked {
            wording: "2019-01".into(),
            ..asked()
        };
        let refused = asking::answer(&tx, &council.teller, id, Reply::Year, &old, day).await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    });
}

#[test]
fn somebody_who_moved_is_asked_again_and_a_review_date_asks_on_its_day() {
    on_both(async |db| {
        let council = council(db).await;
        let choices = [yes(Form::Words, Audience::Planners)];
        let id = sent(db, &council, &choices).await;
        release(db, &council, id).await.unwrap();
        let day = NOW.plus_days(1);
        in_tx(db, async |tx| {
            asking::moved(tx, &council.researcher, council.sam, "Pontcanna", day)
                .await
                .unwrap();
            let others = asking::moved(tx, &council.planner, council.sam, "X", day).await;
            assert!(matches!(others, Err(Error::NotFound)));
        })
        .await;
        let person = participant::get(db, &council.researcher, council.sam)
            .await
            .unwrap();
        assert_eq!(person.place, "Pontcanna");
        let question = asking::questions(db, &council.teller, day)
            .await
            .unwrap()
            .remove(0);
        assert_eq!(question.why, Why::Again(AskCause::Moved));
        assert!(
            shown(db, &council.planner, id, day).await,
            "asking alone stops nothing"
        );
        reply(db, &council, id, Reply::UntilStop, day).await.unwrap();
        assert!(
            asking::questions(db, &council.teller, day)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(notice::open(db, &council.researcher).await.unwrap().is_empty());
        in_tx(db, async |tx| {
            let due = NOW.plus_days(10);
            asking::review(tx, &council.researcher, council.sam, due, day)
                .await
                .unwrap();
            let past = asking::review(tx, &council.researcher, council.sam, NOW, day).await;
            assert!(matches!(past, Err(Error::Refused(_))));
        })
        .await;
        assert!(
            asking::questions(db, &council.teller, NOW.plus_days(9))
                .await
                .unwrap()
                .is_empty()
        );
        round(db, NOW.plus_days(10)).await;
        let told = notice::open(db, &council.teller).await.unwrap();
        assert_eq!(told[0].kind, NoticeKind::AskAgain);
        let asked = asking::questions(db, &council.teller, NOW.plus_days(10))
            .await
            .unwrap();
        assert_eq!(asked[0].why, Why::Again(AskCause::Review));
    });
}

/// Who sees a released story, and whether it was taken back, after its teller died with this wish.
async fn after_death(db: &Db, wished: Option<WishKind>) -> (bool, bool, usize) {
    let council = council(db).await;
    let choices = [
        yes(Form::Words, Audience::Planners),
        yes(Form::Words, Audience::Team),
    ];
    let id = sent(db, &council, &choices).await;
    release(db, &council, id).await.unwrap();
    let day = NOW.plus_days(3);
    in_tx(db, async |tx| {
        if let Some(kind) = wished {
            wish::say(tx, &council.teller, WishKind::Ask, "My sister", NOW)
                .await
                .unwrap();
            wish::say(tx, &council.teller, kind, "My sister", NOW.plus(1))
                .await
                .unwrap();
        }
        let others = asking::died(tx, &council.planner, council.sam, NOW, day).await;
        assert!(matches!(others, Err(Error::NotFound)));
        asking::died(tx, &council.researcher, council.sam, NOW, day)
            .await
            .unwrap();
        let twice = asking::died(tx, &council.researcher, council.sam, NOW, day).await;
        assert!(matches!(twice, Err(Error::Conflict(_))));
    })
    .await;
    assert!(
        asking::questions(db, &council.teller, day)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(card::account(db, "Sam").await.is_err(), "nobody comes in as them");
    let tasks = notice::open(db, &council.researcher).await.unwrap().len();
    (
        shown(db, &council.planner, id, day).await,
        shown(db, &council.researcher, id, day).await,
        tasks,
    )
}

#[test]
fn what_was_wished_for_after_death_is_done_and_without_a_wish_the_family_is_asked_first() {
    // (planner sees, team sees, told to ask)
    on_both(async |db| assert_eq!(after_death(db, Some(WishKind::Keep)).await, (true, true, 0)));
    on_both(async |db| assert_eq!(after_death(db, Some(WishKind::TakeBack)).await, (false, false, 0)));
    on_both(async |db| assert_eq!(after_death(db, Some(WishKind::Ask)).await, (false, true, 1)));
    on_both(async |db| assert_eq!(after_death(db, None).await, (false, true, 1)));
}

#[test]
fn the_family_can_have_every_story_taken_back() {
    on_both(async |db| {
        let council = council(db).await;
        let id = for_forty_days(db, &council).await;
        in_tx(db, async |tx| {
            let early = asking::family_takes_back(tx, &council.researcher, council.sam, NOW).await;
            assert!(matches!(early, Err(Error::NotFound)), "only after a death");
            asking::died(tx, &council.researcher, council.sam, NOW, NOW)
                .await
                .unwrap();
            let out = asking::family_takes_back(tx, &council.researcher, council.sam, NOW).await;
            assert_eq!(out.unwrap(), [id]);
        })
        .await;
        assert!(!shown(db, &council.researcher, id, NOW).await);
        assert!(notice::open(db, &council.researcher).await.unwrap().is_empty());
    });
}

#[test]
fn nothing_is_asked_about_a_story_that_is_declined_or_waits_for_its_second_yes() {
    on_both(async |db| {
        let council = council(db).await;
        let id = for_forty_days(db, &council).await;
        let day = NOW.plus_days(11);
        let asked = async || {
            let found = asking::questions(db, &council.teller, day).await.unwrap();
            found.len()
        };
        in_tx(db, async |tx| {
            asking::moved(tx, &council.researcher, council.sam, "Llŷn", day)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(asked().await, 1);
        in_tx(db, async |tx| {
            hold::place(tx, &council.researcher, id, HoldGround::Unclear, "", day)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(asked().await, 0, "the team has declined it");
        in_tx(db, async |tx| {
            hold::accept(tx, &council.researcher, id, day).await.unwrap();
        })
        .await;
        assert_eq!(asked().await, 1);
        in_tx(db, async |tx| {
            story::set_words(tx, &council.teller, id, "Another", "cut", day)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(asked().await, 0, "it waits for the second yes");
        let before = round(db, day).await;
        assert_eq!(before.ending, 0, "nor is anybody told that it ends");
    });
}
