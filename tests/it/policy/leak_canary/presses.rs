//! Everybody presses every button, each in a copy of the house of their own: with nothing filled in, and with
//! what the page of the same address asks for. What comes back is listened to like any page.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use entity::Audience;
use firsthand::routes;
use firsthand::web::gives::Gives;
use firsthand::web::table::Listed;
use futures_util::{StreamExt as _, stream};
use reqwest::Method;
use scraper::{ElementRef, Html, Selector};
use tempfile::TempDir;

use super::addresses::forms;
use super::crawl::{Answer, browser, send};
use super::outboxes;
use super::shapes::Person;
use super::songs::Songs;
use super::world::World;
use crate::support::app::{TestApp, spawn_app_in};

/// How many houses stand at once: one for each core.
const AT_ONCE: usize = 2;

type Fields = Vec<(String, String)>;

#[derive(Default)]
pub struct Pressed {
    pub routes: usize,
    pub presses: usize,
}

/// Everything that was answered to one person.
struct Heard {
    person: Person,
    house: TestApp,
    answers: Vec<(Listed, String, Answer)>,
}

/// Presses; what sang is in `songs`.
pub async fn everything(world: &World, songs: &mut Songs) -> Pressed {
    let mut rows: Vec<Listed> = routes::table()
        .list()
        .into_iter()
        // Who signed out presses nothing any more.
        .filter(|row| row.method != "GET" && row.method != "HEAD" && row.pattern != "/sign-out")
        .collect();
    rows.sort_by_key(|row| row.gives != Gives::File);
    let mut pressed = Pressed {
        routes: rows.len(),
        ..Pressed::default()
    };
    let mut gave: BTreeMap<&str, usize> = BTreeMap::new();
    let mut houses = stream::iter(world.cookies.keys())
        .map(|person| press(world, &rows, *person))
        .buffer_unordered(AT_ONCE);
    while let Some(heard) = houses.next().await {
        let mut own = Songs::default();
        for (row, place, answer) in &heard.answers {
            let place = format!("{} {place}", row.method);
            own.answer(world, heard.person, &place, &answer.bytes, &answer.headers);
            if answer.status >= 500 {
                own.wrong(
                    format!("status {}", answer.status),
                    format!("{:?}", heard.person),
                    &place,
                );
            }
            let page = answer.kind.is_empty() || answer.kind.starts_with("text/html");
            let script = row.gives == Gives::Script && answer.kind == "application/json";
            if answer.status == 200 && !page && !script {
                assert_eq!(row.gives, Gives::File, "{place} gave {}", answer.kind);
                *gave.entry(row.pattern).or_default() += usize::from(!own.read.is_empty());
            }
        }
        pressed.presses += heard.answers.len();
        outboxes::listen(world, &heard.house.state, Some(heard.person), &mut own).await;
        songs.take(own);
    }
    for row in rows.iter().filter(|row| row.gives == Gives::File) {
        if gave.get(row.pattern).is_none_or(|heard| *heard == 0) {
            songs.wrong("no file: plant one in world.rs", "anybody", row.pattern);
        }
    }
    pressed
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

async fn press(world: &World, rows: &[Listed], person: Person) -> Heard {
    let folder = TempDir::new().unwrap();
    copy(&world.app.state.config.data.dir, folder.path());
    let house = spawn_app_in(folder, world.app.now(), super::world::no_throttle).await;
    let (client, cookie) = (browser(), world.cookies[&person].as_deref());
    let ids: Vec<&String> = world
        .ids
        .iter()
        .filter(|id| !world.files.contains_key(*id))
        .collect();
    let mut answers = Vec::new();
    // What is sent empty changes little; so everything is there when files are given.
    for full in [false, true] {
        for row in rows
            .iter()
            .filter(|row| row.access.allows(&world.viewers[&person]))
        {
            let method = Method::from_bytes(row.method.as_str().as_bytes()).unwrap();
            for form in forms(row) {
                let paths: BTreeSet<String> = ids.iter().map(|id| form.replace("{}", id)).collect();
                for path in paths {
                    let address = format!("{}{path}", house.address);
                    let filled: Vec<Fields> = match full {
                        false => vec![Vec::new()],
                        true if form.contains("{}") => {
                            asked_for(&send(client.get(&address), cookie).await, &path)
                        }
                        true => ["look", "make"].map(|press| carried(&ids, press)).into(),
                    };
                    for fields in filled {
                        let request = client
                            .request(method.clone(), &address)
                            .header("sec-fetch-site", "same-origin")
                            .form(&fields);
                        answers.push((row.clone(), path.clone(), send(request, cookie).await));
                    }
                }
            }
        }
    }
    house.hourly().await;
    Heard {
        person,
        house,
        answers,
    }
}

/// What a form without an address of its own carries on: here, everything there is.
fn carried(ids: &[&String], press: &str) -> Fields {
    let mut fields = vec![
        ("do".to_owned(), press.to_owned()),
        ("audience".to_owned(), Audience::Staff.to_string()),
    ];
    fields.extend(ids.iter().map(|id| ("story".to_owned(), (*id).clone())));
    fields
}

/// The forms of a page that lead to this address, filled in with the first of all there is to choose.
fn asked_for(page: &Answer, path: &str) -> Vec<Fields> {
    let body = String::from_utf8_lossy(&page.bytes);
    if page.status != 200 || !body.contains("<form") {
        return Vec::new();
    }
    let (page, forms) = (Html::parse_document(&body), Selector::parse("form").unwrap());
    let own = |form: &ElementRef<'_>| {
        let to = form.attr("action").unwrap_or(path);
        form.attr("method")
            .is_some_and(|method| method.eq_ignore_ascii_case("post"))
            && to == path
    };
    page.select(&forms).filter(own).map(filled).collect()
}

fn filled(form: ElementRef<'_>) -> Fields {
    let mut fields = Fields::new();
    let named = Selector::parse("input[name], textarea[name], select[name], button[name]").unwrap();
    let options = Selector::parse("option").unwrap();
    for field in form.select(&named) {
        let (name, kind) = (
            field.attr("name").unwrap(),
            field.attr("type").unwrap_or_default(),
        );
        let value = field.attr("value").unwrap_or_default();
        let again = fields.iter().any(|(other, _)| other == name);
        let value = match (field.value().name(), kind) {
            ("button", _) | (_, "radio") if again => continue,
            (_, "file") => continue,
            ("select", _) => field.select(&options).filter_map(|one| one.attr("value")).last(),
            ("textarea", _) => Some("Some words"),
            ("input", "number") => Some("2"),
            ("input", "text" | "") if value.is_empty() => Some("1"),
            _ => Some(value),
        };
        fields.push((name.to_owned(), value.unwrap_or_default().to_owned()));
    }
    fields
}
