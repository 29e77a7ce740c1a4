//! Objects: written once, read in part, purged for good, and orphans swept.

use bytes::Bytes;
use entity::Timestamp;
use firsthand::media::{Error, ObjectKey, RenditionKind};
use futures_util::TryStreamExt;
use uuid::Uuid;

use crate::support::media::{Desk, body};

async fn read(desk: &Desk, key: &ObjectKey, range: std::ops::Range<u64>) -> Vec<u8> {
    let stream = desk.media.open_range(key, range).await.unwrap();
    stream.try_collect::<Vec<Bytes>>().await.unwrap().concat()
}

#[tokio::test]
async fn an_upload_becomes_an_object_on_either_kind_of_store() {
    for desk in [Desk::local(), Desk::remote()] {
        let id = Uuid::new_v4();
        let bytes: Vec<u8> = (0..300_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let incoming = desk.media.incoming();
        incoming.create(id).await.unwrap();
        incoming
            .append(id, 0, body(&[&bytes]), 300_000, None)
            .await
            .unwrap();
        let staged = incoming.finish(id, 300_000).await.unwrap();
        let key = ObjectKey::original();
        desk.media.promote(&staged, &key).await.unwrap();
        assert!(
            matches!(desk.media.promote(&staged, &key).await, Err(Error::Taken)),
            "written once"
        );
        assert_eq!(
            incoming.offset(id).await.unwrap(),
            Some(300_000),
            "a crash before the row loses nothing"
        );
        incoming.remove(id).await.unwrap();

        assert_eq!(desk.media.head(&key).await.unwrap(), 300_000);
        assert_eq!(read(&desk, &key, 0..300_000).await, bytes);
        assert_eq!(read(&desk, &key, 65_000..200_001).await, bytes[65_000..200_001]);
        assert_eq!(
            std::fs::read(desk.media.local_path(&key).await.unwrap().path()).unwrap(),
            bytes
        );

        desk.media.purge(&key).await.unwrap();
        desk.media.purge(&key).await.unwrap();
        assert!(matches!(
            desk.media.open_range(&key, 0..1).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(desk.media.head(&key).await, Err(Error::NotFound)));
        assert!(matches!(desk.media.local_path(&key).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn only_old_objects_without_a_row_are_swept() {
    for desk in [Desk::local(), Desk::remote()] {
        let (wanted, orphan) = (
            ObjectKey::original(),
            ObjectKey::rendition(RenditionKind::Picture),
        );
        for key in [&wanted, &orphan] {
            desk.media.put_bytes(key, Bytes::from_static(b"x")).await.unwrap();
        }
        let again = desk.media.put_bytes(&wanted, Bytes::from_static(b"y")).await;
        assert!(matches!(again, Err(Error::Taken)));
        let keep = wanted.clone();
        let known = move |key: ObjectKey| {
            let known = key == keep;
            async move { Ok(known) }
        };
        assert_eq!(
            desk.media
                .sweep_orphans(Timestamp(0), known.clone())
                .await
                .unwrap(),
            0,
            "all are young"
        );
        let unsure = |_| async { Err(anyhow::anyhow!("the database is away")) };
        assert!(
            desk.media
                .sweep_orphans(Timestamp(i64::MAX), unsure)
                .await
                .is_err()
        );
        assert_eq!(desk.media.head(&orphan).await.unwrap(), 1, "in doubt it is kept");
        assert_eq!(
            desk.media
                .sweep_orphans(Timestamp(i64::MAX), known)
                .await
                .unwrap(),
            1
        );
        assert_eq!(desk.media.head(&wanted).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn scratch_goes_when_the_work_is_done_or_the_program_starts_again() {
    let desk = Desk::local();
    let scratch = desk.media.scratch().unwrap();
    let file = scratch.file("film.mp4");
    std::fs::write(&file, b"x").unwrap();
    drop(scratch);
    assert!(!file.exists());
    let left = desk.media.scratch().unwrap();
    std::fs::write(left.file("x"), b"x").unwrap();
    let path = left.file("x");
    std::mem::forget(left);
    desk.media.clear_scratch().await.unwrap();
    assert!(!path.exists());
}
