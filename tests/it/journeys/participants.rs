//! Adding a person: the pseudonym everywhere, the name once; and their cards.
use entity::Role;

use super::projects::researcher_with_project;
use crate::support::actors::{Actor, PASSWORD};
use crate::support::app::{TestApp, spawn_app};

pub const PERSON: [(&str, &str); 7] = [
    ("real_name", "Siân Gwenllian Ŵyn"),
    ("known_as", "Siân"),
    ("other_names", "Ffion\nTŷ Mawr"),
    ("contact", "01632 960 123"),
    ("group", "Older people"),
    ("age_band", "65 to 79"),
    ("place", "Aberdaron"),
];

/// A researcher, their project's page, and the page of a person in it.
pub async fn researcher_with_person(app: &TestApp) -> (Actor, String, String) {
    let (asha, project) = researcher_with_project(app).await;
    let seen = asha.press(&format!("{project}/participants/new"), &PERSON).await;
    assert_eq!(seen.status, 200, "{}", seen.words());
    (asha, project, seen.path)
}

/// A second researcher, of no project.
pub async fn stranger(app: &TestApp) -> Actor {
    app.add_staff("bo@example.gov.uk", Role::Researcher).await;
    let bo = app.anonymous();
    bo.sign_in("bo@example.gov.uk", PASSWORD).await;
    bo
}

#[actix_web::test]
async fn the_real_name_is_on_no_page_but_the_one_that_asks_why() {
    let app = spawn_app().await;
    let (asha, project, person) = researcher_with_person(&app).await;
    let pseudonym = asha.get(&person).await.heading();
    assert!(!pseudonym.is_empty() && !pseudonym.contains("Siân"));
    for path in ["/studio", &project, &person, &format!("{person}/interview")] {
        let seen = asha.get(path).await;
        for name in ["Gwenllian", "Siân", "Ŵyn", "960 123", "Ffion"] {
            assert!(!seen.body.contains(name), "{name} is on {path}");
        }
    }
    let unasked = asha.press(&format!("{person}/name"), &[("why", " ")]).await;
    assert_eq!(
        (unasked.status.as_u16(), unasked.asked_to_change().len()),
        (422, 1)
    );
    assert!(!unasked.body.contains("Gwenllian"));
    let named = asha
        .press(&format!("{person}/name"), &[("why", "To ring her")])
        .await;
    assert_eq!(named.status, 200);
    assert!(named.says("Siân Gwenllian Ŵyn") && named.says("01632 960 123") && named.says("Tŷ Mawr"));
    assert!(!asha.get(&person).await.body.contains("Gwenllian"));
}

#[actix_web::test]
async fn a_card_is_shown_once_signs_in_and_stops_when_cancelled() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let card = asha
        .press(
            &format!("{person}/cards"),
            &[("picture", "owl"), ("helper_name", "Jo")],
        )
        .await;
    let link = card.texts(".sf-print-card__link").concat();
    let path = link.strip_prefix(&app.address).unwrap().to_owned();
    assert_eq!(card.attributes(".sf-print-card__code svg", "style").len(), 0);
    assert!(card.body.contains("<svg") && card.says("Ask Jo") && !card.body.contains("Siân"));
    assert!(!asha.get(&person).await.body.contains(&path));
    let phone = app.anonymous();
    assert_eq!(phone.get(&path).await.heading(), "Hello Siân.");
    let cancel = asha
        .get(&person)
        .await
        .attributes("form[action$=cancel]", "action")
        .concat();
    assert_eq!(stranger(&app).await.press(&cancel, &[]).await.status, 404);
    let cancelled = asha.press(&cancel, &[]).await;
    assert!(cancelled.says("does not work any more"));
    assert_eq!(phone.get(&path).await.status, 410);
}

#[actix_web::test]
async fn a_card_that_is_pressed_twice_is_one_card() {
    let app = spawn_app().await;
    let (asha, _, person) = researcher_with_person(&app).await;
    let page = asha.get(&person).await;
    let nonce = page
        .attributes("form[action$='/cards'] input[name=nonce]", "value")
        .concat();
    let form = [
        ("picture", "owl"),
        ("helper_name", "Jo"),
        ("nonce", nonce.as_str()),
    ];
    let first = asha.press(&format!("{person}/cards"), &form).await;
    let second = asha.press(&format!("{person}/cards"), &form).await;
    let link = first.texts(".sf-print-card__link").concat();
    assert!(!link.is_empty() && !link.contains(&nonce));
    assert_eq!(second.texts(".sf-print-card__link").concat(), link);
    let listed = asha.get(&person).await;
    let cancel = listed.attributes("form[action$=cancel]", "action");
    assert_eq!(cancel.len(), 1, "one card");
    assert_ne!(
        listed.attributes("form[action$='/cards'] input[name=nonce]", "value"),
        [nonce.as_str()],
        "the next form makes another card"
    );
    asha.press(&cancel[0], &[]).await;
    let third = asha.press(&format!("{person}/cards"), &form).await;
    assert_eq!(third.status, 422);
    assert!(third.says("This card was cancelled. Make a new one."));
}

#[actix_web::test]
async fn another_projects_researcher_finds_nobody() {
    let app = spawn_app().await;
    let (_, project, person) = researcher_with_person(&app).await;
    let bo = stranger(&app).await;
    for path in [person.clone(), format!("{person}/interview")] {
        assert_eq!(bo.get(&path).await.status, 404, "{path}");
    }
    let why = [("why", "Curious")];
    let card = [("picture", "owl"), ("helper_name", "Bo")];
    assert_eq!(bo.press(&format!("{person}/name"), &why).await.status, 404);
    assert_eq!(bo.press(&format!("{person}/cards"), &card).await.status, 404);
    assert_eq!(
        bo.press(&format!("{project}/participants/new"), &PERSON)
            .await
            .status,
        404
    );
}

#[actix_web::test]
async fn an_unfinished_form_keeps_what_was_typed() {
    let app = spawn_app().await;
    let (asha, project) = researcher_with_project(&app).await;
    let path = format!("{project}/participants/new");
    let seen = asha
        .press(&path, &[("real_name", "Siân 🌷"), ("group", "Wizards")])
        .await;
    assert_eq!(
        (seen.status.as_u16(), seen.typed("real_name")),
        (422, "Siân 🌷".to_owned())
    );
    assert_eq!(seen.asked_to_change().len(), 4);
}
