//! A story without writing: pictures on faces, one a page.
use entity::Role;

use super::telling::{sam_at_the_phone, story_in};
use crate::support::app::spawn_app;

#[tokio::test]
async fn six_pictures_are_placed_one_by_one_sent_and_found_by_their_words() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let fields = [("way", "pictures"), ("nonce", "p")];
    let about = phone.press("/me/story/new", &fields).await;
    let id = story_in(&about.path);
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let home = about.attributes("button[name=about]", "value").remove(0);
    let mut page = phone
        .press(&at("about"), &[("about", &home), ("way", "pictures")])
        .await;
    for (number, face) in (1..).zip(["4", "3", "2", "skip", "4", "2"]) {
        assert_eq!(page.path, at(&format!("each/{number}")));
        assert!(page.words().contains(&format!("Picture {number} of 6")));
        page = phone.press(&page.path.clone(), &[("face", face)]).await;
    }
    assert_eq!(page.path, at("feeling"));
    phone.press(&at("feeling"), &[("feeling", "skip")]).await;
    let who = [("audience", "staff"), ("wording", entity::consent::WORDING)];
    phone.press(&at("who"), &who).await;
    let show = [
        ("form", "words"),
        ("audience", "staff"),
        ("wording", entity::consent::WORDING),
    ];
    phone.press(&at("show"), &show).await;
    phone
        .press(
            &at("until"),
            &[("until", "stop"), ("wording", entity::consent::WORDING)],
        )
        .await;
    let check = phone.get(&at("check")).await;
    assert!(check.words().contains("You used pictures"), "{}", check.words());
    assert!(check.words().contains("My room: Happy."));
    assert!(!check.words().contains("They see only its name"));
    let cut = check.typed("cut");
    phone.press(&at("send"), &[("cut", &cut)]).await;
    app.settle().await;

    let priya = app.staff(Role::Frontline).await;
    let seen = priya.get(&format!("/insight/stories/{id}")).await.words();
    assert!(
        seen.contains("My room: Happy.") && seen.contains("The staff: Sad."),
        "{seen}"
    );
    assert!(!seen.contains("My own door"), "a skipped picture is not there");
    let found = priya.get("/insight/search?q=room").await.words();
    assert!(found.contains("My story about my home"), "{found}");
    let helen = app.staff(Role::Commissioner).await;
    assert_eq!(helen.get(&format!("/insight/stories/{id}")).await.status, 404);
}

#[tokio::test]
async fn a_picture_is_changed_taken_out_or_not_there() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let fields = [("way", "pictures"), ("nonce", "p")];
    let id = story_in(&phone.press("/me/story/new", &fields).await.path);
    let each = |number: usize| format!("/me/story/{id}/each/{number}");
    phone.press(&each(1), &[("face", "4")]).await;
    assert!(phone.get(&each(1)).await.body.contains("st-face--picked"));
    for nothing in ["", "1", "happy"] {
        let again = phone.press(&each(1), &[("face", nothing)]).await;
        assert_eq!(again.status, 422);
        assert!(again.words().contains("Pick one face, or skip this picture."));
    }
    phone.press(&each(1), &[("face", "skip")]).await;
    assert!(!phone.get(&each(1)).await.body.contains("st-face--picked"));
    for number in [0, 7, 999] {
        assert_eq!(phone.get(&each(number)).await.status, 404);
        assert_eq!(phone.press(&each(number), &[("face", "4")]).await.status, 404);
    }
    // Every picture skipped: there is nothing to send, so it is offered to write.
    let last = phone.press(&each(6), &[("face", "skip")]).await;
    assert_eq!(last.path, format!("/me/story/{id}/write"));
}
