//! Beginning a story and writing it: one draft, and words that are kept.
use entity::consent::WORDING;

use super::telling::{sam_at_the_phone, story_in, written};
use crate::support::app::spawn_app;
use crate::support::html::Seen;

#[actix_web::test]
async fn two_presses_on_the_first_question_begin_one_story() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let form = [("way", "film"), ("nonce", "one form of one page")];
    let first = phone.press("/me/story/new", &form).await;
    let second = phone.press("/me/story/new", &form).await;
    assert_eq!(first.path, second.path);
    let shelf = phone.get("/me/stories").await;
    assert!(shelf.says("You have no stories yet."), "nothing is told in it");
    // Another way, another day: the same empty draft.
    let third = phone
        .press("/me/story/new", &[("way", "write"), ("nonce", "another page")])
        .await;
    assert_eq!(third.path, first.path);
    let id = story_in(&first.path);
    let write = phone.get(&format!("/me/story/{id}")).await;
    assert_eq!(write.path, format!("/me/story/{id}/write"));
    let told = phone.press(&write.path, &[("words", "Now")]).await;
    assert_eq!(told.status, 200);
    assert_eq!(phone.get("/me/stories").await.texts(".st-card").len(), 1);
    let fourth = phone.press("/me/story/new", &form).await;
    assert_eq!(fourth.path, first.path, "the same form again");
    let form = [("way", "write"), ("nonce", "a form of today")];
    assert_ne!(phone.press("/me/story/new", &form).await.path, first.path);
}

#[actix_web::test]
async fn words_are_kept_while_somebody_types() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "First").await;
    let write = format!("/me/story/{id}/write");
    let page = phone.get(&write).await;
    assert_eq!(page.attributes("form[data-keep] [role=status]", "class").len(), 1);
    let typed = [("words", "First and then"), ("then", "keep")];
    let kept = phone.press(&write, &typed).await;
    assert_eq!((kept.status.as_u16(), kept.body.as_str()), (204, ""));
    assert_eq!(phone.get(&write).await.typed("words"), "First and then");
    let long = "a".repeat(60_001);
    let long = phone.press(&write, &[("words", &long), ("then", "keep")]).await;
    assert_eq!(long.status, 422);
    phone
        .press(
            &format!("/me/story/{id}/show"),
            &[("form", "words"), ("wording", WORDING)],
        )
        .await;
    phone.press(&format!("/me/story/{id}/send"), &[]).await;
    let late = [("words", "Too late"), ("then", "keep")];
    let late = phone.press(&write, &late).await;
    assert_eq!(late.path, format!("/me/stories/{id}"), "it is sent as it was");
    assert!(!late.says("Too late"));
}

#[actix_web::test]
async fn words_that_cannot_be_kept_come_back_to_the_page() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "First words").await;
    let path = format!("/me/story/{id}/write");

    let long = "ŵ".repeat(60_001);
    let seen = phone
        .press(&path, &[("words", &long), ("title", "Fy stori 😀")])
        .await;
    assert_eq!(seen.status, 422);
    assert_eq!(seen.typed("words").chars().count(), 60_001);
    assert_eq!(seen.typed("title"), "Fy stori 😀");
    assert_eq!(seen.asked_to_change().len(), 1);

    let bad = phone
        .request(reqwest::Method::POST, &path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body("words=Hello+%FF%FE+there&title=Siân".as_bytes().to_vec());
    let seen = Seen::read(bad.send().await.unwrap()).await;
    assert_eq!(seen.status, 422);
    assert!(seen.typed("words").starts_with("Hello") && seen.typed("words").ends_with("there"));

    let empty = phone.press(&path, &[("words", "  ")]).await;
    assert_eq!(empty.status, 422);
    assert!(
        phone.get(&path).await.typed("words") == "First words",
        "what was kept stays kept"
    );
}

#[actix_web::test]
async fn a_story_without_words_or_answers_is_not_sent() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let seen = phone
        .press("/me/story/new", &[("way", "write"), ("nonce", "n")])
        .await;
    let id = story_in(&seen.path);
    let send = format!("/me/story/{id}/send");
    let seen = phone.press(&send, &[]).await;
    assert_eq!(seen.status, 422);
    assert!(seen.says("There is no story yet."));
    phone
        .press(&format!("/me/story/{id}/write"), &[("words", "Now")])
        .await;
    let seen = phone.press(&send, &[]).await;
    assert_eq!(seen.status, 422);
    assert!(seen.says("Pick who can see your story first."));
}
