//! Coming in by a link, and what happens to a card that is lost.
use entity::reach::{self, Reach, Way};
use entity::{Role, account};

use super::telling::easy;
use crate::support::actors::{Actor, PASSWORD, Sam};
use crate::support::app::TestApp;
use crate::support::post::Post;

const EMAIL: &str = "sam@home.example";

/// Sam, whose team wrote down how to reach them.
async fn sam_with(app: &TestApp, reach: Reach) -> Sam {
    let sam = app.sam().await;
    let asha = account::by_email(&app.state.db, "asha@example.gov.uk").await;
    let asha = app.viewer(asha.unwrap().unwrap().id).await;
    let tx = app.state.db.begin().await.unwrap();
    reach::set(&tx, &asha, sam.participant, &reach, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    sam
}

fn by_mail() -> Reach {
    Reach {
        wish: Some(Way::Email),
        email: Some(EMAIL.into()),
        phone: Some("07700900123".into()),
    }
}

async fn asks(app: &TestApp, address: &str) -> Actor {
    let phone = app.anonymous();
    let seen = phone.press("/sign-in/link", &[("address", address)]).await;
    assert_eq!((seen.status.as_u16(), seen.path.as_str()), (200, "/sign-in/sent"));
    easy(&seen);
    app.settle().await;
    phone
}

/// The path of the newest link that came.
fn newest(app: &TestApp, post: &Post) -> String {
    let came = post.came();
    let link = came
        .last()
        .unwrap()
        .link(&format!("{}/l/", app.state.config.server.public_url));
    link.replace(&app.state.config.server.public_url, "")
}

#[actix_web::test]
async fn a_link_comes_by_mail_and_only_the_press_signs_in_and_only_once() {
    let post = Post::open().await;
    let app = post.app().await;
    sam_with(&app, by_mail()).await;
    easy(&app.anonymous().get("/sign-in/link").await);

    let phone = asks(&app, " Sam@Home.example ").await;

    let came = post.came();
    assert_eq!(came.len(), 1);
    assert_eq!(came[0].to, EMAIL);
    assert!(came[0].data.contains("Hello Sam.") && !came[0].data.contains("Pritchard"));
    let link = newest(&app, &post);
    for _ in 0..3 {
        // A mail scanner opens every link before the person does.
        let scanned = app.anonymous().get(&link).await;
        assert_eq!(
            (scanned.status.as_u16(), scanned.heading().as_str()),
            (200, "Hello Sam.")
        );
        assert!(scanned.says("Is this you?"));
        assert_eq!(scanned.header("set-cookie"), "", "looking signs nobody in");
    }
    assert_eq!(phone.press(&link, &[("answer", "no")]).await.path, "/help");
    let inside = phone.press(&link, &[("answer", "yes")]).await;
    assert_eq!(inside.path, "/me");

    let again = app.anonymous();
    for seen in [
        again.get(&link).await,
        again.press(&link, &[("answer", "yes")]).await,
    ] {
        assert_eq!(seen.status, 410);
        assert!(seen.says("It is not your fault.") && !seen.says("Sign out"));
    }
    let seen = again.press(&format!("{link}/again"), &[]).await;
    assert_eq!(seen.path, "/sign-in/sent");
    app.settle().await;
    assert_eq!(post.came().len(), 2);
    assert_ne!(newest(&app, &post), link);
    assert_eq!(
        again.press(&newest(&app, &post), &[("answer", "yes")]).await.path,
        "/me"
    );
}

#[actix_web::test]
async fn a_link_is_over_after_a_quarter_of_an_hour() {
    let post = Post::open().await;
    let app = post.app().await;
    sam_with(&app, by_mail()).await;
    let phone = asks(&app, EMAIL).await;
    let link = newest(&app, &post);

    app.state.clock.advance(15 * 60 * 1000 - 1);
    assert_eq!(phone.get(&link).await.status, 200);
    app.state.clock.advance(1);

    assert_eq!(phone.get(&link).await.status, 410);
    assert_eq!(phone.press(&link, &[("answer", "yes")]).await.status, 410);
    assert_eq!(phone.get("/l/nobodys").await.status, 404);
}

#[actix_web::test]
async fn an_address_that_nobody_has_gets_the_same_answer_and_no_message() {
    let post = Post::open().await;
    let app = post.app().await;
    sam_with(&app, by_mail()).await;
    let mut answers = Vec::new();
    for address in [EMAIL, "nobody@home.example", "07700 900999"] {
        let seen = app
            .anonymous()
            .press("/sign-in/link", &[("address", address)])
            .await;
        answers.push((seen.status, seen.path, seen.body));
    }
    app.settle().await;
    assert!(answers.windows(2).all(|two| two[0] == two[1]), "{answers:?}");
    assert_eq!(post.came().len(), 1);

    for address in ["", "sam", "0770", "a b@c"] {
        let seen = app
            .anonymous()
            .press("/sign-in/link", &[("address", address)])
            .await;
        assert_eq!(seen.status, 422, "{address}");
        assert_eq!(seen.typed("address"), address, "nothing typed is lost");
    }
}

#[actix_web::test]
async fn asking_too_often_is_slowed_down_alike_for_known_and_unknown() {
    let post = Post::open().await;
    let app = post.app().await;
    sam_with(&app, by_mail()).await;
    let mut last = Vec::new();
    for address in [EMAIL, "nobody@home.example"] {
        let phone = app.anonymous();
        let mut statuses = Vec::new();
        for _ in 0..12 {
            let seen = phone.press("/sign-in/link", &[("address", address)]).await;
            statuses.push(seen.status.as_u16());
        }
        last.push(statuses);
    }
    app.settle().await;
    assert_eq!(last[0], last[1]);
    assert_eq!(last[0].last(), Some(&429));
    assert_eq!(post.came().len(), 5, "and no mailbox is filled");
}

#[actix_web::test]
async fn a_link_goes_to_a_phone_as_one_plain_text() {
    let post = Post::open().await;
    let app = post.app().await;
    sam_with(&app, by_mail()).await;
    let phone = asks(&app, "07700 900 123").await;
    let came = post.came();
    assert_eq!(came[0].to, "07700900123@sms.example");
    assert!(!came[0].data.contains("<html"), "{}", came[0].data);
    assert_eq!(
        phone.press(&newest(&app, &post), &[("answer", "yes")]).await.path,
        "/me"
    );
}

#[actix_web::test]
async fn another_address_ends_the_links_that_are_under_way() {
    let post = Post::open().await;
    let app = post.app().await;
    let sam = sam_with(&app, by_mail()).await;
    let stranger = asks(&app, EMAIL).await;
    let link = newest(&app, &post);
    let phone = app.anonymous();
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    let fields = [("wish", "email"), ("address", "new@home.example")];
    let seen = phone.press("/me/messages/address", &fields).await;
    assert!(seen.says("We will send you an e-mail."), "{}", seen.words());
    assert_eq!(stranger.press(&link, &[("answer", "yes")]).await.status, 410);
}

#[actix_web::test]
async fn a_lost_card_is_cancelled_in_one_press_and_the_phone_in_the_hand_goes_on() {
    let post = Post::open().await;
    let app = post.app().await;
    let sam = app.sam().await;
    let card = format!("/c/{}", sam.card);
    let (phone, finder) = (app.anonymous(), app.anonymous());
    phone.press(&card, &[("answer", "yes")]).await;
    finder.press(&card, &[("answer", "yes")]).await;
    let page = phone.get("/me/card").await;
    easy(&page);
    assert!(phone.get("/help").await.says("I lost my card"));

    let seen = phone.press("/me/card/lost", &[]).await;

    assert!(seen.says("Your card does not work any more."), "{}", seen.words());
    assert_eq!(phone.get("/me").await.path, "/me", "still in");
    assert_eq!(
        finder.get("/me").await.path,
        "/sign-in?next=/me",
        "whoever found it is out"
    );
    let stopped = finder.get(&card).await;
    assert_eq!(stopped.status, 410);
    assert!(stopped.says("Ask Jo for a new card.") && stopped.link("Send me a link").is_some());

    phone.press("/me/card/new", &[]).await;
    phone.press("/me/card/new", &[]).await;
    let desk = app.anonymous();
    desk.sign_in("asha@example.gov.uk", PASSWORD).await;
    let list = desk.get("/studio/messages").await;
    assert_eq!(
        list.words().matches("Make them a new card").count(),
        1,
        "{}",
        list.words()
    );
    assert!(desk.get("/for-you").await.link("See who it is").is_some());
    assert_eq!(
        app.staff(Role::Frontline)
            .await
            .get("/studio/messages")
            .await
            .status,
        403
    );
}

#[actix_web::test]
async fn a_phone_that_answers_nonsense_is_turned_away_and_an_address_of_numbers_offers_none() {
    let post = Post::open().await;
    let app = post.app().await;
    let sam = app.sam().await;
    let phone = app.anonymous();
    for (path, body) in [("/sign-in/phone/in", "{}"), ("/sign-in/phone/in", "[[[")] {
        let request = phone
            .request(reqwest::Method::POST, path)
            .body(body)
            .build()
            .unwrap();
        assert_eq!(phone.send(request).await.status(), 400);
    }
    assert_eq!(phone.press("/sign-in/phone/start", &[]).await.status, 404);
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    let page = phone.get("/me/lock").await;
    easy(&page);
    assert!(page.attributes("[data-lock]", "data-lock").is_empty());
    assert!(page.says("Your card works as always."));
}
