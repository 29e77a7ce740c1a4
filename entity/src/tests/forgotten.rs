//! All of yesterday's database is put back: what the journal tells it beside the answers and the stories.
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::journal::{LATER, all, replay, run, told};
use super::*;
use crate::concern::{self, Hurt, Known, New, Outcome, Step, WordsOf, Worry};
use crate::showcase::{self, NewShowcase};
use crate::{ConcernId, NoticeKind, PlaceKind, notice, receipt};

async fn tables(db: &Db) -> Vec<String> {
    let backend = db.read().get_database_backend();
    let names = match backend {
        DbBackend::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    };
    let rows = db
        .read()
        .query_all_raw(Statement::from_string(backend, names))
        .await;
    let names = rows
        .unwrap()
        .into_iter()
        .map(|row| row.try_get("", "name").unwrap());
    names.filter(|name: &String| !name.starts_with("old_")).collect()
}

/// What was done since yesterday is told again to yesterday's database.
pub(super) async fn restored(db: &Db, today: impl AsyncFnOnce()) {
    let tables = tables(db).await;
    assert!(tables.len() > 40, "{tables:?}");
    let (first, last) = match db.read().get_database_backend() {
        DbBackend::Postgres => (
            "SET session_replication_role = replica;",
            "SET session_replication_role = DEFAULT;",
        ),
        _ => ("PRAGMA foreign_keys = OFF;", "PRAGMA foreign_keys = ON;"),
    };
    let mut back = vec![first.to_owned()];
    for table in &tables {
        run(
            db,
            &format!("CREATE TABLE old_{table} AS SELECT * FROM \"{table}\""),
        )
        .await;
        back.push(format!(
            "DELETE FROM \"{table}\"; INSERT INTO \"{table}\" SELECT * FROM old_{table};"
        ));
    }
    back.push(last.to_owned());
    today().await;
    let lines = all(db).await;
    run(db, &back.concat()).await;
    for table in &tables {
        run(db, &format!("DROP TABLE old_{table}")).await;
    }
    replay(db, &lines).await.unwrap();
    for line in lines {
        for word in ["her money", "lives", "Okafor", "Mum", "home", "Asha", "thought"] {
            assert!(!line.text.contains(word), "{}", line.text);
        }
    }
}

async fn worried(db: &Db, who: &Viewer, id: StoryId, at: Timestamp) -> ConcernId {
    let worry = Worry {
        words_of: WordsOf::Another,
        note: "he takes her money",
    };
    in_tx(db, async |tx| concern::raise(tx, who, id, worry, at).await)
        .await
        .unwrap()
}

async fn lift(db: &Db, lead: &Viewer, id: StoryId) -> crate::Result<()> {
    in_tx(db, async |tx| {
        hold::lift(tx, lead, id, "he lives elsewhere", LATER).await
    })
    .await
}

fn answers(unable: Known) -> New {
    New::Triage {
        needs: Known::Yes,
        risk: Known::No,
        unable,
    }
}

async fn told_of(db: &Db, viewer: &Viewer, kind: NoticeKind, subject: uuid::Uuid) -> bool {
    let open = notice::open(db, viewer).await.unwrap();
    open.iter()
        .any(|notice| notice.kind == kind && notice.subject == subject)
}

#[test]
fn a_worry_of_today_waits_for_its_lead_with_its_clock_and_three_questions() {
    on_both(async |db| {
        let council = council(db).await;
        let lead = &council.safeguarding;
        let id = told(db, &council).await;
        let mut raised = Vec::new();
        restored(db, async || {
            raised.push(worried(db, &council.planner, id, LATER).await);
            raised.push(
                in_tx(db, async |tx| {
                    concern::tell(tx, &council.teller, None, Hurt::Money, LATER).await
                })
                .await
                .unwrap(),
            );
        })
        .await;
        let open = concern::list(db, lead, 0, 9, LATER).await.unwrap().concerns;
        assert_eq!(open.len(), 2);
        let [one, other] = raised[..] else { panic!() };
        let worry = concern::get(db, lead, one).await.unwrap();
        assert_eq!(
            (worry.story, worry.participant, worry.words_of),
            (Some(id), council.sam, WordsOf::Another)
        );
        assert_eq!(
            (worry.at, worry.by_teller, worry.note),
            (LATER, false, String::new())
        );
        assert!(!worry.raised_by.is_empty());
        let worry = concern::get(db, lead, other).await.unwrap();
        assert_eq!(
            (worry.story, worry.by_teller, worry.hurt),
            (None, true, Some(Hurt::Money))
        );
        for id in raised {
            assert!(told_of(db, lead, NoticeKind::Worry, id.0).await);
        }
        assert!(
            matches!(lift(db, lead, id).await, Err(Error::Refused(_))),
            "the questions come first"
        );
        let late = in_tx(db, async |tx| concern::escalate(tx, LATER.plus_days(30)).await).await;
        assert_eq!(late.unwrap(), 2);
    });
}

#[test]
fn what_the_lead_answered_about_a_worry_stands() {
    on_both(async |db| {
        let council = council(db).await;
        let lead = &council.safeguarding;
        let (id, other) = (told(db, &council).await, told(db, &council).await);
        let raised = worried(db, &council.planner, id, NOW).await;
        let more = worried(db, &council.planner, other, NOW).await;
        restored(db, async || {
            let wishes = New::Wishes {
                asked: true,
                words: "money back".into(),
            };
            let closed = New::Closed {
                outcome: Outcome::Support,
                words: "he lives elsewhere".into(),
            };
            in_tx(db, async |tx| {
                for new in [answers(Known::NotYet), answers(Known::No), wishes, closed] {
                    concern::add(tx, lead, raised, &new, LATER).await.unwrap();
                }
                let open = answers(Known::NotYet);
                concern::add(tx, lead, more, &open, LATER).await.unwrap();
            })
            .await;
            lift(db, lead, id).await.unwrap();
        })
        .await;
        let worry = concern::get(db, lead, raised).await.unwrap();
        assert!(worry.triaged && worry.closed);
        let line = worry.newest(Step::Triage).unwrap();
        assert_eq!((line.at, line.triage.unwrap().risk), (LATER, Known::No));
        assert!(!line.by.is_empty());
        let line = worry.newest(Step::Closed).unwrap();
        assert_eq!((line.outcome, line.words.as_str()), (Some(Outcome::Support), ""));
        assert!(worry.newest(Step::Lifted).is_some());
        assert!(!told_of(db, lead, NoticeKind::Worry, raised.0).await);
        assert!(sees(db, &council.planner, id).await, "it goes on");
        let worry = concern::get(db, lead, more).await.unwrap();
        assert!(!worry.triaged && !worry.closed && worry.newest(Step::Triage).is_some());
        assert!(told_of(db, lead, NoticeKind::Worry, more.0).await);
    });
}

#[test]
fn whether_a_teller_may_read_of_a_hold_stays_as_the_lead_said_last() {
    on_both(async |db| {
        let council = council(db).await;
        let (lead, teller) = (&council.safeguarding, &council.teller);
        let (unsafe_now, safe_now) = (told(db, &council).await, told(db, &council).await);
        for (id, safe) in [(unsafe_now, true), (safe_now, false)] {
            worried(db, &council.planner, id, NOW).await;
            in_tx(db, async |tx| hold::set_told(tx, lead, id, safe, NOW).await)
                .await
                .unwrap();
        }
        let reads = async |id: StoryId| {
            let stops = hold::stops(db, teller, id, LATER).await.unwrap();
            let told = told_of(db, teller, NoticeKind::Stopped, id.0).await;
            assert_eq!(!stops.is_empty(), told, "the notice says what the page says");
            told
        };
        assert!(reads(unsafe_now).await && !reads(safe_now).await);
        restored(db, async || {
            for (id, safe) in [(unsafe_now, false), (safe_now, true)] {
                in_tx(db, async |tx| hold::set_told(tx, lead, id, safe, LATER).await)
                    .await
                    .unwrap();
            }
        })
        .await;
        assert!(!reads(unsafe_now).await, "it is not safe that they know");
        assert!(reads(safe_now).await);
    });
}

#[test]
fn a_story_taken_back_today_has_its_receipt_and_its_places_are_told() {
    on_both(async |db| {
        let council = council(db).await;
        let (planner, teller) = (&council.planner, &council.teller);
        let (out, undone) = (told(db, &council).await, told(db, &council).await);
        let shown = in_tx(db, async |tx| {
            let new = NewShowcase {
                title: "Buses".into(),
                why: String::new(),
                question: String::new(),
                audience: Audience::Planners,
                items: vec![(out, String::new()), (undone, String::new())],
                nonce: "n".into(),
            };
            showcase::make(tx, db, planner, new, NOW).await.unwrap()
        })
        .await;
        let raised = worried(db, planner, out, NOW).await;
        restored(db, async || {
            in_tx(db, async |tx| {
                story::withdraw(tx, teller, out, LATER).await.unwrap();
                story::withdraw(tx, teller, undone, LATER).await.unwrap();
                story::undo_withdraw(tx, teller, undone, LATER).await.unwrap();
            })
            .await;
        })
        .await;
        let receipt = receipt::newest(db, teller, out, LATER).await.unwrap().unwrap();
        assert_eq!((receipt.at, receipt.undone_at), (LATER, None));
        let lines: Vec<_> = receipt
            .lines
            .iter()
            .map(|line| (line.kind, line.name.as_str()))
            .collect();
        assert_eq!(lines, [(PlaceKind::Showcase, "Buses")]);
        assert!(told_of(db, planner, NoticeKind::TakenOut, shown.0).await);
        let worry = concern::get(db, &council.safeguarding, raised).await.unwrap();
        assert!(worry.taken_back);
        let back = receipt::newest(db, teller, undone, LATER).await.unwrap().unwrap();
        assert_eq!(back.undone_at, Some(LATER));
    });
}
