//! A worry stops a story at once; the safeguarding lead sees and lifts it.
use entity::{Audience, Form, Role, StoryKind};

use super::discover::{count, search, titles};
use super::interviews::interview;
use crate::support::app::spawn_app;
use crate::support::tales::{Tale, Tales};

#[actix_web::test]
async fn a_held_story_is_gone_for_its_team_and_back_when_lifted() {
    let app = spawn_app().await;
    let (asha, project, story) = interview(&app).await;
    let path = format!("{story}/hold");
    let unsaid = asha.press(&path, &[("note", "She cried 😢")]).await;
    assert_eq!(
        (unsaid.status.as_u16(), unsaid.typed("note")),
        (422, "She cried 😢".to_owned())
    );
    let held = asha
        .press(&path, &[("ground", "safety"), ("note", "She cried 😢")])
        .await;
    assert!(held.says("The story is stopped") && held.path == project);
    assert!(!held.texts("tbody").concat().contains("The bus"));
    assert!(!held.says("not for the team"), "no count tells that it is held");
    assert_eq!(asha.get(&story).await.status, 404);
    assert_eq!(asha.get("/safeguarding").await.status, 403);
    app.hours_pass(11);
    asha.get("/studio").await;
    app.hours_pass(20);
    let lead = app.staff(Role::Safeguarding).await;
    let list = lead.get("/safeguarding").await;
    assert!(list.says("She cried 😢") && list.says("Late by 7 hours") && list.says("The bus to Llŷn"));
    assert!(!list.says("Siân"), "a list needs no names: {}", list.words());
    let concern = list.link("The bus").unwrap();
    let worry = lead.get(&concern).await;
    assert!(worry.says("I take the bus 🚌"));
    let page = lead.get(&worry.link("Lift the hold").unwrap()).await;
    let lift = page.attributes("form[action$=lift]", "action").concat();
    let unsaid = lead.press(&lift, &[]).await;
    assert_eq!(unsaid.status, 422);
    let why = [("why", "She is safe, said her sister")];
    let early = lead.press(&lift, &why).await;
    assert_eq!(
        (early.status.as_u16(), early.typed("why").as_str()),
        (422, why[0].1)
    );
    assert!(early.says("Answer the three questions first"));
    let answers = [
        ("do", "triage"),
        ("needs", "yes"),
        ("risk", "no"),
        ("unable", "no"),
    ];
    lead.press(&concern, &answers).await;
    let lifted = lead.press(&lift, &why).await;
    assert!(lifted.says("The hold is lifted"));
    assert_eq!(
        lead.press(&lift, &why).await.status,
        404,
        "there is nothing left to lift"
    );
    assert!(lead.get(&concern).await.says("She is safe, said her sister"));
    asha.sign_in("researcher@example.gov.uk", crate::support::actors::PASSWORD)
        .await;
    assert_eq!(asha.get(&story).await.status, 200);
}

#[actix_web::test]
async fn a_stopped_story_is_gone_from_search_showcases_and_files_until_the_hold_is_lifted() {
    let tales = Tales::begin().await;
    let yes = [Audience::Team, Audience::Planners, Audience::Staff]
        .iter()
        .flat_map(|audience| [Form::Words, Form::Voice, Form::Face].map(|form| (form, *audience)))
        .collect::<Vec<_>>();
    let film = Tale {
        kind: StoryKind::Video,
        title: "The 38",
        words: "Fungus on the bus.",
        themes: &["buses"],
        yes: &yes,
        film: true,
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, film).await;
    let story = id.to_string();
    let made = tales
        .planner
        .press(
            "/watch/new",
            &[
                ("title", "On the bus"),
                ("why", "Because"),
                ("audience", "staff"),
                ("story", &story),
                ("do", "make"),
            ],
        )
        .await;
    let page = format!("/insight/stories/{id}");
    let file = tales
        .planner
        .get(&page)
        .await
        .attributes("video source", "src")
        .concat();
    assert!(file.starts_with("/media/"));

    let asha = tales.researcher().await;
    let worry = format!("/studio/stories/{id}/hold");
    let fields = [("ground", "safety"), ("note", "Ask about the bruise")];
    assert_eq!(tales.planner.press(&worry, &fields).await.status, 403);
    assert!(asha.press(&worry, &fields).await.says("The story is stopped"));

    let lead = tales.app.staff(Role::Safeguarding).await;
    for actor in [&tales.planner, &tales.frontline, &asha] {
        for path in [&page, &file] {
            assert_eq!(actor.get(path).await.status, 404, "{path}");
        }
        for path in ["/insight/search", &search("fungus"), &search("\"the 38\"")] {
            let seen = actor.get(path).await;
            assert_eq!(
                (count(&seen).as_str(), titles(&seen).len()),
                ("No stories", 0),
                "{path}"
            );
            assert!(seen.texts(".sf-facets__link").is_empty());
        }
        assert!(!actor.get("/watch").await.says("On the bus"));
    }
    assert_eq!(tales.frontline.get(&made.path).await.texts(".sf-item").len(), 0);
    assert!(!tales.planner.get("/watch/new").await.says("The 38"));

    let log = lead.get("/safeguarding/log").await;
    assert_eq!(log.texts(".sf-result").len(), 1);
    assert!(log.says("The 38") && log.says("Held on") && !log.says("Ask about the bruise"));
    assert!(lead.get("/safeguarding").await.says("Ask about the bruise"));
    let governance = tales.app.staff(Role::Governance).await;
    let seen = governance.get("/safeguarding/log").await;
    assert_eq!(seen.texts(".sf-result").len(), 1);
    assert!(!seen.says("bruise") && !seen.says("The 38"), "{}", seen.words());
    assert_eq!(tales.planner.get("/safeguarding/log").await.status, 403);

    let concern = lead.get("/safeguarding").await.link("The 38").unwrap();
    let answers = [
        ("do", "triage"),
        ("needs", "no"),
        ("risk", "no"),
        ("unable", "no"),
    ];
    lead.press(&concern, &answers).await;
    lead.press(
        &format!("/safeguarding/stories/{id}/lift"),
        &[("why", "It was a fall")],
    )
    .await;
    tales.indexed().await;
    assert_eq!(titles(&tales.planner.get(&search("fungus")).await), ["The 38"]);
    assert_eq!(tales.frontline.get(&made.path).await.texts(".sf-item").len(), 1);
    assert!(lead.get("/safeguarding/log").await.says("Lifted on"));
}

#[actix_web::test]
async fn the_lead_and_governance_speak_of_a_hold_by_the_same_number() {
    let app = spawn_app().await;
    let (asha, _, story) = interview(&app).await;
    let fields = [("ground", "safety"), ("note", "She cried")];
    asha.press(&format!("{story}/hold"), &fields).await;
    let (lead, governance) = (
        app.staff(Role::Safeguarding).await,
        app.staff(Role::Governance).await,
    );
    let of_lead = lead
        .get("/safeguarding/log")
        .await
        .texts(".sf-result__title")
        .concat();
    let log = governance.get("/safeguarding/log").await;
    let number = log.texts(".sf-result__title").concat();
    assert_eq!(number.len(), "Hold 01234567".len(), "{number}");
    assert!(
        of_lead.starts_with(&number) && of_lead.contains("The bus"),
        "{of_lead}"
    );
    assert!(!log.says("The bus"));
}
