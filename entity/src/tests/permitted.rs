//! Those under 18: their own yes and the permission of somebody with parental responsibility.
use super::*;
use crate::asking::{self, Reply, Why};
use crate::permission::{self, NewPermission};
use crate::{AskCause, PermissionId, UNDER_18, identity};

pub(super) fn mum(audiences: &[Audience], until: Option<Timestamp>) -> NewPermission {
    NewPermission {
        given_by: "Carys Okafor".into(),
        relation: "Mum".into(),
        audiences: audiences.to_vec(),
        until,
        how: "Signed at home".into(),
    }
}

/// A council whose Sam is under 18, and a story of theirs, sent with these answers.
pub(super) async fn child(db: &Db, choices: &[Choice]) -> (Council, StoryId) {
    let council = council(db).await;
    in_tx(db, async |tx| {
        participant::set_age_band(tx, council.sam, UNDER_18, NOW)
            .await
            .unwrap();
    })
    .await;
    let id = sent(db, &council, choices).await;
    (council, id)
}

pub(super) async fn permit(db: &Db, council: &Council, new: NewPermission) -> PermissionId {
    in_tx(db, async |tx| {
        permission::record(tx, &council.researcher, council.sam, new, NOW)
            .await
            .unwrap()
    })
    .await
}

async fn round(db: &Db, now: Timestamp) -> asking::Done {
    let mut done = asking::Done::default();
    asking::round(db, &mut done, now, Reason::Round).await.unwrap();
    done
}

async fn shown(db: &Db, viewer: &Viewer, id: StoryId, at: Timestamp) -> bool {
    story::open(db, viewer, id, at).await.is_ok()
}

pub(super) const PLANNERS: &[Audience] = &[Audience::Planners];

#[test]
fn a_childs_yes_without_a_permission_that_covers_it_releases_nothing() {
    on_both(async |db| {
        let both = [
            yes(Form::Words, Audience::Planners),
            yes(Form::Words, Audience::Leaders),
        ];
        let (council, id) = child(db, &both).await;
        let refused = release(db, &council, id).await;
        assert!(
            matches!(
                refused,
                Err(Error::Refused("We are asking your mum, dad or carer."))
            ),
            "{refused:?}"
        );
        permit(db, &council, mum(PLANNERS, None)).await;
        assert!(
            release(db, &council, id).await.is_err(),
            "leaders are not covered"
        );
        permit(db, &council, mum(&[Audience::Leaders], None)).await;
        release(db, &council, id).await.unwrap();
        assert!(sees(db, &council.planner, id).await);
    });
}

#[test]
fn a_permission_never_stands_in_for_the_childs_yes() {
    on_both(async |db| {
        let (council, id) = child(db, &[yes(Form::Words, Audience::Team)]).await;
        permit(db, &council, mum(Audience::ALL, None)).await;
        assert!(!sees(db, &council.planner, id).await);
        release(db, &council, id).await.unwrap();
        assert!(!sees(db, &council.planner, id).await);
    });
}

#[test]
fn the_team_needs_no_permission_and_only_the_team_records_one() {
    on_both(async |db| {
        let (council, id) = child(db, &[yes(Form::Words, Audience::Team)]).await;
        release(db, &council, id).await.unwrap();
        in_tx(db, async |tx| {
            for viewer in [&council.planner, &council.teller, &council.safeguarding] {
                let refused = permission::record(tx, viewer, council.sam, mum(PLANNERS, None), NOW).await;
                assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            }
            let over = permission::record(
                tx,
                &council.researcher,
                council.sam,
                mum(PLANNERS, Some(NOW)),
                NOW,
            );
            assert!(matches!(over.await, Err(Error::Refused(_))));
            participant::set_age_band(tx, council.sam, "25 to 44", NOW)
                .await
                .unwrap();
            let grown = permission::record(tx, &council.researcher, council.sam, mum(PLANNERS, None), NOW);
            assert!(matches!(grown.await, Err(Error::Refused(_))));
        })
        .await;
        let others = permission::of(db, &council.teller, council.sam, NOW).await;
        assert!(matches!(others, Err(Error::NotFound)), "it names the family");
    });
}

#[test]
fn ending_a_permission_stops_at_once_and_the_round_tells_of_one_that_ran_out() {
    on_both(async |db| {
        let (council, id) = child(
            db,
            &[
                yes(Form::Words, Audience::Planners),
                yes(Form::Words, Audience::Team),
            ],
        )
        .await;
        let first = permit(db, &council, mum(PLANNERS, None)).await;
        release(db, &council, id).await.unwrap();
        let ended = in_tx(db, async |tx| {
            permission::end(tx, &council.researcher, first, NOW)
                .await
                .unwrap()
        })
        .await;
        assert_eq!(ended, (council.sam, vec![id]));
        assert!(!sees(db, &council.planner, id).await && sees(db, &council.researcher, id).await);
        permit(db, &council, mum(PLANNERS, Some(NOW.plus_days(5)))).await;
        assert!(
            !sees(db, &council.planner, id).await,
            "the child says yes again first"
        );
        release(db, &council, id).await.unwrap();
        assert!(round(db, NOW.plus_days(4)).await.out.is_empty());
        assert!(shown(db, &council.planner, id, NOW.plus_days(4)).await);
        assert_eq!(round(db, NOW.plus_days(5)).await.out, [id]);
        assert!(!shown(db, &council.planner, id, NOW.plus_days(5)).await);
        let log = permission::of(db, &council.researcher, council.sam, NOW.plus_days(5))
            .await
            .unwrap();
        assert_eq!(log.len(), 2);
        assert!(log.iter().all(|permission| !permission.live));
    });
}

#[test]
fn at_eighteen_the_permission_is_over_and_the_person_decides_alone() {
    on_both(async |db| {
        let (council, id) = child(
            db,
            &[
                yes(Form::Words, Audience::Planners),
                yes(Form::Words, Audience::Team),
            ],
        )
        .await;
        permit(db, &council, mum(PLANNERS, None)).await;
        release(db, &council, id).await.unwrap();
        let birthday = NOW.plus_days(100);
        in_tx(db, async |tx| {
            let born = NOW.plus_days(-6400);
            identity::set_born(tx, &council.researcher, council.sam, born, birthday, NOW)
                .await
                .unwrap();
            let grown = identity::set_born(tx, &council.researcher, council.sam, born, NOW, NOW).await;
            assert!(
                matches!(grown, Err(Error::Refused(_))),
                "not for those who are 18"
            );
        })
        .await;
        assert!(round(db, birthday.plus(-1)).await.out.is_empty());
        assert_eq!(round(db, birthday).await.out, [id]);
        assert!(round(db, birthday.plus_days(1)).await.out.is_empty());
        assert!(!shown(db, &council.planner, id, birthday).await);
        assert!(shown(db, &council.researcher, id, birthday).await);
        let person = participant::get(db, &council.researcher, council.sam)
            .await
            .unwrap();
        assert_eq!(person.age_band, "18 to 24");
        let question = asking::questions(db, &council.teller, birthday)
            .await
            .unwrap()
            .remove(0);
        assert_eq!(question.why, Why::Again(AskCause::Grown));
        in_tx(db, async |tx| {
            asking::answer(tx, &council.teller, id, Reply::UntilStop, &asked(), birthday)
                .await
                .unwrap();
            let cut = story::own(db, &council.teller, id, birthday)
                .await
                .unwrap()
                .story
                .cut;
            story::release(tx, &council.teller, id, cut, birthday)
                .await
                .unwrap();
        })
        .await;
        assert!(shown(db, &council.planner, id, birthday).await);
    });
}

#[test]
fn a_day_of_birth_that_makes_somebody_a_child_stops_what_no_permission_covers() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Planners)]).await;
        release(db, &council, id).await.unwrap();
        let out = in_tx(db, async |tx| {
            let grown_at = NOW.plus_days(10);
            identity::set_born(
                tx,
                &council.researcher,
                council.sam,
                NOW.plus_days(-6500),
                grown_at,
                NOW,
            )
            .await
            .unwrap()
        })
        .await;
        assert_eq!(out, [id]);
        assert!(!sees(db, &council.planner, id).await);
    });
}
