//! Answers that come at the wrong moment: with a clock that stepped back, from two devices at once, on a page
//! of yesterday's words, about somebody else's story, to a story that changed.
use entity::consent::WORDING;
use entity::{Audience, Form, Role, consent, journal, story};

use super::telling::{another_storyteller, sam_at_the_phone, shared, written};
use crate::support::actors::Actor;
use crate::support::app::{TestApp, spawn_app};

/// The lines of the log that are answers, in the order of their commits.
async fn answers(app: &TestApp) -> Vec<String> {
    let lines = journal::from(&app.state.db, 0, 10_000).await.unwrap();
    let texts = lines.into_iter().map(|line| line.text);
    texts.filter(|text| text.contains("\"answered\"")).collect()
}

async fn may_read(reader: &Actor, id: &str) -> bool {
    match reader
        .get(&format!("/insight/stories/{id}"))
        .await
        .status
        .as_u16()
    {
        200 => true,
        404 => false,
        other => panic!("{other}"),
    }
}

#[actix_web::test]
async fn the_later_answer_counts_when_the_clock_was_set_back_between_the_two() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let leader = app.staff(Role::Leader).await;
    let id = shared(&phone, "For some", "leaders").await;
    let who = format!("/me/story/{id}/who");
    assert!(may_read(&leader, &id).await);
    app.state.clock.advance(-3_600_000);
    let before = answers(&app).await.len();
    phone.press(&who, &[("wording", WORDING)]).await;
    assert!(!may_read(&leader, &id).await, "the no came later");
    assert!(answers(&app).await.len() > before, "both stay in the log");
    app.state.clock.advance(-3_600_000);
    let wider = phone
        .press(&who, &[("audience", "leaders"), ("wording", WORDING)])
        .await;
    let cut = wider.typed("cut");
    phone
        .press(&format!("/me/stories/{id}/release"), &[("cut", &cut)])
        .await;
    assert!(may_read(&leader, &id).await, "the second yes came later still");
}

#[actix_web::test]
async fn of_two_devices_at_once_both_answers_stay_and_the_later_one_counts() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let mut devices = Vec::new();
    for _ in 0..2 {
        let device = app.anonymous();
        device
            .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
            .await;
        devices.push(device);
    }
    let id = shared(&devices[0], "For some", "leaders").await;
    let who = format!("/me/story/{id}/who");
    let teller = entity::card::account(&app.state.db, &firsthand::web::session::hash(&sam.card)).await;
    let teller = app.viewer(teller.unwrap()).await;
    for _ in 0..6 {
        let before = answers(&app).await.len();
        let staff = [("audience", "staff"), ("wording", WORDING)];
        let nobody = [("wording", WORDING)];
        let (one, other) = tokio::join!(devices[0].press(&who, &staff), devices[1].press(&who, &nobody));
        assert!(
            one.status == 200 && other.status == 200,
            "{} {}",
            one.status,
            other.status
        );
        let log = answers(&app).await;
        let each = Audience::ALL.len() * Form::ALL.len();
        assert_eq!(log.len(), before + 2 * each, "both are in the log");
        let newest = log
            .iter()
            .rfind(|line| line.contains("\"form\":\"words\",\"audience\":\"staff\""))
            .unwrap();
        let grid = consent::grid(&app.state.db, &teller, id.parse().unwrap(), app.now()).await;
        let grid = grid.unwrap();
        let live = grid
            .iter()
            .find(|live| live.form == Form::Words && live.audience == Audience::Staff);
        assert_eq!(live.unwrap().yes, newest.contains("\"yes\":true"), "{newest}");
    }
}

#[actix_web::test]
async fn a_page_with_the_words_of_before_asks_again_and_nothing_is_recorded() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let leader = app.staff(Role::Leader).await;
    let id = shared(&phone, "For some", "leaders").await;
    let before = answers(&app).await;
    for (page, field) in [
        ("who", ("audience", "public")),
        ("show", ("form", "face")),
        ("until", ("until", "3-months")),
    ] {
        let path = format!("/me/story/{id}/{page}");
        for wording in [("wording", "2020-01"), ("other", "")] {
            let again = phone.press(&path, &[field, wording]).await;
            assert_eq!(again.status, 422, "{page}");
            assert!(again.says("Please read them again."), "{}", again.words());
            assert_eq!(again.typed("wording"), WORDING, "asked with the words of today");
        }
    }
    assert_eq!(answers(&app).await, before);
    assert!(may_read(&leader, &id).await);
}

#[actix_web::test]
async fn an_answer_about_somebody_elses_story_finds_no_story() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let nia = another_storyteller(&app).await;
    let leader = app.staff(Role::Leader).await;
    let id = shared(&phone, "Mine", "leaders").await;
    let draft = written(&phone, "Not yet").await;
    let before = journal::newest(&app.state.db).await.unwrap();
    for id in [&id, &draft] {
        for (path, fields) in [
            ("story/{}/who", vec![("audience", "public")]),
            ("story/{}/show", vec![("form", "face")]),
            ("story/{}/until", vec![("until", "stop")]),
            ("story/{}/send", vec![("cut", "1")]),
            ("stories/{}/release", vec![("cut", "1")]),
            ("stories/{}/back", vec![]),
            ("stories/{}/undo", vec![]),
        ] {
            let path = format!("/me/{}", path.replace("{}", id));
            let fields = [fields, vec![("wording", WORDING)]].concat();
            assert_eq!(nia.press(&path, &fields).await.status, 404, "{path}");
        }
    }
    assert_eq!(journal::newest(&app.state.db).await.unwrap(), before);
    assert!(may_read(&leader, &id).await);
}

#[actix_web::test]
async fn a_yes_to_a_story_that_changed_is_not_taken_and_the_new_one_is_shown() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let leader = app.staff(Role::Leader).await;
    let id = shared(&phone, "The old words", "leaders").await;
    let story = id.parse().unwrap();
    let asha = entity::account::by_email(&app.state.db, "asha@example.gov.uk").await;
    let asha = app.viewer(asha.unwrap().unwrap().id).await;
    let reword = async |words: &str| {
        let tx = app.state.db.begin().await.unwrap();
        story::set_words(&tx, &asha, story, "T", words, app.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        app.state.changed();
    };
    reword("The first new words").await;
    assert!(
        !may_read(&leader, &id).await,
        "nobody beyond the team sees what was not looked at"
    );
    let look = phone.get(&format!("/me/stories/{id}/look")).await;
    assert!(look.says("The first new words"));
    // It changes while the teller reads.
    reword("The second new words").await;
    let yes = format!("/me/stories/{id}/release");
    let refused = phone.press(&yes, &[("cut", &look.typed("cut"))]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("Look at it again first.") && refused.says("The second new words"));
    assert!(!may_read(&leader, &id).await);
    let shared = phone.press(&yes, &[("cut", &refused.typed("cut"))]).await;
    assert!(shared.says("Shared") && may_read(&leader, &id).await);
}
