//! Telling a story in Welsh: every page of it, what is refused, and what a script says.
use entity::consent::WORDING;

use super::telling::{sam_at_the_phone, story_in, written};
use crate::support::app::spawn_app;

#[actix_web::test]
async fn a_story_is_written_checked_and_sent_in_welsh() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let home = phone.in_welsh("/me", &[]).await;
    assert_eq!(home.heading(), "Helo Sam.");
    assert_eq!(home.link("Dweud stori").as_deref(), Some("/cy/me/choose"));
    for page in ["/me/choose", "/me/story/new", "/me/phone"] {
        phone.in_welsh(page, &[]).await;
    }
    phone.refused_in_welsh("/me/story/new", &[], &[]).await;

    let id = written(&phone, "Y bws gwyrdd").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    for page in [
        "way",
        "about",
        "about/more?page=1",
        "about/more?page=2",
        "about/more?page=3",
        "ready",
        "ready?way=talk",
        "film",
        "talk",
        "write",
        "pictures",
        "feeling",
        "who",
        "show",
        "until",
        "film/progress",
    ] {
        phone.in_welsh(&at(page), &["Y bws gwyrdd"]).await;
    }
    for page in ["way", "about", "write", "feeling", "show", "until"] {
        phone
            .refused_in_welsh(&at(page), &[("wording", WORDING)], &[])
            .await;
    }
    phone
        .refused_in_welsh(&at("who"), &[("audience", "public")], &[])
        .await;
    let long = "a".repeat(60_001);
    phone
        .refused_in_welsh(&at("write"), &[("words", &long)], &[])
        .await;
    phone
        .refused_in_welsh(&at("write"), &[("words", "\u{fffd}")], &[])
        .await;

    let form = phone.in_welsh(&at("about"), &[]).await;
    let theme = form.attributes("[name=about]", "value");
    phone.press(&at("about"), &[("about", &theme[0])]).await;
    phone.press(&at("feeling"), &[("feeling", "3")]).await;
    for page in ["write", "who", "check"] {
        phone.in_welsh(&at(page), &["Y bws gwyrdd"]).await;
    }
    let yes = [
        ("audience", "planners"),
        ("audience", "leaders"),
        ("form", "words"),
        ("form", "face"),
        ("wording", WORDING),
    ];
    phone.press(&at("show"), &yes).await;
    let check = phone
        .in_welsh(&at("check"), &["Y bws gwyrdd", "My story about my home"])
        .await;
    assert!(
        check.says("fy ngeiriau, a hefyd fy wyneb a fy lluniau"),
        "{}",
        check.words()
    );
    for page in [
        "who",
        "show",
        "show?only=leaders",
        "until",
        "as/leaders",
        "as/public",
    ] {
        phone.in_welsh(&at(page), &["Y bws gwyrdd"]).await;
    }
    phone.press(&at("send"), &[("cut", &check.typed("cut"))]).await;
    phone.in_welsh(&at("done"), &[]).await;
    phone
        .in_welsh(&at("as/leaders"), &["Y bws gwyrdd", "My story about my home"])
        .await;
}

#[actix_web::test]
async fn a_story_that_was_begun_in_welsh_has_a_welsh_name_and_may_go_on_in_english() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let about = phone
        .press("/cy/me/story/new", &[("way", "write"), ("nonce", "n")])
        .await;
    assert!(about.path.starts_with("/cy/me/story/"), "{}", about.path);
    let id = story_in(about.path.trim_start_matches("/cy"));
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let theme = about.attributes("[name=about]", "value");
    let write = phone
        .press(&format!("/cy{}", at("about")), &[("about", &theme[0])])
        .await;
    assert_eq!(write.heading(), "Ysgrifennu eich stori");
    // The name that we gave it is nobody's own words, in neither language.
    assert_eq!(write.typed("title"), "");
    assert_eq!(phone.get(&at("write")).await.typed("title"), "");
    phone
        .press(&format!("/cy{}", at("write")), &[("words", "Y bws gwyrdd")])
        .await;
    let check = phone.get(&format!("/cy{}", at("as/team"))).await;
    assert!(!check.says("My story"), "{}", check.words());
    phone.press(&at("about"), &[("about", &theme[1])]).await;
    let stories = phone.get("/me/stories").await;
    assert!(stories.says("My story about my family"), "{}", stories.words());
}

#[actix_web::test]
async fn the_choices_of_a_person_and_of_a_device_are_in_welsh() {
    let app = spawn_app().await;
    let device = app.anonymous();
    for page in ["/choices", "/choices/colours", "/choices/size"] {
        device.in_welsh(page, &[]).await;
    }
    let phone = sam_at_the_phone(&app).await;
    for page in [
        "",
        "/pictures",
        "/colours",
        "/size",
        "/calm",
        "/language",
        "/helper",
    ] {
        phone.in_welsh(&format!("/me/choices{page}"), &[]).await;
    }
    let long = "a".repeat(1000);
    phone
        .refused_in_welsh("/me/choices/helper", &[("name", &long)], &[])
        .await;
    phone.refused_in_welsh("/me/choices/calm", &[], &[]).await;
}
