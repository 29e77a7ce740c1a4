//! A second yes that rests on a permission, or on being under 18, ends at that moment and not at the round.
use super::permitted::{PLANNERS, child, mum, permit};
use super::*;
use crate::permission::{self, NewPermission};
use crate::story::Reader;
use crate::{UNDER_18, ending, identity};

const WORDS: &[(Form, Audience)] = &[
    (Form::Words, Audience::Planners),
    (Form::Words, Audience::Staff),
    (Form::Words, Audience::Team),
];

fn words() -> Vec<Choice> {
    WORDS
        .iter()
        .map(|(form, audience)| yes(*form, *audience))
        .collect()
}

/// Whether they get it a millisecond before, and at, a moment. No round goes by.
async fn around(db: &Db, viewer: &Viewer, id: StoryId, at: Timestamp) -> (bool, bool) {
    let sees = async |at| story::open(db, viewer, id, at).await.is_ok();
    (sees(at.plus(-1)).await, sees(at).await)
}

async fn ends(db: &Db, id: StoryId) -> Vec<(Audience, i64)> {
    let found = story::documents(db, &[id], Reason::Index).await.unwrap();
    let readers = found.into_iter().flat_map(|document| document.readers);
    readers
        .map(|reader: Reader| (reader.audience, reader.anything_until))
        .collect()
}

#[test]
fn a_permission_that_runs_out_stops_the_story_at_that_moment() {
    on_both(async |db| {
        let (council, id) = child(db, &words()).await;
        let both = [Audience::Planners, Audience::Staff];
        let end = NOW.plus_days(5);
        permit(db, &council, mum(&both, Some(end))).await;
        release(db, &council, id).await.unwrap();
        assert_eq!(around(db, &council.planner, id, end).await, (true, false));
        assert_eq!(around(db, &council.frontline, id, end).await, (true, false));
        assert_eq!(around(db, &council.researcher, id, end).await, (true, true));
        // The index knows it too, and the team needs nobody's permission.
        let until = ends(db, id).await;
        let expected = [
            (Audience::Team, i64::MAX),
            (Audience::Planners, end.0),
            (Audience::Staff, end.0),
        ];
        assert_eq!(until, expected);
        // One that goes on longer for all of them moves it; one for some of them does not.
        let later = NOW.plus_days(50);
        permit(db, &council, mum(PLANNERS, Some(later))).await;
        assert_eq!(around(db, &council.planner, id, end).await, (true, false));
        permit(db, &council, mum(&[Audience::Staff], None)).await;
        assert_eq!(around(db, &council.planner, id, end).await, (true, true));
        assert_eq!(around(db, &council.frontline, id, later).await, (true, false));
        // The child takes planners out: nobody's end is theirs any more.
        in_tx(db, async |tx| {
            let no = Choice {
                yes: false,
                ..yes(Form::Words, Audience::Planners)
            };
            consent::record(tx, &council.teller, id, &[no], &asked(), NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(around(db, &council.frontline, id, later).await, (true, true));
    });
}

#[test]
fn a_yes_that_ends_before_its_permission_ends_nothing_else() {
    on_both(async |db| {
        let first = NOW.plus_days(3);
        let mut choices = words();
        choices[0].until = Some(first);
        let (council, id) = child(db, &choices).await;
        permit(db, &council, mum(PLANNERS, Some(first))).await;
        permit(db, &council, mum(&[Audience::Staff], None)).await;
        release(db, &council, id).await.unwrap();
        assert_eq!(around(db, &council.planner, id, first).await, (true, false));
        assert_eq!(around(db, &council.frontline, id, first).await, (true, true));
    });
}

#[test]
fn a_birthday_stops_at_that_moment_what_was_agreed_as_a_child_and_nothing_that_is_agreed_after() {
    on_both(async |db| {
        let (council, id) = child(db, &words()).await;
        permit(db, &council, mum(Audience::ALL, None)).await;
        release(db, &council, id).await.unwrap();
        let birthday = NOW.plus_days(100);
        in_tx(db, async |tx| {
            let born = NOW.plus_days(-6400);
            identity::set_born(tx, &council.researcher, council.sam, born, birthday, NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(around(db, &council.planner, id, birthday).await, (true, false));
        // On the day, before the round: what they say now they say as an adult.
        let cut = story::own(db, &council.teller, id, birthday)
            .await
            .unwrap()
            .story
            .cut;
        in_tx(db, async |tx| {
            story::release(tx, &council.teller, id, cut, birthday)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(
            around(db, &council.planner, id, birthday.plus(1)).await,
            (true, true)
        );
        let mut done = crate::asking::Done::default();
        crate::asking::round(db, &mut done, birthday.plus(2), Reason::Round)
            .await
            .unwrap();
        assert!(done.out.is_empty(), "{done:?}");
        assert_eq!(
            around(db, &council.planner, id, birthday.plus(3)).await,
            (true, true)
        );
    });
}

#[test]
fn an_end_that_was_not_written_down_is_written_by_the_round() {
    on_both(async |db| {
        // As a database from before: the end stands nowhere.
        let council = council(db).await;
        let id = sent(db, &council, &words()).await;
        release(db, &council, id).await.unwrap();
        in_tx(db, async |tx| {
            participant::set_age_band(tx, council.sam, UNDER_18, NOW)
                .await
                .unwrap();
        })
        .await;
        let end = NOW.plus_days(9);
        in_tx(db, async |tx| {
            let new: NewPermission = mum(&[Audience::Planners, Audience::Staff], Some(end));
            permission::record(tx, &council.researcher, council.sam, new, NOW)
                .await
                .unwrap();
        })
        .await;
        super::journal::run(db, "UPDATE story SET released_until = NULL").await;
        assert_eq!(around(db, &council.planner, id, end).await, (true, true));
        let mut done = crate::asking::Done::default();
        crate::asking::round(db, &mut done, NOW, Reason::Round)
            .await
            .unwrap();
        assert!(done.out.is_empty());
        assert_eq!(around(db, &council.planner, id, end).await, (true, false));
    });
}

#[test]
fn a_birthday_within_thirty_days_is_in_the_list_with_what_ends_first() {
    on_both(async |db| {
        let (council, _) = child(db, &words()).await;
        let birthday = NOW.plus_days(20);
        let soon = async |at| {
            let found = ending::soon(db, &council.researcher, at).await.unwrap();
            found
                .into_iter()
                .map(|one| (one.until, one.birthday, one.audiences))
                .collect::<Vec<_>>()
        };
        in_tx(db, async |tx| {
            let born = NOW.plus_days(-6554);
            identity::set_born(tx, &council.researcher, council.sam, born, birthday, NOW)
                .await
                .unwrap();
        })
        .await;
        assert!(soon(NOW).await.is_empty(), "no permission, nothing that ends");
        permit(db, &council, mum(PLANNERS, None)).await;
        permit(db, &council, mum(&[Audience::Staff], Some(NOW.plus_days(90)))).await;
        let both = vec![Audience::Planners, Audience::Staff];
        assert_eq!(soon(NOW).await, [(birthday, true, both.clone())]);
        // One that ends by itself before that is a line of its own.
        let first = NOW.plus_days(5);
        permit(db, &council, mum(&[Audience::Leaders], Some(first))).await;
        let expected = [
            (first, false, vec![Audience::Leaders]),
            (birthday, true, both.clone()),
        ];
        assert_eq!(soon(NOW).await, expected);
        assert_eq!(soon(birthday.plus_days(-10)).await, [(birthday, true, both)]);
        assert!(soon(birthday).await.is_empty(), "they are 18");
        assert!(
            soon(birthday.plus_days(-31))
                .await
                .iter()
                .all(|(_, birthday, _)| !birthday)
        );
    });
}
