//! An interview: consent first, then the notes; what it took is counted.
use reqwest::multipart;

use super::participants::{researcher_with_person, stranger};
use crate::support::actors::Actor;
use crate::support::app::{TestApp, spawn_app};
use crate::support::html::Seen;

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
    assert_eq!(
        asked.attributes("input[type=checkbox][checked]", "name"),
        ["team-words"]
    );
    let (nonce, started) = (asked.typed("nonce"), asked.typed("started_at"));
    app.state.clock.advance(7 * 60_000);
    let fields = [
        ("nonce", nonce.as_str()),
        ("started_at", &started),
        ("team-words", "yes"),
        ("explained", "With pictures"),
        ("present", "only us"),
    ];
    let notes = asha.press(&format!("{person}/interview"), &fields).await;
    assert!(notes.path.ends_with("/notes"), "{}", notes.words());
    let again = asha.press(&format!("{person}/interview"), &fields).await;
    assert_eq!(again.path, notes.path, "two presses make one draft");
    app.state.clock.advance(35 * 60_000 + 1);
    let done = send_notes(&asha, &notes.path, &NOTES).await;
    assert_eq!(done.texts(".sf-facts dd"), ["43", "9"]);
    assert!(done.says("has to look at it and say yes"));
    let twice = send_notes(&asha, &notes.path, &NOTES).await;
    assert_eq!(twice.path, done.path, "two presses make one story");
    let project = asha.get(&project).await;
    assert!(project.says("The bus to Llŷn"));
    assert_eq!(project.texts(".sf-facts dd"), ["1", "43", "43", "9"]);
    assert!(
        asha.get("/studio").await.says("The bus to Llŷn"),
        "it waits to be coded"
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
    assert!(no.says("Nothing was saved") && no.typed("explained") == "Aloud 🙂");
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
