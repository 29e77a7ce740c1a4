//! Who looked: each reading is noted before it is shown, the teller is told how many, governance reads who.
use std::sync::Arc;

use entity::{Audience, Form, Role, StoryId, audit};
use reqwest::Method;

use crate::support::actors::Actor;
use crate::support::tales::{Tale, Tales};

const ALL: &[(Form, Audience)] = &[
    (Form::Words, Audience::Team),
    (Form::Words, Audience::Planners),
    (Form::Voice, Audience::Planners),
    (Form::Face, Audience::Planners),
];

async fn film(tales: &Tales) -> StoryId {
    let tale = Tale {
        title: "The bus",
        yes: ALL,
        film: true,
        ..Tale::default()
    };
    tales.tell_with_cue(&tales.ray, tale, "It was late").await
}

/// How many lines of the audit there are, all in order.
async fn lines(tales: &Tales) -> u64 {
    let verdict = audit::verify(&tales.app.state.db).await.unwrap();
    assert_eq!(verdict.faults, []);
    verdict.lines
}

/// Asks once; answers how many lines were noted by it.
async fn noted(tales: &Tales, who: &Actor, method: Method, path: &str, range: Option<&str>) -> (u16, u64) {
    let before = lines(tales).await;
    let mut request = who.request(method, path);
    if let Some(range) = range {
        request = request.header("range", range);
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    answer.bytes().await.unwrap();
    (status, lines(tales).await - before)
}

#[actix_web::test]
async fn a_page_is_noted_each_time_a_film_once_an_hour_and_a_probe_or_a_refusal_never() {
    let tales = Tales::begin().await;
    let id = film(&tales).await;
    let page = format!("/insight/stories/{id}");
    let asks = async |who, method, path: &str, range| noted(&tales, who, method, path, range).await;
    assert_eq!(asks(&tales.planner, Method::GET, &page, None).await, (200, 1));
    assert_eq!(asks(&tales.planner, Method::GET, &page, None).await, (200, 1));
    assert_eq!(asks(&tales.planner, Method::HEAD, &page, None).await, (200, 0));
    assert_eq!(asks(&tales.frontline, Method::GET, &page, None).await, (404, 0));
    let captions = format!("/stories/{id}/words.vtt");
    assert_eq!(
        asks(&tales.planner, Method::GET, &captions, None).await,
        (200, 0),
        "with its page"
    );
    let film = tales
        .planner
        .get(&page)
        .await
        .attributes("video source", "src")
        .concat();
    assert_eq!(asks(&tales.planner, Method::HEAD, &film, None).await, (200, 0));
    assert_eq!(
        asks(&tales.planner, Method::GET, &film, Some("bytes=5-9")).await,
        (206, 1)
    );
    assert_eq!(
        asks(&tales.planner, Method::GET, &film, Some("bytes=0-")).await,
        (206, 0)
    );
    assert_eq!(asks(&tales.frontline, Method::GET, &film, None).await, (404, 0));
    tales.app.hours_pass(1);
    assert_eq!(
        asks(&tales.planner, Method::GET, &film, Some("bytes=0-")).await,
        (206, 1)
    );
    assert_eq!(
        asks(&tales.planner, Method::GET, &captions, None).await,
        (200, 0),
        "with its film"
    );
    tales.app.hours_pass(1);
    assert_eq!(asks(&tales.planner, Method::GET, &captions, None).await, (200, 1));
    let researcher = tales.researcher().await;
    for path in [
        format!("/studio/stories/{id}"),
        format!("/studio/stories/{id}/transcript"),
    ] {
        assert_eq!(asks(&researcher, Method::GET, &path, None).await, (200, 1));
    }
    let phone = tales.phone(&tales.ray).await;
    for path in [
        format!("/me/stories/{id}"),
        film,
        captions,
        format!("/me/stories/{id}/looked"),
    ] {
        assert_eq!(
            asks(&phone, Method::GET, &path, None).await,
            (200, 0),
            "the teller's own look at {path}"
        );
    }
}

#[actix_web::test]
async fn a_teller_reads_how_many_looked_and_governance_who_after_saying_why() {
    let tales = Tales::begin().await;
    let id = film(&tales).await;
    let phone = tales.phone(&tales.ray).await;
    let looked = phone
        .get(&format!("/me/stories/{id}"))
        .await
        .link("Who looked")
        .unwrap();
    assert!(phone.get(&looked).await.says("Nobody has looked at it yet."));
    let fields = [
        ("title", "Buses"),
        ("why", "To see"),
        ("audience", "planners"),
        ("do", "make"),
        ("story", &id.to_string()),
    ];
    let showcase = tales.planner.press("/watch/new", &fields).await.path;
    assert!(showcase.starts_with("/watch/"), "{showcase}");
    tales
        .researcher()
        .await
        .get(&format!("/studio/stories/{id}"))
        .await;
    tales.planner.get(&showcase).await;
    let told = phone.get(&looked).await;
    assert!(told.says("2 staff watched or read it."), "{}", told.words());
    assert_eq!(
        told.texts(".st-row__words"),
        [
            "1 of the team who heard you.",
            "1 person who plans services.",
            "The last time was on 23 November 2026.",
            "We write down who looked.",
            "Do you want to know more? Ask us."
        ]
    );
    assert!(!told.says("asha") && !told.says("commissioner"));
    let bet = tales.phone(&tales.bet).await;
    assert_eq!(bet.get(&looked).await.status, 404);

    let governance = tales.app.staff(Role::Governance).await;
    let asked = governance.get(&format!("/governance/looks?story={id}")).await;
    assert_eq!(asked.typed("story"), id.to_string());
    assert_eq!(asked.texts("table"), Vec::<String>::new());
    let story = format!("/insight/stories/{id}");
    let empty = governance.press("/governance/looks", &[("story", &story)]).await;
    assert_eq!(empty.status, 422);
    assert_eq!(empty.asked_to_change(), ["Write why you need to know"]);
    assert_eq!(empty.typed("story"), story);
    let wrong = governance
        .press(
            "/governance/looks",
            &[("story", "the bus"), ("why", "A complaint")],
        )
        .await;
    assert_eq!(
        wrong.asked_to_change(),
        ["Paste the address of the story's page, or its number"]
    );
    let before = lines(&tales).await;
    let found = governance
        .press("/governance/looks", &[("story", &story), ("why", "A complaint")])
        .await;
    assert_eq!(
        lines(&tales).await - before,
        1,
        "the look into the log is noted too"
    );
    assert_eq!(
        found.texts("tbody td:nth-of-type(1)"),
        [
            "commissioner, Commissioner",
            "asha, Researcher",
            "commissioner, Commissioner"
        ]
    );
    assert_eq!(
        found.texts("tbody td:nth-of-type(2)"),
        [
            "Opened it in a showcase",
            "Opened it in the studio",
            "Opened it in a showcase"
        ]
    );
    assert!(!found.says("The bus"));
}

#[actix_web::test]
async fn fifty_who_read_at_once_are_all_noted_in_a_chain_that_holds() {
    let tales = Arc::new(Tales::begin().await);
    let id = film(&tales).await;
    let before = lines(&tales).await;
    let readers: Vec<_> = (0..50)
        .map(|_| {
            let tales = Arc::clone(&tales);
            actix_web::rt::spawn(async move {
                let seen = tales.planner.get(&format!("/insight/stories/{id}")).await;
                assert_eq!(seen.status, 200);
            })
        })
        .collect();
    for reader in readers {
        reader.await.unwrap();
    }
    assert_eq!(lines(&tales).await - before, 50);
}
