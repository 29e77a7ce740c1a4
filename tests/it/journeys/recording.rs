//! Voices and films that come from the page itself: what the server takes, says and keeps, and what a phone
//! may keep of pages.
use std::process::Command;

use reqwest::Method;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::supporting::handed_over;
use super::telling::{easy, sam_at_the_phone, story_in};
use crate::support::actors::Actor;
use crate::support::app::spawn_app;
use crate::support::html::Seen;
use crate::support::tales::Tales;

/// What a browser's recorder makes: without a length, as it does not know when somebody stops.
fn recorded(way: &str) -> Vec<u8> {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("recorded.webm");
    let picture = [
        "-f",
        "lavfi",
        "-i",
        "testsrc=size=320x240:rate=10",
        "-c:v",
        "libvpx",
        "-deadline",
        "realtime",
    ];
    let made = Command::new("ffmpeg")
        .args(["-v", "error", "-f", "lavfi", "-i", "sine=frequency=300"])
        .args(if way == "film" { &picture[..] } else { &[] })
        .args(["-t", "2", "-c:a", "libopus", "-live", "1", "-f", "webm"])
        .arg(&path)
        .status()
        .unwrap();
    assert!(made.success());
    std::fs::read(path).unwrap()
}

async fn begun(phone: &Actor, way: &str, nonce: &str) -> String {
    let about = phone
        .press("/me/story/new", &[("way", way), ("nonce", nonce)])
        .await;
    easy(&about);
    story_in(&about.path)
}

/// Sends a file as the form of the page does, and as its script does with `then=keep`.
async fn send(phone: &Actor, path: &str, file: &[u8], fields: &[(&'static str, &str)]) -> Seen {
    let part = reqwest::multipart::Part::bytes(file.to_vec()).file_name("recorded.webm");
    let form = fields
        .iter()
        .fold(reqwest::multipart::Form::new(), |form, (name, value)| {
            form.text(*name, (*value).to_owned())
        });
    let request = phone
        .request(Method::POST, path)
        .multipart(form.part("film", part));
    Seen::read(request.send().await.unwrap()).await
}

/// Waits until the files of a story can be played.
async fn ready(phone: &Actor, id: &str) {
    while !phone
        .get(&format!("/me/story/{id}/film/progress"))
        .await
        .attributes("[data-wait-for]", "id")
        .is_empty()
    {}
}

#[actix_web::test]
async fn a_story_is_told_with_the_voice_alone() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone, "talk", "t").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let about = phone.get(&at("about?way=talk")).await;
    assert!(about.says("You picked: Talk."), "{}", about.words());
    let theme = about.attributes("button[name=about]", "value").remove(0);
    let get_ready = phone
        .press(&at("about"), &[("about", &theme), ("way", "talk")])
        .await;
    easy(&get_ready);
    assert_eq!(get_ready.heading(), "Get ready to talk.");
    let page = phone.get(&get_ready.link("I am ready").unwrap()).await;
    assert_eq!(
        (page.path.as_str(), page.heading().as_str()),
        (at("talk").as_str(), "Tell it with your voice")
    );
    assert_eq!(
        page.attributes("input[type=file]", "accept"),
        ["audio/*", "audio/*"]
    );

    let none = reqwest::multipart::Form::new().text("to", "");
    let none = phone.request(Method::POST, &at("talk")).multipart(none);
    let none = Seen::read(none.send().await.unwrap()).await;
    assert_eq!(none.status, 422);
    assert!(none.says("Record your voice first, or choose a sound."));
    let here = send(&phone, &at("talk"), &recorded("talk"), &[("to", "")]).await;
    assert_eq!(
        (here.path.as_str(), here.heading().as_str()),
        (at("talk").as_str(), "You told your story.")
    );
    easy(&here);
    ready(&phone, &id).await;
    let here = phone.get(&at("talk")).await;
    assert_eq!(here.attributes("audio source", "src").len(), 1);
    assert_eq!(here.link("Say it again"), Some(at("talk/again")));
    easy(&phone.get(&at("talk/again")).await);
    assert!(phone.get(&at("feeling")).await.says("You told your story."));
    assert!(phone.get(&at("check")).await.says("You told it with your voice"));
    let out = phone.press(&at("film/out"), &[]).await;
    assert!(out.says("It is out of your story."), "{}", out.words());
    assert_eq!(phone.get(&at("talk")).await.heading(), "Tell it with your voice");
}

#[actix_web::test]
async fn two_phones_tell_one_draft_and_nothing_of_either_is_lost() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone, "film", "two").await;
    let film = format!("/me/story/{id}/film");
    let known = phone.get(&film).await.typed("knows");
    assert_eq!(known, "");
    let keep = [("knows", known.as_str()), ("then", "keep")];
    for _ in 0..2 {
        assert_eq!(send(&phone, &film, &recorded("film"), &keep).await.status, 204);
    }
    ready(&phone, &id).await;
    let both = phone.get(&film).await;
    assert_eq!(both.heading(), "You made some films.");
    assert_eq!(both.attributes("video source", "src").len(), 2);
    let known = phone.get(&format!("{film}/again")).await.typed("knows");
    send(&phone, &film, &recorded("film"), &[("knows", known.as_str())]).await;
    ready(&phone, &id).await;
    let one = phone.get(&film).await;
    assert_eq!(
        one.attributes("video source", "src").len(),
        1,
        "a new one takes the place of both"
    );
}

#[actix_web::test]
async fn a_phone_hears_the_hash_of_what_arrived_and_when_its_story_is_not_open_any_more() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone, "film", "hash").await;
    let film = recorded("film");
    let begun = phone
        .request(Method::POST, "/uploads")
        .header("tus-resumable", "1.0.0")
        .header("upload-length", film.len().to_string());
    let begun = begun.send().await.unwrap();
    let upload = begun.headers()["location"].to_str().unwrap().to_owned();
    let digest = async || {
        let asked = phone
            .request(Method::HEAD, &upload)
            .header("tus-resumable", "1.0.0");
        let answer = asked.send().await.unwrap();
        answer
            .headers()
            .get("repr-digest")
            .map(|said| said.to_str().unwrap().to_owned())
    };
    assert_eq!(digest().await, None, "it is not here yet");
    let add = phone
        .request(Method::PATCH, &upload)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", "0")
        .header("content-type", "application/offset+octet-stream");
    add.body(film.clone()).send().await.unwrap();
    let sum = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, Sha256::digest(&film));
    assert_eq!(digest().await, Some(format!("sha-256=:{sum}:")));
    let at = format!("/me/story/{id}/film");
    let upload = upload.rsplit('/').next().unwrap();
    let attach = async |at: &str| {
        let form = reqwest::multipart::Form::new()
            .text("upload_id", upload.to_owned())
            .text("then", "keep");
        let sent = phone
            .request(Method::POST, at)
            .multipart(form)
            .send()
            .await
            .unwrap();
        (sent.status().as_u16(), sent.url().path().to_owned())
    };
    // The answer was lost on the way: asking again puts it there once.
    assert_eq!(attach(&at).await.0, 204);
    assert_eq!(attach(&at).await.0, 204);
    let other = begun_elsewhere(&phone).await;
    assert_eq!(
        attach(&format!("/me/story/{other}/film")).await.0,
        404,
        "it is in a story already"
    );
}

async fn begun_elsewhere(phone: &Actor) -> String {
    begun(phone, "film", "elsewhere").await
}

/// Whether a phone may show this page again without a signal.
fn kept(seen: &Seen) -> bool {
    assert_eq!(seen.status, 200, "{}", seen.path);
    !seen.header("firsthand-keep").is_empty()
}

#[actix_web::test]
async fn a_phone_keeps_the_pages_to_record_and_nothing_beside_a_helper() {
    let tales = Tales::begin().await;
    let phone = tales.phone(&tales.ray).await;
    let id = begun(&phone, "film", "k").await;
    for page in [
        "/me".to_owned(),
        "/me/phone".into(),
        format!("/me/story/{id}/ready"),
        format!("/me/story/{id}/film"),
    ] {
        assert!(kept(&phone.get(&page).await), "{page}");
    }
    for page in [
        "/me/stories".to_owned(),
        format!("/me/story/{id}/check"),
        "/help".into(),
    ] {
        assert!(!kept(&phone.get(&page).await), "{page}");
    }
    easy(&phone.get("/me/phone").await);
    let (device, handed) = handed_over(&tales, &tales.bet, "film").await;
    let beside = story_in(&handed.path);
    assert!(!kept(&device.get(&format!("/me/story/{beside}/film")).await));
    assert!(
        !device
            .get(&format!("/me/story/{beside}/film"))
            .await
            .body
            .contains("data-left=")
    );
}

#[actix_web::test]
async fn the_worker_names_a_shell_that_is_there_and_is_the_same_for_everyone() {
    let app = spawn_app().await;
    let anybody = app.anonymous();
    let worker = anybody.get("/sw.js").await;
    assert_eq!(worker.header("cache-control"), "no-cache");
    let shell = worker.body.split("const SHELL=").nth(1).unwrap();
    let shell: Value = serde_json::from_str(shell.split_inclusive(']').next().unwrap()).unwrap();
    let shell = shell.as_array().unwrap();
    assert!(shell.len() > 10);
    for address in shell {
        let seen = anybody.get(address.as_str().unwrap()).await;
        assert_eq!(seen.status, 200, "{address}");
    }
    let phone = sam_at_the_phone(&app).await;
    let offline = phone.get("/offline").await;
    assert!(!offline.body.contains("data-whose") && !offline.body.contains("sign-out"));
    assert_eq!(worker.body, phone.get("/sw.js").await.body);
    for (language, words, start) in [
        ("en", "Tell your story", "/me"),
        ("cy", "Dywedwch eich stori", "/cy/me"),
    ] {
        let manifest = anybody
            .get(&format!("/manifest.webmanifest?lang={language}"))
            .await;
        let manifest: Value = serde_json::from_str(&manifest.body).unwrap();
        assert!(manifest["description"].as_str().unwrap().starts_with(words));
        assert_eq!(
            (&manifest["lang"], &manifest["start_url"]),
            (&language.into(), &start.into())
        );
    }
}
