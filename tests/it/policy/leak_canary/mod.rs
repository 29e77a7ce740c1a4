//! Unique words, faces, sounds and files are planted in stories that some people must never see. Then everybody reads
//! every address and presses every button there is, and what leaves the house beside its pages is read as well:
//! no canary may sing. New routes and new ways out are covered without anyone adding them here.
mod addresses;
mod cited;
mod crawl;
mod face;
mod family;
mod index;
mod log;
mod outboxes;
mod people;
mod photo;
mod presses;
mod shapes;
mod songs;
mod sound;
mod tables;
mod troubles;
mod world;

use std::time::Instant;

use entity::Role;

use self::shapes::{Person, Shape};
use self::songs::Songs;
use self::world::{World, world};

/// Who has to have read what was planted: a canary that nobody hears says nothing about the walls.
fn heard_by(shape: Shape) -> Option<Person> {
    match shape {
        Shape::PlannersOnly => Some(Person::Staff(Role::Commissioner)),
        Shape::ForStaff => Some(Person::Staff(Role::Frontline)),
        Shape::ForEveryone => Some(Person::Staff(Role::Leader)),
        Shape::Declined | Shape::Permitted => Some(Person::Team),
        Shape::Held | Shape::HeldDraft | Shape::Worry => Some(Person::Staff(Role::Safeguarding)),
        Shape::Draft => Some(Person::Helper),
        _ => None,
    }
}

fn all_were_heard(world: &World, songs: &Songs) {
    for (number, planted) in world.planted.iter().enumerate() {
        let heard = songs.read.get(&number).cloned().unwrap_or_default();
        if let Some(person) = heard_by(planted.shape) {
            assert!(
                heard.contains(&person),
                "{:?} should have reached {person:?}: {heard:?}",
                planted.shape
            );
            let has_face = planted.shape != Shape::Worry;
            let seen = songs.seen.contains(&(number, person));
            assert_eq!(seen, has_face, "the face of {:?}", planted.shape);
            let heard = songs.heard.contains(&(number, person));
            assert_eq!(heard, has_face, "the sound of {:?}", planted.shape);
        }
    }
}

#[actix_web::test]
async fn nobody_reads_hears_or_finds_what_is_not_for_them() {
    log::listen();
    let began = Instant::now();
    let world = world().await;
    let planted = began.elapsed();
    let mut songs = Songs::default();
    let done = crawl::everything(&world, &mut songs).await;
    let crawled = began.elapsed();
    let texts = outboxes::listen(&world, &world.app.state, None, &mut songs).await;
    let pressed = presses::everything(&world, &mut songs).await;
    let log = log::heard();
    for line in log.lines() {
        songs.silent(&world, &format!("the log: {line}"), line, &[]);
    }
    let (people, stories) = (world.cookies.len(), world.planted.len());
    eprintln!(
        "crawled: {} GET routes x {people} people x {stories} stories, {} requests, {} compared with nothing; \
         {} POST routes, {} presses; {texts} texts beside, {} lines of the log",
        done.routes,
        done.requests,
        done.compared,
        pressed.routes,
        pressed.presses,
        log.lines().count()
    );
    eprintln!(
        "planted in {planted:?}, read in {:?}, pressed by {:?}",
        crawled.saturating_sub(planted),
        began.elapsed()
    );
    songs.are_none();
    all_were_heard(&world, &songs);
    assert!(
        done.requests > 1_000 && done.compared > 300,
        "the crawl has lost its way: {done:?}"
    );
    assert!(
        done.families > 4,
        "only {} pages of the family were seen",
        done.families
    );
    assert!(log.lines().count() > done.requests, "the log was not heard");
}
