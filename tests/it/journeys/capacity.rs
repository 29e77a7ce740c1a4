//! A doubt about one decision, on record; what is decided for somebody; when it is looked at again.
use entity::NoticeKind;
use entity::setting::{self, Settings};

use super::supporting::{DOUBT, film, studio, with};
use crate::support::tales::Tales;

const DECIDED: [(&str, &str); 7] = [
    ("consulted", "Mia, his sister\nDr Patel, GP"),
    ("wishes", "He likes to be seen 🙂"),
    ("less_restrictive", "Planners only"),
    ("audience", "planners"),
    ("until", "6"),
    ("review", "3"),
    ("decided_by", "Asha, researcher"),
];

#[actix_web::test]
async fn a_doubt_that_is_not_whole_is_asked_for_and_nothing_typed_is_lost() {
    let tales = Tales::begin().await;
    let asha = tales.researcher().await;
    let path = studio(&tales.ray, "decisions/new");
    let bare = asha
        .press(&path, &[("doubt", "He was tired 😴"), ("outcome", "lacks")])
        .await;
    assert_eq!(
        (bare.status.as_u16(), bare.typed("doubt")),
        (422, "He was tired 😴".to_owned())
    );
    assert_eq!(bare.asked_to_change().len(), 8, "{:?}", bare.asked_to_change());
    let unsure: Vec<_> = with(&DOUBT, &[("outcome", "lacks")])
        .into_iter()
        .map(|field| {
            if field.0 == "weigh" {
                ("weigh", "not_sure")
            } else {
                field
            }
        })
        .collect();
    let seen = asha.press(&path, &unsure).await;
    assert!(
        seen.status == 422 && seen.says("the law says that they can decide"),
        "{}",
        seen.words()
    );
    let odd = asha
        .press(&path, &with(&DOUBT, &[("outcome", "can_decide")]))
        .await;
    assert!(odd.status == 422 && odd.says("One of the four answers is no"));
    assert!(
        asha.get(&studio(&tales.ray, "decisions"))
            .await
            .says("Nothing is on record")
    );
}

#[actix_web::test]
async fn another_team_finds_no_record_and_makes_none() {
    let tales = Tales::begin().await;
    let asha = tales.researcher().await;
    let lacks = with(&DOUBT, &[("outcome", "lacks")]);
    let best = asha
        .press(&studio(&tales.ray, "decisions/new"), &lacks)
        .await
        .path;
    let bo = super::participants::stranger(&tales.app).await;
    for page in ["decisions", "decisions/new"] {
        assert_eq!(bo.get(&studio(&tales.ray, page)).await.status, 404, "{page}");
    }
    assert_eq!(
        bo.press(&studio(&tales.ray, "decisions/new"), &[]).await.status,
        404
    );
    assert_eq!(bo.get(&best).await.status, 404);
    assert_eq!(
        bo.press(&best, &with(&DECIDED, &[("form", "words")]))
            .await
            .status,
        404
    );
    assert!(bo.get("/studio/reviews").await.texts(".sf-result").is_empty());
}

#[actix_web::test]
async fn a_face_needs_the_persons_own_yes_unless_the_council_says_otherwise() {
    let tales = Tales::begin().await;
    let asha = tales.researcher().await;
    let id = film(&tales, &tales.ray, "The green bus").await;
    let insight = format!("/insight/stories/{id}");
    let lacks = with(&DOUBT, &[("outcome", "lacks")]);
    let best = asha.press(&studio(&tales.ray, "decisions/new"), &lacks).await;
    assert!(best.says("only with the person's own yes"));
    assert_eq!(best.attributes("input[name=form]", "value"), ["words"]);
    let face = with(&DECIDED, &[("form", "face"), ("form", "voice")]);
    let refused = asha.press(&best.path, &face).await;
    assert_eq!(
        (refused.status.as_u16(), refused.typed("until")),
        (422, "6".to_owned())
    );
    let everyone = with(&DECIDED[4..], &[("form", "words"), ("audience", "public")]);
    assert_eq!(asha.press(&best.path, &everyone).await.status, 422);
    let settings = Settings {
        cooling_hours: 0,
        others_may_show_face: true,
        ..Settings::default()
    };
    let tx = tales.app.state.db.begin().await.unwrap();
    setting::set(&tx, None, settings, tales.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let listed = asha.press(&best.path, &face).await;
    assert!(
        listed.says("Holds") && listed.says("Dr Patel, GP"),
        "{}",
        listed.words()
    );
    assert_eq!(
        tales.planner.get(&insight).await.status,
        404,
        "he has not looked yet"
    );
    let phone = tales.phone(&tales.ray).await;
    let look = phone.get(&format!("/me/stories/{id}/look")).await;
    phone
        .press(
            &format!("/me/stories/{id}/release"),
            &[("cut", &look.typed("cut"))],
        )
        .await;
    let seen = tales.planner.get(&insight).await;
    assert!(!seen.attributes("video source", "src").is_empty() && !seen.says("I like the green bus."));

    // He can decide again: what was decided for him ends.
    let can: Vec<_> = with(&DOUBT, &[("outcome", "can_decide")])
        .into_iter()
        .map(|field| {
            if field.0 == "weigh" {
                ("weigh", "yes")
            } else {
                field
            }
        })
        .collect();
    let listed = asha.press(&studio(&tales.ray, "decisions/new"), &can).await;
    assert!(listed.says("Can decide") && listed.says("Ended") && listed.says("Replaced by a newer record"));
    assert_eq!(tales.planner.get(&insight).await.status, 404);
    assert!(asha.get("/studio/reviews").await.texts(".sf-result").is_empty());
}

#[actix_web::test]
async fn a_review_comes_up_is_told_and_holds_when_it_is_late() {
    let tales = Tales::begin().await;
    let asha = tales.researcher().await;
    let id = film(&tales, &tales.ray, "The green bus").await;
    let lacks = with(&DOUBT, &[("outcome", "lacks")]);
    asha.press(&studio(&tales.ray, "decisions/new"), &lacks).await;
    tales.app.days_pass(200);
    tales.app.hourly().await;
    let asha = tales.researcher().await;
    let reviews = asha.get("/studio/reviews").await;
    assert!(
        reviews.says("Late since") && !reviews.says("Nothing waits"),
        "{}",
        reviews.words()
    );
    let viewer = entity::account::by_email(&tales.app.state.db, "asha@example.gov.uk")
        .await
        .unwrap();
    let viewer = tales.app.viewer(viewer.unwrap().id).await;
    let told = entity::notice::open(&tales.app.state.db, &viewer).await.unwrap();
    assert_eq!(
        told.iter()
            .filter(|notice| notice.kind == NoticeKind::Review)
            .count(),
        1
    );
    let phone = tales.phone(&tales.ray).await;
    let pick = [("audience", "staff"), ("wording", entity::consent::WORDING)];
    assert_eq!(
        phone.press(&format!("/me/story/{id}/who"), &pick).await.status,
        422,
        "it holds"
    );
}
