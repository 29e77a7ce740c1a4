//! What a council sets, and what somebody is told.
use super::{NOW, again, council, in_tx, on_both};
use crate::setting::{self, Settings};
use crate::{Error, NoticeKind, StoryId, notice};

#[test]
fn what_was_set_is_read_back_and_what_was_not_has_its_default() {
    on_both(async |db| {
        assert_eq!(setting::get(db).await.unwrap(), Settings::default());
        let wanted = Settings {
            cooling_hours: 0,
            others_may_show_face: true,
            ..Settings::default()
        };
        for _ in 0..2 {
            in_tx(db, async |tx| setting::set(tx, None, wanted, NOW).await.unwrap()).await;
        }
        assert_eq!(setting::get(db).await.unwrap(), wanted);
    });
}

#[test]
fn the_same_thing_is_told_once_until_it_was_put_away_by_whom_it_was_told() {
    on_both(async |db| {
        let council = council(db).await;
        let (asha, ann) = (&council.researcher, &council.other_teller);
        let story = StoryId::fresh();
        let tell = async || {
            in_tx(db, async |tx| {
                let to = asha.account().unwrap();
                notice::tell(tx, to, NoticeKind::TakenOut, story.0, Some(story), NOW)
                    .await
                    .unwrap();
            })
            .await;
        };
        tell().await;
        tell().await;
        let told = notice::open(db, &again(db, asha).await).await.unwrap();
        assert_eq!(told.len(), 1);
        assert!(notice::open(db, ann).await.unwrap().is_empty());
        in_tx(db, async |tx| {
            let refused = notice::put_away(tx, ann, told[0].id, NOW).await;
            assert!(matches!(refused, Err(Error::NotFound)));
            notice::put_away(tx, asha, told[0].id, NOW).await.unwrap();
        })
        .await;
        assert!(notice::open(db, asha).await.unwrap().is_empty());
        tell().await;
        assert_eq!(notice::open(db, asha).await.unwrap().len(), 1);
    });
}
