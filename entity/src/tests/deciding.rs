//! Decisions and insights cite stories live; searches are kept by who keeps them.
use super::{Council, NOW, asked, council, draft, in_tx, on_both, staff, yes};
use crate::citation::{self, Cite, Cited};
use crate::decision::{self, Decision};
use crate::insight;
use crate::story;
use crate::{
    Audience, Db, DecisionId, Error, Form, HoldGround, InsightId, NoticeKind, PlaceKind, Role, Stance,
    StoryId, Timestamp, Viewer, consent, hold, notice, saved_search,
};

/// A released story of a teller's for these audiences; with an end, when one is given.
pub(super) async fn told(
    db: &Db,
    teller: &Viewer,
    number: u8,
    audiences: &[Audience],
    until: Option<Timestamp>,
) -> StoryId {
    in_tx(db, async |tx| {
        let new = draft(teller.participant().unwrap(), &format!("n{number}"));
        let id = story::start(tx, teller, new, NOW).await.unwrap();
        let choices: Vec<consent::Choice> = audiences
            .iter()
            .map(|audience| consent::Choice {
                until,
                ..yes(Form::Words, *audience)
            })
            .collect();
        consent::record(tx, teller, id, &choices, &asked(), NOW)
            .await
            .unwrap();
        story::send(tx, teller, id, NOW).await.unwrap();
        story::release(tx, teller, id, 1, NOW).await.unwrap();
        id
    })
    .await
}

pub(super) fn cite(story: StoryId, stance: Option<Stance>) -> Cite {
    Cite {
        story,
        stance,
        why: "Sam says so".into(),
    }
}

pub(super) const BOTH: &[Audience] = &[Audience::Planners, Audience::Leaders];

/// A decision of the planner's about "Sam's bus", and an insight, both citing these stories.
pub(super) async fn cited(db: &Db, council: &Council, stories: &[StoryId]) -> (DecisionId, InsightId) {
    in_tx(db, async |tx| {
        let words = decision::Words {
            title: "Sam’s bus".into(),
            question: "Does it stay, for Ann and Sam?".into(),
            ..decision::Words::default()
        };
        let made = decision::make(tx, db, &council.planner, (words.clone(), None), "n", NOW)
            .await
            .unwrap();
        let again = decision::make(tx, db, &council.planner, (words, None), "n", NOW)
            .await
            .unwrap();
        assert_eq!(made, again, "two presses make one");
        let words = insight::Words {
            claim: "Sam waits".into(),
            grounds: String::new(),
        };
        let insight = insight::make(tx, db, &council.planner, (words, None), "n", NOW)
            .await
            .unwrap();
        for story in stories {
            decision::cite(tx, db, &council.planner, made, cite(*story, None), NOW)
                .await
                .unwrap();
            let new = cite(*story, Some(Stance::Against));
            insight::cite(tx, db, &council.planner, insight, new, NOW)
                .await
                .unwrap();
        }
        (made, insight)
    })
    .await
}

fn ids(cited: &[Cited]) -> Vec<StoryId> {
    cited.iter().map(|cited| cited.story.id).collect()
}

pub(super) async fn read(db: &Db, viewer: &Viewer, id: DecisionId, now: Timestamp) -> Decision {
    decision::open(db, viewer, id, now).await.unwrap()
}

#[test]
fn a_story_that_is_gone_leaves_one_line_without_words_whatever_the_reason() {
    on_both(async |db| {
        let council = council(db).await;
        let leader = staff(db, Role::Leader).await;
        let stays = told(db, &council.teller, 1, BOTH, None).await;
        let back = told(db, &council.teller, 2, BOTH, None).await;
        let held = told(db, &council.other_teller, 3, BOTH, None).await;
        let ends = told(db, &council.teller, 4, BOTH, Some(NOW.plus_days(1))).await;
        let planners = told(db, &council.teller, 5, &[Audience::Planners], None).await;
        let (id, insight) = cited(db, &council, &[stays, back, held, ends, planners]).await;

        let seen = read(db, &council.planner, id, NOW).await;
        assert_eq!(ids(&seen.cited), [stays, back, held, ends, planners]);
        assert_eq!(seen.taken_out, 0);
        assert_eq!(seen.words.title, "[name]’s bus");
        assert!(!format!("{:?} {:?}", seen.words, seen.cited[0].why).contains("Sam"));
        let for_leader = read(db, &leader, id, NOW).await;
        assert_eq!(ids(&for_leader.cited), [stays, back, held, ends]);
        assert_eq!(for_leader.taken_out, 0, "a story for others is no gap");
        for viewer in [&council.frontline, &council.researcher, &council.teller] {
            assert!(decision::open(db, viewer, id, NOW).await.is_err());
            assert!(insight::open(db, viewer, insight, NOW).await.is_err());
        }

        in_tx(db, async |tx| {
            story::withdraw(tx, &council.teller, back, NOW).await.unwrap();
            hold::place(tx, &council.researcher, held, HoldGround::Safety, "x", NOW)
                .await
                .unwrap();
        })
        .await;
        let later = NOW.plus_days(2);
        let seen = read(db, &council.planner, id, later).await;
        assert_eq!((ids(&seen.cited), seen.taken_out), (vec![stays, planners], 3));
        let for_leader = read(db, &leader, id, later).await;
        assert_eq!((ids(&for_leader.cited), for_leader.taken_out), (vec![stays], 3));
        assert!(!format!("{:?}", seen.words).contains("Ann"), "{:?}", seen.words);
        let seen = insight::open(db, &leader, insight, later).await.unwrap();
        assert_eq!(ids(&seen.cited), [stays]);
        assert_eq!(seen.words.claim, "[name] waits");

        let told = notice::open(db, &council.planner).await.unwrap();
        let subjects: Vec<_> = told.iter().map(|notice| (notice.kind, notice.subject)).collect();
        assert_eq!(subjects.len(), 2, "only taking back is told: {subjects:?}");
        assert!(subjects.contains(&(NoticeKind::TakenOut, id.0)));
        assert!(subjects.contains(&(NoticeKind::TakenOut, insight.0)));

        in_tx(db, async |tx| citation::purge(tx, back, later).await.unwrap()).await;
        assert_eq!(read(db, &council.planner, id, later).await.taken_out, 3);
        let rows = citation::whys(db, back).await;
        assert_eq!(rows.len(), 2, "both rows stay, for the names in what was typed");
        assert!(rows.iter().all(|(_, why)| why.is_empty()), "{rows:?}");
        let mut kinds: Vec<PlaceKind> = rows.iter().map(|row| row.0).collect();
        kinds.sort();
        assert_eq!(kinds, [PlaceKind::Insight, PlaceKind::Decision]);
    });
}

#[test]
fn a_teller_reads_what_their_story_was_used_for_without_anybody_elses_name() {
    on_both(async |db| {
        let council = council(db).await;
        let sams = told(db, &council.teller, 1, BOTH, None).await;
        let anns = told(db, &council.other_teller, 2, BOTH, None).await;
        let (id, insight) = cited(db, &council, &[sams, anns]).await;
        let used = decision::used(db, &council.teller, sams).await.unwrap();
        assert_eq!(
            (used[0].title.as_str(), used[0].by),
            ("Sam’s bus", Role::Commissioner)
        );
        let used = decision::used(db, &council.other_teller, anns).await.unwrap();
        assert_eq!(used[0].title, "[name]’s bus");
        assert_eq!(
            insight::used(db, &council.other_teller, anns)
                .await
                .unwrap()
                .len(),
            1
        );
        for viewer in [&council.teller, &council.planner, &Viewer::Public] {
            assert!(matches!(
                decision::used(db, viewer, anns).await,
                Err(Error::NotFound)
            ));
        }
        in_tx(db, async |tx| {
            let places = decision::places(tx, anns).await.unwrap();
            assert_eq!(
                (
                    places[0].kind,
                    places[0].id,
                    places[0].name.as_str(),
                    places[0].by
                ),
                (
                    PlaceKind::Decision,
                    id.0,
                    "[name]’s bus",
                    council.planner.account().unwrap()
                )
            );
            let places = insight::places(tx, anns).await.unwrap();
            assert_eq!(
                (places[0].kind, places[0].id, places[0].name.as_str()),
                (PlaceKind::Insight, insight.0, "[name] waits")
            );
        })
        .await;
    });
}

#[test]
fn only_what_planners_get_is_cited_and_only_by_who_made_it() {
    on_both(async |db| {
        let council = council(db).await;
        let other = staff_again(db).await;
        let team = told(db, &council.teller, 1, &[Audience::Team], None).await;
        let public = told(db, &council.teller, 2, &[Audience::Public], None).await;
        let good = told(db, &council.teller, 3, BOTH, None).await;
        let (id, insight) = cited(db, &council, &[good]).await;
        let tx = db.begin().await.unwrap();
        let new = |story| cite(story, Some(Stance::For));
        let unseen = decision::cite(&tx, db, &council.planner, id, new(team), NOW).await;
        assert!(matches!(unseen, Err(Error::NotFound)), "{unseen:?}");
        let not_for_planners = decision::cite(&tx, db, &council.planner, id, new(public), NOW).await;
        assert!(matches!(not_for_planners, Err(Error::Refused(_))));
        let silent = insight::cite(&tx, db, &council.planner, insight, cite(good, None), NOW).await;
        assert!(matches!(silent, Err(Error::Refused(_))));
        let words = decision::Words::default();
        for viewer in [&other, &council.researcher, &council.frontline, &council.teller] {
            let cite = decision::cite(&tx, db, viewer, id, new(good), NOW).await;
            assert!(matches!(cite, Err(Error::NotFound)));
            let write = decision::write(&tx, viewer, id, words.clone(), NOW).await;
            assert!(matches!(write, Err(Error::NotFound)));
            let out = insight::take_out(&tx, viewer, insight, good, NOW).await;
            assert!(matches!(out, Err(Error::NotFound)));
        }
        let researchers = insight::Words {
            claim: "Buses matter".into(),
            grounds: String::new(),
        };
        let cite_own = insight::make(
            &tx,
            db,
            &council.researcher,
            (researchers, Some(new(team))),
            "r",
            NOW,
        );
        assert!(
            matches!(cite_own.await, Err(Error::Refused(_))),
            "for the team is not for planners"
        );
    });
}

async fn staff_again(db: &Db) -> Viewer {
    let tx = db.begin().await.unwrap();
    let id = crate::account::add_staff(&tx, None, "second@council.example", "S", Role::Commissioner, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    crate::account::viewer(db, id).await.unwrap().unwrap()
}

#[test]
fn a_decision_without_a_story_is_final_only_with_a_reason_and_then_stays() {
    on_both(async |db| {
        let council = council(db).await;
        let (id, _) = cited(db, &council, &[]).await;
        in_tx(db, async |tx| {
            let refused = decision::finish(tx, &council.planner, id, NOW).await;
            assert!(matches!(refused, Err(Error::Refused("Write what was decided"))));
            let mut words = read(db, &council.planner, id, NOW).await.words;
            words.decided = "It stays".into();
            decision::write(tx, &council.planner, id, words.clone(), NOW)
                .await
                .unwrap();
            let refused = decision::finish(tx, &council.planner, id, NOW).await;
            assert!(matches!(refused, Err(Error::Refused(why)) if why.starts_with("No story")));
            words.no_story = "There was no time".into();
            decision::write(tx, &council.planner, id, words.clone(), NOW)
                .await
                .unwrap();
            decision::finish(tx, &council.planner, id, NOW).await.unwrap();
            let late = decision::write(tx, &council.planner, id, words, NOW).await;
            assert!(matches!(late, Err(Error::Conflict(_))));
        })
        .await;
        let seen = read(db, &council.planner, id, NOW).await;
        assert_eq!(
            (seen.final_at, seen.words.decided.as_str()),
            (Some(NOW), "It stays")
        );
    });
}

#[test]
fn a_kept_search_is_its_keepers_and_there_is_an_end() {
    on_both(async |db| {
        let council = council(db).await;
        let save = async |viewer: &Viewer, query: &str| {
            let tx = db.begin().await.unwrap();
            let saved = saved_search::save(&tx, viewer, "Buses", query, NOW).await;
            tx.commit().await.unwrap();
            saved
        };
        let first = save(&council.planner, "?q=bus").await.unwrap();
        assert_eq!(
            save(&council.planner, "?q=bus").await.unwrap(),
            first,
            "two presses keep one"
        );
        assert!(matches!(
            save(&council.teller, "?q=bus").await,
            Err(Error::NotFound)
        ));
        for number in 1..saved_search::MOST {
            save(&council.planner, &format!("?q={number}")).await.unwrap();
        }
        assert!(matches!(
            save(&council.planner, "?q=more").await,
            Err(Error::Refused(_))
        ));
        save(&council.frontline, "?q=more").await.unwrap();
        assert_eq!(saved_search::mine(db, &council.planner).await.unwrap().len(), 50);
        in_tx(db, async |tx| {
            let others = saved_search::remove(tx, &council.frontline, first, NOW).await;
            assert!(matches!(others, Err(Error::NotFound)));
            saved_search::remove(tx, &council.planner, first, NOW)
                .await
                .unwrap();
        })
        .await;
        save(&council.planner, "?q=more").await.unwrap();
        assert_eq!(saved_search::all(db).await.unwrap().len(), 51);
    });
}
