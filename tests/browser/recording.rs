//! Films and voices made in the page: what is said of them is true, and nothing of them is lost.
use std::path::Path;

use entity::{AssetKind, StoryId};
use serde_json::json;

use super::browser::{Browser, CAMERA, PHONE};
use super::looks::{small_here, wrong_here};
use super::phone::{begin, is_kept, on_this_phone};
use super::relay::Relay;

/// Bytes that go up before the internet is cut, pages and all; the film has more than three times as many.
const CUT: i64 = 60_000;

/// Whether some file under a folder has this SHA-256.
pub fn is_stored(folder: &Path, wanted: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return is_stored(&path, wanted);
        }
        firsthand::media::incoming::hash(&std::fs::read(&path).unwrap()) == wanted
    })
}

pub async fn says(phone: &Browser, words: &str) {
    let began = std::time::Instant::now();
    loop {
        let said = phone.words().await;
        if said.contains(words) {
            return;
        }
        assert!(began.elapsed().as_secs() < 30, "waited for {words:?}: {said}");
    }
}

async fn press(phone: &Browser, what: &str) {
    phone
        .press(&format!("[data-press='{what}']:not([hidden] *)"))
        .await;
}

/// Films until so many pieces are on the phone.
async fn record(phone: &Browser, pieces: u64) {
    press(phone, "ask").await;
    phone.see("[data-record][data-now=ask]").await;
    press(phone, "camera").await;
    phone.see("[data-record][data-now=aim]").await;
    press(phone, "record").await;
    phone.see("[data-record][data-now=filming]").await;
    while on_this_phone(phone).await.0 < pieces {}
}

async fn with_camera(name: &str) -> (Browser, Relay) {
    let mut phone = Browser::open_with(PHONE, CAMERA).await;
    let internet = Relay::to(&phone.council.address).await;
    phone.address.clone_from(&internet.address);
    phone.take_card_of(name).await;
    (phone, internet)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_made_without_internet_outlives_a_reload_and_a_dead_battery_and_arrives_through_two_cuts() {
    let (phone, internet) = with_camera("gordon").await;
    begin(&phone, "film").await;
    is_kept(&phone).await;
    internet.cut();
    record(&phone, 5).await;
    says(&phone, "It is safe on this phone.").await;
    press(&phone, "stop").await;
    says(&phone, "You made a film.").await;
    press(&phone, "use").await;
    says(&phone, "There is no internet. It is safe on this phone.").await;
    phone.client.refresh().await.unwrap();
    says(&phone, "There is no internet. It is safe on this phone.").await;
    let (pieces, hash) = on_this_phone(&phone).await;
    assert!(pieces >= 5);

    let phone = phone.die_and_start_again().await;
    // The battery was dead before the browser wrote down who was signed in.
    tokio::join!(internet.mend_for(CUT), phone.take_card_of("gordon"));
    says(&phone, "There is no internet. Your film is safe on this phone.").await;
    assert_eq!(
        on_this_phone(&phone).await,
        (pieces, hash.clone()),
        "all of it is still here"
    );
    internet.mend_for(CUT).await;
    internet.mend();
    says(&phone, "We have your film.").await;
    assert!(
        is_stored(&phone.council.state.config.data.objects(), &hash),
        "{hash}"
    );
    phone.go("/me/phone").await;
    says(&phone, "0 left on this phone.").await;
    assert_eq!(on_this_phone(&phone).await.0, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_dies_while_it_films_has_the_film_and_offers_it() {
    let (phone, _internet) = with_camera("marlene").await;
    let story = begin(&phone, "film").await;
    record(&phone, 3).await;
    let phone = phone.die_and_start_again().await;
    phone.take_card_of("marlene").await;
    says(
        &phone,
        "You have a recording on this phone. Do you want to send it?",
    )
    .await;
    // Somebody else at the same phone is told nothing of it.
    phone.sign_out().await;
    phone.take_card_of("sam").await;
    phone.go("/me/phone").await;
    says(&phone, "0 left on this phone.").await;
    phone.sign_out().await;
    phone.take_card_of("marlene").await;
    phone.press("[data-left] a").await;
    says(&phone, "1 left on this phone.").await;
    let (pieces, hash) = on_this_phone(&phone).await;
    assert!(pieces >= 3);
    assert!(wrong_here(&phone, PHONE).await.is_empty());
    press(&phone, "send").await;
    says(&phone, "0 left on this phone.").await;
    says(&phone, "We have it.").await;
    assert!(is_stored(&phone.council.state.config.data.objects(), &hash));
    phone.go(&format!("{story}/film")).await;
    while phone.ask("return !document.querySelector('main video')").await == json!(true) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_is_recorded_with_one_idea_at_a_time_and_becomes_a_sound() {
    let (phone, _internet) = with_camera("gordon").await;
    let story = begin(&phone, "talk").await;
    record(&phone, 2).await;
    says(&phone, "Where do you live?").await;
    press(&phone, "next-idea").await;
    says(&phone, "What do you like about your home?").await;
    assert!(!phone.words().await.contains("Where do you live?"));
    // The made-up microphone beeps.
    let level = "return document.querySelector('[data-level]').textContent";
    while !["We can hear you.", "You are loud. That is all right."]
        .map(serde_json::Value::from)
        .contains(&phone.ask(level).await)
    {}
    press(&phone, "stop").await;
    says(&phone, "You told your story.").await;
    // Put away by mistake, and brought back.
    press(&phone, "away").await;
    says(&phone, "You put it away.").await;
    press(&phone, "undo").await;
    says(&phone, "You told your story.").await;
    press(&phone, "use").await;
    phone.at("/feeling").await;
    says(&phone, "You told your story.").await;
    phone.go(&format!("{story}/talk")).await;
    while phone.ask("return !document.querySelector('main audio')").await == json!(true) {}
    let id: StoryId = story.rsplit('/').next().unwrap().parse().unwrap();
    let state = &phone.council.state;
    let gordon = entity::card::account(&state.db, &firsthand::web::session::hash("demo-gordon")).await;
    let gordon = entity::account::viewer(&state.db, gordon.unwrap())
        .await
        .unwrap()
        .unwrap();
    let told = entity::story::own(&state.db, &gordon, id, state.now())
        .await
        .unwrap()
        .story;
    let sound = told.asset(AssetKind::Sound).unwrap();
    assert!(
        sound.duration_ms.unwrap() > 1000,
        "its length is known: {sound:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_that_arrives_otherwise_than_it_was_made_is_sent_again() {
    let (phone, _internet) = with_camera("precious").await;
    begin(&phone, "film").await;
    record(&phone, 2).await;
    press(&phone, "stop").await;
    phone.see("[data-now=look]").await;
    let (_, hash) = on_this_phone(&phone).await;
    phone
        .ask(
            "const send = XMLHttpRequest.prototype.send;
            let first = true;
            XMLHttpRequest.prototype.send = function (body) {
                if (!first) return send.call(this, body);
                first = false;
                return send.call(this, new Blob(['x', body.slice(1)]));
            };",
        )
        .await;
    press(&phone, "use").await;
    phone.at("/feeling").await;
    assert!(is_stored(&phone.council.state.config.data.objects(), &hash));
    assert_eq!(on_this_phone(&phone).await.0, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scene_is_easy_to_see_and_to_press() {
    let (phone, _internet) = with_camera("sam").await;
    for way in ["film", "talk"] {
        begin(&phone, way).await;
        let mut wrong = Vec::new();
        for (what, scene) in [
            ("", "start"),
            ("ask", "ask"),
            ("camera", "aim"),
            ("record", "filming"),
            ("stop", "look"),
            ("away", "away"),
        ] {
            if scene == "look" {
                while on_this_phone(&phone).await.0 < 2 {}
            }
            if !what.is_empty() {
                press(&phone, what).await;
            }
            phone.see(&format!("[data-record][data-now={scene}]")).await;
            for found in [
                wrong_here(&phone, PHONE).await,
                small_here(&phone).await,
                below(&phone).await,
            ] {
                wrong.extend(found.into_iter().map(|line| format!("{way} {scene}: {line}")));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        // Nothing of it is left for the next round.
        phone.go("/me/phone").await;
        press(&phone, "gone").await;
        says(&phone, "0 left on this phone.").await;
    }
}

/// The presses of a scene that end below the first screen.
async fn below(phone: &Browser) -> Vec<String> {
    super::looks::below_the_first_screen(phone, "[data-record] [data-press]").await
}
