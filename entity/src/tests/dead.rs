//! After a death nobody says yes for somebody any more; a death that was not so is undone.
use super::asking::{for_forty_days, round};
use super::capacities::{answered, lacks, recorded};
use super::*;
use crate::best_interests;
use crate::{
    CapacityMatter, NoticeKind, Relative, Service, StillAlive, WishKind, asking, family, notice, supporter,
    wish,
};

async fn died(db: &Db, council: &Council, now: Timestamp) {
    in_tx(db, async |tx| {
        asking::died(tx, &council.researcher, council.sam, NOW, now)
            .await
            .unwrap();
    })
    .await;
}

async fn wishes(db: &Db, council: &Council, kind: WishKind) {
    in_tx(db, async |tx| {
        wish::say(tx, &council.teller, kind, "My sister", NOW)
            .await
            .unwrap();
    })
    .await;
}

fn is_refused<T: std::fmt::Debug>(done: crate::Result<T>) {
    assert!(matches!(done, Err(Error::Refused(_))), "{done:?}");
}

#[test]
fn after_a_death_there_is_no_card_no_release_no_helper_and_no_yes() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(
            db,
            &council,
            &[
                yes(Form::Words, Audience::Planners),
                yes(Form::Words, Audience::Team),
            ],
        )
        .await;
        let matter = CapacityMatter::ShowStaff;
        let lacked = recorded(db, &council, lacks(council.sam, matter), NOW)
            .await
            .unwrap();
        in_tx(db, async |tx| {
            let kin = |participant| family::Kin {
                participant,
                relation: Relative::Other,
                service: Service::Adult,
            };
            let ann = kin(council.other_teller.participant().unwrap());
            family::link(tx, &council.researcher, kin(council.sam), ann, NOW)
                .await
                .unwrap();
        })
        .await;
        wishes(db, &council, WishKind::Keep).await;
        died(db, &council, NOW).await;
        is_refused(release(db, &council, id).await);
        let tx = db.begin().await.unwrap();
        let new = card::NewCard {
            token_hash: "another",
            helper_name: "Jo",
            picture: "fox",
        };
        is_refused(card::make(&tx, &council.researcher, council.sam, new.clone(), NOW).await);
        is_refused(card::issue(&tx, None, council.sam, new, NOW).await);
        let which = supporter::Which::There(id);
        is_refused(
            supporter::start(
                &tx,
                &council.researcher,
                super::helping::help(&council, which),
                NOW,
            )
            .await,
        );
        is_refused(wish::say(&tx, &council.teller, WishKind::TakeBack, "", NOW).await);
        let decision = super::capacities::decision(lacked, &[Form::Words], &[Audience::Staff]);
        is_refused(best_interests::decide(&tx, &council.researcher, decision, NOW).await);
        let about = Asked {
            wording: family::WORDING.into(),
            ..asked()
        };
        let beside = family::record(
            &tx,
            &council.researcher,
            council.sam,
            &[Audience::Planners],
            &about,
            NOW,
        )
        .await;
        is_refused(beside);
        drop(tx);
        for viewer in [&council.teller, &council.researcher] {
            is_refused(answered(db, viewer, id, &[yes(Form::Words, Audience::Staff)]).await);
        }
        let no = Choice {
            yes: false,
            ..yes(Form::Words, Audience::Planners)
        };
        assert!(
            answered(db, &council.researcher, id, &[no]).await.is_ok(),
            "a no always holds"
        );
    });
}

#[test]
fn a_death_that_was_not_so_is_undone_as_it_was_and_with_its_reason() {
    for wished in [None, Some(WishKind::TakeBack), Some(WishKind::Keep)] {
        on_both(async |db| {
            let council = council(db).await;
            let id = for_forty_days(db, &council).await;
            if let Some(kind) = wished {
                wishes(db, &council, kind).await;
            }
            let day = NOW.plus_days(2);
            died(db, &council, day).await;
            let later = NOW.plus_days(3);
            in_tx(db, async |tx| {
                let why = StillAlive::Press;
                for other in [&council.planner, &council.teller, &council.safeguarding] {
                    let refused = asking::alive(tx, other, council.sam, why, later).await;
                    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
                }
                asking::alive(tx, &council.researcher, council.sam, why, later)
                    .await
                    .unwrap();
                let twice = asking::alive(tx, &council.researcher, council.sam, why, later).await;
                assert!(matches!(twice, Err(Error::Conflict(_))));
            })
            .await;
            for (at, planner) in [(later, true), (NOW.plus_days(40), false)] {
                let shown = story::open(db, &council.planner, id, at).await.is_ok();
                assert_eq!(shown, planner, "{wished:?}: as it was, with its end");
            }
            assert!(notice::open(db, &council.researcher).await.unwrap().is_empty());
            round(db, NOW.plus_days(11)).await;
            let told = notice::open(db, &council.teller).await.unwrap();
            assert!(told.iter().any(|told| told.kind == NoticeKind::EndsSoon));
        });
    }
}

#[test]
fn what_was_answered_or_taken_back_since_stays_when_a_death_is_undone() {
    on_both(async |db| {
        let council = council(db).await;
        let id = for_forty_days(db, &council).await;
        died(db, &council, NOW).await;
        in_tx(db, async |tx| {
            let day = NOW.plus_days(1);
            asking::family_takes_back(tx, &council.researcher, council.sam, day)
                .await
                .unwrap();
            let day = NOW.plus_days(2);
            asking::alive(tx, &council.researcher, council.sam, StillAlive::News, day)
                .await
                .unwrap();
        })
        .await;
        let day = NOW.plus_days(2);
        assert!(story::open(db, &council.planner, id, day).await.is_err());
        assert!(story::open(db, &council.researcher, id, day).await.is_err());
    });
}
