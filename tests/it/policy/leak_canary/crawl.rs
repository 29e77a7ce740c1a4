//! Everybody reads everything: each reading of the table as each person who gets in, with each id and word.
//! What is not for somebody answers them exactly as if it were not there.
use std::collections::{BTreeMap, BTreeSet};

use entity::Viewer;
use firsthand::web::table::Listed;
use futures_util::{StreamExt as _, stream};
use reqwest::{Client, Method, RequestBuilder, redirect::Policy};

use super::addresses::{Asked, NO_WORD, NOBODY, asked, forms, readings};
use super::family;
use super::shapes::{Person, Shape};
use super::songs::Songs;
use super::tables::Tables;
use super::world::World;

/// How many ask at once: more than the cores, as one waits for the other.
const AT_ONCE: usize = 6;
/// Ids of each table that are asked for beside those of what was planted.
const OF_EACH_TABLE: usize = 2;
/// Whose files show whether an address takes files at all; others' are asked for only there.
const PROBES: [Shape; 3] = [Shape::Draft, Shape::Held, Shape::ForEveryone];

/// How much was asked.
#[derive(Debug, Default)]
pub struct Done {
    pub routes: usize,
    pub requests: usize,
    pub families: u32,
    pub compared: usize,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

pub fn browser() -> Client {
    Client::builder().redirect(Policy::none()).build().unwrap()
}

/// Sends a request as a person does.
pub async fn send(request: RequestBuilder, cookie: Option<&str>) -> Answer {
    let request = match cookie {
        Some(cookie) => request.header("cookie", cookie),
        None => request,
    };
    // A house that had nothing to do hangs up; then the browser calls again.
    let again = request.try_clone().unwrap();
    let response = match request.send().await {
        Ok(response) => response,
        Err(_) => again.send().await.unwrap(),
    };
    let kind = response.headers().get("content-type");
    Answer {
        status: response.status().as_u16(),
        kind: kind.map_or("", |kind| kind.to_str().unwrap()).to_owned(),
        headers: format!("{:?}", response.headers()),
        bytes: response.bytes().await.unwrap().to_vec(),
    }
}

/// What is left of an answer when ids, keys and what was looked for are not looked at.
fn outline(answer: &Answer, with: &str) -> String {
    let text = String::from_utf8_lossy(&answer.bytes).replace(with, "#");
    let mut out = format!("{} ", answer.status);
    let is_key = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    for part in text.split_inclusive(|sign: char| !is_key(sign)) {
        let key = part.trim_end_matches(|sign: char| !is_key(sign));
        if key.len() >= 30 {
            out.push('#');
            out.push_str(&part[key.len()..]);
        } else {
            out.push_str(part);
        }
    }
    out
}

/// A crawl under way.
struct Crawl<'a> {
    world: &'a World,
    client: Client,
    songs: &'a mut Songs,
    done: Done,
    /// How an address answers somebody when there is nothing: by its form.
    empty: BTreeMap<(Person, String), String>,
    /// Addresses that take files, and those that look for words.
    files: BTreeSet<String>,
    words: BTreeSet<String>,
}

/// Crawls; what sang is in `songs`.
pub async fn everything(world: &World, songs: &mut Songs) -> Done {
    let mut crawl = Crawl {
        world,
        client: browser(),
        songs,
        done: Done::default(),
        empty: BTreeMap::new(),
        files: BTreeSet::new(),
        words: BTreeSet::new(),
    };
    let rows = readings();
    crawl.done.routes = rows.len();
    crawl.shut_doors(&rows).await;
    let tables = Tables::of(&world.app.state).await;
    let mut ids = tables.some_ids(OF_EACH_TABLE).await;
    tables.close().await;
    ids.extend(world.ids.iter().cloned());
    crawl.nothing(&rows).await;
    let probed = |id: &String| {
        let file = world.files.get(id);
        file.is_none_or(|number| PROBES.contains(&world.planted[*number].shape))
    };
    let (first, rest): (Vec<String>, Vec<String>) = ids.into_iter().partition(probed);
    crawl.all(&rows, &first, |_| true).await;
    let files = std::mem::take(&mut crawl.files);
    crawl
        .all(&rows, &rest, |asked| {
            files.contains(&asked.form) && asked.with.is_some()
        })
        .await;
    crawl.done
}

fn opens(row: &Listed, viewer: &Viewer) -> bool {
    row.access.allows(viewer)
}

impl Crawl<'_> {
    /// Whom a door is shut to gets nothing, whatever is behind it: asked once, as the door does not know of ids.
    async fn shut_doors(&mut self, rows: &[Listed]) {
        let story = self.world.stories.keys().next().unwrap();
        let mut asks = Vec::new();
        for person in self.world.cookies.keys() {
            for row in rows.iter().filter(|row| !opens(row, &self.world.viewers[person])) {
                let form = forms(row).pop_first().unwrap();
                asks.push((
                    *person,
                    Asked {
                        form,
                        with: Some(story.clone()),
                    },
                ));
            }
        }
        for (person, asked, answer) in self.ask(asks).await {
            let place = asked.path();
            let turned_away = matches!(answer.status, 303 | 401 | 403);
            assert!(turned_away, "{person:?} {place} answered {}", answer.status);
        }
    }

    /// How everything answers when there is nothing of what is asked for.
    async fn nothing(&mut self, rows: &[Listed]) {
        let mut asks = Vec::new();
        for person in self.world.cookies.keys() {
            for row in rows.iter().filter(|row| opens(row, &self.world.viewers[person])) {
                for form in forms(row) {
                    let asked = Asked {
                        with: Some(NOBODY.to_owned()),
                        form,
                    };
                    if asked.form.contains("{}") {
                        asks.push((*person, asked));
                        continue;
                    }
                    asks.push((
                        *person,
                        Asked {
                            with: None,
                            ..asked.clone()
                        },
                    ));
                    let form = format!("{}?q={{}}", asked.form);
                    asks.push((*person, Asked { form, ..asked }.but(NO_WORD)));
                }
            }
        }
        let answers = self.ask(asks).await;
        for (person, asked, answer) in &answers {
            let outline = outline(answer, asked.with.as_deref().unwrap_or("\u{1}"));
            self.empty.insert((*person, asked.form.clone()), outline);
        }
        // A page that answers a word as it does none looks for no words.
        for (person, asked, _) in answers {
            let with = self.empty.get(&(person, format!("{}?q={{}}", asked.form)));
            if asked.with.is_none() && with != self.empty.get(&(person, asked.form.clone())) {
                self.words.insert(asked.form);
            }
        }
    }

    async fn all(&mut self, rows: &[Listed], ids: &[String], wanted: impl Fn(&Asked) -> bool) {
        let mut asks = Vec::new();
        for person in self.world.cookies.keys() {
            for row in rows.iter().filter(|row| opens(row, &self.world.viewers[person])) {
                let all = asked(self.world, row, ids.iter());
                asks.extend(all.into_iter().filter(&wanted).map(|asked| (*person, asked)));
            }
        }
        // Words are looked for where they are looked for at all.
        let searches = |asked: &Asked| asked.form.strip_suffix("?q={}").map(str::to_owned);
        asks.retain(|(_, asked)| searches(asked).is_none_or(|page| self.words.contains(&page)));
        for (person, asked, answer) in self.ask(asks).await {
            self.look(person, &asked, &answer);
        }
    }

    fn look(&mut self, person: Person, asked: &Asked, answer: &Answer) {
        let place = asked.path();
        if answer.status >= 500 {
            self.songs
                .wrong(format!("status {}", answer.status), format!("{person:?}"), &place);
        }
        let with = asked.with.as_deref().unwrap_or_default();
        self.songs
            .answer(self.world, person, &place, &answer.bytes, &answer.headers);
        let body = String::from_utf8_lossy(&answer.bytes);
        self.done.families += family::look(self.world, &place, (answer.status, &body), self.songs);
        if self.world.files.contains_key(with) && answer.status != 404 {
            self.files.insert(asked.form.clone());
        }
        // What is not for somebody is not there for them: the same page, the same numbers.
        let there = self.world.number(with);
        let known = there.map(|number| (number, self.world.planted[number].is_known_to(person)));
        // Nor is a word that finds nothing they may read found, or counted.
        let found = self.world.found(with);
        let found = found.map(|number| (number, self.world.planted[number].is_found_by(person)));
        let Some((number, false)) = known.or(found) else {
            return;
        };
        let Some(empty) = self.empty.get(&(person, asked.form.clone())) else {
            return;
        };
        self.done.compared += 1;
        if outline(answer, with) != *empty {
            let shape = self.world.planted[number].shape;
            self.songs.wrong(
                format!("that there is {shape:?}, {}", asked.form),
                format!("{person:?}"),
                &place,
            );
        }
    }

    /// Asks for all of these, some at once, and listens to what is answered in the order that it comes.
    async fn ask(&mut self, asks: Vec<(Person, Asked)>) -> Vec<(Person, Asked, Answer)> {
        self.done.requests += asks.len();
        let (world, client) = (self.world, &self.client);
        let answers = stream::iter(asks).map(async |(person, asked)| {
            let path = asked.path();
            let request = client.request(Method::GET, format!("{}{path}", world.app.address));
            let answer = send(request, world.cookies[&person].as_deref()).await;
            (person, asked, answer)
        });
        answers.buffer_unordered(AT_ONCE).collect().await
    }
}
