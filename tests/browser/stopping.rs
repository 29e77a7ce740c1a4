//! Somebody takes a story back while it plays, stands in two showcases, is found by three kept searches, is used in
//! a decision and was taken away in a file.
use std::time::Instant;

use entity::citation::Cite;
use entity::showcase::NewShowcase;
use entity::{
    Audience, DecisionId, Role, ShowcaseId, StoryId, Viewer, account, audit, card, decision, saved_search,
    showcase,
};
use firsthand::state::State;
use firsthand::web::session;
use serde_json::json;

use super::browser::{Browser, DESK, PHONE};

/// Where the story is beside itself.
struct Places {
    reel: ShowcaseId,
    decision: DecisionId,
}

async fn somebody(browser: &Browser, role: Role) -> Viewer {
    let db = &browser.council.state.db;
    let found = account::by_email(db, browser.council.email(role)).await.unwrap();
    account::viewer(db, found.unwrap().id).await.unwrap().unwrap()
}

async fn put(state: &State, planner: &Viewer, frontline: &Viewer, story: StoryId, other: StoryId) -> Places {
    let (db, now) = (&state.db, state.now());
    let tx = db.begin().await.unwrap();
    let mut made = Vec::new();
    for title in ["Wednesdays", "Music"] {
        let new = NewShowcase {
            title: title.into(),
            why: "Listen to Marlene".into(),
            question: String::new(),
            audience: Audience::Staff,
            items: [story, other].map(|id| (id, String::new())).into(),
            nonce: title.into(),
        };
        made.push(showcase::make(&tx, db, planner, new, now).await.unwrap());
    }
    for (keeper, query) in [
        (planner, "q=keyboard"),
        (planner, "q=Wednesday"),
        (frontline, "q=keyboard"),
    ] {
        saved_search::save(&tx, keeper, "Music", query, now)
            .await
            .unwrap();
    }
    let words = decision::Words {
        title: "the Lantern Hall".into(),
        question: "Does it stay?".into(),
        ..decision::Words::default()
    };
    let cite = Cite {
        story,
        stance: None,
        why: "Marlene goes there".into(),
    };
    let decision = decision::make(&tx, db, planner, (words, Some(cite)), "s6", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    Places {
        reel: made.remove(0),
        decision,
    }
}

/// The film that is the first on the page plays, without a sound; answers where its words are.
async fn play(staff: &Browser) -> String {
    let words = staff
        .ask_later(
            "const done = arguments[arguments.length - 1];
            const video = document.querySelector('video:has(track)');
            video.muted = true;
            video.loop = true;
            video.addEventListener('timeupdate', () => {
                if (video.currentTime > 0.2) done(video.querySelector('track').getAttribute('src'));
            });
            video.play();",
        )
        .await;
    words.as_str().unwrap().to_owned()
}

/// How many stories the search says there are, and each kept search that has these words.
async fn counts(browser: &Browser) -> Vec<u64> {
    let number = |text: &str| match text.split(' ').next() {
        Some("No") => 0,
        word => word.unwrap().parse().unwrap_or_else(|_| panic!("{text}")),
    };
    browser.go("/insight/search?q=keyboard").await;
    let found = browser.see("#count").await.text().await.unwrap();
    browser.go("/insight/saved").await;
    let kept = browser
        .ask(
            "return [...document.querySelectorAll('main li')].filter((one) => one.querySelector('a[href*=keyboard]'))
                .map((one) => one.querySelector('.sf-item__meta').textContent.trim())",
        )
        .await;
    let kept = kept.as_array().unwrap().iter().map(|one| one.as_str().unwrap());
    std::iter::once(found.as_str()).chain(kept).map(number).collect()
}

/// How an address answers this browser, whole and for its first bytes.
async fn answers(browser: &Browser, address: &str) -> serde_json::Value {
    let ask = format!(
        "const done = arguments[arguments.length - 1];
        Promise.all([{{}}, {{headers: {{Range: 'bytes=0-99'}}}}].map((way) => fetch('{address}', way)))
            .then((all) => done(all.map((one) => one.status)));"
    );
    browser.ask_later(&ask).await
}

/// How far it is scrolled, and where something stands: its top, its middle and its end.
async fn place(browser: &Browser, what: &str) -> [f64; 4] {
    let script = format!(
        "const {{ top, height }} = document.querySelector('{what}').getBoundingClientRect(); return [scrollY, top, top + height / 2, top + height]"
    );
    serde_json::from_value(browser.ask(&script).await).unwrap()
}

/// What a viewer sees in place of a story that stopped: one sentence where the film was, and nothing of it anywhere.
async fn one_calm_sentence(browser: &Browser, film_at: [f64; 4], line: &str) {
    let page = browser.words().await;
    assert!(!page.contains("The Lantern Hall"), "{page}");
    let said = browser.see(".fh-gone").await.text().await.unwrap();
    assert_eq!(said, "This story is not here any more.", "no name and no reason");
    let html = browser.ask("return document.documentElement.outerHTML").await;
    let html = html.as_str().unwrap();
    assert!(
        !html.contains("Lantern Hall") && !html.contains(line),
        "nor where nobody looks"
    );
    assert_eq!(
        browser.ask("return window.sameAsBefore").await,
        json!(true),
        "the page was not loaded again"
    );
    let said_at = place(browser, ".fh-gone").await;
    assert!(
        (said_at[0] - film_at[0]).abs() < 1.0 && (said_at[3] - film_at[3]).abs() < 2.0,
        "{film_at:?} {said_at:?}"
    );
    assert!(said_at[2] > film_at[1], "the words stand where the film was");
}

/// Whoever put the story somewhere reads that it came out, and not a word of it.
async fn its_makers_are_told(desk: &Browser, places: &Places) {
    desk.go(&format!("/watch/{}", places.reel)).await;
    let page = desk.words().await;
    assert!(page.contains("One story is not here any more"), "{page}");
    desk.go(&format!("/insight/decisions/{}", places.decision)).await;
    let page = desk.words().await;
    assert!(
        page.contains("One story was taken out") && !page.contains("goes there"),
        "{page}"
    );
    desk.go("/for-you").await;
    let page = desk.words().await;
    assert!(
        page.contains("Wednesdays") && page.contains("Throw the file away"),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_that_plays_is_gone_everywhere_within_ten_seconds_and_its_teller_reads_where_it_was() {
    let staff = Browser::staff(Role::Frontline, DESK).await;
    let state = &staff.council.state;
    let marlene = card::account(&state.db, &session::hash("demo-marlene"))
        .await
        .unwrap();
    let marlene = account::viewer(&state.db, marlene).await.unwrap().unwrap();
    let (planner, frontline) = (
        somebody(&staff, Role::Commissioner).await,
        somebody(&staff, Role::Frontline).await,
    );
    let all = showcase::list(&state.db, &planner, state.now()).await.unwrap();
    let good_days = all
        .iter()
        .find(|one| one.title == "Good days in the Vale")
        .unwrap();
    let of = |title: &str| {
        let mut items = good_days.items.iter();
        items.find(|(story, _)| story.title == title).unwrap().0.id
    };
    let (story, other) = (of("The Lantern Hall"), of("Plot nineteen"));
    assert_eq!(
        entity::story::own(&state.db, &marlene, story, state.now())
            .await
            .unwrap()
            .story
            .id,
        story
    );
    let places = put(state, &planner, &frontline, story, other).await;

    let desk = Browser::staff(Role::Commissioner, DESK).await;
    desk.go(&format!("/watch/{}", places.reel)).await;
    // As its button does, and with an end: a download that begins stops the next page from coming.
    let taken = desk
        .ask_later(
            "const done = arguments[arguments.length - 1];
            const form = document.querySelector(\"form[action$='/words']\");
            fetch(form.action, {method: 'POST'}).then((answer) => done(answer.status));",
        )
        .await;
    assert_eq!(taken, json!(200));
    let mut counted = Vec::new();
    for browser in [&desk, &staff] {
        let before = counts(browser).await;
        assert!(
            before.len() == 2 && before.iter().all(|count| *count > 0),
            "{before:?}"
        );
        counted.push(before);
    }
    let phone = Browser::open(PHONE).await;
    phone.take_card_of("marlene").await;
    phone.go(&format!("/me/stories/{story}")).await;

    staff.go(&format!("/watch/{}", places.reel)).await;
    let words = play(&staff).await;
    assert!(words.contains(&story.to_string()), "{words}");
    let poster = staff
        .ask("return document.querySelector('video').getAttribute('poster')")
        .await;
    let poster = poster.as_str().unwrap().to_owned();
    let film = staff
        .ask("return document.querySelector('video').currentSrc")
        .await;
    let film = film.as_str().unwrap().to_owned();

    // Where the reader's eyes are: what is said in its place stands there.
    let film_at = place(&staff, "video").await;
    let line = staff
        .ask("window.sameAsBefore = true; return document.querySelector('[data-cue] button').textContent.trim()")
        .await;
    let line = line.as_str().unwrap().to_owned();
    assert!(line.len() > 10, "{line}");

    let pressed = Instant::now();
    phone.press("main form[action$='/back'] button").await;
    phone.see("main form[action$='/undo'] button").await;
    let answered = pressed.elapsed();
    let there = format!("return !!document.querySelector('track[src*=\"{story}\"]')");
    while staff.ask(&there).await == json!(true) {
        assert!(pressed.elapsed().as_secs() < 10, "it plays on");
    }
    eprintln!(
        "answered after {answered:?}, gone from the page that played after {:?}",
        pressed.elapsed()
    );

    for address in [&words, &poster, &film] {
        assert_eq!(answers(&staff, address).await, json!([404, 404]), "{address}");
    }
    one_calm_sentence(&staff, film_at, &line).await;
    assert!(
        play(&staff).await.contains(&other.to_string()),
        "the other one plays"
    );
    staff.go("/insight/search?q=keyboard").await;
    assert!(!staff.words().await.contains("The Lantern Hall"));
    for (browser, before) in [&desk, &staff].into_iter().zip(counted) {
        let less: Vec<u64> = before.iter().map(|count| count - 1).collect();
        assert_eq!(
            counts(browser).await,
            less,
            "one less in the search and in those that are kept"
        );
    }

    its_makers_are_told(&desk, &places).await;

    phone.go(&format!("/me/stories/{story}/receipt")).await;
    let receipt = phone.words().await;
    for place in [
        "Wednesdays",
        "Music",
        "the Lantern Hall",
        "A search by words",
        "Good days in the Vale",
    ] {
        assert!(receipt.contains(place), "{place}: {receipt}");
    }
    assert!(receipt.contains("We could not take these out"), "{receipt}");
    let chain = audit::verify(&state.db).await.unwrap();
    assert!(chain.faults.is_empty() && chain.lines > 0, "{chain:?}");
    phone.go(&format!("/me/stories/{story}")).await;
    phone.press("main form[action$='/undo'] button").await;
}
