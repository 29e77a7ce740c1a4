//! A council's own pictures and questions: added, read for hard words, put in order, offered no more.
use entity::{Role, pack};

use super::placing::{begun, send};
use super::telling::sam_at_the_phone;
use crate::support::app::spawn_app;
use crate::support::media::phone_picture;

#[tokio::test]
async fn a_councils_own_picture_is_offered_first_and_stays_in_the_story_that_has_it() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let admin = app.staff(Role::Admin).await;
    assert!(admin.get("/admin/packs").await.says("My home"));
    let new = admin.get("/admin/packs/home/new?kind=picture").await;
    assert_eq!(new.heading(), "Add a picture");
    let fields = [
        ("kind", "picture"),
        ("en", "Fern House"),
        ("cy", "Tŷ Rhedyn"),
        ("symbol", "home"),
    ];
    let seen = send(
        &admin,
        "/admin/packs/home/new",
        &fields,
        Some(("photo", phone_picture())),
    )
    .await;
    assert_eq!(seen.path, "/admin/packs/home", "{}", seen.words());
    let id = begun(&phone).await;
    let choose = phone.get(&format!("/me/story/{id}/choose")).await;
    let first = choose.attributes("button[name=picture]", "value").remove(0);
    assert!(choose.texts("button[name=picture]")[0].contains("Fern House"));
    let src = choose.attributes(".st-tile__photo", "src").remove(0);
    assert_eq!(
        app.anonymous().get(&src).await.header("content-type"),
        "image/jpeg"
    );
    phone
        .press(&format!("/me/story/{id}/choose"), &[("picture", &first)])
        .await;

    let card = format!("/admin/packs/home/cards/{first}");
    let down = admin.press(&format!("{card}/place"), &[("do", "later")]).await;
    assert!(down.says("It comes later now."));
    let choose = phone.get(&format!("/me/story/{id}/choose")).await;
    assert!(choose.texts("button[name=picture]")[1].contains("Fern House"));
    admin.press(&format!("{card}/place"), &[("do", "retire")]).await;
    let choose = phone.get(&format!("/me/story/{id}/choose")).await;
    assert!(!choose.says("Fern House"));
    let strip = phone.get(&format!("/me/story/{id}/strip")).await;
    assert_eq!(strip.attributes(".fh-strip__photo", "src"), [src.as_str()]);
    for page in [
        "/admin/packs/nothing",
        "/admin/packs/home/cards/nothing",
        "/admin/packs/food/cards/home-bed",
    ] {
        assert_eq!(admin.get(page).await.status, 404, "{page}");
    }
    // The sweep of what no row names leaves it.
    app.days_pass(2);
    app.hourly().await;
    assert_eq!(phone.get(&src).await.status, 200);
}

#[tokio::test]
async fn hard_words_come_back_with_the_word_to_change() {
    let app = spawn_app().await;
    let admin = app.staff(Role::Admin).await;
    let at = "/admin/packs/money/new";
    for (en, cy, said) in [
        ("You must tell us about money", "", "Leave out “must”."),
        (
            "What assistance do you get?",
            "",
            "Change “assistance” to “help”.",
        ),
        ("Do you have money? Is it enough?", "", "Say one thing only."),
        ("Who helps you?", "Mae'n rhaid dweud", "Leave out “rhaid”."),
        ("", "", "Write what it says in English"),
    ] {
        let fields = [("kind", "prompt"), ("en", en), ("cy", cy), ("symbol", "bank")];
        let again = send(&admin, at, &fields, None).await;
        assert_eq!(again.status, 422, "{en}");
        assert!(
            again.asked_to_change()[0].contains(said),
            "{:?}",
            again.asked_to_change()
        );
        assert_eq!(
            (again.typed("en").as_str(), again.typed("symbol").as_str()),
            (en, "bank")
        );
    }
    let fields = [
        ("kind", "prompt"),
        ("en", "Who helps you pay?"),
        ("symbol", "bank"),
    ];
    assert_eq!(send(&admin, at, &fields, None).await.path, "/admin/packs/money");
    let offered = pack::prompts_for(&app.state.db, "money", "cy").await.unwrap();
    assert_eq!(offered[0].words, "Who helps you pay?", "not said in Welsh yet");
    let question = format!("/admin/packs/money/cards/{}", offered[0].key);
    let fields = [
        ("en", "Who helps you pay?"),
        ("cy", "Pwy sy'n helpu?"),
        ("symbol", "bank"),
    ];
    send(&admin, &question, &fields, None).await;
    let offered = pack::prompts_for(&app.state.db, "money", "cy").await.unwrap();
    assert_eq!(offered[0].words, "Pwy sy'n helpu?");
    admin.press("/admin/packs", &[("faces", "3")]).await;
    assert!(admin.get("/admin/packs").await.says("People pick from 3 faces"));
}
