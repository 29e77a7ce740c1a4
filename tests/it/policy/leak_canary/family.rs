//! The teller's family: an aunt who said yes to standing beside them, and a grandfather who said no, though his
//! own story is for everyone. He is on no page of the family, and his name in nobody else's words.
use entity::consent::Asked;
use entity::family::{self, AUDIENCES, Kin, WORDING};
use entity::{AccountId, ParticipantId, ProjectId, Relative, Service, Viewer};

use super::people::person;
use super::shapes::{KIN, SHAPES, Shape};
use super::songs::Songs;
use super::world::World;

/// Where the grandfather and the aunt stand in the list of what was planted, after one of every shape.
const GRANDFATHER: usize = 0;
const AUNT: usize = 1;

/// Plants them, after one of every shape.
pub async fn plant(
    world: &mut World,
    team: &Viewer,
    project: ProjectId,
    sam: ParticipantId,
    teller: AccountId,
) {
    let (grandfather, his) = person(&world.app, team, project, KIN).await;
    let (aunt, hers) = person(&world.app, team, project, "Margotte").await;
    let kin = |participant, relation| Kin {
        participant,
        relation,
        service: Service::Adult,
    };
    let now = world.app.now();
    let tx = world.app.state.db.begin().await.unwrap();
    let own = kin(sam, Relative::Son);
    family::link(&tx, team, own, kin(grandfather, Relative::Grandfather), now)
        .await
        .unwrap();
    let id = family::link(&tx, team, own, kin(aunt, Relative::Other), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for (who, account, yes) in [
        (sam, teller, &AUDIENCES[..]),
        (aunt, hers, &AUDIENCES[..]),
        (grandfather, his, &[]),
    ] {
        let viewer = world.app.viewer(account).await;
        let asked = Asked {
            wording: WORDING.into(),
            explained: "pictures".into(),
            present: String::new(),
        };
        let tx = world.app.state.db.begin().await.unwrap();
        family::record(&tx, &viewer, who, yes, &asked, now).await.unwrap();
        tx.commit().await.unwrap();
    }
    for (account, owner) in [(his, grandfather), (hers, aunt)] {
        let viewer = world.app.viewer(account).await;
        world.plant(Shape::ForEveryone, &viewer, owner).await;
    }
    world
        .ids
        .extend([id.to_string(), grandfather.to_string(), aunt.to_string()]);
}

/// Looks at a page of the family; 1 when there was one.
pub fn look(world: &World, path: &str, (status, body): (u16, &str), songs: &mut Songs) -> u32 {
    let is_line = path.starts_with("/insight/families/") || path.starts_with("/studio/families/");
    if !is_line || status != 200 {
        return 0;
    }
    let secret = |after: usize| &world.planted[SHAPES.len() + after].secret;
    if body.contains(secret(GRANDFATHER)) {
        songs.wrong("who said no to the family", "a page of the family", path);
    }
    if !body.contains("2 people of one family") {
        songs.wrong("another number than 2 people", "a page of the family", path);
    }
    assert!(body.contains(secret(AUNT)), "{path}: {body}");
    1
}
