//! Every page for storytellers has a twin under `/cy`: in Welsh, with links that stay there.
use entity::Role;

use crate::support::app::spawn_app;

#[actix_web::test]
async fn the_welsh_twin_of_a_page_says_it_in_welsh_and_leads_on_in_welsh() {
    let app = spawn_app().await;
    let visitor = app.anonymous();

    let (english, welsh) = (visitor.get("/").await, visitor.get("/cy").await);

    assert_eq!(
        (
            english.attributes("html", "lang"),
            welsh.attributes("html", "lang")
        ),
        (vec!["en".to_owned()], vec!["cy".to_owned()])
    );
    assert_eq!(welsh.heading(), "Eich stori, yn eich geiriau eich hun");
    assert_eq!(welsh.link("Dweud stori").as_deref(), Some("/cy/start"));
    assert_eq!(welsh.link("Cael help").as_deref(), Some("/cy/help"));
    assert_eq!(english.link("Cymraeg").as_deref(), Some("/cy/"));
    assert_eq!(welsh.link("English").as_deref(), Some("/"));
    for shared in welsh.attributes("link, script, img", "href") {
        assert!(!shared.starts_with("/cy"), "{shared} is one for both");
    }
    assert_eq!(visitor.get("/cycling").await.status, 404);
    assert_eq!(visitor.get("/cy/cy/help").await.status, 404);
}

#[actix_web::test]
async fn who_comes_in_by_card_in_welsh_stays_in_welsh() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = app.anonymous();

    let start = phone.get("/cy/me").await;
    assert!(start.path.starts_with("/cy/sign-in?next="), "{}", start.path);
    let home = phone
        .press(&format!("/cy/c/{}", sam.card), &[("answer", "yes")])
        .await;

    assert_eq!((home.status.as_u16(), home.path.as_str()), (200, "/cy/me"));
    assert_eq!(home.attributes("html", "lang"), ["cy"]);
    assert!(home.says("Allgofnodi") && !home.says("Sign out"));
    assert_eq!(home.link("English").as_deref(), Some("/me"));
    for place in home.attributes("main a", "href") {
        assert!(place.starts_with("/cy"), "{place} leads out of Welsh");
    }
}

#[actix_web::test]
async fn the_pages_of_staff_are_in_english_wherever_they_are_asked_for() {
    let app = spawn_app().await;
    let planner = app.staff(Role::Commissioner).await;
    let seen = planner.get("/cy/insight/search").await;
    assert_eq!(seen.status, 200);
    assert_eq!(seen.attributes("html", "lang"), ["en"]);
    assert!(seen.link("Cymraeg").is_none() && seen.says("Sign out"));
}
