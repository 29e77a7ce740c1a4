//! Coming in: by card, by password, by invitation; and who may not.
use entity::Role;

use crate::support::actors::PASSWORD;
use crate::support::app::{spawn_app, spawn_app_with};

#[actix_web::test]
async fn looking_at_a_card_signs_nobody_in() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = app.anonymous();

    let seen = phone.get(&format!("/c/{}", sam.card)).await;

    assert_eq!(seen.status, 200);
    assert_eq!(seen.heading(), "Hello Sam.");
    assert!(seen.says("Is this you?") && !seen.says("Pritchard"));
    assert!(
        seen.attributes("img", "src")
            .iter()
            .any(|src| src.contains("fox"))
    );
    assert_eq!(seen.header("set-cookie"), "");
    assert_eq!(phone.get("/admin/accounts").await.heading(), "Sign in");
}

#[actix_web::test]
async fn saying_yes_signs_sam_in_and_no_goes_to_help() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let (sams, another) = (app.anonymous(), app.anonymous());
    let card = format!("/c/{}", sam.card);

    let no = another.press(&card, &[("answer", "no")]).await;
    let yes = sams.press(&card, &[("answer", "yes")]).await;

    assert_eq!((no.status.as_u16(), no.path.as_str()), (200, "/help"));
    assert!(!another.get("/").await.says("Sign out"));
    assert_eq!(yes.status, 200);
    assert!(yes.says("Sign out"));
    assert_eq!(sams.get("/admin/accounts").await.status, 403);
}

#[actix_web::test]
async fn a_storyteller_stays_in_for_months_but_not_for_ever() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = app.anonymous();
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;

    for _ in 0..3 {
        app.days_pass(60);
        assert!(
            phone.get("/help").await.says("Sign out"),
            "each visit makes it longer"
        );
    }
    app.days_pass(91);
    assert!(!phone.get("/help").await.says("Sign out"));
}

#[actix_web::test]
async fn a_cancelled_card_says_whom_to_ask_and_ends_its_sessions() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let phone = app.anonymous();
    let path = format!("/c/{}", sam.card);
    phone.press(&path, &[("answer", "yes")]).await;

    let asha = entity::account::by_email(&app.state.db, "asha@example.gov.uk")
        .await
        .unwrap()
        .unwrap();
    let asha = app.viewer(asha.id).await;
    let cards = entity::card::list(&app.state.db, &asha, sam.participant)
        .await
        .unwrap();
    let tx = app.state.db.begin().await.unwrap();
    entity::card::cancel(&tx, &asha, cards[0].id, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let seen = phone.get(&path).await;
    assert_eq!(seen.status, 410);
    assert!(seen.says("Ask Jo for a new card") && !seen.says("Sign out"));
    let pressed = phone.press(&path, &[("answer", "yes")]).await;
    assert_eq!(pressed.status, 410);
    assert!(!phone.get("/help").await.says("Sign out"));
}

#[actix_web::test]
async fn an_unknown_card_looks_like_nothing_at_all() {
    let app = spawn_app().await;
    let seen = app.anonymous().get("/c/abc").await;
    assert_eq!(seen.status, 404);
    assert!(seen.says("This card does not work"));
}

#[actix_web::test]
async fn staff_sign_in_go_where_they_wanted_and_sign_out() {
    let app = spawn_app().await;
    app.add_staff("ada@example.gov.uk", Role::Admin).await;
    let ada = app.anonymous();

    let turned_back = ada.get("/admin/accounts").await;
    assert_eq!(turned_back.path, "/sign-in?next=/admin/accounts");
    let fields = [
        ("email", " ADA@example.gov.uk "),
        ("password", PASSWORD),
        ("next", "/admin/accounts"),
    ];
    let inside = ada.press("/sign-in", &fields).await;
    assert_eq!(
        (inside.status.as_u16(), inside.heading().as_str()),
        (200, "Accounts")
    );

    let outside = ada.press("/sign-out", &[]).await;
    assert!(outside.says("You are signed out."));
    assert_eq!(ada.get("/admin/accounts").await.heading(), "Sign in");
}

#[actix_web::test]
async fn a_stranger_learns_nothing_from_the_sign_in_page() {
    let app = spawn_app().await;
    app.add_staff("ada@example.gov.uk", Role::Admin).await;
    let stranger = app.anonymous();

    let wrong = stranger.sign_in("ada@example.gov.uk", "not this one").await;
    let unknown = stranger.sign_in("eve@example.gov.uk", "not this one").await;

    assert_eq!((wrong.status.as_u16(), unknown.status.as_u16()), (422, 422));
    assert_eq!(wrong.asked_to_change(), unknown.asked_to_change());
    assert!(wrong.title().starts_with("Error: "));
    assert_eq!(wrong.typed("email"), "ada@example.gov.uk");
    assert!(
        !wrong.body.contains("not this one"),
        "a password is never sent back"
    );
}

#[actix_web::test]
async fn an_empty_sign_in_form_says_what_to_enter() {
    let app = spawn_app().await;
    let seen = app.anonymous().press("/sign-in", &[]).await;
    assert_eq!(seen.status, 422);
    assert_eq!(
        seen.asked_to_change(),
        ["Enter your email address", "Enter your password"]
    );
}

#[actix_web::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let app = spawn_app().await;
    app.add_staff("ada@example.gov.uk", Role::Admin).await;
    let fields = [
        ("email", "ada@example.gov.uk"),
        ("password", PASSWORD),
        ("next", "//evil.example/"),
    ];
    let seen = app.anonymous().press("/sign-in", &fields).await;
    assert_eq!(seen.path, "/admin/accounts");
}

#[actix_web::test]
async fn guessing_is_slowed_down() {
    let app = spawn_app_with(|config| config.security.account_tries_per_minute = 2).await;
    let stranger = app.anonymous();
    for _ in 0..2 {
        assert_eq!(stranger.sign_in("ada@example.gov.uk", "guess").await.status, 422);
    }
    let seen = stranger.sign_in("Ada@example.gov.uk", "guess").await;
    assert_eq!(seen.status, 429);
    assert!(seen.says("Wait one minute") && !seen.header("retry-after").is_empty());
}

#[actix_web::test]
async fn the_session_is_another_one_after_signing_in() {
    let app = spawn_app().await;
    app.add_staff("ada@example.gov.uk", Role::Admin).await;
    let ada = app.anonymous();
    let before = ada
        .request(reqwest::Method::POST, "/sign-in")
        .form(&[("email", "ada@example.gov.uk"), ("password", PASSWORD)]);
    let before = before.send().await.unwrap();
    assert!(before.status().is_success());

    let other = app.anonymous();
    let cookie = |seen: &reqwest::Response| {
        seen.headers()
            .get("set-cookie")
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let again = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let sign_in = |cookie: Option<String>| {
        let mut request = again
            .post(format!("{}/sign-in", app.address))
            .header("sec-fetch-site", "same-origin")
            .form(&[("email", "ada@example.gov.uk"), ("password", PASSWORD)]);
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie.split(';').next().unwrap().to_owned());
        }
        request.send()
    };
    let first = cookie(&sign_in(None).await.unwrap()).unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(first.contains(part), "{first}");
    }
    let second = cookie(&sign_in(Some(first.clone())).await.unwrap()).unwrap();
    assert_ne!(first, second);

    let with_first = other
        .request(reqwest::Method::GET, "/admin/accounts")
        .header("cookie", first.split(';').next().unwrap());
    let seen = crate::support::html::Seen::read(with_first.send().await.unwrap()).await;
    assert_eq!(seen.heading(), "Sign in", "the session from before has ended");
}

#[actix_web::test]
async fn staff_are_signed_out_after_half_a_day_without_a_press() {
    let app = spawn_app().await;
    let ada = app.staff(Role::Admin).await;
    app.hours_pass(11);
    assert_eq!(ada.get("/admin/accounts").await.heading(), "Accounts");
    app.hours_pass(11);
    assert_eq!(ada.get("/admin/accounts").await.heading(), "Accounts");
    app.hours_pass(13);
    assert_eq!(ada.get("/admin/accounts").await.heading(), "Sign in");
}

#[actix_web::test]
async fn staff_sign_in_again_after_a_week_however_busy() {
    let app = spawn_app().await;
    let ada = app.staff(Role::Admin).await;
    for _ in 0..16 {
        app.hours_pass(10);
        assert_eq!(ada.get("/admin/accounts").await.heading(), "Accounts");
    }
    app.hours_pass(9);
    assert_eq!(ada.get("/admin/accounts").await.heading(), "Sign in");
}

#[actix_web::test]
async fn an_invitation_works_once() {
    let app = spawn_app().await;
    let ada = app.staff(Role::Admin).await;
    let fields = [
        ("name", "Siân Ŵyn"),
        ("email", "Sian@Example.gov.uk"),
        ("role", "researcher"),
    ];

    let invited = ada.press("/admin/accounts", &fields).await;
    let link = invited.texts("code").concat();
    let path = link.strip_prefix(&app.address).unwrap();
    assert!(invited.says("Siân Ŵyn") && invited.says("Invited"));
    assert!(
        !ada.get("/admin/accounts").await.body.contains(path),
        "shown only once"
    );

    let sian = app.anonymous();
    assert_eq!(sian.get(path).await.heading(), "Hello Siân Ŵyn");
    let short = sian.press(path, &[("password", "short")]).await;
    assert_eq!((short.status.as_u16(), short.asked_to_change().len()), (422, 1));
    let welcome = sian.press(path, &[("password", PASSWORD)]).await;
    assert!(welcome.says("Sign out"), "{}", welcome.words());

    for seen in [
        sian.get(path).await,
        app.anonymous().press(path, &[("password", PASSWORD)]).await,
    ] {
        assert_eq!(seen.status, 404);
        assert!(seen.says("does not work any more"));
    }
    assert!(
        app.anonymous()
            .sign_in("sian@example.gov.uk", PASSWORD)
            .await
            .says("Sign out")
    );
}

#[actix_web::test]
async fn an_invitation_runs_out() {
    let app = spawn_app().await;
    let ada = app.staff(Role::Admin).await;
    let fields = [
        ("name", "Siân"),
        ("email", "sian@example.gov.uk"),
        ("role", "researcher"),
    ];
    let link = ada.press("/admin/accounts", &fields).await.texts("code").concat();
    app.days_pass(8);
    assert_eq!(
        app.anonymous()
            .get(link.strip_prefix(&app.address).unwrap())
            .await
            .status,
        404
    );
}

#[actix_web::test]
async fn inviting_keeps_what_was_typed_and_says_what_to_change() {
    let app = spawn_app().await;
    let ada = app.staff(Role::Admin).await;

    let seen = ada
        .press(
            "/admin/accounts",
            &[("name", "Siân 😀"), ("email", "sian"), ("role", "storyteller")],
        )
        .await;
    assert_eq!(seen.status, 422);
    assert_eq!(seen.typed("name"), "Siân 😀");
    assert_eq!(
        seen.asked_to_change(),
        [
            "Enter an email address like name@example.gov.uk",
            "Pick what they do"
        ]
    );

    let fields = [
        ("name", "Ada"),
        ("email", "admin@example.gov.uk"),
        ("role", "admin"),
    ];
    let twice = ada.press("/admin/accounts", &fields).await;
    assert_eq!((twice.status.as_u16(), twice.asked_to_change().len()), (422, 1));
}

#[actix_web::test]
async fn letters_that_cannot_be_read_are_asked_for_again() {
    let app = spawn_app().await;
    let ada = app.staff(Role::Admin).await;
    let request = ada.request(reqwest::Method::POST, "/admin/accounts");
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body("name=Si%FFn&role=admin");
    let seen = crate::support::html::Seen::read(request.send().await.unwrap()).await;
    assert_eq!(seen.status, 422);
    assert!(seen.asked_to_change()[0].contains("type them again"));
}

#[actix_web::test]
async fn only_administrators_see_the_accounts() {
    let app = spawn_app().await;
    for role in Role::ALL
        .iter()
        .copied()
        .filter(|role| role.is_staff() && *role != Role::Admin)
    {
        let seen = app.staff(role).await.get("/admin/accounts").await;
        assert_eq!(seen.status, 403, "{role}");
        assert!(seen.says("Your account does not open this page"));
    }
    let phone = super::telling::sam_at_the_phone(&app).await;
    let seen = phone.get("/admin/accounts").await;
    assert_eq!(seen.status, 403);
    assert!(seen.says("This page is for people who work here.") && !seen.says("account"));
    assert_eq!(seen.link("Go to my page").as_deref(), Some("/me"));
}

#[actix_web::test]
async fn a_form_on_another_site_does_nothing() {
    let app = spawn_app().await;
    let ada = app.staff(Role::Admin).await;
    let request = ada
        .request(reqwest::Method::POST, "/sign-out")
        .header("sec-fetch-site", "cross-site");
    // A second value for the header would be our own; take the first away.
    let mut request = request.build().unwrap();
    request
        .headers_mut()
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    let seen = crate::support::html::Seen::read(ada.send(request).await).await;
    assert_eq!(seen.status, 403);
    assert!(seen.says("came from another website"));
    assert_eq!(
        ada.get("/admin/accounts").await.heading(),
        "Accounts",
        "still signed in"
    );
}
