//! Pictures and questions: those that come with the program, and a council's own before them.
use super::*;
use crate::PackKind;
use crate::pack::{self, Change, NewCard, Stored};

fn look(words: &str) -> Change {
    Change {
        symbol: "bus".into(),
        en: words.into(),
        cy: String::new(),
        photo: None,
        no_photo: false,
        sound: None,
        no_sound: false,
    }
}

fn photo(name: &str) -> Stored {
    Stored {
        object_key: format!("renditions/aa/{name}.jpg"),
        mime: "image/jpeg".into(),
        bytes: 5,
        sha256: name.into(),
    }
}

async fn words(db: &Db, topic: &str) -> Vec<String> {
    let found = pack::prompts_for(db, topic, "en").await.unwrap();
    found.into_iter().map(|one| one.words).collect()
}

#[test]
fn a_councils_own_questions_go_before_and_are_ordered_changed_and_retired() {
    on_both(async |db| {
        let council = council(db).await;
        let admin = staff(db, Role::Admin).await;
        let built_in = words(db, "home").await;
        assert_eq!(built_in[0], "Where do you live?");
        let new = |words: &str| NewCard {
            kind: PackKind::Prompt,
            topic: "home".into(),
            look: look(words),
        };
        for nobody in [&council.researcher, &council.teller, &council.safeguarding] {
            let tx = db.begin().await.unwrap();
            let added = pack::add(&tx, nobody, new("What is it like?"), NOW).await;
            assert!(matches!(added, Err(Error::NotFound)));
            let changed = pack::change(&tx, nobody, "home-ask-1", look("No"), NOW).await;
            assert!(matches!(changed, Err(Error::NotFound)));
            let retired = pack::retire(&tx, nobody, "home-ask-1", true, NOW).await;
            assert!(matches!(retired, Err(Error::NotFound)));
            let shifted = pack::shift(&tx, nobody, "home-ask-1", false, NOW).await;
            assert!(matches!(shifted, Err(Error::NotFound)));
        }
        let (first, second) = in_tx(db, async |tx| {
            let first = pack::add(tx, &admin, new("First?"), NOW).await.unwrap();
            (first, pack::add(tx, &admin, new("Second?"), NOW).await.unwrap())
        })
        .await;
        let mut expected = vec!["Second?".to_owned(), "First?".to_owned()];
        expected.extend(built_in.clone());
        assert_eq!(words(db, "home").await, expected);
        in_tx(db, async |tx| {
            pack::shift(tx, &admin, &first, true, NOW).await.unwrap();
            pack::shift(tx, &admin, &first, true, NOW).await.unwrap();
            pack::shift(tx, &admin, "home-ask-2", true, NOW).await.unwrap();
            pack::retire(tx, &admin, &second, true, NOW).await.unwrap();
            pack::change(tx, &admin, "home-ask-1", look("Which home?"), NOW)
                .await
                .unwrap();
        })
        .await;
        let now = words(db, "home").await;
        assert_eq!(
            now[..3],
            ["First?", "What do you like about your home?", "Which home?"]
        );
        assert_eq!(now.len(), built_in.len() + 1);
        assert_eq!(words(db, "money").await[0], "Do you have enough money?");
        in_tx(db, async |tx| {
            pack::retire(tx, &admin, &second, false, NOW).await.unwrap()
        })
        .await;
        assert!(words(db, "home").await.contains(&"Second?".to_owned()));
        let every = words(db, "no such topic").await;
        assert!(every.len() > 40 && every.contains(&"First?".to_owned()));
    });
}

#[test]
fn words_come_in_the_language_asked_for_and_a_new_photo_is_a_new_card() {
    on_both(async |db| {
        council(db).await;
        let admin = staff(db, Role::Admin).await;
        let welsh = pack::prompts_for(db, "home", "cy").await.unwrap();
        assert_eq!(welsh[0].words, "Ble ydych chi'n byw?");
        let first = in_tx(db, async |tx| {
            let look = Change {
                photo: Some(photo("one")),
                ..look("Our day centre")
            };
            let new = NewCard {
                kind: PackKind::Picture,
                topic: "home".into(),
                look,
            };
            pack::add(tx, &admin, new, NOW).await.unwrap()
        })
        .await;
        // Not said in Welsh: better in English than not at all.
        let welsh = pack::pictures_for(db, "home", "cy").await.unwrap();
        assert_eq!(
            (welsh[0].words.as_str(), welsh[0].photo),
            ("Our day centre", true)
        );
        let second = in_tx(db, async |tx| {
            let look = Change {
                photo: Some(photo("two")),
                ..look("Our day centre")
            };
            pack::change(tx, &admin, &first, look, NOW).await.unwrap()
        })
        .await;
        assert_ne!(first, second);
        let old = pack::find(db, &first).await.unwrap();
        assert!(old.retired && old.photo == Some(photo("one")));
        let offered = pack::pictures_for(db, "home", "en").await.unwrap();
        assert_eq!((&offered[0].key, offered[1].key.as_str()), (&second, "home-bed"));
        let gone = pack::find(db, "nothing").await;
        assert!(matches!(gone, Err(Error::NotFound)));
    });
}
