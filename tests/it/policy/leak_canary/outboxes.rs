//! What leaves the pages or lies beside them: the journal, the rows of jobs and of the audit, the names of files,
//! the index, the mail. A new way out (a feed) is added to [`listen`].
use std::fs;

use bytes::Bytes;
use entity::policy::census;
use firsthand::state::State;

use super::index;
use super::people::address;
use super::shapes::{ALSO, KIN, NAME, Person};
use super::songs::Songs;
use super::tables::Tables;
use super::world::World;

/// Whom a letter may be for.
const TELLERS: [&str; 5] = [NAME, KIN, "Wyvernly", "Annabel", "Margotte"];

/// Open tables in which makers' own words stand, with the name that makers here type: the name is masked when
/// they are read. What was said by a teller stands in none.
const MAKERS: [&str; 2] = ["decision", "insight"];

/// Listens to every way out of a house, in which `presser` has pressed everything; answers how many texts there were.
pub async fn listen(world: &World, state: &State, presser: Option<Person>, songs: &mut Songs) -> usize {
    let mut texts = journal(state).await;
    texts.extend(files(state));
    mail(world, state, songs);
    for (place, text) in &texts {
        songs.silent(world, place, text, &[]);
    }
    index::listen(world, state, presser, songs);
    texts.len() + tables(world, state, songs).await
}

/// The consent journal: its file, and its pages in the object store.
async fn journal(state: &State) -> Vec<(String, String)> {
    let file = fs::read_to_string(state.config.data.journal()).unwrap();
    assert!(file.lines().count() > 10, "the journal was kept");
    let mut texts = vec![("the journal's file".to_owned(), file)];
    for name in state.media.pages().await.unwrap() {
        let page: Bytes = state.media.page(&name).await.unwrap();
        let page = String::from_utf8_lossy(&page).into_owned();
        texts.push((format!("the journal's page {name}"), page));
    }
    assert!(texts.len() > 1, "the journal is in the store as well");
    texts
}

/// Every letter: it names nobody but whom it is for, and says nothing of a story, to them neither.
fn mail(world: &World, state: &State, songs: &mut Songs) {
    let Ok(letters) = fs::read_dir(state.config.data.mail()) else {
        songs.wrong("no letter: plant a reason in world.rs", "anybody", "the mail");
        return;
    };
    for letter in letters.map(Result::unwrap) {
        // Lines are folded on the way.
        let text = fs::read_to_string(letter.path()).unwrap().replace("=\r\n", "");
        let to = text.lines().find_map(|line| line.strip_prefix("To: ")).unwrap();
        let own: Vec<&str> = TELLERS.into_iter().filter(|name| to == address(name)).collect();
        assert_eq!(own.len(), 1, "a letter to {to}");
        songs.silent(
            world,
            &format!("a letter to {to}"),
            &text,
            &[own[0], "home.example"],
        );
    }
}

/// The names of all files, and what stands in those that are neither what tellers sent, nor database, nor index.
fn files(state: &State) -> Vec<(String, String)> {
    let data = &state.config.data;
    let (mut names, mut texts) = (String::new(), Vec::new());
    let mut folders = vec![data.dir.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            names.push_str(&name);
            names.push('\n');
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if !path.starts_with(data.objects())
                && !path.starts_with(data.index())
                && !path.starts_with(data.mail())
                && !name.starts_with("firsthand.db")
            {
                let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
                texts.push((format!("the file {name}"), text));
            }
        }
    }
    texts.push(("the names of files".to_owned(), names));
    texts
}

/// Tables that say they hold nothing of a participant's life: jobs and what went wrong with them, the audit, the
/// journal, what changed.
async fn tables(world: &World, state: &State, songs: &mut Songs) -> usize {
    let tables = Tables::of(state).await;
    let mut rows = 0;
    for table in tables.names().await {
        if !census::OPEN.contains(&table.as_str()) {
            continue;
        }
        let but: &[&str] = if MAKERS.contains(&table.as_str()) {
            &[NAME, ALSO]
        } else {
            &[]
        };
        for row in tables.rows(&table).await {
            songs.silent(world, &format!("the open table {table}"), &row, but);
            rows += 1;
        }
    }
    tables.close().await;
    assert!(rows > 100, "only {rows} rows in open tables");
    rows
}
