//! A yes that ends is asked about in the person's own format; what changes in a life is a reason to ask.
use entity::consent::WORDING;
use entity::{Audience, Form, Timestamp};

use super::discover::{search, titles};
use super::telling::easy;
use crate::support::actors::Actor;
use crate::support::tales::{Tale, Tales};

const TEAM_AND_PLANNERS: &[(Form, Audience)] =
    &[(Form::Words, Audience::Team), (Form::Words, Audience::Planners)];

/// A story of Ray's that ends after so many days, a planner sees it, and Ray is at the phone.
async fn for_days(days: Option<i64>) -> (Tales, String, Actor) {
    let tales = Tales::begin().await;
    let until: Option<Timestamp> = days.map(|days| tales.app.now().plus_days(days));
    let tale = Tale {
        title: "The kettle",
        words: "I make my own tea.",
        yes: TEAM_AND_PLANNERS,
        until,
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, tale).await.to_string();
    let phone = tales.phone(&tales.ray).await;
    (tales, id, phone)
}

async fn planner_sees(tales: &Tales) -> bool {
    tales.indexed().await;
    // A day that goes by ends the sessions of staff.
    tales
        .planner
        .sign_in("commissioner@example.gov.uk", crate::support::actors::PASSWORD)
        .await;
    let seen = tales.planner.get(&search("kettle")).await;
    !titles(&seen).is_empty()
}

#[actix_web::test]
async fn a_yes_that_ends_soon_is_asked_about_and_lasts_a_year_more() {
    let (tales, id, phone) = for_days(Some(29)).await;
    tales.app.hourly().await;
    let desk = tales.researcher().await;
    let list = desk.get("/studio/ending").await;
    let rows = list.texts("tbody tr");
    assert_eq!(rows.len(), 1, "{}", list.words());
    assert!(rows[0].contains("Heron") && rows[0].contains("22 December 2026"));
    assert!(
        rows[0].contains("23 November 2026"),
        "asked again on: {}",
        rows[0]
    );
    assert!(!list.says("Raymond") && rows[0].contains("Yes to The kettle"));
    assert_eq!(list.link("The kettle").unwrap(), format!("/studio/stories/{id}"));

    let home = phone.get("/me").await;
    easy(&home);
    let ask = phone.get(&home.link("We have a question").unwrap()).await;
    easy(&ask);
    assert_eq!(ask.heading(), "Can they still see your story?");
    assert!(ask.says("The kettle") && ask.says("You said yes until 22 December 2026."));
    assert!(ask.says("People who plan services") || ask.says("people who plan services"));
    let action = format!("/me/ask/{id}");
    let unpicked = phone.press(&action, &[("wording", WORDING)]).await;
    assert_eq!(unpicked.status, 422);
    let stale = phone
        .press(&action, &[("answer", "year"), ("wording", "2019-01")])
        .await;
    assert_eq!(stale.status, 409);
    assert!(phone.get("/me").await.link("We have a question").is_some());
    let thanks = phone
        .press(&action, &[("answer", "year"), ("wording", WORDING)])
        .await;
    assert!(thanks.path == "/me" && thanks.says("They can still see it."));
    assert!(thanks.link("We have a question").is_none());
    let twice = phone
        .press(&action, &[("answer", "no"), ("wording", WORDING)])
        .await;
    assert!(twice.says("You answered this already."));
    assert!(
        desk.get("/studio/ending")
            .await
            .says("Nothing ends within 30 days.")
    );
    tales.app.days_pass(60);
    assert!(planner_sees(&tales).await);
}

#[actix_web::test]
async fn what_nobody_answers_ends_by_itself_and_no_stops_at_once() {
    let (tales, id, phone) = for_days(Some(20)).await;
    let (film, words) = (format!("/insight/stories/{id}"), "I make my own tea.");
    assert!(tales.planner.get(&film).await.says(words));
    let stopped = phone
        .press(
            &format!("/me/ask/{id}"),
            &[("answer", "no"), ("wording", WORDING)],
        )
        .await;
    easy(&stopped);
    assert!(stopped.says("It stopped."));
    assert_eq!(tales.planner.get(&film).await.status, 404);
    assert!(!planner_sees(&tales).await);

    let (tales, id, _) = for_days(Some(20)).await;
    tales.app.hours_pass(11);
    tales.app.days_pass(19);
    // No hourly round, no job: the rule alone.
    let planner = tales.app.anonymous();
    planner
        .sign_in("commissioner@example.gov.uk", crate::support::actors::PASSWORD)
        .await;
    assert_eq!(planner.get(&format!("/insight/stories/{id}")).await.status, 200);
    tales.app.hours_pass(13);
    planner
        .sign_in("commissioner@example.gov.uk", crate::support::actors::PASSWORD)
        .await;
    assert_eq!(planner.get(&format!("/insight/stories/{id}")).await.status, 404);
}

#[actix_web::test]
async fn somebody_who_moved_is_asked_again_and_nobody_else_is_asked_for_them() {
    let (tales, id, phone) = for_days(None).await;
    let desk = tales.researcher().await;
    let change = format!("/studio/participants/{}/change", tales.ray.participant);
    tales.app.hours_pass(1);
    let nothing = desk.press(&format!("{change}/moved"), &[("place", " ")]).await;
    assert_eq!(nothing.status, 422);
    let moved = desk
        .press(&format!("{change}/moved"), &[("place", "Pontcanna")])
        .await;
    assert!(moved.says("They are asked again"), "{}", moved.words());
    let past = [
        ("review-day", "1"),
        ("review-month", "1"),
        ("review-year", "2020"),
    ];
    let past = desk.press(&format!("{change}/review"), &past).await;
    assert_eq!(
        (past.status.as_u16(), past.typed("review-year")),
        (422, "2020".into())
    );
    let other = tales.phone(&tales.bet).await;
    assert_eq!(
        other
            .press(
                &format!("/me/ask/{id}"),
                &[("answer", "no"), ("wording", WORDING)]
            )
            .await
            .status,
        404
    );
    let ask = phone.get("/me/ask").await;
    easy(&ask);
    assert!(ask.says("You moved. So we ask you again."));
    let thanks = phone
        .press(
            &format!("/me/ask/{id}"),
            &[("answer", "stop"), ("wording", WORDING)],
        )
        .await;
    assert!(thanks.link("We have a question").is_none());
    assert!(planner_sees(&tales).await);
}

#[actix_web::test]
async fn a_wish_for_after_death_is_said_by_the_person_and_done_at_once() {
    let (tales, id, phone) = for_days(None).await;
    let shelf = phone.get("/me/stories").await;
    let wish = phone.get(&shelf.link("What if I die").unwrap()).await;
    easy(&wish);
    assert_eq!(phone.press("/me/wish", &[]).await.status, 422);
    let name = phone.press("/me/wish", &[("wish", "ask")]).await;
    easy(&name);
    assert_eq!(phone.press("/me/wish/name", &[("name", " ")]).await.status, 422);
    let said = phone.press("/me/wish/name", &[("name", "My sister Ann")]).await;
    easy(&said);
    assert!(said.says("We will ask My sister Ann."));
    tales.app.hours_pass(1);
    let said = phone.press("/me/wish", &[("wish", "take_back")]).await;
    assert!(said.says("We wrote it down.") && !said.says("sister"));

    let desk = tales.researcher().await;
    let change = format!("/studio/participants/{}/change", tales.ray.participant);
    assert!(
        !desk.get(&change).await.says("sister"),
        "a wish is for after death"
    );
    let ahead = [("died-day", "1"), ("died-month", "1"), ("died-year", "2031")];
    assert_eq!(desk.press(&format!("{change}/died"), &ahead).await.status, 422);
    let day = [("died-day", "23"), ("died-month", "11"), ("died-year", "2026")];
    let died = desk.press(&format!("{change}/died"), &day).await;
    assert!(
        died.says("They wished: Take my stories back. That is done."),
        "{}",
        died.words()
    );
    assert_eq!(
        tales.planner.get(&format!("/insight/stories/{id}")).await.status,
        404
    );
    assert!(!planner_sees(&tales).await);
    let again = phone.get("/me").await;
    assert_ne!(again.path, "/me", "nobody comes in as them");
}

#[actix_web::test]
async fn of_two_devices_that_answer_at_once_the_later_counts_and_both_stay_in_the_log() {
    let (tales, id, phone) = for_days(None).await;
    let other = tales.phone(&tales.ray).await;
    let who = format!("/me/story/{id}/who");
    let (wide, narrow) = (
        [("audience", "planners"), ("wording", WORDING)],
        [("wording", WORDING)],
    );
    let both = tokio::join!(phone.press(&who, &wide), other.press(&who, &narrow));
    assert!(both.0.status.is_success() && both.1.status.is_success());
    // The clock of the server steps back a minute; what is answered now is still the newest.
    tales.app.state.clock.advance(-60_000);
    let last = phone.press(&who, &narrow).await;
    assert!(last.says("We saved your answer."), "{}", last.words());
    assert_eq!(
        tales.planner.get(&format!("/insight/stories/{id}")).await.status,
        404
    );
    tales.app.state.clock.advance(120_000);
    assert_eq!(
        tales.planner.get(&format!("/insight/stories/{id}")).await.status,
        404
    );
}

#[actix_web::test]
async fn a_death_that_was_written_down_by_mistake_is_undone_with_a_reason() {
    let (tales, id, _) = for_days(None).await;
    let desk = tales.researcher().await;
    let person = format!("/studio/participants/{}", tales.ray.participant);
    let change = format!("{person}/change");
    let day = [("died-day", "23"), ("died-month", "11"), ("died-year", "2026")];
    desk.press(&format!("{change}/died"), &day).await;
    assert!(!planner_sees(&tales).await);
    let page = desk.get(&person).await;
    assert!(page.says("What they wished holds") && !page.says("Start an interview"));
    assert!(!page.says("Make a card"));
    let card = [("picture", "fox"), ("helper_name", "Jo"), ("nonce", "")];
    let refused = desk.press(&format!("{person}/cards"), &card).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Their death is written down"), "{}", refused.words());

    let undo = format!("{change}/alive");
    assert_eq!(desk.press(&undo, &[]).await.status, 422);
    let done = desk.press(&undo, &[("alive", "press")]).await;
    assert!(done.says("Their stories are as they were"), "{}", done.words());
    assert!(planner_sees(&tales).await);
    assert_eq!(
        tales.planner.get(&format!("/insight/stories/{id}")).await.status,
        200
    );
    let made = desk.press(&format!("{person}/cards"), &card).await;
    assert_eq!(made.status, 200, "{}", made.words());
    let twice = desk.press(&undo, &[("alive", "press")]).await;
    assert_eq!(twice.status, 422);
}
