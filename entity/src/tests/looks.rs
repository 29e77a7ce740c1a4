//! Who looked: every reading is a line of the chain, the teller is told how many, governance is told who.
use super::*;
use crate::asset::{Received, Rendition};
use crate::audit;
use crate::look::{self, About, Via};

async fn looks_at(db: &Db, viewer: &Viewer, id: StoryId, via: Via, now: Timestamp) {
    let shown = story::open(db, viewer, id, now).await.unwrap();
    let looks = look::of_page(viewer, [&shown], via);
    in_tx(db, async |tx| look::note(tx, viewer, &looks, now).await.unwrap()).await;
}

async fn for_all(db: &Db, council: &Council) -> StoryId {
    let choices: Vec<Choice> = Audience::ALL
        .iter()
        .flat_map(|audience| [Form::Words, Form::Voice, Form::Face].map(|form| yes(form, *audience)))
        .collect();
    let id = sent(db, council, &choices).await;
    release(db, council, id).await.unwrap();
    id
}

#[test]
fn a_teller_is_told_how_many_of_each_kind_and_never_of_themselves_or_the_lead() {
    on_both(async |db| {
        let council = council(db).await;
        let id = for_all(db, &council).await;
        let later = NOW.plus_days(2);
        for viewer in [
            &council.planner,
            &council.planner,
            &council.frontline,
            &council.teller,
        ] {
            looks_at(db, viewer, id, Via::Insight, NOW).await;
        }
        looks_at(db, &council.researcher, id, Via::Studio, NOW).await;
        looks_at(db, &council.planner, id, Via::Insight, later).await;
        looks_at(db, &council.safeguarding, id, Via::Insight, later).await;
        for _ in 0..3 {
            looks_at(db, &Viewer::Public, id, Via::Insight, NOW).await;
        }
        looks_at(db, &council.other_teller, id, Via::Insight, NOW).await;
        let seen = look::seen(db, &council.teller, id, later).await.unwrap();
        let told: Vec<_> = seen
            .iter()
            .map(|seen| (seen.audience, seen.people, seen.staff, seen.strangers, seen.last))
            .collect();
        assert_eq!(
            told,
            [
                (Audience::Team, 1, 1, 0, NOW),
                (Audience::Planners, 1, 1, 0, later),
                (Audience::Staff, 1, 1, 0, NOW),
                (Audience::Public, 1, 0, 3, NOW),
            ]
        );
        for viewer in [&council.planner, &council.other_teller, &council.researcher] {
            assert!(matches!(
                look::seen(db, viewer, id, NOW).await,
                Err(Error::NotFound)
            ));
        }
        assert_eq!(audit::verify(db).await.unwrap().faults, []);
    });
}

#[test]
fn a_film_is_noted_once_an_hour_for_each_account_and_its_words_with_the_page() {
    on_both(async |db| {
        let council = council(db).await;
        let id = for_all(db, &council).await;
        let received = |key: &str| Received {
            object_key: key.into(),
            mime: "video/mp4".into(),
            bytes: 3,
            sha256: "aa".into(),
        };
        in_tx(db, async |tx| {
            let original = asset::receive(tx, &council.teller, id, received("o"), NOW)
                .await
                .unwrap();
            let work = asset::Work {
                id: original,
                story: id,
                object_key: "o".into(),
                mime: "video/mp4".into(),
                state: asset::AssetState::Waiting,
            };
            let made = [AssetKind::Film, AssetKind::Poster].map(|kind| Rendition {
                kind,
                stored: received(kind.as_str()),
                size: None,
                duration_ms: None,
            });
            asset::ready(tx, &work, made.into(), NOW).await.unwrap();
        })
        .await;
        release(db, &council, id).await.unwrap();
        let begin = Timestamp(3_600_000 * 500);
        let plays = async |viewer: &Viewer, kind: AssetKind, now: Timestamp| -> usize {
            let shown = story::open(db, viewer, id, now).await.unwrap();
            let file = shown.asset(kind).unwrap().id;
            let served = asset::open(db, viewer, file, now).await.unwrap();
            let looks = look::of_bytes(db, viewer, file, &served, now).await.unwrap();
            in_tx(db, async |tx| look::note(tx, viewer, &looks, now).await.unwrap()).await;
            looks.len()
        };
        let (planner, frontline) = (&council.planner, &council.frontline);
        assert_eq!(plays(planner, AssetKind::Film, begin).await, 1);
        assert_eq!(plays(planner, AssetKind::Film, begin.plus(3_599_999)).await, 0);
        assert_eq!(plays(planner, AssetKind::Film, begin.plus(3_600_000)).await, 1);
        assert_eq!(plays(frontline, AssetKind::Film, begin).await, 1);
        assert_eq!(plays(&Viewer::Public, AssetKind::Film, begin).await, 1);
        assert_eq!(plays(frontline, AssetKind::Poster, begin).await, 0);
        assert_eq!(plays(&council.teller, AssetKind::Film, begin).await, 0);
        let reads = async |viewer: &Viewer, now: Timestamp| -> usize {
            let shown = story::open(db, viewer, id, now).await.unwrap();
            look::of_words(db, viewer, &shown, now).await.unwrap().len()
        };
        assert_eq!(reads(&council.researcher, begin).await, 1);
        looks_at(db, &council.researcher, id, Via::Studio, begin).await;
        assert_eq!(
            reads(&council.researcher, begin.plus(5)).await,
            0,
            "the page stands for them"
        );
        assert_eq!(reads(&council.teller, begin).await, 0);
    });
}

#[test]
fn fifty_who_read_at_once_leave_a_whole_chain() {
    on_both(async |db| {
        let council = council(db).await;
        let id = for_all(db, &council).await;
        let before = audit::verify(db).await.unwrap().lines;
        let readers: Vec<_> = (0..50)
            .map(|number| {
                let (db, viewer) = (
                    db.clone(),
                    [&council.planner, &council.frontline][number % 2].clone(),
                );
                tokio::spawn(async move {
                    let shown = story::open(&db, &viewer, id, NOW).await.unwrap();
                    let looks = look::of_page(&viewer, [&shown, &shown], Via::Insight);
                    let tx = db.begin().await.unwrap();
                    look::note(&tx, &viewer, &looks, NOW).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for reader in readers {
            reader.await.unwrap();
        }
        let after = audit::verify(db).await.unwrap();
        assert_eq!((after.lines - before, after.faults.as_slice()), (100, &[][..]));
    });
}

#[test]
fn governance_reads_who_looked_with_a_reason_that_is_kept() {
    on_both(async |db| {
        let council = council(db).await;
        let governance = staff(db, Role::Governance).await;
        let id = for_all(db, &council).await;
        looks_at(db, &council.planner, id, Via::Insight, NOW).await;
        looks_at(db, &Viewer::Public, id, Via::Insight, NOW).await;
        let read = async |viewer: &Viewer, about: About| {
            in_tx(db, async |tx| {
                look::log(tx, viewer, about, "A complaint", 100, NOW).await
            })
            .await
        };
        let planner = council.planner.account().unwrap();
        for about in [About::Record(id.0), About::Record(council.sam.0)] {
            let lines = read(&governance, about).await.unwrap();
            let who: Vec<_> = lines.iter().map(|line| (line.role, line.what.as_str())).collect();
            assert_eq!(
                who,
                [(None, "story.opened"), (Some(Role::Commissioner), "story.opened")]
            );
        }
        assert_eq!(read(&governance, About::Account(planner)).await.unwrap().len(), 1);
        for viewer in [
            &council.planner,
            &council.teller,
            &council.researcher,
            &Viewer::Public,
        ] {
            assert!(matches!(
                read(viewer, About::Record(id.0)).await,
                Err(Error::NotFound)
            ));
        }
        let kept = audit::of(db, id.0).await.unwrap();
        let kept: Vec<_> = kept.iter().filter(|line| line.what == "looks.read").collect();
        assert_eq!((kept.len(), kept[0].why.as_str()), (1, "A complaint"));
    });
}
