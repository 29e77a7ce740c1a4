//! Opening a project, and the studio a researcher starts in.
use entity::Role;

use crate::support::actors::Actor;
use crate::support::app::{TestApp, spawn_app};

/// What a project is opened with; all of it is needed.
pub const PROJECT: [(&str, &str); 6] = [
    ("name", "Getting about 🚌 Llŷn"),
    ("kind", "engagement"),
    ("about", "What a good day looks like"),
    ("lawful_basis", "public-task"),
    ("special_condition", "care"),
    ("retention_months", "24"),
];

/// A researcher at a browser, and the page of the project they opened.
pub async fn researcher_with_project(app: &TestApp) -> (Actor, String) {
    let asha = app.staff(Role::Researcher).await;
    let seen = asha.press("/studio/projects/new", &PROJECT).await;
    assert_eq!(seen.heading(), "Getting about 🚌 Llŷn", "{}", seen.words());
    (asha, seen.path)
}

/// The form with one answer changed.
fn but<'a>(name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = PROJECT.to_vec();
    for field in &mut fields {
        if field.0 == name {
            field.1 = value;
        }
    }
    fields
}

#[actix_web::test]
async fn a_project_needs_its_basis_condition_and_retention_and_keeps_what_was_typed() {
    let app = spawn_app().await;
    let asha = app.staff(Role::Researcher).await;
    for (name, asked) in [
        ("lawful_basis", "Pick the lawful basis"),
        (
            "special_condition",
            "Pick the condition for special category data",
        ),
        (
            "retention_months",
            "Enter how many months stories are kept, from 1 to 300",
        ),
    ] {
        let seen = asha.press("/studio/projects/new", &but(name, "")).await;
        assert_eq!(
            (seen.status.as_u16(), seen.asked_to_change()),
            (422, vec![asked.to_owned()])
        );
        assert_eq!(seen.typed("name"), "Getting about 🚌 Llŷn");
        assert_eq!(seen.typed("about"), "What a good day looks like");
        assert!(seen.title().starts_with("Error: "));
    }
    assert!(asha.get("/studio").await.says("You have no project yet"));
}

#[actix_web::test]
async fn research_without_approval_is_refused_and_with_it_opens() {
    let app = spawn_app().await;
    let asha = app.staff(Role::Researcher).await;
    let mut research = but("kind", "research");
    let refused = asha.press("/studio/projects/new", &research).await;
    assert_eq!(refused.status, 422);
    assert!(refused.asked_to_change()[0].contains("ethics approval"));
    research.push(("approval_reference", "REC 26/WA/0001"));
    let opened = asha.press("/studio/projects/new", &research).await;
    assert_eq!(opened.status, 200);
    for words in ["REC 26/WA/0001", "24 months", "Public task, article 6(1)(e)"] {
        assert!(opened.says(words), "{words}");
    }
}

#[actix_web::test]
async fn overlong_and_unreadable_words_come_back() {
    let app = spawn_app().await;
    let asha = app.staff(Role::Researcher).await;
    let long = "ŵ".repeat(121);
    let seen = asha.press("/studio/projects/new", &but("name", &long)).await;
    assert_eq!((seen.status.as_u16(), seen.typed("name")), (422, long));
    let body = "name=Good+%FF+days&kind=engagement&about=A&lawful_basis=public-task&special_condition=care&retention_months=24";
    let request = asha
        .request(reqwest::Method::POST, "/studio/projects/new")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body);
    let seen = crate::support::html::Seen::read(request.send().await.unwrap()).await;
    assert_eq!(seen.status, 422);
    assert!(seen.typed("name").starts_with("Good "));
}

#[actix_web::test]
async fn the_same_project_is_not_opened_twice() {
    let app = spawn_app().await;
    let (asha, _) = researcher_with_project(&app).await;
    assert_eq!(asha.press("/studio/projects/new", &PROJECT).await.status, 422);
    assert_eq!(asha.get("/studio").await.texts("tbody tr").len(), 1);
}

#[actix_web::test]
async fn another_researcher_finds_no_such_project() {
    let app = spawn_app().await;
    let (_, project) = researcher_with_project(&app).await;
    app.add_staff("bo@example.gov.uk", Role::Researcher).await;
    let bo = app.anonymous();
    bo.sign_in("bo@example.gov.uk", crate::support::actors::PASSWORD)
        .await;
    for path in [
        project.clone(),
        format!("{project}/participants/new"),
        "/studio/projects/x".into(),
    ] {
        assert_eq!(bo.get(&path).await.status, 404, "{path}");
    }
    assert!(!bo.get("/studio").await.says("Getting about"));
}
