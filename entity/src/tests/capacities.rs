//! Capacity for one decision: what a record asks for, and what it forbids.
use super::{Council, NOW, again, asked, council, in_tx, on_both, sees, sent, yes};
use crate::best_interests::{self, NewDecision};
use crate::capacity::{self, NewRecord};
use crate::consent::Choice;
use crate::{
    Able, Audience, CapacityId, CapacityMatter, CapacityOutcome, Db, Error, Form, HelpGiven, ParticipantId,
    Result, StoryId, Timestamp, Viewer, consent, story,
};

pub(super) fn lacks(sam: ParticipantId, matter: CapacityMatter) -> NewRecord {
    NewRecord {
        participant: sam,
        story: None,
        matter,
        doubt: "He thought only we would see it".into(),
        help: vec![HelpGiven::EasyRead, HelpGiven::Time],
        help_words: String::new(),
        understand: Able::Yes,
        retain: Able::No,
        weigh: Able::NotSure,
        communicate: Able::Yes,
        outcome: CapacityOutcome::Lacks,
        assessed_by: "Asha, researcher".into(),
        review_at: Some(NOW.plus_days(180)),
    }
}

pub(super) fn can(sam: ParticipantId, matter: CapacityMatter) -> NewRecord {
    NewRecord {
        retain: Able::Yes,
        outcome: CapacityOutcome::CanDecide,
        review_at: None,
        ..lacks(sam, matter)
    }
}

pub(super) fn decision(capacity: CapacityId, forms: &[Form], audiences: &[Audience]) -> NewDecision {
    NewDecision {
        capacity,
        consulted: "Mia, his sister".into(),
        wishes: "He likes to be heard".into(),
        less_restrictive: "Only his words".into(),
        forms: forms.to_vec(),
        audiences: audiences.to_vec(),
        until: None,
        decided_by: "Asha, researcher".into(),
        review_at: NOW.plus_days(180),
    }
}

pub(super) async fn recorded(
    db: &Db,
    council: &Council,
    new: NewRecord,
    now: Timestamp,
) -> Result<CapacityId> {
    let asha = again(db, &council.researcher).await;
    let tx = db.begin().await.unwrap();
    let id = capacity::record(&tx, &asha, new, now).await?;
    tx.commit().await.map(|()| id)
}

pub(super) async fn decided(db: &Db, council: &Council, new: NewDecision) -> Result<()> {
    let asha = again(db, &council.researcher).await;
    let tx = db.begin().await.unwrap();
    best_interests::decide(&tx, &asha, new, NOW).await?;
    tx.commit().await
}

pub(super) async fn answered(db: &Db, viewer: &Viewer, id: StoryId, choices: &[Choice]) -> Result<bool> {
    let tx = db.begin().await.unwrap();
    let wider = consent::record(&tx, viewer, id, choices, &asked(), NOW).await?;
    tx.commit().await.map(|()| wider)
}

pub(super) async fn released(db: &Db, council: &Council, id: StoryId) {
    let own = story::own(db, &council.teller, id, NOW).await.unwrap();
    in_tx(db, async |tx| {
        story::release(tx, &council.teller, id, own.story.cut, NOW)
            .await
            .unwrap();
    })
    .await;
}

pub(super) fn everything() -> Vec<Choice> {
    let all = |audience: &Audience| {
        Form::ALL
            .iter()
            .map(|form| yes(*form, *audience))
            .collect::<Vec<_>>()
    };
    Audience::ALL.iter().flat_map(all).collect()
}

#[test]
fn who_lacks_capacity_for_one_decision_keeps_the_others() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &everything()).await;
        released(db, &council, id).await;
        assert!(sees(db, &council.planner, id).await && sees(db, &council.frontline, id).await);
        let matter = CapacityMatter::ShowPlanners;
        recorded(db, &council, lacks(council.sam, matter), NOW)
            .await
            .unwrap();
        assert!(!sees(db, &council.planner, id).await);
        assert!(
            !sees(db, &council.frontline, id).await,
            "it waits for his look again"
        );
        released(db, &council, id).await;
        assert!(
            sees(db, &council.frontline, id).await,
            "what he decided stays his"
        );
        assert!(
            !sees(db, &council.planner, id).await,
            "and everyone holds the planners"
        );
        for viewer in [&council.teller, &again(db, &council.researcher).await] {
            for audience in [Audience::Planners, Audience::Public] {
                let refused = answered(db, viewer, id, &[yes(Form::Words, audience)]).await;
                assert!(matches!(refused, Err(Error::Refused(_))), "{audience}");
            }
            let leaders = [yes(Form::Words, Audience::Leaders)];
            assert!(answered(db, viewer, id, &leaders).await.is_ok());
        }
        // A year later nobody has looked again: it holds.
        let late = NOW.plus_days(400);
        let tx = db.begin().await.unwrap();
        let words = [yes(Form::Words, Audience::Planners)];
        assert!(
            consent::record(&tx, &council.teller, id, &words, &asked(), late)
                .await
                .is_err()
        );
        drop(tx);
        recorded(db, &council, can(council.sam, matter), NOW)
            .await
            .unwrap();
        assert!(answered(db, &council.teller, id, &words).await.is_ok());
    });
}

#[test]
fn a_forbidden_yes_is_left_out_and_the_noes_beside_it_hold() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &everything()).await;
        let matter = CapacityMatter::ShowPlanners;
        recorded(db, &council, lacks(council.sam, matter), NOW)
            .await
            .unwrap();
        released(db, &council, id).await;
        assert!(sees(db, &council.frontline, id).await);
        let mut form: Vec<Choice> = everything();
        for choice in &mut form {
            choice.yes = choice.audience == Audience::Planners && choice.form == Form::Words
                || choice.audience == Audience::Team;
        }
        let kept = in_tx(db, async |tx| {
            consent::record_what_may(tx, &council.teller, id, &form, &asked(), NOW)
                .await
                .unwrap()
        })
        .await;
        assert_eq!(kept.forbidden, [(Form::Words, Audience::Planners)]);
        assert!(!sees(db, &council.frontline, id).await, "his no holds");
        assert!(!sees(db, &council.planner, id).await);
        assert!(sees(db, &again(db, &council.researcher).await, id).await);
    });
}

#[test]
fn filming_is_about_voice_and_face_beyond_the_team_and_keeping_about_the_team() {
    let covered = |matter| {
        let cells = Audience::ALL
            .iter()
            .flat_map(|audience| Form::ALL.iter().map(move |form| (*form, *audience)));
        cells
            .filter(|(form, audience)| capacity::covers(matter, *form, *audience))
            .count()
    };
    let counts = CapacityMatter::ALL.iter().map(|matter| covered(*matter));
    assert_eq!(counts.collect::<Vec<_>>(), [8, 4, 16, 8, 8, 8, 4]);
    assert!(capacity::covers(
        CapacityMatter::Keep,
        Form::Words,
        Audience::Team
    ));
    assert!(!capacity::covers(
        CapacityMatter::Capture,
        Form::Words,
        Audience::Staff
    ));
}

#[test]
fn one_story_can_be_another_decision_than_the_rest() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &everything()).await;
        let matter = CapacityMatter::ShowStaff;
        let one = NewRecord {
            story: Some(id),
            ..can(council.sam, matter)
        };
        recorded(db, &council, lacks(council.sam, matter), NOW)
            .await
            .unwrap();
        let words = [yes(Form::Words, Audience::Staff)];
        assert!(answered(db, &council.teller, id, &words).await.is_err());
        recorded(db, &council, one.clone(), NOW).await.unwrap();
        assert!(
            answered(db, &council.teller, id, &words).await.is_ok(),
            "the newest about it"
        );
        recorded(db, &council, lacks(council.sam, matter), NOW)
            .await
            .unwrap();
        assert!(answered(db, &council.teller, id, &words).await.is_err());
        let strange = NewRecord {
            story: Some(StoryId::fresh()),
            ..one
        };
        assert!(matches!(
            recorded(db, &council, strange, NOW).await,
            Err(Error::NotFound)
        ));
    });
}

#[test]
fn a_finding_says_what_the_act_asks_for_and_only_the_team_reads_it() {
    on_both(async |db| {
        let council = council(db).await;
        let matter = CapacityMatter::ShowBeyond;
        let whole = lacks(council.sam, matter);
        let odd = [
            NewRecord {
                help: vec![],
                ..whole.clone()
            },
            NewRecord {
                retain: Able::NotSure,
                ..whole.clone()
            },
            NewRecord {
                outcome: CapacityOutcome::CanDecide,
                ..whole.clone()
            },
            NewRecord {
                review_at: None,
                ..whole.clone()
            },
            NewRecord {
                review_at: Some(NOW.plus_days(367)),
                ..whole.clone()
            },
        ];
        for new in odd {
            let refused = recorded(db, &council, new, NOW).await;
            assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        }
        let asha = again(db, &council.researcher).await;
        assert!(capacity::list(db, &asha, council.sam).await.unwrap().is_empty());
        let id = recorded(db, &council, whole.clone(), NOW).await.unwrap();
        let read = capacity::get(db, &asha, id).await.unwrap();
        assert_eq!((read.what, read.live), (whole.clone(), true));
        for viewer in [
            &council.teller,
            &council.other_teller,
            &council.planner,
            &council.safeguarding,
        ] {
            assert!(matches!(
                capacity::list(db, viewer, council.sam).await,
                Err(Error::NotFound)
            ));
            let tx = db.begin().await.unwrap();
            assert!(capacity::record(&tx, viewer, whole.clone(), NOW).await.is_err());
            let new = decision(id, &[Form::Words], &[Audience::Planners]);
            assert!(best_interests::decide(&tx, viewer, new, NOW).await.is_err());
        }
    });
}
