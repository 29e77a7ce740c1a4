//! Files, themes, jobs, accounts and concurrent writers, on both databases.
use super::*;
use crate::asset::{AssetState, Received, Rendition};
use crate::job::{self, NewJob};

#[test]
fn themes_load_once_a_version_and_keep_their_tree() {
    on_both(async |db| {
        for text in theme::BUILT_IN {
            let file: FrameworkFile = serde_json::from_str(text).unwrap();
            in_tx(db, async |tx| theme::load(tx, &file).await.unwrap()).await;
            in_tx(db, async |tx| theme::load(tx, &file).await.unwrap()).await;
        }
        let frameworks = theme::frameworks(db).await.unwrap();
        assert_eq!(frameworks.len(), 2);
        assert_eq!(frameworks[0].key, theme::COUNCIL);
        for framework in frameworks {
            for theme in &framework.themes {
                assert!(
                    theme
                        .parent
                        .is_none_or(|parent| framework.themes.iter().any(|other| other.id == parent))
                );
            }
        }
    });
}

fn received(key: &str) -> Received {
    Received {
        object_key: key.into(),
        mime: "video/mp4".into(),
        bytes: 3,
        sha256: "aa".into(),
    }
}

#[test]
fn each_viewer_gets_the_files_of_their_forms_and_no_other() {
    on_both(async |db| {
        let council = council(db).await;
        let choices = [
            yes(Form::Words, Audience::Team),
            yes(Form::Voice, Audience::Planners),
            yes(Form::Face, Audience::Staff),
            yes(Form::Face, Audience::Team),
            yes(Form::Voice, Audience::Team),
        ];
        let id = in_tx(db, async |tx| {
            let id = story::start(tx, &council.teller, draft(council.sam, "film"), NOW)
                .await
                .unwrap();
            asset::receive(tx, &council.teller, id, received("original"), NOW)
                .await
                .unwrap();
            consent::record(tx, &council.teller, id, &choices, &asked(), NOW)
                .await
                .unwrap();
            story::send(tx, &council.teller, id, NOW).await.unwrap();
            id
        })
        .await;
        assert!(
            matches!(release(db, &council, id).await, Err(Error::Conflict(_))),
            "not before the film is ready"
        );
        let original = asset::own_files(db, &council.teller, id, NOW).await.unwrap()[0].id;
        let work = asset::work(db, original, Reason::Work).await.unwrap().unwrap();
        let made = [
            AssetKind::Film,
            AssetKind::Silent,
            AssetKind::Sound,
            AssetKind::Poster,
        ];
        let renditions: Vec<Rendition> = made
            .iter()
            .map(|kind| Rendition {
                kind: *kind,
                stored: received(kind.as_str()),
                size: None,
                duration_ms: None,
            })
            .collect();
        in_tx(db, async |tx| {
            asset::ready(tx, &work, renditions.clone(), NOW).await.unwrap()
        })
        .await;
        let replaced = in_tx(db, async |tx| {
            asset::ready(tx, &work, Vec::new(), NOW).await.unwrap()
        })
        .await;
        assert_eq!(replaced.len(), 4, "a second try names what to purge");
        in_tx(db, async |tx| {
            asset::ready(tx, &work, renditions, NOW).await.unwrap();
            asset::broken(tx, &work, NOW).await.unwrap();
        })
        .await;
        let after = asset::work(db, original, Reason::Work).await.unwrap().unwrap();
        assert_eq!(
            after.state,
            AssetState::Ready,
            "what is ready is not broken by a late word"
        );
        release(db, &council, id).await.unwrap();
        let kinds = async |viewer: &Viewer| -> Vec<AssetKind> {
            story::open(db, viewer, id, NOW)
                .await
                .unwrap()
                .assets
                .iter()
                .map(|file| file.kind)
                .collect()
        };
        assert_eq!(kinds(&council.planner).await, [AssetKind::Sound]);
        assert_eq!(
            kinds(&council.frontline).await,
            [AssetKind::Silent, AssetKind::Poster]
        );
        assert_eq!(
            kinds(&council.researcher).await,
            [AssetKind::Film, AssetKind::Sound, AssetKind::Poster]
        );
        let all = story::own(db, &council.teller, id, NOW)
            .await
            .unwrap()
            .story
            .assets;
        let film = all.iter().find(|file| file.kind == AssetKind::Film).unwrap().id;
        assert!(asset::open(db, &council.researcher, film, NOW).await.is_ok());
        for viewer in [
            &council.planner,
            &council.frontline,
            &council.other_teller,
            &Viewer::Public,
        ] {
            assert!(matches!(
                asset::open(db, viewer, film, NOW).await,
                Err(Error::NotFound)
            ));
        }
        assert!(
            matches!(
                asset::open(db, &council.teller, original, NOW).await,
                Err(Error::NotFound)
            ),
            "originals stay"
        );
        assert!(
            story::open(db, &council.planner, id, NOW)
                .await
                .unwrap()
                .words
                .is_none()
        );
    });
}

#[test]
fn a_job_is_leased_to_one_worker_and_taken_over_when_the_lease_runs_out() {
    on_both(async |db| {
        let new = |key: &str| NewJob {
            kind: "k",
            payload: "{}".into(),
            queue: "q",
            priority: 0,
            dedupe_key: Some(key.into()),
            max_attempts: 3,
        };
        in_tx(db, async |tx| {
            job::enqueue(tx, new("a"), NOW).await.unwrap();
            job::enqueue(tx, new("a"), NOW).await.unwrap();
        })
        .await;
        let first = job::claim(db, "q", "one", 1000, NOW).await.unwrap().unwrap();
        assert!(job::claim(db, "q", "two", 1000, NOW).await.unwrap().is_none());
        let second = job::claim(db, "q", "two", 1000, NOW.plus(2000))
            .await
            .unwrap()
            .unwrap();
        assert_eq!((first.id, second.attempt), (second.id, 2));
        assert!(
            !job::heartbeat(db, first.id, "one", 1000, NOW.plus(2000))
                .await
                .unwrap()
        );
        job::give_back(db, "two", NOW.plus(2000)).await.unwrap();
        let third = job::claim(db, "q", "three", 1000, NOW.plus(2000))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(third.attempt, 2, "giving back does not count as a try");
        in_tx(db, async |tx| job::finish(tx, third.id, NOW).await.unwrap()).await;
        assert!(
            job::claim(db, "q", "four", 1000, NOW.plus_days(1))
                .await
                .unwrap()
                .is_none()
        );
        assert_eq!(job::backlog(db, NOW).await.unwrap(), job::Backlog::default());
    });
}

#[test]
fn a_job_whose_last_worker_died_is_handed_out_once_more_to_be_closed() {
    on_both(async |db| {
        let new = |kind: &'static str| NewJob {
            kind,
            payload: "{}".into(),
            queue: "q",
            priority: 0,
            dedupe_key: None,
            max_attempts: 1,
        };
        let claim =
            async |worker: &str, at: i64| job::claim(db, "q", worker, 1000, NOW.plus(at)).await.unwrap();
        let backlog = async |at: i64| {
            let backlog = job::backlog(db, NOW.plus(at)).await.unwrap();
            (backlog.waiting, backlog.dead)
        };
        in_tx(db, async |tx| job::enqueue(tx, new("dies"), NOW).await.unwrap()).await;
        let last = claim("one", 0).await.unwrap();
        assert_eq!((last.attempt, last.is_over()), (1, false));
        assert!(claim("two", 1000).await.is_none(), "the lease still holds");
        assert_eq!(backlog(1000).await, (1, 0), "somebody has it");
        assert_eq!(backlog(1001).await, (0, 1), "nobody has it any more");

        let over = claim("two", 1001).await.unwrap();
        assert_eq!((over.id, over.attempt, over.is_over()), (last.id, 2, true));
        assert!(!job::heartbeat(db, last.id, "one", 1000, NOW).await.unwrap());
        job::give_back(db, "two", NOW.plus(1500)).await.unwrap();
        let over = claim("three", 1500).await.unwrap();
        assert_eq!(
            (over.id, over.attempt),
            (last.id, 2),
            "given back, it is still to be closed"
        );
        assert_eq!(backlog(1500).await, (1, 0));
        assert!(claim("four", 9000).await.is_none(), "once only");
        assert_eq!(backlog(9000).await, (0, 1));

        in_tx(db, async |tx| {
            job::enqueue(tx, new("says so"), NOW).await.unwrap()
        })
        .await;
        let tried = claim("five", 0).await.unwrap();
        in_tx(db, async |tx| job::fail(tx, tried.id, "no", NOW).await.unwrap()).await;
        assert!(
            claim("six", 9000).await.is_none(),
            "its own worker told the record"
        );
        assert_eq!(backlog(9000).await, (0, 2));
    });
}

#[test]
fn fifty_writers_at_once_all_get_through() {
    on_both(async |db| {
        let council = council(db).await;
        let mut all = Vec::new();
        for number in 0..50 {
            let (db, viewer, sam) = (db.clone(), council.teller.clone(), council.sam);
            all.push(tokio::spawn(async move {
                let tx = db.begin().await.unwrap();
                let id = story::start(&tx, &viewer, draft(sam, &number.to_string()), NOW)
                    .await
                    .unwrap();
                story::set_feeling(&tx, &viewer, id, Some(3), NOW).await.unwrap();
                tx.commit().await.unwrap();
            }));
        }
        for one in all {
            one.await.unwrap();
        }
        assert_eq!(story::mine(db, &council.teller).await.unwrap().len(), 50);
    });
}

#[test]
fn an_address_is_one_account_and_a_password_change_ends_sessions() {
    on_both(async |db| {
        let planner = staff(db, Role::Commissioner).await;
        let account: AccountId = planner.account().unwrap();
        in_tx(db, async |tx| {
            let twice =
                account::add_staff(tx, None, " Commissioner@council.example ", "B", Role::Leader, NOW).await;
            assert!(matches!(twice, Err(Error::Refused(_))));
            crate::session::start(tx, "t", account, NOW.plus_days(1), "password", NOW)
                .await
                .unwrap();
        })
        .await;
        assert!(crate::session::find(db, "t", NOW).await.unwrap().is_some());
        assert!(
            crate::session::find(db, "t", NOW.plus_days(2))
                .await
                .unwrap()
                .is_none()
        );
        in_tx(db, async |tx| {
            account::set_password(tx, account, "hash", NOW).await.unwrap()
        })
        .await;
        assert!(crate::session::find(db, "t", NOW).await.unwrap().is_none());
    });
}

#[test]
fn words_are_kept_to_the_letter() {
    on_both(async |db| {
        let council = council(db).await;
        let words = "Siân 👩‍🦽 Llŷr\r\n\t\u{202e}rtl e\u{301} \"quoted\" 'and' \\ %_";
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        in_tx(db, async |tx| {
            story::set_words(tx, &council.teller, id, "🙂", words, NOW)
                .await
                .unwrap()
        })
        .await;
        assert_eq!(
            story::own(db, &council.teller, id, NOW)
                .await
                .unwrap()
                .story
                .words
                .as_deref(),
            Some(words)
        );
    });
}
