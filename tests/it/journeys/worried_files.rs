//! A file that has arrived and is in no story yet can worry somebody as well.
use entity::{Role, StoryId, upload};
use firsthand::web::{session, upload as intake};

use super::interviews::consented;
use super::participants::researcher_with_person;
use super::safeguarding::{WORRY, first};
use super::telling::written;
use crate::support::actors::Actor;
use crate::support::app::{TestApp, spawn_app};
use crate::support::media::phone_picture;

/// A picture that somebody has sent, and that is in no story.
async fn arrived(app: &TestApp, email: &str) -> String {
    let account = entity::account::by_email(&app.state.db, email).await.unwrap();
    let who = app.viewer(account.unwrap().id).await;
    let kept = intake::keep(&app.state, &who, "kitchen.jpg", phone_picture().into(), app.now()).await;
    kept.unwrap().to_string()
}

const RESEARCHER: &str = "researcher@example.gov.uk";

/// Where the picture of the story behind a worry is served.
async fn picture(lead: &Actor, concern: &str) -> String {
    let page = lead.get(concern).await;
    let found = page.attributes("img[src^='/media/']", "src");
    found
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("{}", page.words()))
}

/// The three questions are answered and the hold is lifted.
async fn lift(lead: &Actor, concern: &str) -> StoryId {
    let answers = [
        ("do", "triage"),
        ("needs", "yes"),
        ("risk", "no"),
        ("unable", "no"),
    ];
    let page = lead.press(concern, &answers).await;
    let held = page.link("Lift the hold").unwrap();
    let lifted = lead
        .press(&format!("{held}/lift"), &[("why", "She is safe")])
        .await;
    assert!(lifted.says("The hold is lifted"), "{}", lifted.words());
    held.rsplit('/').next().unwrap().parse().unwrap()
}

#[actix_web::test]
async fn a_file_in_no_story_is_stopped_for_all_but_the_lead_and_given_back() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let lead = app.staff(Role::Safeguarding).await;
    let file = arrived(&app, RESEARCHER).await;
    let studio = asha.get("/studio").await;
    assert!(studio.says("Files in no story yet") && studio.says("kitchen.jpg"));
    let worry = studio.link("I am worried").unwrap();
    assert_eq!(worry, format!("/worry/files/{file}"));
    for other in [&lead, &app.staff(Role::Commissioner).await] {
        assert_eq!(other.get(&worry).await.status, 404);
        assert_eq!(other.press(&worry, &WORRY).await.status, 404);
    }
    let nobody = asha.press(&worry, &WORRY).await;
    assert_eq!(
        (nobody.status.as_u16(), nobody.typed("note").as_str()),
        (422, WORRY[1].1)
    );
    let whose = person.rsplit('/').next().unwrap();
    let fields = [("person", whose), WORRY[0], WORRY[1]];
    assert!(asha.press(&worry, &fields).await.says("Thank you"));
    assert!(
        asha.press(&worry, &fields).await.says("Thank you"),
        "a second press"
    );
    app.settle().await;

    let studio = asha.get("/studio").await;
    assert!(!studio.says("kitchen.jpg") && !studio.says("Interviews without notes"));
    assert_eq!(asha.get(&worry).await.status, 404);
    let desk = lead.get("/safeguarding").await;
    assert_eq!(desk.texts(".sf-result").len(), 1, "{}", desk.words());
    let concern = first(&lead).await;
    let bytes = picture(&lead, &concern).await;
    assert_eq!(lead.get(&bytes).await.status, 200);
    assert_eq!(asha.get(&bytes).await.status, 404);

    // It is given back as a draft; nobody has asked yet who may see it.
    lift(&lead, &concern).await;
    assert_eq!(lead.get(&bytes).await.status, 404);
    let studio = asha.get("/studio").await;
    assert!(
        studio.says("Nobody asked yet who may see it"),
        "{}",
        studio.words()
    );
    let notes = studio.link("Interview with").unwrap();
    let asked = asha.get(&notes).await;
    assert_eq!(asked.heading(), "What may be shown, and to whom?");
    let fields = [
        ("nonce", asked.typed("nonce")),
        ("started_at", asked.typed("started_at")),
        ("team-words", "yes".to_owned()),
        ("wording", entity::consent::WORDING.to_owned()),
        ("explained", "With pictures".to_owned()),
        ("present", "only us".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let notes_now = asha.press(&format!("{person}/interview"), &fields).await;
    assert_eq!(notes_now.path, notes, "the answers are this draft's");
}

#[actix_web::test]
async fn a_file_of_an_interview_that_is_written_down_goes_to_its_draft() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let lead = app.staff(Role::Safeguarding).await;
    let notes = consented(&asha, &person).await;
    let file = arrived(&app, RESEARCHER).await;
    let whose = person.rsplit('/').next().unwrap();
    let page = asha.get(&format!("/worry/files/{file}?person={whose}")).await;
    assert_eq!(page.attributes("option[selected]", "value"), [whose]);
    let fields = [("person", whose), WORRY[0], WORRY[1]];
    asha.press(&format!("/worry/files/{file}"), &fields).await;
    app.settle().await;
    let concern = first(&lead).await;
    let bytes = picture(&lead, &concern).await;
    assert_eq!(asha.get(&bytes).await.status, 404);
    let draft = lift(&lead, &concern).await;
    assert!(notes.path.contains(&draft.to_string()), "{draft} {}", notes.path);
}

#[actix_web::test]
async fn what_a_teller_was_sending_is_stopped_with_the_draft_they_are_worried_about() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = app.anonymous();
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    let lead = app.staff(Role::Safeguarding).await;
    let id = written(&phone, "Think about it").await;
    let account = entity::card::account(&app.state.db, &session::hash(&sam.card)).await;
    let viewer = app.viewer(account.unwrap()).await;
    let kept = intake::keep(&app.state, &viewer, "film.jpg", phone_picture().into(), app.now()).await;
    kept.unwrap();
    let waits = async || {
        upload::waiting(&app.state.db, &viewer, app.now())
            .await
            .unwrap()
            .len()
    };
    assert_eq!(waits().await, 1);
    let told = phone
        .press("/me/talk/what", &[("hurt", "body"), ("story", id.as_str())])
        .await;
    assert!(told.path.ends_with("/words"), "{}", told.path);
    app.settle().await;
    assert_eq!(waits().await, 0);
    let bytes = picture(&lead, &first(&lead).await).await;
    assert_eq!(lead.get(&bytes).await.status, 200);
    assert_eq!(app.staff(Role::Researcher).await.get(&bytes).await.status, 404);
}
