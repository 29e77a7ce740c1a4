//! A film from a phone, sent as a plain form: received, made ready, looked at, shared, replaced, taken out.
use std::process::Command;
use std::time::Duration;

use entity::consent::WORDING;

use super::telling::{easy, sam_at_the_phone, story_in};
use crate::support::actors::Actor;
use crate::support::app::spawn_app;
use crate::support::html::Seen;

/// Two seconds of a test picture with a tone.
fn small_film() -> Vec<u8> {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("film.mp4");
    let made = Command::new("ffmpeg")
        .args([
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc=size=320x240:rate=10:duration=2",
        ])
        .args([
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=440:duration=2",
            "-pix_fmt",
            "yuv420p",
            "-shortest",
        ])
        .arg(&path)
        .status()
        .unwrap();
    assert!(made.success());
    std::fs::read(path).unwrap()
}

async fn send(phone: &Actor, path: &str, film: &[u8]) -> Seen {
    let part = reqwest::multipart::Part::bytes(film.to_vec()).file_name("VID_1.mp4");
    let form = reqwest::multipart::Form::new().text("to", "").part("film", part);
    let request = phone.request(reqwest::Method::POST, path).multipart(form);
    Seen::read(request.send().await.unwrap()).await
}

/// Looks again, as the page does by itself, until the work is done.
async fn ready(phone: &Actor, id: &str) -> Seen {
    for _ in 0..300 {
        let seen = phone.get(&format!("/me/story/{id}/film/progress")).await;
        easy(&seen);
        if seen.attributes("[data-wait-for]", "id").is_empty() {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("the film was not ready after a minute");
}

#[actix_web::test]
async fn a_film_is_sent_made_ready_looked_at_and_shared() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let begun = phone
        .press("/me/story/new", &[("way", "film"), ("nonce", "f")])
        .await;
    let id = story_in(&begun.path);
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let film = small_film();

    let here = send(&phone, &at("film"), &film).await;
    assert_eq!(here.path, at("film"), "{}", here.words());
    easy(&here);
    assert_eq!(here.heading(), "You made a film.");
    assert!(ready(&phone, &id).await.says("It is ready."));
    let look = phone.get(&at("film")).await;
    assert_eq!(look.attributes("video source", "src").len(), 1);

    phone
        .press(&at("who"), &[("audience", "leaders"), ("wording", WORDING)])
        .await;
    let show = phone.get(&at("show")).await;
    assert!(show.says("My voice") && show.says("They can see me."));
    let both = [("form", "voice"), ("form", "face"), ("wording", WORDING)];
    phone.press(&at("show"), &both).await;
    let check = phone.get(&at("check")).await;
    assert_eq!(
        check.attributes("video source", "src").len(),
        1,
        "{}",
        check.words()
    );
    let done = phone.press(&at("send"), &[("cut", &check.typed("cut"))]).await;
    assert!(done.says("The people you picked can see it now."));
}

#[actix_web::test]
async fn a_new_film_takes_the_place_of_the_old_one_and_can_be_taken_out() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let begun = phone
        .press("/me/story/new", &[("way", "film"), ("nonce", "f")])
        .await;
    let id = story_in(&begun.path);
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let film = small_film();
    send(&phone, &at("film"), &film).await;
    let again = phone.get(&at("film/again")).await;
    easy(&again);
    assert!(again.says("Your old film stays until the new one is here."));
    send(&phone, &at("film"), &film).await;
    ready(&phone, &id).await;
    assert_eq!(phone.get(&at("film")).await.attributes("video", "src").len(), 0);
    let players = phone.get(&at("film")).await.attributes("video source", "src");
    assert_eq!(players.len(), 1, "one film, the new one");

    easy(&phone.get(&at("film/out")).await);
    let out = phone.press(&at("film/out"), &[]).await;
    assert_eq!(out.path, at("way"));
    assert!(out.says("Your film is out of your story."));
    assert_eq!(phone.get(&at("film")).await.heading(), "Film your story");
}
