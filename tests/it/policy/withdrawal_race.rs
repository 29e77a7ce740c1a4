//! While people read, search and watch, tellers take stories back: from the answer on, no later request
//! gets a word, a byte, a hit or a count of them.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use entity::{Audience, Form, StoryId, StoryKind, story};
use reqwest::Method;

use crate::support::actors::Actor;
use crate::support::tales::{FILM_BYTES, Tale, Tales};

const STORIES: usize = 24;
const TAKEN_BACK: usize = 20;
const READERS: usize = 50;
/// Ways to look at a story: film, page, search, counts, captions, showcase.
const WAYS: usize = 6;

/// A story that everybody looks at.
struct Told {
    id: StoryId,
    film: String,
    /// A word that is in this story only.
    word: String,
    /// Its withdrawal has answered.
    gone: AtomicBool,
}

/// What the readers share.
struct Room {
    told: Vec<Told>,
    showcase: String,
    over: AtomicBool,
    /// Requests whose answer had to be empty, and was.
    empty: AtomicUsize,
    /// Requests that got something, rightly.
    full: AtomicUsize,
}

async fn all_told(tales: &Tales) -> Vec<Told> {
    let yes = [Form::Words, Form::Voice, Form::Face].map(|form| (form, Audience::Planners));
    let mut told = Vec::new();
    for number in 0..STORIES {
        let word = format!("quagga{number}x");
        let tale = Tale {
            kind: StoryKind::Video,
            title: &format!("About {word}"),
            words: &format!("Everybody said zebra and {word}."),
            yes: &yes,
            film: true,
            ..Tale::default()
        };
        let id = tales
            .tell_with_cue(&tales.ray, tale, &format!("{word} spoken"))
            .await;
        let own = story::own(&tales.app.state.db, &tales.ray.viewer, id, tales.app.now())
            .await
            .unwrap();
        let film = own.story.asset(entity::AssetKind::Film).unwrap().id;
        told.push(Told {
            id,
            film: format!("/media/{film}"),
            word,
            gone: AtomicBool::new(false),
        });
    }
    told
}

/// Looks at one story in one way.
async fn look(reader: &Actor, room: &Room, one: &Told, way: usize) {
    let gone_before = room
        .told
        .iter()
        .filter(|told| told.gone.load(Ordering::SeqCst))
        .count();
    let was_gone = one.gone.load(Ordering::SeqCst);
    let address = match way {
        0 => one.film.clone(),
        1 => format!("/insight/stories/{}", one.id),
        2 => format!("/insight/search?q={}", one.word),
        3 => "/insight/search?q=zebra".to_owned(),
        4 => format!("/stories/{}/words.vtt", one.id),
        _ => room.showcase.clone(),
    };
    let mut request = reader.request(Method::GET, &address);
    if way == 0 {
        request = request.header("range", format!("bytes={}-", FILM_BYTES / 2));
    }
    // A connection that the server let go of just then: nothing came, and the next turn asks again.
    let Ok(answer) = request.send().await else {
        return;
    };
    let status = answer.status().as_u16();
    assert!(status < 500, "{address} answered {status}");
    let body = answer.text().await.unwrap();
    let page = scraper::Html::parse_document(&body);
    if way == 3 {
        let most = STORIES - gone_before;
        let cards = page.select(&scraper::Selector::parse("mark").unwrap()).count();
        let said = total(&page);
        assert!(
            said <= most && cards <= most * 2,
            "{said} found with {cards} marks when {most} were left"
        );
    }
    // What was typed stands in the box again; only results count.
    let shown = body
        .replace(&format!("q={}", one.word), "")
        .replace(&format!("value=\"{}\"", one.word), "");
    let is_there = if way == 0 {
        status == 206
    } else {
        shown.contains(&one.word)
    };
    if was_gone {
        assert!(!is_there, "{address} gave a story whose withdrawal had answered");
        room.empty.fetch_add(1, Ordering::SeqCst);
    } else if is_there {
        room.full.fetch_add(1, Ordering::SeqCst);
    }
}

/// How many stories the page says there are.
fn total(page: &scraper::Html) -> usize {
    let heading = scraper::Selector::parse(".sf-count").unwrap();
    let words: String = page.select(&heading).flat_map(|one| one.text()).collect();
    let number: String = words
        .chars()
        .skip_while(|one| !one.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    number.parse().unwrap_or(0)
}

#[actix_web::test]
async fn from_the_moment_a_withdrawal_answers_nobody_gets_anything_of_the_story() {
    let tales = Arc::new(Tales::begin().await);
    let told = all_told(&tales).await;
    let ids: Vec<String> = told.iter().take(12).map(|one| one.id.to_string()).collect();
    let mut fields = vec![
        ("title", "Zebras"),
        ("why", "To see"),
        ("audience", "planners"),
        ("do", "make"),
    ];
    fields.extend(ids.iter().map(|id| ("story", id.as_str())));
    let showcase = tales.planner.press("/watch/new", &fields).await.path;
    let phone = tales.phone(&tales.ray).await;
    let room = Arc::new(Room {
        told,
        showcase,
        over: AtomicBool::new(false),
        empty: AtomicUsize::new(0),
        full: AtomicUsize::new(0),
    });
    let readers: Vec<_> = (0..READERS)
        .map(|number| {
            let (room, tales) = (Arc::clone(&room), Arc::clone(&tales));
            actix_web::rt::spawn(async move {
                let mut turn = number;
                while !room.over.load(Ordering::SeqCst) {
                    look(
                        &tales.planner,
                        &room,
                        &room.told[turn / WAYS % STORIES],
                        turn % WAYS,
                    )
                    .await;
                    turn += 1;
                }
            })
        })
        .collect();
    for one in room.told.iter().take(TAKEN_BACK) {
        let back = phone.press(&format!("/me/stories/{}/back", one.id), &[]).await;
        assert_eq!(back.status, 200, "{}", back.words());
        one.gone.store(true, Ordering::SeqCst);
    }
    // Everybody looks once more at everything when it is over.
    for one in &room.told {
        for way in 0..WAYS {
            look(&tales.planner, &room, one, way).await;
        }
    }
    room.over.store(true, Ordering::SeqCst);
    for reader in readers {
        reader.await.unwrap();
    }
    let (empty, full) = (
        room.empty.load(Ordering::SeqCst),
        room.full.load(Ordering::SeqCst),
    );
    assert!(
        empty >= TAKEN_BACK * WAYS && full >= STORIES,
        "{empty} empty and {full} full answers are no race"
    );
}
