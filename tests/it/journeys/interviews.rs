//! An interview: consent first, then the notes; what it took is counted.
use entity::consent::WORDING;
use reqwest::multipart;

use super::participants::{researcher_with_person, stranger};
use crate::support::actors::{Actor, PASSWORD};
use crate::support::app::{TestApp, spawn_app};
use crate::support::html::Seen;
use crate::support::media::Desk;

pub const WORDS: &str = "I take the bus 🚌 to Llŷn. Ffion waits for me! It rains.";

/// Sends the notes as a browser without scripts does.
pub async fn send_notes(who: &Actor, path: &str, fields: &[(&str, &str)]) -> Seen {
    let form = fields.iter().fold(multipart::Form::new(), |form, (name, value)| {
        form.text((*name).to_owned(), (*value).to_owned())
    });
    let request = who.request(reqwest::Method::POST, path).multipart(form);
    Seen::read(request.send().await.unwrap()).await
}

pub const NOTES: [(&str, &str); 6] = [
    ("title", "The bus to Llŷn"),
    ("words", WORDS),
    ("place", "Aberdaron"),
    ("told-day", "22"),
    ("told-month", "11"),
    ("told-year", "2026"),
];

/// Answers the first step with a yes of the team to the words, and goes on to the notes.
pub async fn consented(who: &Actor, person: &str) -> Seen {
    let asked = who.get(&format!("{person}/interview")).await;
    let (nonce, started) = (asked.typed("nonce"), asked.typed("started_at"));
    let fields = [
        ("nonce", nonce.as_str()),
        ("started_at", &started),
        ("team-words", "yes"),
        ("wording", WORDING),
        ("explained", "With pictures"),
        ("present", "only us"),
    ];
    who.press(&format!("{person}/interview"), &fields).await
}

/// A story that a team has, and its page in the studio.
pub async fn interview(app: &TestApp) -> (Actor, String, String) {
    let (asha, project, person) = researcher_with_person(app).await;
    let notes = consented(&asha, &person).await;
    let done = send_notes(&asha, &notes.path, &NOTES).await;
    assert_eq!(done.status, 200, "{}", done.words());
    let story = done.path.replace("interviews", "stories");
    (asha, project, story)
}

#[actix_web::test]
async fn minutes_and_fields_are_counted_from_the_first_page() {
    let app = spawn_app().await;
    let (asha, project, person) = researcher_with_person(&app).await;
    let asked = asha.get(&format!("{person}/interview")).await;
    assert!(
        asked
            .attributes("input[type=checkbox][checked]", "name")
            .is_empty()
    );
    let (nonce, started) = (asked.typed("nonce"), asked.typed("started_at"));
    app.state.clock.advance(7 * 60_000);
    let fields = [
        ("nonce", nonce.as_str()),
        ("started_at", &started),
        ("team-words", "yes"),
        ("wording", WORDING),
        ("explained", "With pictures"),
        ("present", "only us"),
    ];
    let notes = asha.press(&format!("{person}/interview"), &fields).await;
    assert!(notes.path.ends_with("/notes"), "{}", notes.words());
    let again = asha.press(&format!("{person}/interview"), &fields).await;
    assert_eq!(again.path, notes.path, "two presses make one draft");
    // The notes are written the next day; the night is nobody's paperwork.
    app.hours_pass(11);
    let unfinished = asha.get("/studio").await;
    assert!(unfinished.says("Interviews without notes"));
    let opened = asha.get(&unfinished.link("Interview with").unwrap()).await;
    assert_eq!(opened.path, notes.path);
    app.state.clock.advance(35 * 60_000 + 1);
    let opened_at = opened.typed("opened_at");
    let written: Vec<_> = NOTES
        .into_iter()
        .chain([("opened_at", opened_at.as_str())])
        .collect();
    let done = send_notes(&asha, &notes.path, &written).await;
    assert_eq!(done.texts(".sf-facts dd"), ["43", "6"]);
    assert!(done.says("has to look at it and say yes"));
    let twice = send_notes(&asha, &notes.path, &NOTES).await;
    assert_eq!(twice.path, done.path, "two presses make one story");
    let project = asha.get(&project).await;
    assert!(project.says("The bus to Llŷn"));
    assert_eq!(project.texts(".sf-facts dd"), ["1", "43", "43", "6"]);
    let studio = asha.get("/studio").await;
    assert!(studio.says("1 story of your projects has no theme from the team yet."));
    assert!(studio.says("The bus to Llŷn") && !studio.says("Interviews without notes"));
    let story = asha.get(&done.path.replace("interviews", "stories")).await;
    assert!(
        story.says("by researcher, 43 minutes, 6 fields"),
        "{}",
        story.words()
    );
}

#[actix_web::test]
async fn without_a_yes_to_the_team_nothing_is_kept() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let path = format!("{person}/interview");
    let fields = [
        ("explained", "Aloud 🙂"),
        ("present", "only us"),
        ("leaders-words", "yes"),
    ];
    let no = asha.press(&path, &fields).await;
    assert_eq!(no.status, 422);
    assert!(
        no.says("Nothing was saved")
            && no.says("at least one thing is needed")
            && no.typed("explained") == "Aloud 🙂"
    );
    assert_eq!(
        no.attributes("input[type=checkbox][checked]", "name"),
        ["leaders-words"]
    );
    let unsaid = asha.press(&path, &[("team-words", "yes")]).await;
    assert_eq!((unsaid.status.as_u16(), unsaid.asked_to_change().len()), (422, 2));
}

#[actix_web::test]
async fn notes_need_a_draft_and_a_draft_needs_consent() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let nobody = "/studio/interviews/0193a5c0-0000-7000-8000-000000000000/notes";
    assert_eq!(asha.get(nobody).await.status, 404);
    assert_eq!(send_notes(&asha, nobody, &NOTES).await.status, 404);
    let notes = consented(&asha, &person).await.path;
    let bo = stranger(&app).await;
    assert_eq!(bo.get(&notes).await.status, 404);
    assert_eq!(send_notes(&bo, &notes, &NOTES).await.status, 404);
    let done = notes.trim_end_matches("/notes");
    assert_eq!(asha.get(done).await.status, 404, "it is not sent yet");
    send_notes(&asha, &notes, &NOTES).await;
    assert_eq!(
        (
            asha.get(done).await.status.as_u16(),
            bo.get(done).await.status.as_u16()
        ),
        (200, 404)
    );
}

#[actix_web::test]
async fn unfinished_notes_keep_what_was_typed() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let notes = consented(&asha, &person).await.path;
    let fields = [
        ("title", ""),
        ("words", WORDS),
        ("told-day", "31"),
        ("told-month", "2"),
        ("told-year", "2026"),
    ];
    let seen = send_notes(&asha, &notes, &fields).await;
    assert_eq!(
        (seen.status.as_u16(), seen.typed("words")),
        (422, WORDS.to_owned())
    );
    assert_eq!(seen.asked_to_change().len(), 2);
}

#[actix_web::test]
async fn a_file_that_is_no_film_is_refused_and_the_notes_stay() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let notes = consented(&asha, &person).await.path;
    let file = multipart::Part::bytes(b"hello, I am text".to_vec()).file_name("a.mp4");
    let form = NOTES.iter().fold(multipart::Form::new(), |form, (name, value)| {
        form.text(*name, *value)
    });
    let request = asha
        .request(reqwest::Method::POST, &notes)
        .multipart(form.part("files", file));
    let seen = Seen::read(request.send().await.unwrap()).await;
    assert_eq!(
        (seen.status.as_u16(), seen.typed("words")),
        (422, WORDS.to_owned())
    );
    assert_eq!(seen.asked_to_change().len(), 1);
    assert_eq!(send_notes(&asha, &notes, &NOTES).await.status, 200);
}

/// The phone of the person, signed in by a fresh card.
pub async fn phone_of(app: &TestApp, asha: &Actor, person: &str) -> Actor {
    let new = [("picture", "owl"), ("helper_name", "Jo")];
    let card = asha.press(&format!("{person}/cards"), &new).await;
    let link = card.texts(".sf-print-card__link").concat();
    let phone = app.anonymous();
    let card = link.strip_prefix(&app.address).unwrap();
    assert_eq!(phone.press(card, &[("answer", "yes")]).await.path, "/me");
    phone
}

#[actix_web::test]
async fn an_interview_is_seen_by_planners_when_its_teller_has_looked_and_said_yes() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let asked = asha.get(&format!("{person}/interview")).await;
    let nonce = asked.typed("nonce");
    let fields = [
        ("nonce", nonce.as_str()),
        ("team-words", "yes"),
        ("planners-words", "yes"),
        ("wording", WORDING),
        ("explained", "With pictures"),
        ("present", "only us"),
    ];
    let notes = asha.press(&format!("{person}/interview"), &fields).await;
    let done = send_notes(&asha, &notes.path, &NOTES).await;
    let story = done.path.replace("/studio/interviews/", "/insight/stories/");
    let planner = app.staff(entity::Role::Commissioner).await;
    assert_eq!(
        planner.get(&story).await.status,
        404,
        "not before the teller's yes"
    );

    let phone = phone_of(&app, &asha, &person).await;
    let waits = phone
        .get("/me")
        .await
        .link("It is time to look at your story")
        .unwrap();
    let look = phone.get(&waits).await;
    assert!(look.says("waits for me!"), "{}", look.words());
    let release = story.replace("/insight/", "/me/") + "/release";
    let shared = phone.press(&release, &[("cut", &look.typed("cut"))]).await;
    assert_eq!(shared.status, 200, "{}", shared.words());
    let seen = planner.get(&story).await;
    assert!(
        seen.says("Interview with") && seen.says("[name] waits for me!"),
        "{}",
        seen.words()
    );
    assert!(!seen.body.contains("Ffion") && !seen.body.contains("Siân"));
}

/// The notes with files, as a browser without scripts sends them.
async fn send_with(who: &Actor, path: &str, files: &[(&str, Vec<u8>)]) -> Seen {
    let mut form = multipart::Form::new();
    for (name, value) in NOTES {
        form = form.text(name, value);
    }
    for (name, bytes) in files {
        let part = multipart::Part::bytes(bytes.clone()).file_name((*name).to_owned());
        form = form.part("files", part);
    }
    let request = who.request(reqwest::Method::POST, path).multipart(form);
    Seen::read(request.send().await.unwrap()).await
}

/// An interview with a film, a sound and a photo, for which the team has a yes to everything but the name.
pub async fn filmed(app: &TestApp) -> (Actor, String, String) {
    let (asha, _, person) = researcher_with_person(app).await;
    let fields = [
        ("team-words", "yes"),
        ("team-voice", "yes"),
        ("team-face", "yes"),
        ("wording", WORDING),
        ("explained", "With pictures"),
        ("present", "only us"),
    ];
    let notes = asha.press(&format!("{person}/interview"), &fields).await;
    let desk = Desk::local();
    let film = std::fs::read(desk.film("a.mp4")).unwrap();
    let photo = desk.made("b.jpg", "-f lavfi -i testsrc=size=320x240 -frames:v 1");
    let photo = std::fs::read(photo).unwrap();
    let sound = desk.made("c.m4a", "-f lavfi -i sine=frequency=330:duration=1 -c:a aac");
    let sound = std::fs::read(sound).unwrap();
    let files = [("c.m4a", sound), ("a.mp4", film), ("b.jpg", photo)];
    let done = send_with(&asha, &notes.path, &files).await;
    assert_eq!(done.status, 200, "{}", done.words());
    assert!(done.says("being made ready"));
    // Two lines, three boxes; title, words, day, and the files as one. The place was there already.
    assert_eq!(done.texts(".sf-facts dd")[1], "9");
    app.settle().await;
    (asha, person, done.path.replace("interviews", "stories"))
}

#[actix_web::test]
async fn a_film_a_sound_and_a_photo_come_with_the_notes_and_play() {
    let app = spawn_app().await;
    let (asha, _, story) = filmed(&app).await;
    let page = asha.get(&story).await;
    assert!(
        page.says("to Llŷn. [name] waits for me! It rains."),
        "{}",
        page.words()
    );
    let film = page.attributes("video source", "src");
    let photo = page.attributes("img.fh-story__picture", "src");
    let sound = page.attributes("audio source", "src");
    assert_eq!((film.len(), sound.len(), photo.len()), (1, 1, 1));
    for (file, kind) in [(&film[0], "video/"), (&sound[0], "audio/"), (&photo[0], "image/")] {
        let seen = asha.get(file).await;
        assert_eq!(seen.status, 200);
        assert!(seen.header("content-type").starts_with(kind));
        assert_eq!(stranger_at(&app, file).await, 404);
    }
    let done = asha.get(&story.replace("stories", "interviews")).await;
    assert!(!done.says("being made ready"), "it says so when they are");
}

async fn stranger_at(app: &TestApp, path: &str) -> u16 {
    app.anonymous().get(path).await.status.as_u16()
}

#[actix_web::test]
async fn notes_are_not_lost_when_the_session_ended_meanwhile() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let notes = consented(&asha, &person).await.path;
    app.days_pass(30);
    let held = send_with(&asha, &notes, &[("a.mp4", b"a film".to_vec())]).await;
    assert_eq!(held.status, 401);
    assert_eq!(held.heading(), "You were signed out");
    assert!(held.says("pick them again"));
    let carried = held.attributes("main form input[type=hidden]", "value");
    assert!(carried.contains(&WORDS.to_owned()), "to the letter: {carried:?}");
    let names = held.attributes("main form input[type=hidden]", "name");
    let fields: Vec<(&str, &str)> = names
        .iter()
        .map(String::as_str)
        .zip(carried.iter().map(String::as_str))
        .collect();

    let still_out = send_notes(&asha, &notes, &fields).await;
    assert_eq!(
        still_out.heading(),
        "You were signed out",
        "pressed too early: still here"
    );
    let again = asha.get("/sign-in/again").await;
    assert!(again.path.starts_with("/sign-in?next="));
    asha.sign_in("researcher@example.gov.uk", PASSWORD).await;
    assert_eq!(
        asha.get("/sign-in/again").await.heading(),
        "You are signed in again"
    );
    let shown = send_notes(&asha, &notes, &fields).await;
    assert_eq!(
        (shown.status.as_u16(), shown.typed("words")),
        (422, WORDS.to_owned())
    );
    assert!(shown.asked_to_change()[0].contains("Pick them again"));
    assert_eq!(send_notes(&asha, &notes, &NOTES).await.status, 200);
}

#[actix_web::test]
async fn somebody_elses_form_is_not_acted_on_without_a_session() {
    let app = spawn_app().await;
    let (asha, project) = super::projects::researcher_with_project(&app).await;
    let nobody = app.anonymous();
    let fields = [("real_name", "Ŵyn \"<b>\" 🌷"), ("place", "Llŷn")];
    let held = nobody
        .press(&format!("{project}/participants/new"), &fields)
        .await;
    assert_eq!(held.status, 401);
    assert_eq!(
        held.attributes("main form", "action"),
        [format!("{project}/participants/new")]
    );
    assert_eq!(
        held.attributes("main form input", "value"),
        ["Ŵyn \"<b>\" 🌷", "Llŷn"]
    );
    assert!(asha.get(&project).await.says("Nobody is in this project yet"));
    let empty = nobody.press(&format!("{project}/participants/new"), &[]).await;
    assert!(
        empty.path.starts_with("/sign-in"),
        "nothing typed, nothing to keep"
    );
}
