//! A photo that somebody keeps for themselves: its words and its bytes are of a story that others may not have.
use entity::asset::Received;
use entity::upload::{self, NewUpload, Place};
use entity::{OwnPhotoId, StoryId, Timestamp, Tx, Viewer, placing};

/// Keeps a photo of this name; `small` is what its person sees of it.
pub async fn keep(tx: &Tx, teller: &Viewer, label: &str, small: Received, now: Timestamp) -> OwnPhotoId {
    let new = NewUpload {
        file_name: label.to_owned(),
        length: small.bytes,
        expires_at: now.plus_days(1),
    };
    let sent = upload::create(tx, teller, new, now).await.unwrap();
    let place = Place {
        object_key: small.object_key.clone(),
        sha256: small.sha256.clone(),
        length: small.bytes,
    };
    upload::plan(tx, teller, sent, &place).await.unwrap();
    upload::finish(tx, teller, sent, now).await.unwrap();
    placing::keep_photo(tx, teller, sent, label, small, now)
        .await
        .unwrap()
}

/// Places a picture of this name in a story, on a face and with the same words.
pub async fn place(tx: &Tx, teller: &Viewer, id: StoryId, label: &str, now: Timestamp) {
    let bus = placing::Chosen {
        picture: "bus".to_owned(),
        symbol: "bus".to_owned(),
        topic: String::new(),
        label: label.to_owned(),
        card_photo: false,
    };
    placing::choose(tx, teller, id, bus, now).await.unwrap();
    placing::feel(tx, teller, id, "bus", Some(4), now).await.unwrap();
    placing::say(tx, teller, id, "bus", label, now).await.unwrap();
}
