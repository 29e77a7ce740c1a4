//! What stays when a story leaves a decision or an insight: its teller's names stay hidden in what makers typed.
use super::deciding::{BOTH, cite, cited, read, told};
use super::in_order::crossed;
use super::*;
use crate::{
    DecisionId, InsightId, NoticeKind, PlaceKind, Stance, citation, decision, insight, notice, receipt,
};

/// Words of a decision and an insight that were typed with both tellers' names hold neither.
async fn no_name(db: &Db, council: &Council, (made, claim): (DecisionId, InsightId)) {
    let seen = read(db, &council.planner, made, NOW).await;
    assert_eq!(
        (seen.words.title.as_str(), seen.words.question.as_str()),
        ("[name]’s bus", "Does it stay, for [name] and [name]?")
    );
    let seen = insight::open(db, &council.planner, claim, NOW).await.unwrap();
    assert_eq!(seen.words.claim, "[name] waits");
}

/// A story of Sam's and one of Ann's, both cited.
async fn both(db: &Db, council: &Council) -> ([StoryId; 2], (DecisionId, InsightId)) {
    let sams = told(db, &council.teller, 1, BOTH, None).await;
    let anns = told(db, &council.other_teller, 2, BOTH, None).await;
    let works = cited(db, council, &[sams, anns]).await;
    ([sams, anns], works)
}

#[test]
fn names_stay_hidden_when_a_story_is_taken_out_and_it_is_nowhere_else() {
    on_both(async |db| {
        let council = council(db).await;
        let ([sams, anns], works) = both(db, &council).await;
        let (made, claim) = works;
        let planner = &council.planner;
        in_tx(db, async |tx| {
            for story in [sams, anns] {
                decision::take_out(tx, planner, made, story, NOW).await.unwrap();
                insight::take_out(tx, planner, claim, story, NOW).await.unwrap();
                let twice = decision::take_out(tx, planner, made, story, NOW).await;
                assert!(matches!(twice, Err(Error::NotFound)), "{twice:?}");
                assert!(decision::places(tx, story).await.unwrap().is_empty());
                assert!(insight::places(tx, story).await.unwrap().is_empty());
            }
            let mut words = read(db, planner, made, NOW).await.words;
            words.decided = "It stays".into();
            words.title = "Sam’s bus".into();
            words.question = "Does it stay, for Ann and Sam?".into();
            decision::write(tx, planner, made, words, NOW).await.unwrap();
            let none = decision::finish(tx, planner, made, NOW).await;
            assert!(
                matches!(none, Err(Error::Refused(_))),
                "no story is used: {none:?}"
            );
        })
        .await;
        no_name(db, &council, works).await;
        let seen = read(db, planner, made, NOW).await;
        assert_eq!((seen.cited.len(), seen.taken_out), (0, 0), "no gap");
        assert!(
            decision::used(db, &council.teller, sams)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            citation::whys(db, sams)
                .await
                .iter()
                .all(|(_, why)| why.is_empty())
        );
        // It can be cited again, as if it was never there.
        let later = NOW.plus(9);
        in_tx(db, async |tx| {
            decision::cite(tx, db, planner, made, cite(sams, None), later)
                .await
                .unwrap();
        })
        .await;
        let used = decision::used(db, &council.teller, sams).await.unwrap();
        assert_eq!((used.len(), used[0].at), (1, later));
        assert_eq!(read(db, planner, made, NOW).await.cited.len(), 1);
        no_name(db, &council, works).await;
    });
}

#[test]
fn names_stay_hidden_when_a_story_is_gone_for_good() {
    on_both(async |db| {
        let council = council(db).await;
        let ([sams, anns], works) = both(db, &council).await;
        let after = NOW.plus_days(story::UNDO_DAYS + 1);
        in_tx(db, async |tx| {
            story::withdraw(tx, &council.teller, sams, NOW).await.unwrap();
            story::withdraw(tx, &council.other_teller, anns, NOW)
                .await
                .unwrap();
            for id in [sams, anns] {
                story::purge(tx, id, after, Reason::Round).await.unwrap();
            }
        })
        .await;
        no_name(db, &council, works).await;
        let seen = read(db, &council.planner, works.0, after).await;
        assert_eq!((seen.cited.len(), seen.taken_out), (0, 2));
        let claims = insight::used(db, &council.teller, sams).await.unwrap();
        assert!(claims.is_empty(), "an insight cites it no more");
        for (_, why) in citation::whys(db, sams).await {
            assert_eq!(why, "");
        }
    });
}

#[test]
fn makers_are_told_no_more_when_every_story_of_theirs_is_back() {
    on_both(async |db| {
        let council = council(db).await;
        let ([sams, anns], _) = both(db, &council).await;
        let told = async || {
            let told = notice::open(db, &council.planner).await.unwrap();
            told.iter()
                .filter(|notice| notice.kind == NoticeKind::TakenOut)
                .count()
        };
        in_tx(db, async |tx| {
            story::withdraw(tx, &council.teller, sams, NOW).await.unwrap();
            story::withdraw(tx, &council.other_teller, anns, NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(told().await, 2);
        in_tx(db, async |tx| {
            story::undo_withdraw(tx, &council.teller, sams, NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(told().await, 2, "another is still out");
        in_tx(db, async |tx| {
            story::undo_withdraw(tx, &council.other_teller, anns, NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(told().await, 0);
    });
}

#[test]
fn what_is_cited_while_its_teller_takes_it_back_is_refused_or_on_the_receipt() {
    on_both(async |db| {
        let council = council(db).await;
        let story = told(db, &council.teller, 1, BOTH, None).await;
        let (made, claim) = cited(db, &council, &[]).await;
        let first = db.begin().await.unwrap();
        story::withdraw(&first, &council.teller, story, NOW)
            .await
            .unwrap();
        let (other, planner) = (db.clone(), council.planner.clone());
        let late = crossed(first, async |_| (), async move {
            let tx = other.begin().await.unwrap();
            decision::cite(&tx, &other, &planner, made, cite(story, None), NOW).await
        })
        .await;
        assert!(matches!(late, Err(Error::NotFound)), "{late:?}");
        in_tx(db, async |tx| {
            story::undo_withdraw(tx, &council.teller, story, NOW)
                .await
                .unwrap();
        })
        .await;
        let first = db.begin().await.unwrap();
        let new = cite(story, Some(Stance::For));
        insight::cite(&first, db, &council.planner, claim, new, NOW)
            .await
            .unwrap();
        let (other, teller) = (db.clone(), council.teller.clone());
        crossed(first, async |_| (), async move {
            in_tx(&other, async |tx| {
                story::withdraw(tx, &teller, story, NOW.plus(1)).await.unwrap();
            })
            .await;
        })
        .await;
        let told = receipt::newest(db, &council.teller, story, NOW).await.unwrap();
        let kinds: Vec<PlaceKind> = told.unwrap().lines.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, [PlaceKind::Insight]);
    });
}
