//! A story before it is sent.
use super::*;

#[test]
fn a_draft_is_for_its_teller_alone_and_two_presses_make_one() {
    on_both(async |db| {
        let council = council(db).await;
        let (first, second) = in_tx(db, async |tx| {
            let first = story::start(tx, &council.teller, draft(council.sam, "same"), NOW)
                .await
                .unwrap();
            (
                first,
                story::start(tx, &council.teller, draft(council.sam, "same"), NOW)
                    .await
                    .unwrap(),
            )
        })
        .await;
        assert_eq!(first, second);
        assert!(sees(db, &council.teller, first).await);
        for viewer in [
            &council.researcher,
            &council.planner,
            &council.other_teller,
            &council.safeguarding,
        ] {
            assert!(!sees(db, viewer, first).await);
        }
        let tx = db.begin().await.unwrap();
        let empty_handed = story::send(&tx, &council.teller, first, NOW).await;
        assert!(
            matches!(empty_handed, Err(Error::Refused(_))),
            "no consent, no sending"
        );
        let others = story::withdraw(&tx, &council.other_teller, first, NOW).await;
        assert!(matches!(others, Err(Error::NotFound)));
        let planted = consent::record(&tx, &council.other_teller, first, &[], &asked(), NOW).await;
        assert!(matches!(planted, Err(Error::NotFound)));
    });
}
