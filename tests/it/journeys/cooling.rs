//! The second yes comes after time to think, with a reminder; what a council sets about it.
use entity::consent::WORDING;
use entity::setting::{self, Settings};
use entity::{NoticeKind, Role, notice};

use super::telling::{easy, sam_at_the_phone, written};
use crate::support::actors::Actor;
use crate::support::app::{TestApp, spawn_app};

/// Twenty-four hours between sending and the second yes.
async fn a_day_to_think(app: &TestApp) {
    let tx = app.state.db.begin().await.unwrap();
    setting::set(&tx, None, Settings::default(), app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// A story of Sam's for planners, looked at and sent; where its page of sending ended.
async fn sent(phone: &Actor) -> (String, crate::support::html::Seen) {
    let id = written(phone, "Think about it").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    phone
        .press(
            &at("show"),
            &[("audience", "planners"), ("form", "words"), ("wording", WORDING)],
        )
        .await;
    let check = phone.get(&at("check")).await;
    easy(&check);
    let done = phone.press(&at("send"), &[("cut", &check.typed("cut"))]).await;
    assert_eq!(done.path, at("done"));
    (id, done)
}

#[actix_web::test]
async fn the_second_yes_comes_a_day_later_with_a_reminder_that_comes_once() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    a_day_to_think(&app).await;
    let (id, done) = sent(&phone).await;
    easy(&done);
    assert!(done.says("You can say yes from Tuesday 24 November at 10:00."));
    assert!(done.says("We will remind you."));
    assert!(phone.get("/me").await.link("It is time to look").is_none());
    let look = phone.get(&format!("/me/stories/{id}/look")).await;
    easy(&look);
    assert!(look.says("Think about it"), "the previews are there already");
    assert!(look.says("You can say yes from Tuesday 24 November at 10:00."));
    assert!(!look.says("Yes, share it"));
    let cut = look.typed("cut");
    let release = format!("/me/stories/{id}/release");
    let cut = if cut.is_empty() { "2".to_owned() } else { cut };
    let early = phone.press(&release, &[("cut", &cut)]).await;
    assert_eq!(early.status, 409);

    app.hours_pass(24);
    app.hourly().await;
    app.hourly().await;
    let home = phone.get("/me").await;
    easy(&home);
    let look = home.link("It is time to look at your story").unwrap();
    let asha = entity::account::by_email(&app.state.db, "asha@example.gov.uk").await;
    let asha = app.viewer(asha.unwrap().unwrap().id).await;
    let told = notice::open(&app.state.db, &asha).await.unwrap();
    assert_eq!(
        told.iter().map(|notice| notice.kind).collect::<Vec<_>>(),
        [NoticeKind::LookNow]
    );
    let project = asha.signed().unwrap().projects[0];
    let desk = app.anonymous();
    desk.sign_in("asha@example.gov.uk", crate::support::actors::PASSWORD)
        .await;
    let page = desk.get(&format!("/studio/projects/{project}")).await;
    assert!(
        page.says("To be reminded") && page.says("ask Jo"),
        "{}",
        page.words()
    );
    assert!(!page.says("Samuel"));

    let cut = phone.get(&look).await.typed("cut");
    assert!(phone.press(&release, &[("cut", &cut)]).await.says("Shared"));
    let page = desk.get(&format!("/studio/projects/{project}")).await;
    assert!(!page.says("To be reminded"));
}

#[actix_web::test]
async fn an_administrator_sets_the_hours_and_nobody_else_does() {
    let app = spawn_app().await;
    let admin = app.staff(Role::Admin).await;
    let page = admin.get("/settings").await;
    assert_eq!(
        (page.typed("cooling_hours"), page.typed("worry_hours")),
        ("0".into(), "24".into())
    );
    assert!(
        page.attributes("input[name=others_may_show_face][checked]", "value")
            .is_empty()
    );
    for (cooling, worry, asked) in [
        ("169", "24", 1),
        ("-1", "24", 1),
        ("1.5", "0", 2),
        ("", "", 2),
        ("99999999999999999999", "1", 1),
    ] {
        let refused = admin
            .press(
                "/settings",
                &[
                    ("cooling_hours", cooling),
                    ("worry_hours", worry),
                    ("others_may_show_face", "yes"),
                ],
            )
            .await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.asked_to_change().len(), asked, "{cooling} {worry}");
        assert_eq!(refused.typed("cooling_hours"), cooling, "nothing is lost");
        let ticked = refused.attributes("input[name=others_may_show_face][checked]", "value");
        assert_eq!(ticked, ["yes"]);
    }
    let kept = setting::get(&app.state.db).await.unwrap();
    assert_eq!((kept.cooling_hours, kept.others_may_show_face), (0, false));
    let saved = admin
        .press("/settings", &[("cooling_hours", " 48 "), ("worry_hours", "12")])
        .await;
    assert!(saved.says("The settings are saved.") && saved.typed("cooling_hours") == "48");
    let wanted = Settings {
        cooling_hours: 48,
        worry_hours: 12,
        others_may_show_face: false,
    };
    assert_eq!(setting::get(&app.state.db).await.unwrap(), wanted);
    let planner = app.staff(Role::Commissioner).await;
    let others = planner.press("/settings", &[("cooling_hours", "0"), ("worry_hours", "1")]);
    assert_eq!(others.await.status, 403);
}

#[actix_web::test]
async fn the_button_says_whether_it_is_shared_now_or_after_the_time_to_think() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "Think about it").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let button = async || {
        let check = phone.get(&at("check")).await;
        easy(&check);
        check.texts("form .st-button").concat()
    };
    let picked = [("audience", "planners"), ("form", "words"), ("wording", WORDING)];
    phone.press(&at("show"), &picked).await;
    assert_eq!(button().await, "Share my story now");
    a_day_to_think(&app).await;
    assert_eq!(button().await, "Send it now, share it tomorrow");
    let check = phone.get(&at("check")).await;
    assert!(check.says("You can share it from Tuesday 24 November at 10:00."));
    phone.press(&at("who"), &[("wording", WORDING)]).await;
    assert_eq!(button().await, "Send it to the team");
}
