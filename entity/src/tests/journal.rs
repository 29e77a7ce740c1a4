//! The consent journal in the vault: what is noted, and what an older database is told.
use sea_orm::{ConnectionTrait, Statement};

use super::{Council, NOW, again, council, in_tx};
use crate::consent::{self, Asked, Choice, WORDING};
use crate::journal::{self, Entry, Line};
use crate::story::{self, NewStory};
use crate::testing::on_both;
use crate::{
    Audience, Db, Error, Form, HoldGround, Result, StoryId, StoryKind, Timestamp, Viewer, hold, policy,
    project,
};

pub(super) const LATER: Timestamp = Timestamp(NOW.0 + 1_000);
const WORDS: &str = "The bus to Hillside never comes.";

fn asked() -> Asked {
    Asked {
        wording: WORDING.into(),
        explained: "Explained by her sister Zora".into(),
        present: "Zora".into(),
    }
}

fn yes(audience: Audience) -> Choice {
    Choice {
        form: Form::Words,
        audience,
        yes: true,
        until: None,
    }
}

/// A story that planners read.
pub(super) async fn told(db: &Db, council: &Council) -> StoryId {
    let teller = again(db, &council.teller).await;
    let new = NewStory {
        kind: StoryKind::LifeStory,
        participant: council.sam,
        title: "The bus".into(),
        words: WORDS.into(),
        place: "Hillside".into(),
        told_at: NOW,
        feeling: None,
        nonce: StoryId::fresh().to_string(),
        how_told: String::new(),
        helper_name: String::new(),
        helper_how: String::new(),
        started_at: NOW,
    };
    let tx = db.begin().await.unwrap();
    let id = story::start(&tx, &teller, new, NOW).await.unwrap();
    consent::record(&tx, &teller, id, &[yes(Audience::Planners)], &asked(), NOW)
        .await
        .unwrap();
    story::send(&tx, &teller, id, NOW).await.unwrap();
    story::release(&tx, &teller, id, 1, NOW).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn reads(db: &Db, viewer: &Viewer, id: StoryId) -> bool {
    match story::open(db, viewer, id, LATER).await {
        Ok(_) => true,
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error}"),
    }
}

/// The tables that a backup of yesterday puts back.
const TABLES: [&str; 5] = ["story", "consent", "hold", "consent_journal", "project"];

pub(super) async fn run(db: &Db, sql: &str) {
    db.read().execute_unprepared(sql).await.unwrap();
}

async fn back_up(db: &Db) {
    for table in TABLES {
        run(db, &format!("CREATE TABLE old_{table} AS SELECT * FROM {table}")).await;
    }
}

/// Puts yesterday's rows back where they can be, and takes away what came since.
async fn bring_back(db: &Db) {
    for (table, columns) in [
        ("story", "cut released_at released_cut withdrawn_at words"),
        ("hold", "lifted_at lifted_by"),
        ("project", "closed_at"),
        ("consent", ""),
    ] {
        run(
            db,
            &format!("DELETE FROM {table} WHERE id NOT IN (SELECT id FROM old_{table})"),
        )
        .await;
        for column in columns.split_whitespace() {
            let old = format!("(SELECT {column} FROM old_{table} old WHERE old.id = {table}.id)");
            run(db, &format!("UPDATE {table} SET {column} = {old}")).await;
        }
    }
    let newer = "number NOT IN (SELECT number FROM old_consent_journal)";
    run(db, &format!("DELETE FROM consent_journal WHERE {newer}")).await;
}

pub(super) async fn all(db: &Db) -> Vec<Line> {
    journal::from(db, 0, 10_000).await.unwrap()
}

pub(super) async fn replay(db: &Db, lines: &[Line]) -> Result<journal::Replayed> {
    let tx = db.begin().await.unwrap();
    let done = journal::replay(&tx, lines, LATER).await?;
    tx.commit().await.unwrap();
    Ok(done)
}

#[test]
fn yesterdays_database_is_told_what_it_has_forgotten_and_nothing_twice() {
    on_both(async |db| {
        let council = council(db).await;
        let (teller, planner) = (&again(db, &council.teller).await, &council.planner);
        let (researcher, lead) = (&again(db, &council.researcher).await, &council.safeguarding);
        let mut told_of = Vec::new();
        for _ in 0..9 {
            told_of.push(told(db, &council).await);
        }
        let [
            stays,
            back,
            undone,
            narrower,
            held,
            lifted,
            wider,
            reworded,
            again_released,
        ] = told_of[..]
        else {
            panic!();
        };
        in_tx(db, async |tx| {
            story::withdraw(tx, teller, undone, NOW).await.unwrap();
            hold::place(tx, researcher, lifted, HoldGround::Safety, "Zora says", NOW)
                .await
                .unwrap();
        })
        .await;
        back_up(db).await;

        in_tx(db, async |tx| {
            story::withdraw(tx, teller, back, LATER).await.unwrap();
            story::undo_withdraw(tx, teller, undone, LATER).await.unwrap();
            let no = Choice {
                yes: false,
                ..yes(Audience::Planners)
            };
            consent::record(tx, teller, narrower, &[no], &asked(), LATER)
                .await
                .unwrap();
            hold::place(tx, researcher, held, HoldGround::Safety, "Zora says", LATER)
                .await
                .unwrap();
            hold::lift(tx, lead, lifted, "safe", LATER).await.unwrap();
            // Shown more widely, and not looked at since.
            consent::record(tx, teller, wider, &[yes(Audience::Public)], &asked(), LATER)
                .await
                .unwrap();
            // Other words, and not looked at since; and other words that were said yes to.
            story::set_words(tx, teller, reworded, "The bus", "Never mind.", LATER)
                .await
                .unwrap();
            story::set_words(tx, teller, again_released, "The bus", "Never mind.", LATER)
                .await
                .unwrap();
            story::release(tx, teller, again_released, 2, LATER)
                .await
                .unwrap();
        })
        .await;
        let today = all(db).await;
        let shown = |id: StoryId| [stays, undone, lifted].contains(&id);
        for id in &told_of {
            assert_eq!(
                reads(db, planner, *id).await,
                shown(*id) || *id == again_released,
                "{id} today"
            );
        }

        bring_back(db).await;
        for id in &told_of {
            assert_eq!(
                reads(db, planner, *id).await,
                ![undone, lifted].contains(id),
                "{id} yesterday"
            );
        }
        let log = crate::change::log(db).await.unwrap();
        let done = replay(db, &today).await.unwrap();
        assert_eq!((done.stories.len(), done.unknown.len()), (8, 0));
        assert_ne!(
            crate::change::log(db).await.unwrap(),
            log,
            "the index is made anew"
        );
        for id in &told_of {
            // The words that were released last are lost: the old ones wait for a look.
            assert_eq!(reads(db, planner, *id).await, shown(*id), "{id} after the replay");
            let anyone = reads(db, &Viewer::Public, *id).await;
            assert!(!anyone, "{id} for everyone");
        }
        let own = story::own(db, teller, again_released, LATER).await.unwrap().story;
        assert_eq!(own.words.as_deref(), Some(WORDS));
        // A page that was made before the loss has no number that releases the old words.
        for cut in 1..=2 {
            let tx = db.begin().await.unwrap();
            let refused = story::release(&tx, teller, again_released, cut, LATER).await;
            assert!(matches!(refused, Err(Error::Conflict(_))), "{cut}");
        }
        in_tx(db, async |tx| {
            story::release(tx, teller, again_released, own.cut, LATER)
                .await
                .unwrap()
        })
        .await;
        assert!(reads(db, planner, again_released).await);

        // Once more does nothing.
        let before = all(db).await;
        assert_eq!(before[..today.len()], today[..]);
        assert_eq!(replay(db, &today).await.unwrap(), journal::Replayed::default());
        assert_eq!(all(db).await, before);
        // No word of a person is in it.
        for line in before {
            for word in ["Zora", "sister", "bus", "mind", "Okafor", "Robin"] {
                assert!(!line.text.contains(word), "{}", line.text);
            }
        }
    });
}

#[test]
fn a_closed_project_stays_closed_and_a_new_database_takes_the_journal_on() {
    on_both(async |db| {
        let council = council(db).await;
        let researcher = &again(db, &council.researcher).await;
        let id = told(db, &council).await;
        back_up(db).await;
        in_tx(db, async |tx| {
            project::close(tx, researcher, council.project, LATER)
                .await
                .unwrap()
        })
        .await;
        let today = all(db).await;
        bring_back(db).await;
        assert!(reads(db, &council.planner, id).await);
        replay(db, &today).await.unwrap();
        assert!(!reads(db, &council.planner, id).await);

        // A database that knows none of it.
        for table in ["consent", "capture", "story", "consent_journal"] {
            run(db, &format!("DELETE FROM {table}")).await;
        }
        let done = replay(db, &today).await.unwrap();
        assert_eq!((done.lines, done.unknown), (today.len(), [id].into()));
        assert!(done.stories.is_empty());
        assert_eq!(all(db).await, today);
    });
}

#[test]
fn a_journal_that_goes_on_from_something_else_is_refused_and_nothing_of_it_stays() {
    on_both(async |db| {
        let council = council(db).await;
        let teller = &again(db, &council.teller).await;
        let (one, other) = (told(db, &council).await, told(db, &council).await);
        back_up(db).await;
        in_tx(db, async |tx| {
            story::withdraw(tx, teller, one, LATER).await.unwrap();
            story::withdraw(tx, teller, other, LATER).await.unwrap();
        })
        .await;
        let mut today = all(db).await;
        bring_back(db).await;
        let yesterday = all(db).await;
        let at = yesterday.len();
        let out = today.remove(at);
        assert!(matches!(replay(db, &today).await, Err(Error::Journal(_))));
        assert_eq!(all(db).await, yesterday);
        assert!(reads(db, &council.planner, other).await);
        today.insert(at, out);
        assert_eq!(replay(db, &today).await.unwrap().lines, 2);
        assert!(!reads(db, &council.planner, one).await && !reads(db, &council.planner, other).await);
    });
}

#[test]
fn every_deed_is_noted_with_its_own_transaction_or_not_at_all() {
    on_both(async |db| {
        let council = council(db).await;
        let teller = &again(db, &council.teller).await;
        let id = told(db, &council).await;
        let before = all(db).await;
        let tx = db.begin().await.unwrap();
        story::withdraw(&tx, teller, id, LATER).await.unwrap();
        drop(tx);
        assert_eq!(all(db).await, before, "what was rolled back was not done");
        in_tx(db, async |tx| {
            // A draft that is written for a long time makes no lines.
            let words = story::set_words(tx, teller, id, "T", "Other words", LATER).await;
            words.unwrap();
            story::withdraw(tx, teller, id, LATER).await.unwrap();
            story::withdraw(tx, teller, id, LATER).await.unwrap();
        })
        .await;
        let deeds: Vec<String> = all(db).await[before.len()..]
            .iter()
            .map(|line| line.text.clone())
            .collect();
        let entry = |entry: &Entry| serde_json::to_string(entry).unwrap();
        let expected = [
            Entry::NewCut { story: id, cut: 2 },
            Entry::Withdrawn { story: id },
        ];
        assert_eq!(deeds.len(), 2, "{deeds:?}");
        for (deed, expected) in deeds.iter().zip(&expected) {
            assert!(deed.contains(&entry(expected)), "{deed}");
        }
    });
}

/// Every text in a table.
async fn texts(db: &Db, table: &str) -> Vec<String> {
    let all = Statement::from_string(db.read().get_database_backend(), format!("SELECT * FROM {table}"));
    let mut found = Vec::new();
    for row in db.read().query_all_raw(all).await.unwrap() {
        for column in row.column_names() {
            // What is no text says no words.
            if let Ok(text) = row.try_get::<String>("", &column) {
                found.push(text);
            } else if let Ok(json) = row.try_get::<serde_json::Value>("", &column) {
                found.push(json.to_string());
            }
        }
    }
    found
}

/// Tables in which staff write about their own work.
const OF_STAFF: [&str; 5] = ["account", "project", "framework", "theme", "showcase"];

#[test]
fn no_log_no_job_and_no_notice_has_a_word_of_a_person() {
    on_both(async |db| {
        let council = council(db).await;
        let teller = &again(db, &council.teller).await;
        let researcher = &again(db, &council.researcher).await;
        let id = told(db, &council).await;
        in_tx(db, async |tx| {
            let ground = HoldGround::Safety;
            hold::place(tx, researcher, id, ground, "Zora says", LATER)
                .await
                .unwrap();
            hold::lift(tx, &council.safeguarding, id, "safe", LATER)
                .await
                .unwrap();
            story::set_words(tx, teller, id, "Zora", WORDS, LATER)
                .await
                .unwrap();
            story::withdraw(tx, teller, id, LATER).await.unwrap();
            story::undo_withdraw(tx, teller, id, LATER).await.unwrap();
            let (to, kind) = (researcher.account().unwrap(), crate::NoticeKind::TakenOut);
            crate::notice::tell(tx, to, kind, id.0, Some(id), LATER)
                .await
                .unwrap();
        })
        .await;
        let mut read = 0;
        let open = policy::census::OPEN
            .iter()
            .filter(|table| !OF_STAFF.contains(table));
        for table in open.chain(&["notice"]) {
            for text in texts(db, table).await {
                for word in ["Zora", "sister", "bus", "Okafor", "Robin", "Hillside"] {
                    assert!(!text.contains(word), "{table} says {text}");
                }
                read += 1;
            }
        }
        assert!(read > 50, "only {read} texts");
        assert!(
            texts(db, "story").await.concat().contains("Zora"),
            "the words are somewhere"
        );
    });
}
