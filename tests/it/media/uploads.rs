//! Uploads that arrive in pieces, break off, come twice or come wrong.

use bytes::Bytes;
use firsthand::media::incoming::FinishError;
use firsthand::media::{AppendError, Checksum, ChecksumAlgorithm};
use futures_util::{StreamExt, stream};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::support::media::{Desk, body, cut_body};

fn sum(bytes: &[u8]) -> Checksum {
    Checksum {
        algorithm: ChecksumAlgorithm::Sha256,
        digest: Sha256::digest(bytes).to_vec(),
    }
}

#[tokio::test]
async fn a_cut_upload_keeps_its_bytes_and_goes_on() {
    let desk = Desk::local();
    let (incoming, id) = (desk.media.incoming(), Uuid::new_v4());
    assert_eq!(incoming.offset(id).await.unwrap(), None);
    incoming.create(id).await.unwrap();
    assert!(incoming.create(id).await.is_err(), "an id is used once");
    assert_eq!(incoming.offset(id).await.unwrap(), Some(0));

    let cut = incoming.append(id, 0, cut_body(b"My story "), 20, None).await;
    assert!(
        matches!(cut, Err(AppendError::Interrupted { offset: 9 })),
        "{cut:?}"
    );
    let wrong = incoming.append(id, 5, body(&[b"xx"]), 20, None).await;
    assert!(
        matches!(wrong, Err(AppendError::WrongOffset { offset: 9 })),
        "{wrong:?}"
    );
    let early = incoming.finish(id, 20).await;
    assert!(
        matches!(early, Err(FinishError::Incomplete { offset: 9 })),
        "{early:?}"
    );
    let offset = incoming
        .append(id, 9, body(&[b"is ", b"long ", b"one"]), 20, None)
        .await
        .unwrap();
    assert_eq!(offset, 20);

    let staged = incoming.finish(id, 20).await.unwrap();
    assert_eq!(std::fs::read(&staged.path).unwrap(), b"My story is long one");
    assert_eq!(
        staged.sha256,
        firsthand::media::incoming::hash(b"My story is long one")
    );
    assert!(incoming.ids().await.unwrap().into_keys().eq([id]));
    incoming.sweep([id]).await.unwrap();
    incoming.remove(id).await.unwrap();
    let gone = incoming.append(id, 0, body(&[b"x"]), 20, None).await;
    assert!(matches!(gone, Err(AppendError::Gone)), "{gone:?}");
}

#[tokio::test]
async fn more_than_was_announced_is_not_taken() {
    let desk = Desk::local();
    let (incoming, id) = (desk.media.incoming(), Uuid::new_v4());
    incoming.create(id).await.unwrap();
    let over = incoming.append(id, 0, body(&[b"12345", b"67890"]), 8, None).await;
    assert!(
        matches!(over, Err(AppendError::TooLarge { offset: 8 })),
        "{over:?}"
    );
    assert_eq!(incoming.offset(id).await.unwrap(), Some(8));
}

#[tokio::test]
async fn a_part_counts_only_when_its_checksum_fits() {
    let desk = Desk::local();
    let (incoming, id) = (desk.media.incoming(), Uuid::new_v4());
    incoming.create(id).await.unwrap();
    assert_eq!(
        incoming
            .append(id, 0, body(&[b"good"]), 100, Some(sum(b"good")))
            .await
            .unwrap(),
        4
    );
    let bad = incoming
        .append(id, 4, body(&[b"b4d"]), 100, Some(sum(b"bad")))
        .await;
    assert!(
        matches!(bad, Err(AppendError::ChecksumMismatch { offset: 4 })),
        "{bad:?}"
    );
    let cut = incoming
        .append(id, 4, cut_body(b"ba"), 100, Some(sum(b"bad")))
        .await;
    assert!(
        matches!(cut, Err(AppendError::Interrupted { offset: 4 })),
        "{cut:?}"
    );
    let sha1 = Checksum {
        algorithm: ChecksumAlgorithm::Sha1,
        // "abc", from the standard's own example.
        digest: b"\xa9\x99\x3e\x36\x47\x06\x81\x6a\xba\x3e\x25\x71\x78\x50\xc2\x6c\x9c\xd0\xd8\x9d".to_vec(),
    };
    assert_eq!(
        incoming
            .append(id, 4, body(&[b"abc"]), 100, Some(sha1))
            .await
            .unwrap(),
        7
    );
}

#[tokio::test]
async fn an_unchecked_part_is_taken_back_after_a_crash() {
    let desk = Desk::local();
    let (incoming, id) = (desk.media.incoming(), Uuid::new_v4());
    incoming.create(id).await.unwrap();
    incoming
        .append(id, 0, body(&[b"kept"]), 1 << 20, None)
        .await
        .unwrap();
    // More than one buffer goes to the disk, then the request is dropped as a killed process would drop it.
    let endless = body(&[&vec![7; 400_000]]).chain(stream::pending());
    let waited = std::time::Duration::from_millis(300);
    let dropped = tokio::time::timeout(
        waited,
        incoming.append(id, 4, endless, 1 << 20, Some(sum(b"never"))),
    )
    .await;
    assert!(dropped.is_err());
    assert_eq!(incoming.offset(id).await.unwrap(), Some(4));
}

#[tokio::test]
async fn a_newer_request_takes_over_from_a_dead_connection() {
    let desk = Desk::local();
    let (incoming, id) = (desk.media.incoming().clone(), Uuid::new_v4());
    incoming.create(id).await.unwrap();
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel::<Result<Bytes, &str>>();
    sender.send(Ok(Bytes::from_static(b"first"))).unwrap();
    let waiting = stream::unfold(receiver, |mut receiver| async {
        Some((receiver.recv().await?, receiver))
    });
    let old = incoming.clone();
    let old = tokio::spawn(async move { old.append(id, 0, waiting, 100, None).await });
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert_eq!(
        incoming.offset(id).await.unwrap(),
        Some(5),
        "the answer does not wait for the dead one"
    );
    assert!(matches!(
        old.await.unwrap(),
        Err(AppendError::Interrupted { offset: 5 })
    ));
    assert_eq!(
        incoming
            .append(id, 5, body(&[b" second"]), 100, None)
            .await
            .unwrap(),
        12
    );
}
