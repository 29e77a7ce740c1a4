//! A film from a phone, sent as a plain form: received, made ready, looked at, shared, replaced, taken out.
use std::process::Command;
use std::time::Duration;

use entity::consent::WORDING;
use firsthand::web::session;

use super::telling::{easy, sam_at_the_phone, story_in, written};
use crate::support::actors::Actor;
use crate::support::app::{TestApp, spawn_app};
use crate::support::html::Seen;
use crate::support::media::phone_picture;

/// Two seconds of a test picture with a tone.
pub fn small_film() -> Vec<u8> {
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

/// A story that is to be filmed; answers its id.
async fn begun(phone: &Actor) -> String {
    let fields = [("way", "film"), ("nonce", "f")];
    story_in(&phone.press("/me/story/new", &fields).await.path)
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
    let id = begun(&phone).await;
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
        .press(
            &at("show"),
            &[("audience", "leaders"), ("form", "words"), ("wording", WORDING)],
        )
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
    let (phone, sam) = sam_and_viewer(&app).await;
    let id = begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let film = small_film();
    send(&phone, &at("film"), &film).await;
    let old = originals(&app, &sam, &id).await;
    let again = phone.get(&at("film/again")).await;
    easy(&again);
    assert!(again.says("Your old film stays until the new one is here."));
    send(&phone, &at("film"), &film).await;
    ready(&phone, &id).await;
    let new = originals(&app, &sam, &id).await;
    assert_eq!((old.len(), new.len()), (1, 1));
    assert_ne!(old, new, "the old film is gone, the new one is there");
    let players = phone.get(&at("film")).await.attributes("video source", "src");
    assert_eq!(players.len(), 1, "one film, the new one");

    easy(&phone.get(&at("film/out")).await);
    let out = phone.press(&at("film/out"), &[]).await;
    assert_eq!(out.path, at("way"));
    assert!(out.says("Your film is out of your story."));
    assert_eq!(phone.get(&at("film")).await.heading(), "Film your story");
}

#[actix_web::test]
async fn a_film_that_breaks_off_is_kept_said_to_be_so_and_sent_again() {
    let app = spawn_app().await;
    let (phone, sam) = sam_and_viewer(&app).await;
    let id = begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let film = small_film();

    let sent = send(&phone, &at("film"), &film[..film.len() / 2]).await;
    assert_eq!(sent.path, at("film"), "{}", sent.words());
    ready(&phone, &id).await;
    let broken = phone.get(&at("film")).await;
    easy(&broken);
    assert!(broken.says("We could not play this film.") && broken.says("It was not your fault."));
    assert_eq!(broken.attributes("video", "aria-label").len(), 0);
    assert_eq!(broken.link("Send it again"), Some(at("film/again")));
    assert_eq!(broken.link("Go on without a film"), Some(at("feeling")));
    assert!(phone.get(&at("feeling")).await.says("You sent a film."));
    let kept = originals(&app, &sam, &id).await;
    assert_eq!(kept.len(), 1, "what was received is kept");

    phone
        .press(&at("show"), &[("form", "words"), ("wording", WORDING)])
        .await;
    let check = phone.get(&at("check")).await;
    assert!(check.says("We could not play this film."));
    assert_eq!(check.link("Film it again"), Some(at("film")));
    assert_eq!(check.typed("cut"), "", "there is nothing to say yes to");

    easy(&phone.get(&at("film/again")).await);
    let here = send(&phone, &at("film"), &film).await;
    assert_eq!(here.heading(), "You made a film.");
    assert!(ready(&phone, &id).await.says("It is ready."));
    let look = phone.get(&at("film")).await;
    assert!(!look.says("We could not play this film."));
    assert_eq!(look.attributes("video source", "src").len(), 1);
    assert_ne!(
        originals(&app, &sam, &id).await,
        kept,
        "the new film is there alone"
    );
    assert_eq!(originals(&app, &sam, &id).await.len(), 1);
}

/// Sam, in by card, and how the vault knows Sam.
async fn sam_and_viewer(app: &TestApp) -> (Actor, entity::Viewer) {
    let sam = app.sam().await;
    let phone = app.anonymous();
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    let account = entity::card::account(&app.state.db, &session::hash(&sam.card)).await;
    let viewer = app.viewer(account.unwrap()).await;
    (phone, viewer)
}

/// The files of a story as they were sent.
async fn originals(app: &TestApp, sam: &entity::Viewer, id: &str) -> Vec<entity::AssetId> {
    let files = entity::asset::own_files(&app.state.db, sam, id.parse().unwrap(), app.now()).await;
    files.unwrap().into_iter().map(|file| file.id).collect()
}

#[actix_web::test]
async fn pictures_are_taken_out_one_by_one_and_other_kinds_get_their_own_words() {
    let app = spawn_app().await;
    let (phone, sam) = sam_and_viewer(&app).await;
    let id = written(&phone, "With pictures").await;
    let pictures = format!("/me/story/{id}/pictures");
    let send = async |name: &'static str, bytes: Vec<u8>| {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name);
        let form = reqwest::multipart::Form::new().part("picture", part);
        let request = phone.request(reqwest::Method::POST, &pictures).multipart(form);
        Seen::read(request.send().await.unwrap()).await
    };
    let told = [
        (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], "from an iPhone"),
        (b"%PDF-1.7 a letter", "Take a photo of it."),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "this kind of picture",
        ),
        (b"Just words", "Choose another file."),
    ];
    for (bytes, words) in told {
        let seen = send("file.jpg", bytes.to_vec()).await;
        assert_eq!(seen.status, 422);
        assert!(seen.says(words), "{}", seen.words());
        assert_eq!(seen.asked_to_change().len(), 1);
    }
    let film = send("film.mp4", small_film()).await;
    assert!(film.status == 422 && film.says("This is a film. Choose a picture."));
    assert!(
        originals(&app, &sam, &id).await.is_empty(),
        "nothing of them is left"
    );

    send("one.jpg", phone_picture()).await;
    let two = send("two.jpg", phone_picture()).await;
    assert_eq!(two.status, 200, "{}", two.words());
    ready(&phone, &id).await;
    let page = phone.get(&pictures).await;
    easy(&page);
    assert_eq!(page.attributes(".st-card img", "src").len(), 2);
    let out = page.attributes(".st-card a", "href");
    easy(&phone.get(&out[0]).await);
    let left = phone.press(&out[0], &[]).await;
    assert!(left.says("The picture is out of your story."));
    assert_eq!(left.attributes(".st-card a", "href"), out[1..]);
    assert_eq!(phone.press(&out[0], &[]).await.path, pictures, "a second press");
    let seen = phone.get(&format!("{pictures}/{id}/out")).await;
    assert_eq!(seen.status, 404, "a picture that is none");

    // Told as a film after all: a picture is no film, and stays.
    let film = phone
        .press(&format!("/me/story/{id}/way"), &[("way", "film")])
        .await;
    assert_eq!(film.heading(), "Film your story", "{}", film.path);
    assert_eq!(originals(&app, &sam, &id).await.len(), 1);
}

/// Sends the film's form as a browser with scripts does: the file went before it.
async fn send_form(phone: &Actor, path: &str, upload: entity::UploadId) -> Seen {
    let form = reqwest::multipart::Form::new().text("upload_id", upload.to_string());
    let request = phone.request(reqwest::Method::POST, path).multipart(form);
    Seen::read(request.send().await.unwrap()).await
}

#[actix_web::test]
async fn a_form_that_is_sent_again_because_its_answer_was_lost_keeps_the_film() {
    let app = spawn_app().await;
    let (phone, sam) = sam_and_viewer(&app).await;
    let id = begun(&phone).await;
    let path = format!("/me/story/{id}/film");
    let film = bytes::Bytes::from(small_film());
    let arrives = async || {
        firsthand::web::upload::keep(&app.state, &sam, "VID_1.mp4", film.clone(), app.now())
            .await
            .unwrap()
    };
    let first = arrives().await;
    assert_eq!(
        send_form(&phone, &path, first).await.heading(),
        "You made a film."
    );
    let kept = originals(&app, &sam, &id).await;
    let again = send_form(&phone, &path, first).await;
    assert_eq!(again.heading(), "You made a film.", "{}", again.words());
    assert_eq!(originals(&app, &sam, &id).await, kept);
    assert!(ready(&phone, &id).await.says("It is ready."));

    let second = arrives().await;
    send_form(&phone, &path, second).await;
    let new = originals(&app, &sam, &id).await;
    assert!(new.len() == 1 && new != kept, "the new one takes its place");
    // The oldest form comes once more, from a page that stayed open.
    send_form(&phone, &path, first).await;
    send_form(&phone, &path, second).await;
    assert_eq!(originals(&app, &sam, &id).await, new);
}

#[actix_web::test]
async fn a_film_found_broken_after_the_story_was_sent_is_sent_again() {
    let app = spawn_app().await;
    let (phone, sam) = sam_and_viewer(&app).await;
    let id = begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let film = small_film();
    send(&phone, &at("film"), &film[..film.len() / 2]).await;
    phone
        .press(
            &at("show"),
            &[("audience", "leaders"), ("form", "words"), ("wording", WORDING)],
        )
        .await;
    phone.press(&at("send"), &[]).await;
    app.settle().await;

    let home = phone.get("/me").await;
    let waits = home.link("It is time to look at your story").unwrap();
    let look = phone.get(&waits).await;
    easy(&look);
    assert!(look.says("We could not play this film.") && look.says("It was not your fault."));
    assert_eq!(look.typed("cut"), "", "there is nothing to say yes to");
    assert_eq!(look.link("Go on without it"), None, "nothing else tells it");
    let story = format!("/me/stories/{id}");
    let refused = phone.press(&format!("{story}/release"), &[("cut", "2")]).await;
    assert_eq!(refused.status, 409);
    easy(&phone.get(&story).await);
    let cut = async || {
        let own = entity::story::own(&app.state.db, &sam, id.parse().unwrap(), app.now()).await;
        own.unwrap().story.cut
    };
    let before = cut().await;
    assert_eq!(
        phone
            .press(&format!("{story}/release"), &[("cut", &before.to_string())])
            .await
            .status,
        409,
        "nor with the cut it has"
    );

    let again = phone.get(&look.link("Film it again").unwrap()).await;
    easy(&again);
    assert_eq!(again.heading(), "Film it again");
    let broken = originals(&app, &sam, &id).await;
    let here = send(&phone, &at("film"), &film).await;
    assert_eq!(here.path, waits, "{}", here.words());
    app.settle().await;
    let now = originals(&app, &sam, &id).await;
    assert!(now.len() == 1 && now != broken, "the new film is there alone");
    assert!(cut().await > before);
    let look = phone.get(&waits).await;
    assert_eq!(look.link("Film it again"), None);
    let shared = phone
        .press(&format!("{story}/release"), &[("cut", &look.typed("cut"))])
        .await;
    assert!(
        shared.says("The people you picked can see it now."),
        "{}",
        shared.words()
    );
    let closed = send(&phone, &at("film"), &film).await;
    assert_eq!(closed.path, story, "a film that plays stays");
    assert_eq!(originals(&app, &sam, &id).await, now);
}

#[actix_web::test]
async fn a_picture_found_broken_in_a_story_that_was_sent_is_left_out() {
    let app = spawn_app().await;
    let (phone, sam) = sam_and_viewer(&app).await;
    let id = written(&phone, "With a picture").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let picture = phone_picture();
    let part = reqwest::multipart::Part::bytes(picture[..picture.len() / 2].to_vec()).file_name("a.jpg");
    let form = reqwest::multipart::Form::new().part("picture", part);
    let request = phone
        .request(reqwest::Method::POST, &at("pictures"))
        .multipart(form);
    assert_eq!(request.send().await.unwrap().status(), 200);
    phone
        .press(&at("show"), &[("form", "words"), ("wording", WORDING)])
        .await;
    phone.press(&at("send"), &[]).await;
    app.settle().await;
    let look = phone.get(&format!("/me/stories/{id}/look")).await;
    assert!(look.says("We could not open this picture."), "{}", look.words());
    easy(&phone.get(&look.link("Send it again").unwrap()).await);
    let out = look.link("Go on without it").unwrap();
    easy(&phone.get(&out).await);
    let look = phone.press(&out, &[]).await;
    assert!(look.says("It is out of your story.") && !look.typed("cut").is_empty());
    assert!(originals(&app, &sam, &id).await.is_empty());
}
