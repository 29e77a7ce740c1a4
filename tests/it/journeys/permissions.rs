//! Somebody under 18 says yes for themselves, and somebody with parental responsibility beside them.
use entity::consent::WORDING;
use entity::{ParticipantId, Role};

use super::telling::{easy, written};
use crate::support::actors::{Actor, PASSWORD};
use crate::support::app::{TestApp, spawn_app};

/// Sam, under 18, at the phone; Asha at the desk.
async fn sam_under_18(app: &TestApp) -> (Actor, Actor, ParticipantId) {
    let sam = app.sam().await;
    let phone = app.anonymous();
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    let desk = app.anonymous();
    desk.sign_in("asha@example.gov.uk", PASSWORD).await;
    let born = [("born-day", "24"), ("born-month", "11"), ("born-year", "2008")];
    let path = format!("/studio/participants/{}/born", sam.participant);
    let seen = desk.press(&path, &born).await;
    assert!(seen.says("Written down."), "{}", seen.words());
    assert!(!seen.says("2008"), "no page shows it");
    (phone, desk, sam.participant)
}

const PERMISSION: [(&str, &str); 5] = [
    ("given_by", "Carys Pritchard"),
    ("relation", "Mum"),
    ("audience", "planners"),
    ("until", "3-months"),
    ("how", "Signed at home"),
];

/// Sam's story for planners, sent with a yes to what is on the page.
async fn for_planners(phone: &Actor) -> String {
    let id = written(phone, "My new school").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    phone
        .press(
            &at("show"),
            &[("audience", "planners"), ("form", "words"), ("wording", WORDING)],
        )
        .await;
    let check = phone.get(&at("check")).await;
    let done = phone.press(&at("send"), &[("cut", &check.typed("cut"))]).await;
    assert_eq!(done.path, at("done"));
    easy(&done);
    assert!(
        done.says("We are asking your mum, dad or carer."),
        "{}",
        done.words()
    );
    id
}

#[actix_web::test]
async fn a_story_of_somebody_under_18_waits_for_a_permission_and_stops_with_it() {
    let app = spawn_app().await;
    let (phone, desk, sam) = sam_under_18(&app).await;
    let id = for_planners(&phone).await;
    let look = format!("/me/stories/{id}/look");
    let waits = phone.get(&look).await;
    easy(&waits);
    assert!(waits.says("We are asking your mum, dad or carer.") && !waits.says("Yes, share it"));
    let release = format!("/me/stories/{id}/release");
    assert_eq!(phone.press(&release, &[("cut", "2")]).await.status, 409);

    let page = format!("/studio/participants/{sam}/permission");
    let empty = desk.press(&page, &[("given_by", "Carys Pritchard")]).await;
    assert_eq!(empty.status, 422);
    assert_eq!(empty.typed("given_by"), "Carys Pritchard", "nothing is lost");
    assert_eq!(empty.asked_to_change().len(), 4);
    let given = desk.press(&page, &PERMISSION).await;
    assert!(given.says("The permission is recorded.") && given.says("Mum"));
    assert!(!given.says("Carys"), "a surname gives the child away");

    let planner = app.staff(Role::Commissioner).await;
    let story = format!("/insight/stories/{id}");
    assert_eq!(
        planner.get(&story).await.status,
        404,
        "the child has not said yes"
    );
    let cut = phone.get(&look).await.typed("cut");
    assert!(phone.press(&release, &[("cut", &cut)]).await.says("Shared"));
    assert_eq!(planner.get(&story).await.status, 200);

    let end = desk
        .get(&page)
        .await
        .attributes("form[action$=end]", "action")
        .remove(0);
    let ended = desk.press(&end, &[]).await;
    assert!(ended.says("The permission is ended."));
    assert_eq!(planner.get(&story).await.status, 404);
    assert!(phone.get(&format!("/me/stories/{id}")).await.says("Waiting"));
    let others = app.staff(Role::Researcher).await;
    assert_eq!(others.get(&page).await.status, 404);
    assert_eq!(others.press(&page, &PERMISSION).await.status, 404);
    assert_eq!(others.press(&end, &[]).await.status, 404);
}

#[actix_web::test]
async fn on_the_eighteenth_birthday_the_person_is_asked_for_themselves() {
    let app = spawn_app().await;
    let (phone, desk, sam) = sam_under_18(&app).await;
    let id = for_planners(&phone).await;
    desk.press(&format!("/studio/participants/{sam}/permission"), &PERMISSION)
        .await;
    let soon = desk.get("/studio/ending").await.texts("tbody tr").remove(0);
    assert!(
        soon.contains("18th birthday, 24 November") && soon.contains("On that day"),
        "before the permission of three months ends: {soon}"
    );
    let cut = phone.get(&format!("/me/stories/{id}/look")).await.typed("cut");
    phone
        .press(&format!("/me/stories/{id}/release"), &[("cut", &cut)])
        .await;
    // 18 on 24 November 2026, from midnight on.
    app.hours_pass(13);
    app.hourly().await;
    let planner = app.staff(Role::Commissioner).await;
    assert_eq!(planner.get(&format!("/insight/stories/{id}")).await.status, 200);
    app.hours_pass(1);
    app.hourly().await;
    assert_eq!(planner.get(&format!("/insight/stories/{id}")).await.status, 404);
    let home = phone.get("/me").await;
    let ask = phone.get(&home.link("We have a question").unwrap()).await;
    easy(&ask);
    assert!(ask.says("You are 18 now.") && ask.says("You choose for yourself now."));
    let look = phone
        .press(
            &format!("/me/ask/{id}"),
            &[("answer", "year"), ("wording", WORDING)],
        )
        .await;
    assert_eq!(look.path, format!("/me/stories/{id}/look"));
    phone
        .press(
            &format!("/me/stories/{id}/release"),
            &[("cut", &look.typed("cut"))],
        )
        .await;
    assert_eq!(planner.get(&format!("/insight/stories/{id}")).await.status, 200);
    desk.sign_in("asha@example.gov.uk", PASSWORD).await;
    let page = desk.get(&format!("/studio/participants/{sam}/permission")).await;
    assert!(page.says("They are 18 or older") && !page.says("Record the permission"));
}

#[actix_web::test]
async fn a_day_of_birth_is_one_of_the_calendar_and_of_somebody_under_18() {
    let app = spawn_app().await;
    let (_, desk, sam) = sam_under_18(&app).await;
    let path = format!("/studio/participants/{sam}/born");
    for (day, month, year) in [
        ("31", "2", "2012"),
        ("1", "1", "1960"),
        ("1", "1", "2030"),
        ("", "", ""),
    ] {
        let typed = [("born-day", day), ("born-month", month), ("born-year", year)];
        let refused = desk.press(&path, &typed).await;
        assert_eq!(refused.status, 422, "{day} {month} {year}");
    }
}
