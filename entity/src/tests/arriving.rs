//! Files on their way in, when two go about one of them at once. On both databases.
use super::at_once::meanwhile;
use super::*;
use crate::UploadId;
use crate::upload::{self, NewUpload, Place};

fn place(name: &str) -> Place {
    Place {
        object_key: name.into(),
        sha256: "0".repeat(64),
        length: 3,
    }
}

async fn arrived(db: &Db, council: &Council) -> UploadId {
    in_tx(db, async |tx| {
        let new = NewUpload {
            file_name: "Sam at home.mp4".into(),
            length: 3,
            expires_at: NOW.plus(10),
        };
        let id = upload::create(tx, &council.teller, new, NOW).await.unwrap();
        upload::plan(tx, &council.teller, id, &place(&id.to_string()))
            .await
            .unwrap();
        upload::finish(tx, &council.teller, id, NOW).await.unwrap();
        id
    })
    .await
}

#[test]
fn the_first_place_that_was_planned_stays() {
    on_both(async |db| {
        let council = council(db).await;
        let new = NewUpload {
            file_name: String::new(),
            length: 3,
            expires_at: NOW,
        };
        in_tx(db, async |tx| {
            let id = upload::create(tx, &council.teller, new, NOW).await.unwrap();
            for name in ["first", "second"] {
                let planned = upload::plan(tx, &council.teller, id, &place(name)).await.unwrap();
                assert_eq!(planned, place("first"));
            }
        })
        .await;
    });
}

#[test]
fn a_file_that_was_just_put_in_a_story_is_neither_swept_nor_given_up() {
    on_both(async |db| {
        let council = council(db).await;
        let story = in_tx(db, async |tx| {
            story::start(tx, &council.teller, draft(council.sam, "n"), NOW)
                .await
                .unwrap()
        })
        .await;
        for sweeping in [true, false] {
            let id = arrived(db, &council).await;
            let first = db.begin().await.unwrap();
            upload::attach(&first, &council.teller, id, story, "video/*", NOW)
                .await
                .unwrap();
            let (other, teller) = (db.clone(), council.teller.clone());
            let purged = meanwhile(first, async move {
                let tx = other.begin().await.unwrap();
                let purged = if sweeping {
                    upload::sweep(&tx, NOW.plus(20)).await.unwrap().len()
                } else {
                    usize::from(upload::remove(&tx, &teller, id).await.is_ok())
                };
                tx.commit().await.unwrap();
                purged
            })
            .await;
            assert_eq!(purged, 0, "sweeping: {sweeping}");
            let there = upload::find(db, &council.teller, id).await.unwrap();
            assert_eq!((there.story, there.file_name.as_str()), (Some(story), ""));
        }
    });
}

#[test]
fn a_file_that_was_given_up_meanwhile_is_put_in_no_story() {
    on_both(async |db| {
        let council = council(db).await;
        let story = in_tx(db, async |tx| {
            story::start(tx, &council.teller, draft(council.sam, "n"), NOW)
                .await
                .unwrap()
        })
        .await;
        let id = arrived(db, &council).await;
        let first = db.begin().await.unwrap();
        upload::remove(&first, &council.teller, id).await.unwrap();
        let (other, teller) = (db.clone(), council.teller.clone());
        let put = meanwhile(first, async move {
            let tx = other.begin().await.unwrap();
            upload::attach(&tx, &teller, id, story, "video/*", NOW).await
        })
        .await;
        assert!(matches!(put, Err(Error::NotFound)), "{put:?}");
    });
}

#[test]
fn a_file_taken_out_of_a_draft_is_named_by_nothing_any_more() {
    on_both(async |db| {
        let council = council(db).await;
        let id = arrived(db, &council).await;
        let key = id.to_string();
        let asset = in_tx(db, async |tx| {
            let story = story::start(tx, &council.teller, draft(council.sam, "n"), NOW)
                .await
                .unwrap();
            upload::attach(tx, &council.teller, id, story, "video/*", NOW)
                .await
                .unwrap()
                .unwrap()
        })
        .await;
        assert!(asset::knows(db, &key, Reason::Work).await.unwrap());
        let purge = in_tx(db, async |tx| {
            asset::remove(tx, &council.teller, asset, NOW).await.unwrap()
        })
        .await;
        assert_eq!(purge.as_slice(), std::slice::from_ref(&key));
        assert!(!asset::knows(db, &key, Reason::Work).await.unwrap());
    });
}
