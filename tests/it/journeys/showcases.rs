//! Watching a showcase, and making one: exactly what its audience was allowed, at every look.
use entity::transcript::Cue;
use entity::{Audience, Form, StoryId, StoryKind};

use crate::support::actors::Actor;
use crate::support::html::Seen;
use crate::support::tales::{Tale, Tales, WORDS_FOR_PLANNERS};

const FOR_STAFF: &[(Form, Audience)] = &[
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

fn fields<'a>(audience: &'a str, ids: &'a [String], pressed: &'a str) -> Vec<(&'a str, &'a str)> {
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

fn texts(ids: &[StoryId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

async fn made(actor: &Actor, audience: &str, ids: &[StoryId]) -> Seen {
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
async fn the_captions_of_a_showcase_are_those_of_its_audience() {
    let tales = Tales::begin().await;
    let yes = [Form::Words, Form::Voice, Form::Face].map(|form| (form, Audience::Staff));
    let tale = Tale {
        film: true,
        yes: &[
            yes.as_slice(),
            &[(Form::Name, Audience::Planners)],
            WORDS_FOR_PLANNERS,
        ]
        .concat(),
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, tale).await;
    let said = Cue {
        start_ms: 0,
        end_ms: 2_000,
        words: "Raymond speaking.".into(),
    };
    tales.caption(&tales.ray, id, said).await;
    let path = made(&tales.planner, "staff", &[id]).await.path;

    let captions = tales.frontline.get(&path).await.attributes("track", "src");
    let [address] = captions.as_slice() else {
        panic!("{captions:?}")
    };
    for who in [&tales.frontline, &tales.planner] {
        let words = who.get(address).await;
        assert_eq!(
            (words.status.as_u16(), words.header("content-type")),
            (200, "text/vtt; charset=utf-8")
        );
        assert!(words.body.contains("Heron speaking."), "{}", words.body);
    }
    let named = tales.planner.get(&format!("/stories/{id}/words.vtt")).await;
    assert!(named.body.contains("Raymond speaking."), "{}", named.body);
    tales.withdraw(&tales.ray, id).await;
    assert_eq!(tales.frontline.get(address).await.status, 404);
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
    let seen = tales.frontline.get(&path).await;
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
    assert_eq!(seen.texts(".sf-order--offered h4"), ["Watched"]);
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
    let first = made(&tales.planner, "staff", &ids).await.path;
    let second = made(&tales.planner, "staff", &ids).await.path;
    assert_eq!(first, second);
    assert_eq!(tales.frontline.get("/watch").await.texts(".sf-show").len(), 1);
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
