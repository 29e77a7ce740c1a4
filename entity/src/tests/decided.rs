//! What is decided for somebody, and when it is looked at again.
use super::capacities::{answered, can, decided, decision, everything, lacks, recorded, released};
use super::{NOW, again, council, in_tx, on_both, sees, sent, yes};
use crate::asking::{self, Why};
use crate::consent::Choice;
use crate::setting::{self, Settings};
use crate::{
    AskCause, Audience, CapacityMatter, Error, Form, NoticeKind, best_interests, consent, notice, review,
    story,
};

#[test]
fn what_is_decided_for_somebody_is_strict_until_the_council_says_otherwise() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &everything()).await;
        let matter = CapacityMatter::ShowBeyond;
        let found = recorded(db, &council, lacks(council.sam, matter), NOW)
            .await
            .unwrap();
        let refused = async |forms: &[Form], audience: Audience| {
            let refused = decided(db, &council, decision(found, forms, &[audience])).await;
            assert!(matches!(refused, Err(Error::Refused(_))), "{forms:?} {audience}");
        };
        refused(&[Form::Name], Audience::Planners).await;
        refused(&[Form::Words], Audience::Public).await;
        refused(&[Form::Words, Form::Face], Audience::Planners).await;
        refused(&[Form::Voice], Audience::Planners).await;
        let words = decision(found, &[Form::Words], &[Audience::Team, Audience::Planners]);
        decided(db, &council, words.clone()).await.unwrap();
        assert!(!sees(db, &council.planner, id).await, "he has not looked yet");
        released(db, &council, id).await;
        let seen = story::open(db, &council.planner, id, NOW).await.unwrap().forms;
        assert!(seen.words && !seen.voice && !seen.face && !seen.name);
        assert!(!sees(db, &council.frontline, id).await);
        let settings = Settings {
            cooling_hours: 0,
            others_may_show_face: true,
            ..Settings::default()
        };
        in_tx(db, async |tx| {
            setting::set(tx, None, settings, NOW).await.unwrap()
        })
        .await;
        refused(&[Form::Name], Audience::Planners).await;
        let film = decision(found, &[Form::Voice, Form::Face], &[Audience::Planners]);
        decided(db, &council, film).await.unwrap();
        released(db, &council, id).await;
        let seen = story::open(db, &council.planner, id, NOW).await.unwrap().forms;
        assert!(
            seen.face && !seen.words,
            "the newest decision stands in the place of the older"
        );
        let asha = again(db, &council.researcher).await;
        let listed = best_interests::list(db, &asha, council.sam).await.unwrap();
        let live: Vec<bool> = listed.iter().map(|decision| decision.live).collect();
        assert_eq!((live, &listed[1].what), (vec![true, false], &words));
        // His no ends it; nobody's yes but his own can be what he decides himself.
        let no = Choice {
            yes: false,
            ..yes(Form::Face, Audience::Planners)
        };
        let team = Choice {
            yes: false,
            ..yes(Form::Words, Audience::Team)
        };
        answered(db, &council.teller, id, &[no, team]).await.unwrap();
        let seen = story::open(db, &council.planner, id, NOW).await.unwrap().forms;
        assert!(seen.voice && !seen.face);
        refused(&[Form::Words], Audience::Team).await;
    });
}

#[test]
fn who_can_decide_again_decides_alone() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &everything()).await;
        let matter = CapacityMatter::ShowPlanners;
        let found = recorded(db, &council, lacks(council.sam, matter), NOW)
            .await
            .unwrap();
        decided(
            db,
            &council,
            decision(found, &[Form::Words], &[Audience::Planners]),
        )
        .await
        .unwrap();
        released(db, &council, id).await;
        assert!(sees(db, &council.planner, id).await);
        // To press "until" again says that yes again: it is left to the decision.
        let until = Choice {
            until: Some(NOW.plus_days(91)),
            ..yes(Form::Words, Audience::Planners)
        };
        answered(
            db,
            &council.teller,
            id,
            &[until, yes(Form::Words, Audience::Staff)],
        )
        .await
        .unwrap();
        let late = story::open(db, &council.planner, id, NOW.plus_days(100)).await;
        assert!(late.is_ok(), "the end of the decision is its own");
        // A later look that finds the same leaves the decision; another decision is no reason to end it.
        recorded(db, &council, lacks(council.sam, matter), NOW)
            .await
            .unwrap();
        recorded(db, &council, can(council.sam, CapacityMatter::ShowBeyond), NOW)
            .await
            .unwrap();
        assert!(sees(db, &council.planner, id).await);
        let stale = decided(
            db,
            &council,
            decision(found, &[Form::Words], &[Audience::Planners]),
        )
        .await;
        assert!(matches!(stale, Err(Error::Refused(_))), "there is a newer record");
        recorded(db, &council, can(council.sam, matter), NOW)
            .await
            .unwrap();
        assert!(!sees(db, &council.planner, id).await);
        let asha = again(db, &council.researcher).await;
        assert!(!best_interests::list(db, &asha, council.sam).await.unwrap()[0].live);
        assert!(answered(db, &council.teller, id, &[until]).await.is_ok());
    });
}

#[test]
fn a_review_is_listed_told_once_and_over_when_somebody_looked_again() {
    on_both(async |db| {
        let council = council(db).await;
        sent(db, &council, &everything()).await;
        let matter = CapacityMatter::ShowStaff;
        let found = recorded(db, &council, lacks(council.sam, matter), NOW)
            .await
            .unwrap();
        decided(db, &council, decision(found, &[Form::Words], &[Audience::Staff]))
            .await
            .unwrap();
        let asha = again(db, &council.researcher).await;
        let listed = review::list(db, &asha).await.unwrap();
        let what: Vec<bool> = listed.iter().map(|review| review.best_interests).collect();
        assert_eq!((what.len(), listed[0].pseudonym.as_str()), (2, "Robin Wren"));
        assert!(review::list(db, &council.planner).await.unwrap().is_empty());
        let remind = async |days| {
            in_tx(db, async |tx| {
                review::remind(tx, NOW.plus_days(days)).await.unwrap()
            })
            .await
        };
        assert_eq!(remind(100).await, 0);
        assert_eq!((remind(167).await, remind(200).await), (2, 2));
        let told = notice::open(db, &asha).await.unwrap();
        assert_eq!(told.len(), 2, "once each");
        assert!(told.iter().all(|notice| notice.kind == NoticeKind::Review));
        recorded(db, &council, can(council.sam, matter), NOW)
            .await
            .unwrap();
        assert!(review::list(db, &asha).await.unwrap().is_empty());
        assert!(notice::open(db, &asha).await.unwrap().is_empty());
        assert_eq!(remind(200).await, 0);
    });
}

#[test]
fn a_council_that_goes_back_to_the_persons_own_yes_ends_what_others_gave_and_asks_again() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &everything()).await;
        let open = Settings {
            cooling_hours: 0,
            others_may_show_face: true,
            ..Settings::default()
        };
        let strict = Settings {
            others_may_show_face: false,
            ..open
        };
        let set = async |settings| {
            in_tx(db, async |tx| {
                setting::set(tx, None, settings, NOW).await.unwrap()
            })
            .await
        };
        assert!(set(open).await.is_empty());
        let matter = CapacityMatter::ShowPlanners;
        let found = recorded(db, &council, lacks(council.sam, matter), NOW)
            .await
            .unwrap();
        let forms = [Form::Words, Form::Voice, Form::Face];
        decided(db, &council, decision(found, &forms, &[Audience::Planners]))
            .await
            .unwrap();
        // His own yes to his own face, for those about whom he decides himself.
        answered(db, &council.teller, id, &[yes(Form::Face, Audience::Staff)])
            .await
            .unwrap();
        released(db, &council, id).await;
        let forms = async |viewer| {
            let seen = story::open(db, viewer, id, NOW).await.unwrap().forms;
            (seen.words, seen.voice || seen.face)
        };
        let before = consent::answers(db.read(), &[id]).await.unwrap()[&id].len();
        assert_eq!(forms(&council.planner).await, (true, true));
        assert_eq!(set(strict).await, [id]);
        assert_eq!(forms(&council.planner).await, (true, false));
        assert!(forms(&council.frontline).await.1, "his own yes stays");
        let after = consent::answers(db.read(), &[id]).await.unwrap()[&id].len();
        assert_eq!(after, before + 2, "nothing of the log is taken away");
        let told = |notices: Vec<notice::Notice>, kind| notices.iter().any(|notice| notice.kind == kind);
        let asha = again(db, &council.researcher).await;
        assert!(told(notice::open(db, &asha).await.unwrap(), NoticeKind::Review));
        let sam = again(db, &council.teller).await;
        assert!(told(notice::open(db, &sam).await.unwrap(), NoticeKind::AskAgain));
        let asked = asking::questions(db, &sam, NOW.plus(10)).await.unwrap();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].why, Why::Again(AskCause::Review));
        // Nothing of that kind is left: again is nothing, and switched on it does not come back.
        assert!(set(open).await.is_empty());
        assert_eq!(forms(&council.planner).await, (true, false));
        assert!(set(strict).await.is_empty());
    });
}
