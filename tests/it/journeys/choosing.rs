//! "My choices": each shown at once, kept for the person on any device; before sign-in for the device alone.
use super::telling::easy;
use crate::support::actors::Actor;
use crate::support::app::{TestApp, spawn_app};
use crate::support::html::Seen;

async fn sam_at_a_phone(app: &TestApp, card: &str) -> Actor {
    let phone = app.anonymous();
    phone.press(&format!("/c/{card}"), &[("answer", "yes")]).await;
    phone
}

/// What `<html>` says of one choice; empty when it says nothing.
fn look(seen: &Seen, name: &str) -> String {
    seen.attributes("html", name).pop().unwrap_or_default()
}

#[actix_web::test]
async fn a_press_shows_the_choice_at_once_on_every_page_and_on_another_phone() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = sam_at_a_phone(&app, &sam.card).await;
    for (what, answer, mark) in [
        ("colours", "dark", "data-colours"),
        ("size", "very_big", "data-size"),
        ("pictures", "bigger", "data-pictures"),
    ] {
        let seen = phone
            .press(&format!("/me/choices/{what}"), &[("answer", answer)])
            .await;
        assert_eq!(seen.path, format!("/me/choices/{what}"));
        assert_eq!(look(&seen, mark), answer);
        assert_eq!(seen.attributes(".st-tile--picked", "value"), [answer]);
    }
    let other = sam_at_a_phone(&app, &sam.card).await;
    for path in [
        "/me",
        "/me/story/new",
        "/help",
        "/me/nothing-here",
        "/nothing-here",
        "/admin/accounts",
    ] {
        let seen = other.get(path).await;
        assert_eq!(
            (look(&seen, "data-colours"), look(&seen, "data-size")),
            ("dark".into(), "very_big".into()),
            "{path}"
        );
    }
    let list = other.get("/me/choices").await;
    assert!(list.says("Dark") && list.says("Very big") && list.says("Bigger pictures"));
    let seen = other.press("/me/choices/colours", &[("answer", "device")]).await;
    assert_eq!(look(&seen, "data-colours"), "");
}

#[actix_web::test]
async fn a_choice_is_the_persons_and_not_the_next_ones_at_the_same_phone() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = sam_at_a_phone(&app, &sam.card).await;
    phone
        .press("/me/choices/colours", &[("answer", "contrast")])
        .await;
    phone.press("/sign-out", &[]).await;
    assert_eq!(look(&phone.get("/").await, "data-colours"), "");
}

#[actix_web::test]
async fn before_sign_in_colours_and_letters_are_kept_for_the_device() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = app.anonymous();
    let seen = phone.press("/choices/colours", &[("answer", "dark")]).await;
    assert_eq!(look(&seen, "data-colours"), "dark");
    phone.press("/choices/size", &[("answer", "big")]).await;
    let door = phone.get("/").await;
    assert_eq!(
        (look(&door, "data-colours"), look(&door, "data-size")),
        ("dark".into(), "big".into())
    );
    // Who chose for themselves gets that; the rest is as on this device.
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    let seen = phone.press("/me/choices/colours", &[("answer", "white")]).await;
    assert_eq!(
        (look(&seen, "data-colours"), look(&seen, "data-size")),
        ("white".into(), "big".into())
    );
    assert_eq!(phone.get("/choices").await.path, "/me/choices");
    assert_eq!(app.anonymous().get("/choices/helper").await.status, 404);
}

#[actix_web::test]
async fn a_press_that_is_no_answer_is_asked_again_in_plain_words() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = sam_at_a_phone(&app, &sam.card).await;
    for path in ["/me/choices/colours", "/choices/size"] {
        for answer in ["pink", "", "<b>"] {
            let seen = phone.press(path, &[("answer", answer)]).await;
            assert_eq!(seen.status, 422, "{path} {answer}");
            assert!(seen.says("Pick one picture to go on."));
        }
    }
    assert_eq!(phone.get("/me/choices/hats").await.status, 404);
}

#[actix_web::test]
async fn the_helper_a_person_names_is_the_one_that_help_names() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = sam_at_a_phone(&app, &sam.card).await;
    let seen = phone.press("/me/choices/helper", &[("name", "Blessing")]).await;
    assert!(seen.says("Blessing helps you."), "{}", seen.words());
    assert!(phone.get("/help").await.says("Ask Blessing. They can help you."));
    let long = "x".repeat(200);
    let seen = phone.press("/me/choices/helper", &[("name", &long)]).await;
    assert_eq!((seen.status.as_u16(), seen.typed("name")), (422, long));
    phone.press("/me/choices/helper", &[("name", "")]).await;
    assert!(!phone.get("/help").await.says("Blessing"));
}

#[actix_web::test]
async fn calm_pages_are_marked_and_home_has_five_choices() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = sam_at_a_phone(&app, &sam.card).await;
    let seen = phone.press("/me/choices/calm", &[("answer", "yes")]).await;
    assert_eq!(seen.attributes("html[data-calm]", "lang"), ["en"]);
    let home = phone.get("/me").await;
    assert_eq!(
        home.attributes("a[data-choice]", "href"),
        ["/me/choose", "/me/stories", "/me/watch", "/me/choices", "/help"]
    );
    phone.press("/me/choices/calm", &[("answer", "no")]).await;
    assert!(
        phone
            .get("/me")
            .await
            .attributes("html[data-calm]", "lang")
            .is_empty()
    );
}

#[actix_web::test]
async fn the_pages_of_choices_are_easy_to_read() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let stranger = app.anonymous();
    for path in ["/choices", "/choices/colours", "/choices/size"] {
        easy(&stranger.get(path).await);
    }
    let phone = sam_at_a_phone(&app, &sam.card).await;
    for what in [
        "",
        "/pictures",
        "/colours",
        "/size",
        "/calm",
        "/language",
        "/helper",
    ] {
        easy(&phone.get(&format!("/me/choices{what}")).await);
    }
    for path in ["/me", "/me/watch"] {
        easy(&phone.get(path).await);
    }
}

#[actix_web::test]
async fn staff_pages_are_not_changed_by_what_a_device_keeps() {
    let app = spawn_app().await;
    let asha = app.staff(entity::Role::Researcher).await;
    asha.press("/choices/colours", &[("answer", "dark")]).await;
    assert_eq!(look(&asha.get("/studio").await, "data-colours"), "");
    assert_eq!(look(&asha.get("/help").await, "data-colours"), "dark");
}
