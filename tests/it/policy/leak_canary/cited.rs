//! Decisions and an insight that cite what is planted, from before it was taken away: with its secret in the
//! line of why, and the teller's name in everything that makers type.
use entity::citation::Cite;
use entity::{Stance, StoryId, Viewer, decision, insight};

use super::shapes::{ALSO, NAME, Shape};
use super::world::World;

/// Cites every story that planners get.
pub async fn cite(world: &mut World, planner: &Viewer, told: &[(Shape, StoryId)]) {
    let (db, now) = (&world.app.state.db, world.app.now());
    let tx = db.begin().await.unwrap();
    let words = decision::Words {
        title: format!("the bus of {NAME}"),
        question: format!("Does it stay for {NAME}, for {ALSO}?"),
        decided: format!("It stays, {NAME}"),
        change: format!("{NAME} said so, and {ALSO}"),
        no_story: format!("There is {NAME}"),
    };
    let open = decision::make(&tx, db, planner, (words.clone(), None), "open", now);
    let open = open.await.unwrap();
    let closed = decision::make(&tx, db, planner, (words, None), "final", now);
    let closed = closed.await.unwrap();
    let claim = insight::Words {
        claim: format!("{NAME} waits"),
        grounds: format!("{NAME} said so"),
    };
    let claim = insight::make(&tx, db, planner, (claim, None), "claim", now);
    let claim = claim.await.unwrap();
    let mut number = 0;
    for (planted, (shape, story)) in world.planted.iter().zip(told) {
        let cited = !matches!(
            shape,
            Shape::Draft | Shape::HeldDraft | Shape::Unreleased | Shape::ForStaff
        );
        // Planners get one form; what the others are is not for a maker to know.
        let said = if shape.only().is_some() {
            "heard"
        } else {
            planted.secret.as_str()
        };
        let cite = |stance| Cite {
            story: *story,
            stance,
            why: format!("{said} by {NAME} {ALSO}"),
        };
        if !cited {
            let refused = decision::cite(&tx, db, planner, open, cite(None), now).await;
            assert!(refused.is_err(), "{shape:?} is not for planners");
            continue;
        }
        for decision in [open, closed] {
            decision::cite(&tx, db, planner, decision, cite(None), now)
                .await
                .unwrap();
        }
        let stance = if number % 2 == 0 {
            Stance::For
        } else {
            Stance::Against
        };
        insight::cite(&tx, db, planner, claim, cite(Some(stance)), now)
            .await
            .unwrap();
        number += 1;
    }
    assert_eq!(number, 11);
    decision::finish(&tx, planner, closed, now).await.unwrap();
    tx.commit().await.unwrap();
    world
        .ids
        .extend([open.to_string(), closed.to_string(), claim.to_string()]);
}
