//! How a person wants their pages.
use super::{NOW, council, in_tx, on_both};
use crate::choices::{self, Choice, Choices};
use crate::{Colours, Error, Language, Letters, Pictures, Viewer};

#[test]
fn each_choice_is_kept_for_the_person_and_leaves_the_others_as_they_are() {
    on_both(async |db| {
        let council = council(db).await;
        let (sam, ann) = (&council.teller, &council.other_teller);
        assert_eq!(choices::of(db, sam).await.unwrap(), Choices::default());
        for choice in [
            Choice::Colours(Some(Colours::White)),
            Choice::Size(Some(Letters::VeryBig)),
            Choice::Pictures(Some(Pictures::Words)),
            Choice::Calm(true),
            Choice::Language(Some(Language::Welsh)),
            Choice::Helper("  Jo ".into()),
            Choice::Colours(Some(Colours::Dark)),
            Choice::Size(None),
        ] {
            in_tx(db, async |tx| choices::set(tx, sam, choice, NOW).await.unwrap()).await;
        }
        let wanted = Choices {
            pictures: Some(Pictures::Words),
            colours: Some(Colours::Dark),
            size: None,
            calm: Some(true),
            language: Some(Language::Welsh),
            helper: "Jo".into(),
        };
        assert_eq!(choices::of(db, sam).await.unwrap(), wanted);
        assert_eq!(choices::of(db, ann).await.unwrap(), Choices::default());
    });
}

#[test]
fn staff_and_strangers_have_no_choices_to_keep() {
    on_both(async |db| {
        let council = council(db).await;
        for viewer in [&council.researcher, &Viewer::Public] {
            in_tx(db, async |tx| {
                let kept = choices::set(tx, viewer, Choice::Calm(true), NOW).await;
                assert!(matches!(kept, Err(Error::NotFound)));
            })
            .await;
            assert_eq!(choices::of(db, viewer).await.unwrap(), Choices::default());
        }
    });
}

#[test]
fn the_audit_says_what_was_chosen_and_never_the_name_of_a_helper() {
    on_both(async |db| {
        let council = council(db).await;
        let sam = &council.teller;
        in_tx(db, async |tx| {
            for choice in [
                Choice::Helper("Marigold".into()),
                Choice::Size(Some(Letters::Big)),
            ] {
                choices::set(tx, sam, choice, NOW).await.unwrap();
            }
            let long = Choice::Helper("x".repeat(choices::MOST_HELPER + 1));
            assert!(matches!(
                choices::set(tx, sam, long, NOW).await,
                Err(Error::Refused(_))
            ));
        })
        .await;
        let said = said_of(db, sam).await;
        assert_eq!(said, ["helper", "size big"]);
    });
}

async fn said_of(db: &crate::Db, sam: &Viewer) -> Vec<String> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

    use crate::audit::table;
    table::Entity::find()
        .filter(table::Column::What.eq("choices.set"))
        .filter(table::Column::AccountId.eq(sam.account()))
        .order_by_asc(table::Column::Why)
        .all(db.read())
        .await
        .unwrap()
        .into_iter()
        .map(|line| line.why)
        .collect()
}
