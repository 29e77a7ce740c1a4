//! From stories to an insight and a decision, and what is left there of a story that is gone.
use entity::{Audience, Form, HoldGround, NoticeKind, Role, StoryId, hold, notice};

use crate::support::actors::Actor;
use crate::support::html::Seen;
use crate::support::tales::{Tale, Tales};

const BOTH: &[(Form, Audience)] = &[
    (Form::Words, Audience::Planners),
    (Form::Words, Audience::Leaders),
];

async fn told(tales: &Tales, title: &str, yes: &[(Form, Audience)], days: Option<i64>) -> StoryId {
    let tale = Tale {
        title,
        words: "Words of Raymond’s.",
        yes,
        until: days.map(|days| tales.app.now().plus_days(days)),
        ..Tale::default()
    };
    tales.tell(&tales.ray, tale).await
}

/// A decision about Raymond's bus, begun from this story.
async fn begun(planner: &Actor, first: StoryId) -> Seen {
    let form = planner.get(&format!("/insight/stories/{first}/use")).await;
    let form = planner.get(&form.link("Begin a new decision").unwrap()).await;
    let fields = [
        ("nonce", form.typed("nonce")),
        ("title", "Raymond’s bus".to_owned()),
        ("question", "Does the 38 stay, Raymond?".to_owned()),
        ("story", form.typed("story")),
        ("why", "Raymond says it best".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let made = planner.press("/insight/decisions/new", &fields).await;
    assert!(made.says("The decision is begun."), "{}", made.words());
    let again = planner.press("/insight/decisions/new", &fields).await;
    assert_eq!(again.path, made.path, "two presses begin one");
    made
}

async fn cite(planner: &Actor, page: &str, story: StoryId) -> Seen {
    let id = page.rsplit('/').next().unwrap();
    planner
        .press(
            &format!("/insight/stories/{story}/use"),
            &[("do", "decision"), ("decision", id), ("why", "It fits")],
        )
        .await
}

fn cited(seen: &Seen) -> Vec<String> {
    seen.texts(".sf-order__title")
}

fn tombstone(seen: &Seen) -> Vec<String> {
    seen.texts(".sf-taken-out")
}

#[actix_web::test]
async fn a_story_that_is_gone_leaves_the_same_line_whether_taken_back_held_or_ended() {
    let tales = Tales::begin().await;
    let leader = tales.app.staff(Role::Leader).await;
    let stays = told(&tales, "Stays", BOTH, None).await;
    let back = told(&tales, "Plumback", BOTH, None).await;
    let held = told(&tales, "Plumheld", BOTH, None).await;
    let page = begun(&tales.planner, stays).await.path;
    for story in [back, held] {
        assert!(
            cite(&tales.planner, &page, story)
                .await
                .says("The story is in it.")
        );
    }
    let seen = leader.get(&page).await;
    assert_eq!(cited(&seen), ["Stays", "Plumback", "Plumheld"]);
    assert_eq!(seen.heading(), "A decision about [name]’s bus");
    assert!(
        !seen.body.contains("Raymond") && tombstone(&seen).is_empty(),
        "{}",
        seen.words()
    );
    assert!(
        seen.attributes("form[action*=take-out], main textarea", "name")
            .is_empty()
    );

    tales.withdraw(&tales.ray, back).await;
    let taken_back = leader.get(&page).await;
    assert_eq!(tombstone(&taken_back), ["One story was taken out."]);
    assert!(!taken_back.body.contains("Plumback") && !taken_back.body.contains(&back.to_string()));
    assert!(
        leader
            .get("/insight/decisions")
            .await
            .says("2 stories. One story was taken out.")
    );

    let (db, now) = (&tales.app.state.db, tales.app.now());
    let undo = db.begin().await.unwrap();
    entity::story::undo_withdraw(&undo, &tales.ray.viewer, back, now)
        .await
        .unwrap();
    undo.commit().await.unwrap();
    assert_eq!(cited(&leader.get(&page).await), ["Stays", "Plumback", "Plumheld"]);
    let asha = entity::account::by_email(db, "asha@example.gov.uk")
        .await
        .unwrap()
        .unwrap();
    let asha = tales.app.viewer(asha.id).await;
    let tx = db.begin().await.unwrap();
    hold::place(&tx, &asha, back, HoldGround::Safety, "x", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let when_held = leader.get(&page).await;
    assert_eq!(
        when_held.words(),
        taken_back.words(),
        "held is not told apart from taken back"
    );

    tales
        .answer(&tales.ray, held, BOTH, true, Some(now.plus_days(1)))
        .await;
    tales.app.days_pass(2);
    let seen = Actor::new(&tales.app.address);
    seen.sign_in("leader@example.gov.uk", crate::support::actors::PASSWORD)
        .await;
    let ended = seen.get(&page).await;
    assert_eq!(tombstone(&ended), ["2 stories were taken out."]);
    assert_eq!(cited(&ended), ["Stays"]);
}

#[actix_web::test]
async fn the_maker_is_told_and_only_the_maker() {
    let tales = Tales::begin().await;
    let story = told(&tales, "The 38", BOTH, None).await;
    let page = begun(&tales.planner, story).await.path;
    tales.withdraw(&tales.ray, story).await;
    let viewer = async |email: &str| {
        let account = entity::account::by_email(&tales.app.state.db, email).await;
        tales.app.viewer(account.unwrap().unwrap().id).await
    };
    let planner = viewer("commissioner@example.gov.uk").await;
    let told = notice::open(&tales.app.state.db, &planner).await.unwrap();
    assert_eq!((told[0].kind, told[0].story), (NoticeKind::TakenOut, Some(story)));
    assert!(page.ends_with(&told[0].subject.to_string()));
    let other = viewer("frontline@example.gov.uk").await;
    assert!(
        notice::open(&tales.app.state.db, &other)
            .await
            .unwrap()
            .is_empty()
    );
}

#[actix_web::test]
async fn a_story_that_planners_do_not_get_is_used_nowhere() {
    let tales = Tales::begin().await;
    let public = told(&tales, "Out loud", &[(Form::Words, Audience::Public)], None).await;
    let staff = told(&tales, "For staff", &[(Form::Words, Audience::Staff)], None).await;
    let good = told(&tales, "The 38", BOTH, None).await;
    let page = begun(&tales.planner, good).await.path;
    let seen = tales.planner.get(&format!("/insight/stories/{public}/use")).await;
    assert!(seen.says("may not be shown to people who plan services") && seen.texts("main form").is_empty());
    let refused = cite(&tales.planner, &page, public).await;
    assert_eq!(refused.status, 422);
    assert!(refused.asked_to_change()[0].contains("may not be shown to people who plan services"));
    assert_eq!(cite(&tales.planner, &page, staff).await.status, 404);
    assert_eq!(cite(&tales.planner, &page, StoryId::fresh()).await.status, 404);
    assert_eq!(cited(&tales.planner.get(&page).await), ["The 38"]);
    // It went while the form was filled in.
    let story = good.to_string();
    let typed = [
        ("title", "Siân’s ✨"),
        ("question", "Why?"),
        ("story", &*story),
        ("why", "x"),
    ];
    tales.withdraw(&tales.ray, good).await;
    let gone = tales.planner.press("/insight/decisions/new", &typed).await;
    assert_eq!(
        (gone.status.as_u16(), gone.typed("title"), gone.typed("story")),
        (422, "Siân’s ✨".into(), String::new())
    );
}

#[actix_web::test]
async fn a_decision_is_final_when_it_says_what_and_why_and_is_then_kept() {
    let tales = Tales::begin().await;
    let planner = &tales.planner;
    let new = [("title", "parks"), ("question", "Which one?"), ("nonce", "n")];
    let page = planner.press("/insight/decisions/new", &new).await.path;
    let press = async |what: &str, decided: &str, why: &str| {
        let fields = [
            ("title", "parks"),
            ("question", "Which one?"),
            ("decided", decided),
            ("no_story", why),
            ("do", what),
        ];
        planner.press(&page, &fields).await
    };
    let silent = press("finish", "", "").await;
    assert_eq!(silent.asked_to_change(), ["Write what was decided"]);
    let unheard = press("finish", "Both stay ✨", "").await;
    assert_eq!(
        unheard.asked_to_change(),
        ["No story was considered. Use one, or write why none was"]
    );
    assert_eq!(unheard.typed("decided"), "Both stay ✨");
    assert!(
        press("save", "Both stay ✨", "")
            .await
            .says("The decision is saved.")
    );
    let done = press("finish", "Both stay ✨", "<b>No time</b>").await;
    assert!(done.says("The decision is final.") && done.says("<b>No time</b>") && done.says("Final since"));
    assert!(done.texts("main form").is_empty());
    assert_eq!(press("save", "Neither", "x").await.status, 409);
    assert!(planner.get(&page).await.says("Both stay ✨"));
    for actor in [&tales.frontline, &tales.researcher().await] {
        assert_eq!(actor.get(&page).await.status, 403);
        assert_eq!(actor.get("/insight/decisions").await.status, 403);
    }
    assert_eq!(planner.get("/insight/decisions/x").await.status, 404);
}

#[actix_web::test]
async fn an_insight_has_stories_for_and_against_and_no_gap_where_one_was() {
    let tales = Tales::begin().await;
    let asha = tales.researcher().await;
    let team = &[(Form::Words, Audience::Team), (Form::Words, Audience::Planners)];
    let one = told(&tales, "Plumfor", team, None).await;
    let two = told(&tales, "Plumagainst", team, None).await;
    let form = asha.get(&format!("/insight/stories/{one}/use")).await;
    assert!(
        form.link("Begin a new decision").is_none(),
        "researchers do not decide"
    );
    let form = asha.get(&form.link("Make a new insight").unwrap()).await;
    let (nonce, story) = (form.typed("nonce"), form.typed("story"));
    let mut fields = vec![
        ("nonce", &*nonce),
        ("story", &*story),
        ("claim", "Raymond waits"),
        ("why", "He says so"),
    ];
    let asked = asha.press("/insight/insights/new", &fields).await;
    assert_eq!(
        asked.asked_to_change(),
        ["Pick whether it speaks for the claim or against it"]
    );
    fields.push(("stance", "for"));
    let page = asha.press("/insight/insights/new", &fields).await.path;
    let id = page.rsplit('/').next().unwrap();
    let fields = [
        ("do", "insight"),
        ("insight", id),
        ("insight_why", "He does not"),
        ("stance", "against"),
    ];
    let seen = asha.press(&format!("/insight/stories/{two}/use"), &fields).await;
    assert_eq!(seen.heading(), "[name] waits");
    assert_eq!(cited(&seen), ["Plumfor", "Plumagainst"]);
    let seen = tales.planner.get(&page).await;
    assert!(seen.says("Stories that speak against it") && seen.texts("main form").is_empty());
    let leader = tales.app.staff(Role::Leader).await;
    assert!(
        cited(&leader.get(&page).await).is_empty(),
        "neither story is for leaders"
    );
    tales.withdraw(&tales.ray, two).await;
    for actor in [&tales.planner, &asha] {
        let seen = actor.get(&page).await;
        assert_eq!(cited(&seen), ["Plumfor"]);
        assert!(
            !seen.says("against it") && !seen.says("taken out"),
            "{}",
            seen.words()
        );
    }
    let other = tales.app.staff(Role::Researcher).await;
    assert_eq!(other.get(&page).await.status, 404, "a researcher reads their own");
    assert_eq!(other.get("/insight/insights").await.link("waits"), None);
    let out = asha
        .press(&format!("{page}/take-out"), &[("story", &*story)])
        .await;
    assert!(cited(&out).is_empty() && out.says("not in this insight any more"));
}

#[actix_web::test]
async fn a_list_opened_from_nowhere_is_a_page_all_the_same() {
    let tales = Tales::begin().await;
    let planner = &tales.planner;
    for list in ["/insight/decisions", "/insight/insights"] {
        for from in ["-1", "many", "4294967295", "18446744073709551615"] {
            let seen = planner.get(&format!("{list}?from={from}")).await;
            assert_eq!(seen.status, 200, "{list} from {from}");
        }
    }
}
