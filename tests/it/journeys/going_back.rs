//! Going back through a story that is told: every answer is still there, and each page says the answer before it.
use entity::consent::WORDING;

use super::telling::{sam_at_the_phone, written};
use crate::support::app::spawn_app;

#[actix_web::test]
async fn going_back_from_the_last_page_to_the_first_every_answer_is_there() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "The lift was broken for three weeks.").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let about = phone.get(&at("about")).await;
    let theme = about.attributes("main button[name=about]", "value").remove(0);
    phone.press(&at("about"), &[("about", &theme)]).await;
    phone.press(&at("feeling"), &[("feeling", "2")]).await;
    let show = [
        ("audience", "staff"),
        ("form", "words"),
        ("form", "voice"),
        ("wording", WORDING),
    ];
    phone.press(&at("show"), &show).await;
    phone
        .press(&at("until"), &[("until", "stop"), ("wording", WORDING)])
        .await;
    let mut seen = phone.get(&at("check")).await;
    let mut walked = Vec::new();
    while seen.path != "/me" {
        let back = seen.attributes("a.govuk-back-link", "href").remove(0);
        seen = phone.get(&back).await;
        assert!(seen.status.is_success(), "{back}: {}", seen.status);
        let page = seen
            .path
            .split('?')
            .next()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        let picked = |css: &str| seen.attributes(css, "value");
        match page.as_str() {
            "until" => assert_eq!(picked("[aria-pressed=true]"), ["stop"]),
            "show" => assert!(picked("input[name=form][checked]").contains(&"words".to_owned())),
            "who" => assert_eq!(picked("input[name=audience][checked]"), ["staff"]),
            "feeling" => assert_eq!(picked("[aria-pressed=true]"), ["2"]),
            "about" => assert_eq!(picked("[aria-pressed=true]"), [theme.as_str()]),
            "way" => assert_eq!(picked("[aria-pressed=true]"), ["write"]),
            "write" => assert!(seen.texts("textarea").concat().contains("The lift was broken")),
            _ => {}
        }
        if !matches!(page.as_str(), "way" | "me") {
            assert_eq!(
                seen.texts(".st-echo__change").len(),
                1,
                "{page} says the answer before"
            );
        }
        walked.push(page);
    }
    assert_eq!(
        walked,
        [
            "until", "show", "who", "feeling", "pictures", "write", "about", "way", "me"
        ]
        .into_iter()
        .filter(|page| walked.iter().any(|walked| walked == page))
        .collect::<Vec<_>>()
    );
    for page in ["until", "show", "who", "feeling", "write", "about", "way"] {
        assert!(
            walked.iter().any(|walked| walked == page),
            "{page} is on the way back: {walked:?}"
        );
    }
}
