//! Messages in the person's own format: once each, never a word of a story, and asked again when sent.
use entity::consent::WORDING;
use entity::setting::{self, Settings};

use super::telling::{easy, written};
use crate::support::actors::{Actor, PASSWORD};
use crate::support::app::TestApp;
use crate::support::house::until;
use crate::support::post::{Mood, Post};

/// Sam, who wants this, has sent a story that says "Plumsecret"; a day to think begins.
async fn sam_sent_a_story(app: &TestApp, wish: &[(&str, &str)]) -> (Actor, String) {
    let sam = app.sam().await;
    let phone = app.anonymous();
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    let path = if wish.len() > 1 {
        "/me/messages/address"
    } else {
        "/me/messages"
    };
    if !wish.is_empty() {
        assert_eq!(phone.press(path, wish).await.path, "/me/messages");
    }
    let tx = app.state.db.begin().await.unwrap();
    setting::set(&tx, None, Settings::default(), app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let id = written(&phone, "Plumsecret words").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let yes = [("audience", "planners"), ("form", "words"), ("wording", WORDING)];
    phone.press(&at("show"), &yes).await;
    let cut = phone.get(&at("check")).await.typed("cut");
    assert_eq!(phone.press(&at("send"), &[("cut", &cut)]).await.path, at("done"));
    app.hours_pass(25);
    (phone, id)
}

async fn asha(app: &TestApp) -> Actor {
    let desk = app.anonymous();
    desk.sign_in("asha@example.gov.uk", PASSWORD).await;
    desk
}

const BY_MAIL: [(&str, &str); 2] = [("wish", "email"), ("address", "sam@home.example")];

#[actix_web::test]
async fn who_wants_email_is_reminded_once_and_nothing_of_the_story_is_in_it() {
    let post = Post::open().await;
    let app = post.app().await;
    let (phone, _) = sam_sent_a_story(&app, &BY_MAIL).await;
    for page in [
        "/me/messages",
        "/me/messages/address?wish=text",
        "/me/messages/address?wish=email",
    ] {
        easy(&phone.get(page).await);
    }
    for _ in 0..3 {
        app.hourly().await;
    }
    let came = post.came();
    assert_eq!(came.len(), 1, "{came:?}");
    assert_eq!(came[0].to, "sam@home.example");
    assert!(
        came[0].data.contains("Your story is ready to share.\n"),
        "{}",
        came[0].data
    );
    assert!(came[0].data.contains("Do you still want this?"));
    assert!(!came[0].data.contains("Plumsecret") && !came[0].data.contains("Pritchard"));
    let home = format!("{}/me", app.state.config.server.public_url);
    assert_eq!(came[0].link(&home), home);
    assert!(
        asha(&app)
            .await
            .get("/studio/messages")
            .await
            .says("There is no letter to print.")
    );
}

#[actix_web::test]
async fn who_was_not_asked_gets_a_letter_with_a_card_that_works() {
    let post = Post::open().await;
    let app = post.app().await;
    sam_sent_a_story(&app, &[]).await;
    app.hourly().await;
    app.hourly().await;
    assert!(post.came().is_empty());
    let desk = asha(&app).await;
    let list = desk.get("/studio/messages").await;
    assert_eq!(list.texts(".sf-result").len(), 1, "{}", list.words());
    assert!(!list.says("Sam") && !list.says("Plumsecret"));
    let forms = list.attributes("form", "action");
    let at = |end: &str| forms.iter().find(|path| path.ends_with(end)).unwrap().clone();
    let word = [("nonce", list.typed("nonce"))];
    let word = [(word[0].0, word[0].1.as_str())];

    let letter = desk.press(&at("/print"), &word).await;
    let twice = desk.press(&at("/print"), &word).await;

    assert!(letter.says("Hello Sam.") && letter.says("Your story is ready to share."));
    assert!(!letter.says("Pritchard") && !letter.says("Plumsecret"));
    let card = letter.texts(".sf-print-card__link").concat();
    assert_eq!(
        card,
        twice.texts(".sf-print-card__link").concat(),
        "two presses, one card"
    );
    let card = card.replace(&app.state.config.server.public_url, "");
    assert_eq!(
        app.anonymous().press(&card, &[("answer", "yes")]).await.path,
        "/me"
    );
    assert!(
        desk.press(&at("/posted"), &[])
            .await
            .says("There is no letter to print.")
    );
    assert_eq!(desk.press(&at("/print"), &word).await.status, 404);
    app.hourly().await;
    assert!(
        desk.get("/studio/messages")
            .await
            .says("There is no letter to print.")
    );
}

#[actix_web::test]
async fn what_was_taken_back_while_the_mail_server_slept_is_never_sent() {
    let post = Post::open().await;
    let app = post.app().await;
    let (phone, id) = sam_sent_a_story(&app, &BY_MAIL).await;
    post.feels(Mood::NotNow);
    assert_eq!(firsthand::features::round(&app.state).await, Vec::<&str>::new());
    until("a first try", async || (post.tries() > 0).then_some(())).await;
    phone
        .press(&format!("/me/stories/{id}/back"), &[("answer", "hide")])
        .await;
    post.feels(Mood::Takes);
    app.hours_pass(3);
    app.settle().await;
    assert!(post.came().is_empty(), "{:?}", post.came());
}

#[actix_web::test]
async fn what_the_mail_server_did_not_take_goes_out_later() {
    let post = Post::open().await;
    let app = post.app().await;
    sam_sent_a_story(&app, &BY_MAIL).await;
    post.feels(Mood::NotNow);
    firsthand::features::round(&app.state).await;
    until("a first try", async || (post.tries() > 0).then_some(())).await;
    post.feels(Mood::Takes);
    app.hours_pass(3);
    app.settle().await;
    app.hourly().await;
    assert_eq!(post.came().len(), 1);
}

#[actix_web::test]
async fn an_address_that_is_not_taken_is_said_to_the_team_in_plain_words() {
    let post = Post::open().await;
    let app = post.app().await;
    sam_sent_a_story(&app, &BY_MAIL).await;
    post.feels(Mood::Never);
    app.hourly().await;
    assert_eq!(post.tries(), 1, "an address that is none is not tried again");
    let list = asha(&app).await.get("/studio/messages").await;
    assert!(list.says("We could not send to this address"), "{}", list.words());
    assert!(!list.says("sam@home.example"));
}

#[actix_web::test]
async fn who_wants_no_messages_gets_none() {
    let post = Post::open().await;
    let app = post.app().await;
    let (phone, _) = sam_sent_a_story(&app, &[("wish", "nothing")]).await;
    app.hourly().await;
    assert!(post.came().is_empty());
    assert!(
        asha(&app)
            .await
            .get("/studio/messages")
            .await
            .says("There is no letter to print.")
    );
    assert!(
        phone
            .get("/me")
            .await
            .link("It is time to look at your story")
            .is_some()
    );
}

#[actix_web::test]
async fn the_team_writes_down_how_to_reach_somebody_and_is_told_what_is_missing() {
    let post = Post::open().await;
    let app = post.app().await;
    let sam = app.sam().await;
    let desk = asha(&app).await;
    let path = format!("/studio/participants/{}/reach", sam.participant);
    let typed = [
        ("wish", "email"),
        ("email", "sam at home"),
        ("phone", "07700 900123"),
    ];
    let seen = desk.press(&path, &typed).await;
    assert_eq!(seen.status, 422);
    assert_eq!(
        (seen.typed("email").as_str(), seen.asked_to_change().len()),
        ("sam at home", 1)
    );
    let typed = [("wish", "text"), ("email", ""), ("phone", "")];
    assert_eq!(desk.press(&path, &typed).await.asked_to_change().len(), 1);
    let typed = [("wish", "text"), ("email", ""), ("phone", "+44 7700 900123")];
    assert!(desk.press(&path, &typed).await.says("Saved how we reach"));
    assert_eq!(desk.get(&path).await.typed("phone"), "07700900123");
    app.add_staff("other@example.gov.uk", entity::Role::Researcher)
        .await;
    let other = app.anonymous();
    other.sign_in("other@example.gov.uk", PASSWORD).await;
    assert_eq!(other.get(&path).await.status, 404, "another team");
}

#[actix_web::test]
async fn call_me_reaches_the_team_as_a_task_and_by_mail_until_it_is_done() {
    let post = Post::open().await;
    let app = post.app().await;
    let sam = app.sam().await;
    let phone = app.anonymous();
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    easy(&phone.get("/help").await);
    easy(&phone.get("/help/call?way=text").await);
    let seen = phone
        .press("/help/call", &[("way", "call"), ("phone", "not yet")])
        .await;
    assert_eq!(
        (seen.status.as_u16(), seen.typed("phone").as_str()),
        (422, "not yet")
    );

    for way in ["call", "text"] {
        let seen = phone
            .press("/help/call", &[("way", way), ("phone", "07700 900 123")])
            .await;
        assert!(seen.says("Your number is 07700900123."), "{}", seen.words());
    }
    let help = phone.get("/help").await;
    easy(&help);
    assert!(help.says("We will text you. Your number is 07700900123."));
    app.settle().await;

    let came = post.came();
    assert_eq!(came.len(), 1, "asked twice, told once");
    assert_eq!(came[0].to, "asha@example.gov.uk");
    assert!(!came[0].data.contains("07700") && !came[0].data.contains("Sam"));
    let desk = asha(&app).await;
    let list = desk.get("/studio/messages").await;
    assert!(
        list.says("Send them a text") && list.says("07700900123"),
        "{}",
        list.words()
    );
    assert!(!list.says("Samuel"));
    let done = list.attributes("form[action$='/done']", "action");
    assert_eq!(done.len(), 1);
    assert!(desk.press(&done[0], &[]).await.says("Nobody waits for a call."));
    assert!(!phone.get("/help").await.says("We will text you."));
}

#[actix_web::test]
async fn a_stranger_who_asks_to_be_called_says_a_name_and_reaches_every_researcher() {
    let post = Post::open().await;
    let app = post.app().await;
    app.sam().await;
    let stranger = app.anonymous();
    let seen = stranger.press("/help/call", &[("phone", "07700 900 555")]).await;
    assert_eq!(seen.status, 422, "a name is missing");
    let fields = [("phone", "07700 900 555"), ("name", "Wren"), ("way", "call")];
    assert!(
        stranger
            .press("/help/call", &fields)
            .await
            .says("We will call you.")
    );
    let list = asha(&app).await.get("/studio/messages").await;
    assert!(
        list.says("Wren") && list.says("Was not signed in"),
        "{}",
        list.words()
    );
}

#[actix_web::test]
async fn without_a_mail_server_messages_are_files() {
    let app = crate::support::app::spawn_app().await;
    let sam = app.sam().await;
    let phone = app.anonymous();
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    phone.press("/me/messages/address", &BY_MAIL).await;
    assert!(
        !phone.get("/me/messages").await.says("A text"),
        "no texts without a gateway"
    );
    app.anonymous()
        .press("/sign-in/link", &[("address", "sam@home.example")])
        .await;
    app.settle().await;
    let folder = app.state.config.data.mail();
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
    assert!(text.contains("/l/") && text.contains("sam@home.example"));
}
