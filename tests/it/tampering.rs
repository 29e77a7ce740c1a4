//! `firsthand audit verify`, the program itself: it says that the audit is whole, or names the line that is not.
use sea_orm::{ConnectionTrait as _, Database};

use crate::support::house::House;

/// Does something to the database behind the program's back.
async fn tamper(house: &House, deed: &str) {
    let file = house.data("firsthand.db");
    let db = Database::connect(format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    let done = db.execute_unprepared(deed).await.unwrap();
    assert!(done.rows_affected() > 0, "{deed}");
    db.close().await.unwrap();
}

/// What the program says, and whether it is content.
fn verify(house: &House) -> (i32, String) {
    house.run(&["audit", "verify"])
}

#[actix_web::test]
async fn the_program_says_that_the_audit_is_whole_or_names_the_line_that_is_not() {
    let house = House::new().await;
    let (code, said) = verify(&house);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("lines, and every one is as it was written."),
        "{said}"
    );

    let edit = "UPDATE audit SET what = what || '!' WHERE number = 2";
    let mend = "UPDATE audit SET what = rtrim(what, '!') WHERE number = 2";
    let swap = "UPDATE audit SET number = -4 WHERE number = 4; UPDATE audit SET number = 4 WHERE number = 3; \
                UPDATE audit SET number = 3 WHERE number = -4";
    let removed = "UPDATE audit SET number = -2 WHERE number = 2";
    let back = "UPDATE audit SET number = 2 WHERE number = -2";
    for (deed, undo, named) in [
        (edit, mend, &["Line 2 is not what was written there."][..]),
        (removed, back, &["Line 2 is missing."]),
        (
            swap,
            swap,
            &[
                "Line 3 is not what was written there.",
                "Line 4 is not what was written there.",
            ],
        ),
    ] {
        tamper(&house, deed).await;
        let (code, said) = verify(&house);
        assert_ne!(code, 0, "{deed}: {said}");
        for line in named {
            assert!(said.contains(line), "{deed}: {said}");
        }
        assert!(said.contains("the audit was tampered with"), "{deed}: {said}");
        assert!(!said.contains("every one is as it was written"), "{deed}: {said}");
        assert!(
            !said.contains("Line 1 "),
            "only what was touched is named: {said}"
        );
        tamper(&house, undo).await;
        assert_eq!(verify(&house).0, 0, "{undo}");
    }

    // Taken out altogether, the last one too: the head of the chain knows how many there were.
    tamper(&house, "DELETE FROM audit WHERE number = 2").await;
    assert!(verify(&house).1.contains("Line 2 is missing."));
    tamper(
        &house,
        "DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)",
    )
    .await;
    let (code, said) = verify(&house);
    assert_ne!(code, 0);
    assert_eq!(said.matches("is missing.").count(), 2, "{said}");
}
