//! Interviews that are pressed twice, left open or sent with a file that goes wrong: nothing that was typed
//! or answered is lost.
use bytes::Bytes;
use entity::consent::{self, WORDING};
use entity::{Audience, Form, StoryId, Viewer, account};
use reqwest::multipart;

use super::interviews::{NOTES, WORDS, consented, phone_of, send_notes};
use super::participants::researcher_with_person;
use crate::support::actors::{Actor, PASSWORD};
use crate::support::app::{TestApp, spawn_app, spawn_app_with};
use crate::support::house::{House, now};
use crate::support::html::Seen;
use crate::support::media::phone_picture;

async fn send_with(who: &Actor, path: &str, more: &[(&str, &str)], file: Option<Vec<u8>>) -> Seen {
    let mut form = multipart::Form::new();
    if let Some(bytes) = file {
        form = form.part("files", multipart::Part::bytes(bytes).file_name("a.jpg"));
    }
    for (name, value) in NOTES.iter().chain(more) {
        form = form.text((*name).to_owned(), (*value).to_owned());
    }
    let request = who.request(reqwest::Method::POST, path).multipart(form);
    Seen::read(request.send().await.unwrap()).await
}

async fn researcher(app: &TestApp) -> Viewer {
    let asha = account::by_email(&app.state.db, "researcher@example.gov.uk").await;
    app.viewer(asha.unwrap().unwrap().id).await
}

fn story_in(path: &str) -> StoryId {
    path.split('/').nth(3).unwrap().parse().unwrap()
}

/// What was typed is on the page, with one thing to change.
fn kept(seen: &Seen, status: u16) {
    assert_eq!(seen.status.as_u16(), status, "{}", seen.words());
    assert_eq!(seen.typed("words"), WORDS);
    assert_eq!(seen.typed("title"), NOTES[0].1);
    assert_eq!(seen.asked_to_change().len(), 1);
}

#[actix_web::test]
async fn notes_stay_on_the_page_when_a_file_is_too_large_or_waited_too_long() {
    let app = spawn_app_with(|config| config.media.max_upload_bytes = 1 << 20).await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let notes = consented(&asha, &person).await.path;
    let large = send_with(&asha, &notes, &[], Some(vec![7; (1 << 20) + 1])).await;
    kept(&large, 413);
    assert!(large.says("too large to send"));

    let viewer = researcher(&app).await;
    let picture = Bytes::from(phone_picture());
    let keep = async |bytes| {
        firsthand::web::upload::keep(&app.state, &viewer, "a.jpg", bytes, app.now())
            .await
            .unwrap()
    };
    let (here, gone) = (keep(picture.clone()).await, keep(picture).await);
    firsthand::web::upload::forget(&app.state, &viewer, gone)
        .await
        .unwrap();
    let (here, gone) = (here.to_string(), gone.to_string());
    let both = [("upload_id", gone.as_str()), ("upload_id", here.as_str())];
    let late = send_with(&asha, &notes, &both, None).await;
    kept(&late, 422);
    assert!(late.says("Pick it again"));
    let left = late.attributes("input[name=upload_id]", "value");
    assert_eq!(left, [here.as_str()], "the other file is not sent twice");
    let done = send_with(&asha, &notes, &[("upload_id", &here)], None).await;
    assert_eq!(done.heading(), "The interview is saved", "{}", done.words());
}

#[tokio::test]
async fn notes_stay_on_the_page_when_nothing_can_look_at_their_file() {
    let house = House::new().await;
    let asha = account::by_email(&house.db, "asha@example.gov.uk").await;
    let asha = asha.unwrap().unwrap().id;
    let hash = firsthand::features::accounts::password::hash(PASSWORD.into()).await;
    let tx = house.db.begin().await.unwrap();
    account::set_password(&tx, asha, &hash.unwrap(), now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let tool = house.data("../bin/ffprobe");
    std::fs::write(&tool, "#!/bin/sh\nexit 127\n").unwrap();
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&tool, open).unwrap();
    let program = house.start();
    let asha = Actor::new(&program.address);
    asha.sign_in("asha@example.gov.uk", PASSWORD).await;
    let person = format!("/studio/participants/{}", house.teller.participant().unwrap());
    let notes = consented(&asha, &person).await.path;
    let film = std::fs::read(crate::support::media::Desk::local().film("a.mp4")).unwrap();
    let seen = send_with(&asha, &notes, &[], Some(film)).await;
    kept(&seen, 422);
    assert!(seen.says("We could not look at one file just now."));
    let file = seen.typed("upload_id");
    std::fs::remove_file(tool).unwrap();
    let done = send_with(&asha, &notes, &[("upload_id", &file)], None).await;
    assert_eq!(done.heading(), "The interview is saved", "{}", done.words());
}

#[actix_web::test]
async fn a_draft_of_the_researcher_is_not_there_for_the_teller() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let phone = phone_of(&app, &asha, &person).await;
    let notes = consented(&asha, &person).await.path;
    let id = story_in(&notes);
    assert!(phone.get("/me/stories").await.says("You have no stories yet."));
    for page in ["", "/write", "/film", "/who", "/check"] {
        let path = format!("/me/story/{id}{page}");
        assert_eq!(phone.get(&path).await.status, 404, "{path}");
    }
    let fields = [("words", "Mine"), ("wording", WORDING)];
    for (part, page) in [
        ("story", "/write"),
        ("story", "/who"),
        ("story", "/send"),
        ("stories", "/back"),
    ] {
        let path = format!("/me/{part}/{id}{page}");
        assert_eq!(phone.press(&path, &fields).await.status, 404, "{path}");
    }
    let done = send_notes(&asha, &notes, &NOTES).await;
    assert_eq!(done.heading(), "The interview is saved", "{}", done.words());
    assert!(phone.get("/me/stories").await.says("The bus to Llŷn"));
}

#[actix_web::test]
async fn a_second_press_with_other_notes_says_that_they_are_not_saved() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let notes = consented(&asha, &person).await.path;
    let picture = phone_picture();
    let done = send_with(&asha, &notes, &[], Some(picture.clone())).await.path;
    let same = send_with(&asha, &notes, &[], Some(picture)).await;
    assert_eq!(same.path, done, "two presses make one story");
    kept(&send_with(&asha, &notes, &[], None).await, 409);
    kept(
        &send_with(&asha, &notes, &[("helper_name", "Jo")], None).await,
        409,
    );
    let mut other = NOTES;
    other[1].1 = "Written again, from memory";
    let seen = send_notes(&asha, &notes, &other).await;
    assert_eq!(seen.status, 409);
    assert_eq!(seen.typed("words"), other[1].1);
    assert!(seen.says("is not saved. Copy what you want to keep"));
    let story = asha.get(&done.replace("interviews", "stories")).await;
    assert!(story.says("It rains.") && !story.says("from memory"));
}

#[actix_web::test]
async fn other_answers_under_the_same_form_are_written_down_until_the_interview_is_sent() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let viewer = researcher(&app).await;
    let ask = format!("{person}/interview");
    let nonce = asha.get(&ask).await.typed("nonce");
    let press = async |more: &[(&str, &str)]| {
        let mut fields = vec![
            ("nonce", nonce.as_str()),
            ("wording", WORDING),
            ("team-words", "yes"),
            ("explained", "With pictures"),
            ("present", "only us"),
        ];
        fields.extend(more);
        asha.press(&ask, &fields).await
    };
    let notes = press(&[("planners-words", "yes"), ("leaders-words", "yes")]).await;
    let id = story_in(&notes.path);
    let yes = async || {
        let grid = consent::grid(&app.state.db, &viewer, id, app.now())
            .await
            .unwrap();
        let yes = grid
            .into_iter()
            .filter(|live| live.yes && live.form == Form::Words);
        yes.map(|live| live.audience).collect::<Vec<_>>()
    };
    assert_eq!(
        yes().await,
        [Audience::Team, Audience::Planners, Audience::Leaders]
    );
    app.state.clock.advance(60_000);
    let fewer = press(&[("planners-words", "yes"), ("until-planners", "6")]).await;
    assert_eq!(fewer.path, notes.path, "one draft");
    assert_eq!(yes().await, [Audience::Team, Audience::Planners]);

    send_notes(&asha, &notes.path, &NOTES).await;
    let late = press(&[("leaders-words", "yes")]).await;
    assert_eq!(late.status, 409);
    assert!(late.says("these answers are not saved"), "{}", late.words());
    assert_eq!(yes().await, [Audience::Team, Audience::Planners]);
}

#[actix_web::test]
async fn a_consent_page_with_older_words_is_asked_again() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let ask = format!("{person}/interview");
    assert_eq!(asha.get(&ask).await.typed("wording"), WORDING);
    let fields = |wording| {
        [
            ("nonce", "left-open"),
            ("wording", wording),
            ("team-words", "yes"),
            ("explained", "Aloud 🙂"),
            ("present", "only us"),
        ]
    };
    let old = asha.press(&ask, &fields("2020-01")).await;
    assert_eq!(old.status, 409);
    assert!(old.says("Please read them again.") && old.typed("explained") == "Aloud 🙂");
    assert_eq!(old.typed("wording"), WORDING);
    assert!(!asha.get("/studio").await.says("Interviews without notes"));
    let notes = asha.press(&ask, &fields(WORDING)).await;
    assert!(notes.path.ends_with("/notes"), "{}", notes.words());
}
