//! The front door, the pages every service owes its people, and what every answer carries.
use entity::Role;

use crate::support::app::spawn_app;

#[actix_web::test]
async fn the_front_door_has_two_doors() {
    let app = spawn_app().await;
    let seen = app.anonymous().get("/").await;
    assert_eq!(seen.status, 200);
    assert_eq!(seen.link("Tell a story").as_deref(), Some("/start"));
    assert_eq!(seen.link("I work here").as_deref(), Some("/sign-in"));
}

#[actix_web::test]
async fn somebody_without_a_session_is_told_of_the_card_first() {
    let app = spawn_app().await;
    let seen = app.anonymous().get("/me").await;
    assert_eq!(
        (seen.path.as_str(), seen.heading().as_str()),
        ("/sign-in?next=/me", "Use your card")
    );
    assert_eq!(
        app.anonymous().get("/sign-in?next=/media/x").await.heading(),
        "Sign in"
    );
}

#[actix_web::test]
async fn help_names_the_helper_of_the_card() {
    let app = spawn_app().await;
    assert!(
        app.anonymous()
            .get("/help")
            .await
            .says("The name of a helper is on it.")
    );
    let sam = app.sam().await;
    let phone = app.anonymous();
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    let hash = firsthand::web::session::hash(&sam.card);
    let card = entity::card::greeting(&app.state.db, &hash).await.unwrap();
    let seen = phone.get("/help").await;
    assert!(
        seen.says(&format!("Ask {}. They can help you.", card.helper_name)),
        "{}",
        seen.words()
    );
}

#[actix_web::test]
async fn people_who_are_in_go_to_their_own_start() {
    let app = spawn_app().await;
    let seen = app.staff(Role::Admin).await.get("/").await;
    assert_eq!(seen.path, "/admin/accounts");
}

#[actix_web::test]
async fn every_page_of_the_house_opens_and_links_to_help() {
    let app = spawn_app().await;
    let anyone = app.anonymous();
    for path in [
        "/",
        "/start",
        "/help",
        "/accessibility",
        "/privacy",
        "/credits",
        "/sign-in",
    ] {
        let seen = anyone.get(path).await;
        assert_eq!(seen.status, 200, "{path}");
        assert_eq!(seen.texts("h1").len(), 1, "{path} has one heading");
        assert_eq!(seen.link("Get help").as_deref(), Some("/help"), "{path}");
        assert!(seen.title().ends_with("– Firsthand"), "{path}: {}", seen.title());
    }
}

#[actix_web::test]
async fn a_page_that_is_not_there_says_where_to_go() {
    let app = spawn_app().await;
    for path in ["/nowhere", "/assets/nothing.css", "/c", "/admin/accounts/x/y/z"] {
        let seen = app.anonymous().get(path).await;
        assert_eq!(seen.status, 404, "{path}");
        assert!(
            seen.says("We cannot find that page") && seen.link("Ask for help").is_some(),
            "{path}"
        );
    }
}

#[actix_web::test]
async fn every_answer_carries_the_policy_and_stays_private() {
    let app = spawn_app().await;
    for path in ["/", "/nowhere", "/health/live", "/admin/accounts"] {
        let seen = app.anonymous().get(path).await;
        let policy = seen.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(seen.header("x-content-type-options"), "nosniff");
        assert_eq!(seen.header("cache-control"), "private, no-store", "{path}");
        assert_eq!(seen.header("x-request-id").len(), 36, "{path}");
    }
}

#[actix_web::test]
async fn built_files_may_be_kept_for_good() {
    let app = spawn_app().await;
    let page = app.anonymous().get("/").await;
    let style = page.attributes("link[rel=stylesheet]", "href").concat();
    let seen = app.anonymous().get(&style).await;
    assert_eq!(
        (seen.status.as_u16(), seen.header("content-type")),
        (200, "text/css; charset=utf-8"),
        "{style}"
    );
    assert!(seen.header("cache-control").contains("immutable"), "{style}");
}

#[actix_web::test]
async fn the_watchers_are_told_that_it_lives_and_is_ready() {
    let app = spawn_app().await;
    let anyone = app.anonymous();
    assert!(anyone.get("/health/live").await.body.contains("live"));
    let ready = anyone.get("/health/ready").await;
    assert_eq!(ready.status, 200);
    assert!(ready.body.contains("\"status\":\"ready\"") && ready.body.contains("jobs_waiting"));
}

#[actix_web::test]
async fn a_browser_that_takes_brotli_gets_styles_as_small_as_they_get_and_any_other_gets_them_whole() {
    let app = spawn_app().await;
    let phone = app.anonymous();
    let style = phone
        .get("/")
        .await
        .attributes("link[rel=stylesheet]", "href")
        .remove(0);
    let asked = async |takes: &str| {
        let request = phone.request(reqwest::Method::GET, &style);
        let answer = request.header("accept-encoding", takes).send().await.unwrap();
        let header = |name: &str| {
            let value = answer.headers().get(name);
            value
                .map(|value| value.to_str().unwrap().to_owned())
                .unwrap_or_default()
        };
        let said = (header("content-encoding"), header("etag"), header("vary"));
        (said, answer.bytes().await.unwrap())
    };
    let ((small, small_tag, vary), few) = asked("gzip, deflate, br").await;
    let ((whole, whole_tag, _), many) = asked("identity").await;
    assert_eq!((small.as_str(), whole.as_str()), ("br", ""));
    assert!(few.len() * 5 < many.len());
    assert_ne!(small_tag, whole_tag);
    assert!(vary.to_lowercase().contains("accept-encoding"), "{vary}");
    for no in ["br;q=0", "gzip"] {
        assert_ne!(asked(no).await.0.0, "br", "{no}");
    }
}
