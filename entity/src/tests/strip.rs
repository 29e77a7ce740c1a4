//! A story in pictures, on both databases: chosen, placed, said, moved, taken out; and photos of one's own.
use super::*;
use crate::asset::Received;
use crate::placing::{self, Chosen};
use crate::upload::{self, NewUpload, Place};
use crate::{OwnPhotoId, Timestamp, UploadId, draft_words};

pub(super) fn chosen(picture: &str) -> Chosen {
    Chosen {
        picture: picture.into(),
        symbol: "bus".into(),
        topic: "going-out".into(),
        label: format!("The {picture}"),
        card_photo: false,
    }
}

async fn begun(db: &Db, council: &Council) -> StoryId {
    in_tx(db, async |tx| {
        story::start(tx, &council.teller, draft(council.sam, "strip"), NOW)
            .await
            .unwrap()
    })
    .await
}

async fn labels(db: &Db, council: &Council, id: StoryId) -> Vec<String> {
    let own = story::own(db, &council.teller, id, NOW).await.unwrap();
    let placed = own.story.placed.into_iter();
    placed
        .map(|one| format!("{} {} {} {}", one.position, one.label, one.feeling, one.words))
        .collect()
}

#[test]
fn pictures_are_chosen_once_placed_said_moved_and_taken_out_by_their_teller_alone() {
    on_both(async |db| {
        let council = council(db).await;
        let id = begun(db, &council).await;
        let teller = &council.teller;
        in_tx(db, async |tx| {
            for (at, picture) in (1..).zip(["bus", "cat", "sea"]) {
                assert_eq!(
                    placing::choose(tx, teller, id, chosen(picture), NOW)
                        .await
                        .unwrap(),
                    at
                );
            }
            assert_eq!(
                placing::choose(tx, teller, id, chosen("cat"), NOW).await.unwrap(),
                2
            );
            placing::feel(tx, teller, id, "cat", Some(4), NOW).await.unwrap();
            placing::say(tx, teller, id, "cat", "Soft.", NOW).await.unwrap();
            placing::move_up(tx, teller, id, "sea", NOW).await.unwrap();
            placing::move_up(tx, teller, id, "bus", NOW).await.unwrap();
        })
        .await;
        assert_eq!(
            labels(db, &council, id).await,
            ["1 The bus 0 ", "2 The sea 0 ", "3 The cat 4 Soft."]
        );
        in_tx(db, async |tx| {
            assert_eq!(placing::take_out(tx, teller, id, "bus", NOW).await.unwrap(), []);
            assert_eq!(placing::take_out(tx, teller, id, "bus", NOW).await.unwrap(), []);
        })
        .await;
        assert_eq!(
            labels(db, &council, id).await,
            ["1 The sea 0 ", "2 The cat 4 Soft."]
        );
        for nobody in [&council.other_teller, &council.researcher, &council.planner] {
            let tx = db.begin().await.unwrap();
            let done = [
                placing::choose(&tx, nobody, id, chosen("dog"), NOW)
                    .await
                    .map(|_| ()),
                placing::feel(&tx, nobody, id, "sea", Some(1), NOW)
                    .await
                    .map(|_| ()),
                placing::say(&tx, nobody, id, "sea", "No", NOW).await.map(|_| ()),
                placing::move_up(&tx, nobody, id, "cat", NOW).await,
                placing::take_out(&tx, nobody, id, "sea", NOW).await.map(|_| ()),
                draft_words::note(&tx, nobody, id, ("p", ""), "No", NOW).await,
            ];
            assert!(done.iter().all(|done| matches!(done, Err(Error::NotFound))));
        }
        let tx = db.begin().await.unwrap();
        let odd = placing::feel(&tx, teller, id, "sea", Some(6), NOW).await;
        assert!(matches!(odd, Err(Error::Refused(_))));
        for number in 0..28 {
            let new = chosen(&number.to_string());
            placing::choose(&tx, teller, id, new, NOW).await.unwrap();
        }
        let full = placing::choose(&tx, teller, id, chosen("one more"), NOW).await;
        assert!(matches!(full, Err(Error::Refused(_))));
    });
}

#[test]
fn what_was_meant_for_a_picture_is_never_given_to_another() {
    on_both(async |db| {
        let council = council(db).await;
        let id = begun(db, &council).await;
        let teller = &council.teller;
        in_tx(db, async |tx| {
            for picture in ["bus", "cat", "sea"] {
                placing::choose(tx, teller, id, chosen(picture), NOW)
                    .await
                    .unwrap();
            }
            placing::take_out(tx, teller, id, "bus", NOW).await.unwrap();
            assert_eq!(
                placing::say(tx, teller, id, "cat", "Soft.", NOW).await.unwrap(),
                1
            );
            assert_eq!(
                placing::feel(tx, teller, id, "sea", Some(5), NOW).await.unwrap(),
                2
            );
        })
        .await;
        let tx = db.begin().await.unwrap();
        let file = crate::AssetId::fresh();
        let gone = [
            placing::feel(&tx, teller, id, "bus", Some(1), NOW)
                .await
                .map(|_| ()),
            placing::say(&tx, teller, id, "bus", "Late.", NOW)
                .await
                .map(|_| ()),
            placing::move_up(&tx, teller, id, "bus", NOW).await,
            placing::photo_is(&tx, teller, id, "bus", file).await.map(|_| ()),
            placing::sound_is(&tx, teller, id, "", Some(file), NOW)
                .await
                .map(|_| ()),
        ];
        assert!(gone.iter().all(|done| matches!(done, Err(Error::Conflict(_)))));
        // Two presses at once: the first photo stays.
        for (file, noted) in [(file, true), (crate::AssetId::fresh(), false), (file, true)] {
            let is = placing::photo_is(&tx, teller, id, "sea", file).await.unwrap();
            assert_eq!(is, noted);
        }
        drop(tx);
        assert_eq!(
            labels(db, &council, id).await,
            ["1 The cat 0 Soft.", "2 The sea 5 "]
        );
    });
}

pub(super) async fn photo(db: &Db, viewer: &Viewer, at: Timestamp) -> OwnPhotoId {
    in_tx(db, async |tx| {
        let new = NewUpload {
            file_name: "a.jpg".into(),
            length: 3,
            expires_at: NOW,
        };
        let sent: UploadId = upload::create(tx, viewer, new, NOW).await.unwrap();
        let place = Place {
            object_key: "originals/aa/one".into(),
            sha256: "one".into(),
            length: 3,
        };
        upload::plan(tx, viewer, sent, &place).await.unwrap();
        upload::finish(tx, viewer, sent, NOW).await.unwrap();
        let small = Received {
            object_key: "renditions/aa/small.jpg".into(),
            mime: "image/jpeg".into(),
            bytes: 2,
            sha256: "two".into(),
        };
        placing::keep_photo(tx, viewer, sent, "My flat", small, at)
            .await
            .unwrap()
    })
    .await
}

#[test]
fn an_own_photo_is_there_for_its_person_alone_and_its_files_are_known() {
    on_both(async |db| {
        let council = council(db).await;
        let id = photo(db, &council.teller, NOW).await;
        let kept = placing::photo_file(db, &council.teller, id).await.unwrap();
        for key in [kept.original_key.as_str(), kept.small.object_key.as_str()] {
            assert!(
                asset::knows(db, key, Reason::Work).await.unwrap(),
                "{key} is no orphan"
            );
        }
        for nobody in [&council.other_teller, &council.researcher, &council.safeguarding] {
            let seen = placing::photo_file(db, nobody, id).await;
            assert!(matches!(seen, Err(Error::NotFound)));
            let tx = db.begin().await.unwrap();
            let gone = placing::remove_photo(&tx, nobody, id, NOW).await;
            assert!(matches!(gone, Err(Error::NotFound)));
        }
        let objects = in_tx(db, async |tx| {
            placing::name_photo(tx, &council.teller, id, "Our flat", NOW)
                .await
                .unwrap();
            placing::remove_photo(tx, &council.teller, id, NOW).await.unwrap()
        })
        .await;
        assert_eq!(objects.len(), 2);
        assert!(!asset::knows(db, &objects[0], Reason::Work).await.unwrap());
    });
}

#[test]
fn how_many_faces_is_the_persons_choice_before_the_councils() {
    on_both(async |db| {
        let council = council(db).await;
        let admin = staff(db, Role::Admin).await;
        assert_eq!(placing::faces(db, &council.teller).await.unwrap(), 5);
        in_tx(db, async |tx| {
            let other = placing::set_council_faces(tx, &council.planner, 3, NOW).await;
            assert!(matches!(other, Err(Error::NotFound)));
            placing::set_council_faces(tx, &admin, 3, NOW).await.unwrap();
            placing::set_own_faces(tx, &council.other_teller, 5, NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(placing::faces(db, &council.teller).await.unwrap(), 3);
        assert_eq!(placing::faces(db, &council.other_teller).await.unwrap(), 5);
    });
}
