//! Much of everything: long recordings, and what has done its work. On both databases.
use super::*;
use crate::audit;
use crate::transcript::{self, Cue};

#[test]
fn a_long_recording_is_kept_and_an_absurd_one_refused() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        let cues = |many: i64| -> Vec<Cue> {
            (0..many)
                .map(|at| Cue {
                    start_ms: at,
                    end_ms: at + 1,
                    words: format!("{at}"),
                })
                .collect()
        };
        in_tx(db, async |tx| {
            transcript::set(tx, &council.researcher, id, &cues(7_001), NOW)
                .await
                .unwrap();
            let absurd = transcript::set(tx, &council.researcher, id, &cues(20_001), NOW).await;
            assert!(matches!(absurd, Err(Error::Refused(_))), "{absurd:?}");
        })
        .await;
        let kept = transcript::of_stories(db, &[id])
            .await
            .unwrap()
            .remove(&id)
            .unwrap();
        assert_eq!(kept.len(), 7_001);
        assert!(kept.iter().zip(0..).all(|(cue, at)| cue.start_ms == at));
    });
}

#[test]
fn what_has_done_its_work_is_forgotten_and_nothing_else() {
    on_both(async |db| {
        let account = staff(db, Role::Leader).await.account().unwrap();
        let (old, late) = (NOW.plus_days(-40), NOW.plus_days(-30));
        in_tx(db, async |tx| {
            for (name, ends) in [("old", old), ("young", NOW)] {
                crate::session::start(tx, name, account, ends, "password", old)
                    .await
                    .unwrap();
                let link = account::invite(tx, None, account, name, ends, old);
                link.await.unwrap();
            }
            let kept = crate::session::start(tx, "ended", account, NOW, "password", old);
            let ended = kept.await.unwrap();
            crate::session::end(tx, ended, old).await.unwrap();
            for key in ["done", "waiting"] {
                let job = crate::job::NewJob {
                    kind: "k",
                    payload: "{}".into(),
                    queue: "q",
                    priority: i32::from(key == "done"),
                    dedupe_key: Some(key.into()),
                    max_attempts: 1,
                };
                crate::job::enqueue(tx, job, old).await.unwrap();
            }
        })
        .await;
        let job = crate::job::claim(db, "q", "w", 1000, old).await.unwrap().unwrap();
        in_tx(db, async |tx| crate::job::finish(tx, job.id, old).await.unwrap()).await;
        let lines = audit::of(db, account.0).await.unwrap().len();
        let gone = in_tx(db, async |tx| crate::upkeep::forget(tx, late).await.unwrap()).await;
        assert_eq!((gone.jobs, gone.sessions, gone.links), (1, 2, 1));
        let again = in_tx(db, async |tx| crate::upkeep::forget(tx, late).await.unwrap()).await;
        assert_eq!(again, crate::upkeep::Forgotten::default());
        assert_eq!(crate::job::backlog(db, NOW).await.unwrap().dead + 1, 1);
        assert!(crate::session::find(db, "young", old).await.unwrap().is_some());
        assert_eq!(audit::of(db, account.0).await.unwrap().len(), lines);
    });
}
