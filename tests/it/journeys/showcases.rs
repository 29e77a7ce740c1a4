//! Watching a showcase, and making one: exactly what its audience was allowed, at every look.
use entity::{Audience, Form, StoryId, StoryKind};

use crate::support::actors::Actor;
use crate::support::html::Seen;
use crate::support::tales::{Tale, Tales};

pub(super) const FOR_STAFF: &[(Form, Audience)] = &[
    (Form::Words, Audience::Team),
    (Form::Words, Audience::Planners),
    (Form::Words, Audience::Staff),
];

/// Words, a voice and a film, all for frontline staff and seen by planners too.
async fn three(tales: &Tales) -> [StoryId; 3] {
    let both = |forms: &[Form]| -> Vec<(Form, Audience)> {
        let audiences = [Audience::Planners, Audience::Staff];
        let pairs = forms
            .iter()
            .flat_map(|form| audiences.map(|audience| (*form, audience)));
        pairs.collect()
    };
    let words = Tale {
        title: "Said",
        words: "Only words from Raymond.",
        yes: FOR_STAFF,
        film: true,
        ..Tale::default()
    };
    let voice = Tale {
        title: "Heard",
        words: "Hidden xylophones.",
        yes: &both(&[Form::Voice]),
        film: true,
        ..Tale::default()
    };
    let film = Tale {
        kind: StoryKind::Video,
        title: "Watched",
        words: "Betsan on the bus.",
        yes: &both(Form::ALL),
        film: true,
        ..Tale::default()
    };
    [
        tales.tell(&tales.ray, words).await,
        tales.tell(&tales.ray, voice).await,
        tales.tell(&tales.bet, film).await,
    ]
}

pub(super) fn fields<'a>(audience: &'a str, ids: &'a [String], pressed: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("title", "Siân’s bus ✨"),
        ("why", "Why <b>these</b>"),
        ("question", "What now?"),
        ("audience", audience),
        ("do", pressed),
    ];
    fields.extend(ids.iter().map(|id| ("story", id.as_str())));
    fields
}

pub(super) fn texts(ids: &[StoryId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

pub(super) async fn made(actor: &Actor, audience: &str, ids: &[StoryId]) -> Seen {
    let ids = texts(ids);
    let seen = actor.press("/watch/new", &fields(audience, &ids, "make")).await;
    assert_eq!(seen.status, 200, "{}", seen.words());
    assert!(
        seen.path.starts_with("/watch/") && seen.path != "/watch/new",
        "{}",
        seen.words()
    );
    seen
}

#[actix_web::test]
async fn a_showcase_shows_exactly_what_its_audience_was_allowed() {
    let tales = Tales::begin().await;
    let ids = three(&tales).await;
    let path = made(&tales.planner, "staff", &ids).await.path;

    let list = tales.frontline.get("/watch").await;
    assert_eq!(list.link("Siân’s bus ✨").as_deref(), Some(path.as_str()));
    assert!(list.says("3 stories") && list.says("Why <b>these</b>"));
    let seen = tales.frontline.get(&path).await;
    assert!(seen.says("What now?"));
    assert_eq!(
        seen.texts(".sf-item__title"),
        ["Said", "Life story from Heron", "Watched"]
    );
    assert_eq!(
        (seen
            .texts("article:nth-of-type(1) video, article:nth-of-type(1) audio")
            .len()),
        0
    );
    assert_eq!((seen.texts("audio").len(), seen.texts("video").len()), (1, 1));
    assert!(seen.says("Only words from Heron.") && seen.says("Betsan on the bus."));
    assert!(
        !seen.body.contains("xylophones") && !seen.body.contains("Heard") && !seen.body.contains("Raymond")
    );
    assert_eq!(
        seen.texts(".sf-item__badge"),
        [
            "Shown here: words.",
            "Shown here: voice.",
            "Shown here: words, voice, face, name."
        ]
    );
    assert_eq!(seen.attributes("[autoplay]", "autoplay"), [""; 0]);
}

#[actix_web::test]
async fn what_is_not_allowed_any_more_is_absent_without_a_hint() {
    let tales = Tales::begin().await;
    let ids = three(&tales).await;
    let path = made(&tales.planner, "staff", &ids).await.path;

    tales
        .answer(&tales.ray, ids[0], &[(Form::Words, Audience::Staff)], false, None)
        .await;
    let seen = tales.frontline.get(&path).await;
    assert_eq!(
        seen.texts(".sf-item__title"),
        ["Life story from Heron", "Watched"]
    );
    assert!(seen.says("Story 1 of 2") && !seen.says("of 3"));

    tales.withdraw(&tales.ray, ids[1]).await;
    tales.withdraw(&tales.bet, ids[2]).await;
    assert_eq!(tales.frontline.get(&path).await.status, 404);
    let seen = tales.planner.get(&path).await;
    assert_eq!((seen.status.as_u16(), seen.texts("article").len()), (200, 0));
    assert!(seen.says("There is nothing to watch here today."));
    for word in ["removed", "withdrawn", "gone", "taken back", "3"] {
        assert!(!seen.texts("main").concat().contains(word), "{word}");
    }
    assert!(
        tales
            .frontline
            .get("/watch")
            .await
            .says("There is no showcase for you today.")
    );
}

#[actix_web::test]
async fn a_showcase_of_another_audience_is_not_there() {
    let tales = Tales::begin().await;
    let ids = three(&tales).await;
    let path = made(&tales.planner, "planners", &ids).await.path;

    assert_eq!(tales.frontline.get(&path).await.status, 404);
    let stranger = tales.app.anonymous().get(&path).await;
    assert_eq!(stranger.status, 404);
    assert!(stranger.link("Sign in").is_some() && !stranger.says("Siân"));
    assert_eq!(tales.planner.get(&path).await.status, 200);
    for odd in ["/watch/x", "/watch/0192f0c0-0000-7000-8000-000000000000"] {
        assert_eq!(tales.frontline.get(odd).await.status, 404);
    }
}

#[actix_web::test]
async fn a_showcase_for_everyone_opens_without_signing_in() {
    let tales = Tales::begin().await;
    let open = Tale {
        title: "For all",
        yes: &[(Form::Words, Audience::Public)],
        ..Tale::default()
    };
    let id = tales.tell(&tales.bet, open).await;
    let path = made(&tales.planner, "public", &[id]).await.path;

    let seen = tales.app.anonymous().get(&path).await;
    assert_eq!(
        (seen.status.as_u16(), seen.texts(".sf-item__title")),
        (200, vec!["For all".into()])
    );
    assert_eq!(tales.app.anonymous().get("/watch").await.heading(), "Sign in");
}

#[actix_web::test]
async fn stories_are_added_moved_and_taken_out_with_buttons_and_every_word_stays() {
    let tales = Tales::begin().await;
    let ids = texts(&three(&tales).await);
    let order = |seen: &Seen| seen.attributes("input[name=story]", "value");

    let started = tales.planner.get(&format!("/watch/new?story={}", ids[0])).await;
    assert_eq!(order(&started), ids[..1]);
    let add = format!("add:{}", ids[2]);
    let seen = tales
        .planner
        .press("/watch/new", &fields("staff", &ids[..2], &add))
        .await;
    assert_eq!((seen.status.as_u16(), order(&seen)), (200, ids.clone()));
    assert_eq!(
        (seen.typed("title").as_str(), seen.typed("why").as_str()),
        ("Siân’s bus ✨", "Why <b>these</b>")
    );
    let up = format!("up:{}", ids[2]);
    let mut form = fields("staff", &ids, &up);
    let why = format!("why-{}", ids[1]);
    form.push((&why, "Because Ŵ"));
    let seen = tales.planner.press("/watch/new", &form).await;
    assert_eq!(order(&seen), [ids[0].clone(), ids[2].clone(), ids[1].clone()]);
    assert_eq!(seen.typed(&why), "Because Ŵ");
    assert_eq!(seen.attributes("button[autofocus]", "value"), [up.as_str()]);
    assert!(seen.says("For frontline staff: voice."));
    let out = format!("out:{}", ids[0]);
    let seen = tales
        .planner
        .press("/watch/new", &fields("staff", &ids, &out))
        .await;
    assert_eq!(order(&seen), ids[1..]);
    let mut form = fields("staff", &ids[..1], "look");
    form.push(("q", "bus"));
    let seen = tales.planner.press("/watch/new", &form).await;
    assert_eq!(
        seen.texts(".sf-order--offered h4"),
        ["Watched (opens beside this page)"]
    );
    assert_eq!(seen.typed("q"), "bus");
}

#[actix_web::test]
async fn a_story_the_audience_may_not_see_is_named_and_nothing_is_made() {
    let tales = Tales::begin().await;
    let ids = three(&tales).await;
    let private = tales
        .tell(
            &tales.ray,
            Tale {
                title: "Not for staff",
                ..Tale::default()
            },
        )
        .await;
    let all = texts(&[ids[0], private]);

    let seen = tales
        .planner
        .press("/watch/new", &fields("staff", &all, "make"))
        .await;
    assert_eq!(seen.status, 422);
    assert_eq!(
        seen.asked_to_change(),
        ["Take out “Not for staff”. It may not be shown to frontline staff"]
    );
    assert_eq!(seen.typed("title"), "Siân’s bus ✨");
    assert!(seen.title().starts_with("Error:"));
    assert!(tales.frontline.get("/watch").await.says("There is no showcase"));

    let seen = tales
        .planner
        .press("/watch/new", &[("do", "make"), ("audience", "team")])
        .await;
    assert_eq!((seen.status.as_u16(), seen.asked_to_change().len()), (422, 4));
    // A story that is nobody's to show is not named, and not told from one that never was.
    let odd = texts(&[StoryId::fresh()]);
    let seen = tales
        .planner
        .press("/watch/new", &fields("staff", &odd, "make"))
        .await;
    assert_eq!(
        seen.asked_to_change(),
        ["Take out the story that cannot be shown"]
    );
}

#[actix_web::test]
async fn two_presses_make_one_showcase() {
    let tales = Tales::begin().await;
    let ids = three(&tales).await;
    let nonce = tales.planner.get("/watch/new").await.typed("nonce");
    assert!(!nonce.is_empty());
    let ids = texts(&ids);
    let mut form = fields("staff", &ids, "make");
    form.push(("nonce", &nonce));
    let (first, second) = tokio::join!(
        tales.planner.press("/watch/new", &form),
        tales.planner.press("/watch/new", &form)
    );
    assert!(first.path.starts_with("/watch/") && first.path == second.path);
    assert_eq!(tales.frontline.get("/watch").await.texts(".sf-show").len(), 1);

    // Gone back, changed and sent again, it is another showcase.
    form[0].1 = "Another name";
    let third = tales.planner.press("/watch/new", &form).await;
    assert_ne!(first.path, third.path);
    assert_eq!(tales.frontline.get("/watch").await.texts(".sf-show").len(), 2);
    // A page that came back with an error keeps its word.
    let typo = [("nonce", nonce.as_str()), ("do", "make")];
    let seen = tales.planner.press("/watch/new", &typo).await;
    assert_eq!((seen.status.as_u16(), seen.typed("nonce")), (422, nonce.clone()));
}

#[actix_web::test]
async fn a_closed_showcase_leaves_watch_and_can_be_put_back() {
    let tales = Tales::begin().await;
    let ids = three(&tales).await;
    let path = made(&tales.planner, "staff", &ids).await.path;
    let close = format!("{path}/close");

    assert!(!tales.frontline.get(&path).await.says("Close this showcase"));
    assert_eq!(tales.frontline.press(&close, &[]).await.status, 403);
    assert_eq!(tales.researcher().await.press(&close, &[]).await.status, 404);
    let page = tales.planner.get(&path).await;
    assert_eq!(page.attributes("form[action$=close]", "action").concat(), close);

    let closed = tales.planner.press(&close, &[]).await;
    assert!(closed.path == "/watch" && closed.says("The showcase is closed."));
    assert!(closed.says("Closed showcases") && closed.texts(".sf-show").is_empty());
    for actor in [&tales.planner, &tales.frontline] {
        assert_eq!(actor.get(&path).await.status, 404);
    }
    assert!(!tales.frontline.get("/watch").await.says("Siân’s bus"));
    // Pressed twice it stays closed.
    assert_eq!(tales.planner.press(&close, &[]).await.status, 200);

    let reopen = closed.attributes("form[action$=reopen]", "action").concat();
    assert_eq!(tales.frontline.press(&reopen, &[]).await.status, 403);
    let back = tales.planner.press(&reopen, &[]).await;
    assert!(back.path == path && back.says("The showcase is back."));
    assert_eq!(tales.frontline.get(&path).await.texts(".sf-item").len(), 3);
}

#[actix_web::test]
async fn only_those_who_make_showcases_see_the_way_to_it() {
    let tales = Tales::begin().await;
    assert!(
        tales
            .researcher()
            .await
            .get("/watch")
            .await
            .link("Make a showcase")
            .is_some()
    );
    assert!(
        tales
            .frontline
            .get("/watch")
            .await
            .link("Make a showcase")
            .is_none()
    );
    assert_eq!(tales.frontline.get("/watch/new").await.status, 403);
}
