//! The audit as a chain: what was done to it afterwards is found and named.
use sea_orm::ConnectionTrait;

use super::{NOW, in_tx};
use crate::audit::{self, Fault};
use crate::testing::on_both;

#[test]
fn a_line_that_was_edited_taken_out_or_moved_is_named() {
    on_both(async |db| {
        in_tx(db, async |tx| {
            for number in 0..2_100 {
                let why = format!("because {number}");
                audit::note(tx, None, "test.line", None, &why, NOW).await.unwrap();
            }
        })
        .await;
        let whole = audit::verify(db).await.unwrap();
        assert_eq!((whole.lines, whole.faults.as_slice()), (2_100, &[][..]));
        for (deed, undo, found) in [
            (
                "UPDATE audit SET why = 'never mind' WHERE number = 7",
                "UPDATE audit SET why = 'because 6' WHERE number = 7",
                vec![Fault::Changed(7)],
            ),
            (
                "UPDATE audit SET number = -1 WHERE number = 1500",
                "UPDATE audit SET number = 1500 WHERE number = -1",
                vec![Fault::Missing(1500)],
            ),
            (
                "UPDATE audit SET number = -1 WHERE number = 2100",
                "UPDATE audit SET number = 2100 WHERE number = -1",
                vec![Fault::Missing(2100)],
            ),
            (
                "UPDATE audit SET why = CASE number WHEN 3 THEN 'because 3' ELSE 'because 2' END WHERE number IN (3, 4)",
                "UPDATE audit SET why = CASE number WHEN 3 THEN 'because 2' ELSE 'because 3' END WHERE number IN (3, 4)",
                vec![Fault::Changed(3), Fault::Changed(4)],
            ),
        ] {
            db.read().execute_unprepared(deed).await.unwrap();
            assert_eq!(audit::verify(db).await.unwrap().faults, found, "{deed}");
            db.read().execute_unprepared(undo).await.unwrap();
        }
        // Taken out with everything after it, and the rest rehashed: the line before it says another hash.
        db.read()
            .execute_unprepared("UPDATE audit SET hash = 'x', before = 'x' WHERE number = 9")
            .await
            .unwrap();
        assert!(
            audit::verify(db)
                .await
                .unwrap()
                .faults
                .contains(&Fault::Changed(9))
        );
    });
}

#[test]
fn a_chain_without_its_head_says_what_is_missing_and_what_to_do() {
    on_both(async |db| {
        in_tx(db, async |tx| {
            audit::note(tx, None, "test.line", None, "", NOW).await.unwrap();
        })
        .await;
        let taken = "DELETE FROM audit_head";
        db.read().execute_unprepared(taken).await.unwrap();
        let found = audit::verify(db).await.unwrap();
        assert_eq!(
            (found.lines, found.faults.as_slice()),
            (1, &[Fault::Headless][..])
        );
        let said = found.faults[0].to_string();
        assert!(
            said.contains("audit_head") && said.contains("bring back the newest backup"),
            "{said}"
        );
    });
}
