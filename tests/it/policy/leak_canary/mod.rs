//! Unique words are planted in stories that some people must never see. Then everybody crawls every
//! GET route of the table with every id there is, and searches for every word: no canary may sing.
//! New routes are covered without anyone adding them here.
mod cited;
mod face;
mod family;
mod people;
mod photo;
mod shapes;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use entity::{Audience, Role};
use firsthand::routes;
use reqwest::{Client, redirect::Policy};

use self::face::faces;
use self::shapes::{KIN, NAME, Person, Shape};
use self::world::{World, world};

/// What stands for a parameter of an address.
enum Fill {
    Ids,
    Audiences,
    First,
    Topics,
}

/// How each parameter is filled. A name that is not here stops the crawl: a route that is asked for with the
/// wrong thing says 404 to everybody, and would never sing.
fn fill(name: &str) -> Fill {
    match name {
        "id" | "asset" | "story" | "upload" | "file" | "card" | "coding" | "token" | "path" | "photo" => {
            Fill::Ids
        }
        "topic" => Fill::Topics,
        "audience" => Fill::Audiences,
        "number" | "position" => Fill::First,
        other => panic!("say here what fills {{{other}}}, and plant some of it in world.rs"),
    }
}

/// The names of the parameters of a pattern, in order.
fn names(pattern: &str) -> Vec<&str> {
    let parts = pattern.split('/').filter_map(|part| part.strip_prefix('{'));
    parts
        .map(|part| part.trim_end_matches('}').split(':').next().unwrap())
        .collect()
}

/// Every address there is: each pattern with each id, and each page with each word searched for.
fn addresses(world: &World) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for row in routes::table()
        .list()
        .into_iter()
        .filter(|row| row.method == "GET")
    {
        let names = names(row.pattern);
        if names.is_empty() {
            found.insert(row.pattern.to_owned());
            for planted in &world.planted {
                found.insert(format!("{}?q={}", row.pattern, planted.find));
            }
        }
        for id in world.ids.iter().filter(|_| !names.is_empty()) {
            let mut partly = vec![row.pattern.to_owned()];
            for name in &names {
                let fills: Vec<&str> = match fill(name) {
                    Fill::Ids => vec![id],
                    Fill::First => vec!["1"],
                    Fill::Topics => vec!["home"],
                    Fill::Audiences => Audience::ALL.iter().map(|audience| audience.as_str()).collect(),
                };
                let filled = |path: &String| -> Vec<String> {
                    let (before, rest) = path.split_once('{').unwrap();
                    let after = rest.split_once('}').unwrap().1;
                    fills
                        .iter()
                        .map(|fill| format!("{before}{fill}{after}"))
                        .collect()
                };
                partly = partly.iter().flat_map(filled).collect();
            }
            found.extend(partly);
        }
    }
    let with_audience = found
        .iter()
        .filter(|path| path.ends_with("words.vtt"))
        .cloned()
        .collect::<Vec<_>>();
    for audience in Audience::ALL {
        found.extend(with_audience.iter().map(|path| format!("{path}?as={audience}")));
    }
    found
}

#[test]
#[should_panic(expected = "say here what fills {nobody_knows}")]
fn a_parameter_that_nobody_knows_stops_the_crawl() {
    for name in names("/me/{id}/{nobody_knows}") {
        fill(name);
    }
}

/// What lies beside the database: the consent journal, and the names of all files.
fn beside(world: &World) -> String {
    let data = &world.app.state.config.data;
    let mut said = std::fs::read_to_string(data.journal()).unwrap();
    assert!(said.lines().count() > 10, "the journal was kept");
    let mut folders = vec![data.dir.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            said.push_str(&entry.file_name().to_string_lossy());
            said.push('\n');
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            }
        }
    }
    said
}

#[actix_web::test]
async fn nobody_reads_hears_or_finds_what_is_not_for_them() {
    let world = world().await;
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let addresses = addresses(&world);
    let mut sung: BTreeMap<usize, BTreeSet<Person>> = BTreeMap::new();
    let (mut requests, mut families) = (0_u32, 0_u32);
    let mut seen: BTreeSet<(usize, Person)> = BTreeSet::new();
    for (person, cookie) in &world.cookies {
        for path in &addresses {
            let mut request = client.get(format!("{}{path}", world.app.address));
            if let Some(cookie) = cookie {
                request = request.header("cookie", cookie);
            }
            let response = request.send().await.unwrap();
            let status = response.status().as_u16();
            assert!(status < 500, "{person:?} {path} answered {status}");
            let headers = format!("{:?}", response.headers());
            let bytes = response.bytes().await.unwrap();
            for number in faces(&world, &bytes) {
                let planted = &world.planted[number];
                let shape = planted.shape;
                assert!(
                    planted.is_for(*person),
                    "the face of {shape:?} was shown to {person:?} at {path}"
                );
                seen.insert((number, *person));
            }
            let body = String::from_utf8_lossy(&bytes).into_owned() + &headers;
            requests += 1;
            families += family::look(&world, path, status, &body);
            for (number, planted) in world.planted.iter().enumerate() {
                if body.contains(&planted.secret) {
                    assert!(
                        planted.is_for(*person),
                        "{:?} sang to {person:?} at {path}",
                        planted.shape
                    );
                    sung.entry(number).or_default().insert(*person);
                }
            }
            // Bytes are opaque: the name in them stands for a face or a voice, not for words.
            // The safeguarding lead works with the person behind a held story.
            let knows = matches!(person, Person::Teller | Person::Staff(Role::Safeguarding));
            if !knows && !path.starts_with("/media/") {
                for name in [NAME, KIN] {
                    assert!(!body.contains(name), "{name} was shown to {person:?} at {path}");
                }
            }
        }
    }
    assert!(
        requests > 1_000,
        "only {requests} requests: the crawl has lost its way"
    );
    assert!(families > 4, "only {families} pages of the family were seen");
    let beside = beside(&world);
    for planted in &world.planted {
        assert!(
            !beside.contains(&planted.secret),
            "{:?} lies beside the database",
            planted.shape
        );
    }
    assert!(!beside.contains(NAME), "the name lies beside the database");
    let listed = routes::table().list();
    let routes = listed.iter().filter(|row| row.method == "GET").count();
    let (people, stories) = (world.cookies.len(), world.planted.len());
    eprintln!("crawled: {routes} GET routes x {people} people x {stories} stories, {requests} requests");
    for (number, planted) in world.planted.iter().enumerate() {
        let heard = sung.get(&number).cloned().unwrap_or_default();
        let expected = match planted.shape {
            Shape::PlannersOnly => Some(Person::Staff(Role::Commissioner)),
            Shape::ForStaff => Some(Person::Staff(Role::Frontline)),
            Shape::ForEveryone => Some(Person::Staff(Role::Leader)),
            Shape::Declined => Some(Person::Team),
            Shape::Held | Shape::HeldDraft | Shape::Worry => Some(Person::Staff(Role::Safeguarding)),
            _ => None,
        };
        if let Some(person) = expected {
            assert!(
                heard.contains(&person),
                "{:?} should have reached {person:?}: {heard:?}",
                planted.shape
            );
            let has_face = planted.shape != Shape::Worry;
            assert_eq!(
                seen.contains(&(number, person)),
                has_face,
                "the face of {:?}",
                planted.shape
            );
        }
    }
}
