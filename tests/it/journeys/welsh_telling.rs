//! Telling a story in Welsh: every page of it, what is refused, and what a script says.
use entity::consent::WORDING;

use super::filming::small_film;
use super::placing::{self, send, voice};
use super::supporting::handed_over;
use super::telling::{sam_at_the_phone, story_in, written};
use crate::support::app::spawn_app;
use crate::support::html::Seen;
use crate::support::media::phone_picture;
use crate::support::tales::Tales;
use crate::support::welsh::all_welsh;

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
        phone.in_welsh(&at(page), &["Y bws gwyrdd", "Fernleigh"]).await;
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
    let lost = async |path: String| {
        let request = phone.request(reqwest::Method::POST, &path);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        Seen::read(request.body("words=%FF").send().await.unwrap()).await
    };
    let lost = (lost(at("write")).await, lost(format!("/cy{}", at("write"))).await);
    assert_eq!(lost.1.status, 422);
    all_welsh(&lost.0, &lost.1, &[]);

    let form = phone.in_welsh(&at("about"), &[]).await;
    let theme = form.attributes("[name=about]", "value");
    phone.press(&at("about"), &[("about", &theme[0])]).await;
    phone.press(&at("feeling"), &[("feeling", "3")]).await;
    for page in ["write", "who", "check"] {
        phone.in_welsh(&at(page), &["Y bws gwyrdd", "Fernleigh"]).await;
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
        .in_welsh(
            &at("check"),
            &["Y bws gwyrdd", "My story about my home", "Fernleigh"],
        )
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
        phone
            .in_welsh(
                &at(page),
                &["Y bws gwyrdd", "My story about my home", "Fernleigh"],
            )
            .await;
    }
    phone.press(&at("send"), &[("cut", &check.typed("cut"))]).await;
    phone.in_welsh(&at("done"), &[]).await;
    phone
        .in_welsh(
            &at("as/leaders"),
            &["Y bws gwyrdd", "My story about my home", "Fernleigh"],
        )
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

#[actix_web::test]
async fn a_film_a_voice_and_pictures_are_sent_in_welsh() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    for way in ["film", "talk"] {
        let about = phone
            .press("/me/story/new", &[("way", way), ("nonce", way)])
            .await;
        let id = story_in(&about.path);
        let at = |page: &str| format!("/me/story/{id}/{page}");
        phone.in_welsh(&at(&format!("about?way={way}")), &[]).await;
        let photo = Some(("film", phone_picture()));
        let (english, welsh) = (
            send(&phone, &at(way), &[], photo.clone()).await,
            send(&phone, &format!("/cy{}", at(way)), &[], photo).await,
        );
        all_welsh(&english, &welsh, &[]);
        assert!(welsh.says("Llun yw hwn."), "{}", welsh.words());
        let none = send(&phone, &format!("/cy{}", at(way)), &[("to", "")], None).await;
        all_welsh(&send(&phone, &at(way), &[("to", "")], None).await, &none, &[]);

        let film = if way == "film" { small_film() } else { voice() };
        send(&phone, &at(way), &[], Some(("film", film.clone()))).await;
        phone.in_welsh(&at(way), &[]).await;
        app.settle().await;
        let mut pages = vec![way.to_owned(), format!("{way}/again"), "film/out".to_owned()];
        pages.extend(["film/progress", "feeling", "check", "show"].map(str::to_owned));
        for page in pages {
            phone.in_welsh(&at(&page), &["My story"]).await;
        }
        let out = phone.press(&format!("/cy{}", at("film/out")), &[]).await;
        assert!(out.texts(".fh-notice").concat().contains("allan o'ch stori."));
        // Half of it: it cannot be played.
        let half = film.get(..film.len() / 2).unwrap().to_vec();
        send(&phone, &at(way), &[], Some(("film", half))).await;
        app.settle().await;
        for page in [way, "check", "feeling"] {
            phone.in_welsh(&at(page), &["My story"]).await;
        }
    }
}

#[actix_web::test]
async fn pictures_are_told_with_and_added_in_welsh() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "Y bws gwyrdd").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    for file in [
        heic,
        b"%PDF-1.7 a letter".to_vec(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        b"Just words".to_vec(),
        small_film(),
    ] {
        let sent = async |page: String| send(&phone, &page, &[], Some(("picture", file.clone()))).await;
        all_welsh(
            &sent(at("pictures")).await,
            &sent(format!("/cy{}", at("pictures"))).await,
            &[],
        );
    }
    send(&phone, &at("pictures"), &[], Some(("picture", phone_picture()))).await;
    phone.in_welsh(&at("pictures"), &[]).await;
    app.settle().await;
    let page = phone.in_welsh(&at("pictures"), &[]).await;
    let out = page.attributes(".st-card a", "href").remove(0);
    phone.in_welsh(out.trim_start_matches("/cy"), &[]).await;
    phone.in_welsh(&at("check"), &["My story", "Y bws gwyrdd"]).await;

    let id = placing::begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let choose = phone.in_welsh(&at("choose"), &[]).await;
    let picture = choose.attributes("[name=picture]", "value").remove(0);
    phone.press(&at("choose"), &[("picture", &picture)]).await;
    for page in [
        "choose/topics",
        "choose/mine",
        "each/1",
        "each/1/say",
        "each/1/out",
        "strip",
        "more",
    ] {
        phone.in_welsh(&at(page), &[]).await;
    }
    placing::on_it(&phone, &at("each/1"), "face", "2").await;
    let own = ["My story about my home"];
    for page in ["strip", "feeling", "about?way=pictures", "check", "way"] {
        phone.in_welsh(&at(page), &own).await;
    }
    for page in ["/me/photos", "/me/photos/new", "/me/watch", "/me"] {
        phone.in_welsh(page, &[]).await;
    }
}

#[actix_web::test]
async fn half_an_hour_with_a_helper_is_in_welsh() {
    let tales = Tales::begin().await;
    let (device, _) = handed_over(&tales, &tales.bet, "write").await;
    let shut = device.in_welsh("/me", &[]).await;
    assert!(shut.texts(".st-beside").concat().contains("30 munud ar ôl"));
    let story = shut.attributes("main .st-button", "href").remove(0);
    device
        .in_welsh(&format!("{}/write", story.trim_start_matches("/cy")), &[])
        .await;
    tales.app.hours_pass(1);
    let path = format!("{}/write", story.trim_start_matches("/cy"));
    device.in_welsh(&path, &[]).await;
    device
        .refused_in_welsh(&path, &[("words", "Y bws gwyrdd")], &[])
        .await;
}
