//! Work that does not work: files that no program can play, one that is not in the store, bytes that cannot be
//! removed. What goes wrong is written down for an operator, and may not say a word of what was in the file.
use entity::asset::{self, Received};
use entity::job::{self, NewJob};
use entity::{StoryId, Viewer};
use firsthand::jobs::DEFAULT;
use firsthand::media::{ObjectKey, RenditionKind};

use super::shapes::Shape;
use super::world::World;

/// Plants jobs that will not be done, about the draft.
pub async fn plant(world: &mut World, teller: &Viewer, told: &[(Shape, StoryId)]) {
    let (draft, now) = (told[0].1, world.app.now());
    assert_eq!(told[0].0, Shape::Draft);
    let secret = world.planted[0].secret.clone();
    let not_a_film = world
        .object(&format!("#EXTM3U {secret}"), RenditionKind::Film)
        .await;
    let gone = Received {
        object_key: ObjectKey::rendition(RenditionKind::Film).as_str().to_owned(),
        ..not_a_film.clone()
    };
    let tx = world.app.state.db.begin().await.unwrap();
    let mut jobs = Vec::new();
    for (number, received) in [not_a_film, gone].into_iter().enumerate() {
        let original = asset::receive(&tx, teller, draft, received, now).await.unwrap();
        world.files.insert(original.to_string(), 0);
        jobs.push((asset::PREPARE, format!("{{\"asset\":\"{original}\"}}"), number));
    }
    jobs.push((
        "story.remove_bytes",
        "{\"objects\":[\"../no key\"]}".to_owned(),
        2,
    ));
    for (kind, payload, number) in jobs {
        let job = NewJob {
            kind,
            payload,
            queue: DEFAULT,
            priority: 0,
            dedupe_key: Some(format!("trouble {number}")),
            // What waits to be tried again would keep the house from coming to rest.
            max_attempts: 1,
        };
        job::enqueue(&tx, job, now).await.unwrap();
    }
    tx.commit().await.unwrap();
}
