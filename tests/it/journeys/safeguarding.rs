//! Scenario S8, and everything around a worry: who may raise it, what it stops, who reads it, the teller's own way.
use entity::{Audience, Form, Role, StoryId, StoryKind};

use super::discover::{count, search, titles};
use super::interviews::{NOTES, consented, send_notes};
use super::participants::researcher_with_person;
use crate::support::actors::{Actor, PASSWORD};
use crate::support::app::{TestApp, spawn_app};
use crate::support::tales::{Tale, Tales};

const SEEN: [Audience; 4] = [
    Audience::Team,
    Audience::Planners,
    Audience::Staff,
    Audience::Leaders,
];

pub async fn told(tales: &Tales, title: &str, film: bool) -> StoryId {
    let yes: Vec<(Form, Audience)> = SEEN
        .iter()
        .flat_map(|audience| [Form::Words, Form::Voice, Form::Face].map(|form| (form, *audience)))
        .collect();
    let tale = Tale {
        kind: if film {
            StoryKind::Video
        } else {
            StoryKind::LifeStory
        },
        title,
        words: "Marmalade on the sofa.",
        themes: &["buses"],
        yes: &yes,
        film,
        ..Tale::default()
    };
    tales.tell(&tales.ray, tale).await
}

pub const WORRY: [(&str, &str); 2] = [("words_of", "teller"), ("note", "He takes my money, she said")];

/// The worry that this lead finds first on the desk.
pub async fn first(lead: &Actor) -> String {
    let desk = lead.get("/safeguarding").await;
    desk.attributes(".sf-result__title a", "href").remove(0)
}

#[actix_web::test]
async fn a_worry_in_a_draft_reaches_the_lead_is_answered_and_outlives_the_story() {
    let app = spawn_app().await;
    let (asha, project, person) = researcher_with_person(&app).await;
    let lead = app.staff(Role::Safeguarding).await;
    // 1 and 2: while the interview is still being written down, the researcher is worried.
    let notes = consented(&asha, &person).await;
    let worry = asha.get(&notes.path).await.link("I am worried").unwrap();
    let page = asha.get(&worry).await;
    assert!(page.says("only they can see it") && page.says("Call 999"));
    let unsaid = asha.press(&worry, &[("note", "He takes her money")]).await;
    assert_eq!(
        (unsaid.status.as_u16(), unsaid.typed("note").as_str()),
        (422, "He takes her money")
    );
    let thanks = asha.press(&worry, &WORRY).await;
    assert!(thanks.says("Thank you. Somebody will look at it"));
    assert_eq!(
        asha.press(&worry, &WORRY).await.path,
        thanks.path,
        "two presses are one worry"
    );
    assert!(!asha.get("/studio").await.says("Interviews without notes"));
    let saved = send_notes(&asha, &notes.path, &NOTES).await;
    assert!(saved.says("Only the safeguarding leads can see them now") && saved.path == project);
    let story = notes.path.replace("interviews", "stories").replace("/notes", "");
    for path in [&story, &worry] {
        assert_eq!(asha.get(path).await.status, 404, "{path}");
    }
    assert!(
        !asha
            .get(&project)
            .await
            .texts("tbody")
            .concat()
            .contains("The bus")
    );

    // The clock runs.
    let desk = lead.get("/safeguarding").await;
    assert!(desk.says("1 worry is open.") && desk.says("Answer the three questions in 24 hours"));
    assert!(desk.says("He takes my money, she said"));
    assert_eq!(desk.texts(".sf-result").len(), 1);
    let concern = first(&lead).await;
    let partly = [
        ("do", "triage"),
        ("needs", "yes"),
        ("risk", "not_yet"),
        ("unable", "not_yet"),
    ];
    let partly = lead.press(&concern, &partly).await;
    assert!(
        partly.says("Your answers are saved.") && partly.says("Find out what is not known yet in 24 hours"),
        "{}",
        partly.words()
    );
    assert!(!partly.says("The three answers are saved"));
    app.hours_pass(11);
    lead.get("/safeguarding").await;
    app.hours_pass(11);
    app.hourly().await;
    lead.sign_in("safeguarding@example.gov.uk", PASSWORD).await;
    assert!(
        lead.get("/safeguarding")
            .await
            .says("Find out what is not known yet in 2 hours")
    );
    app.hours_pass(5);
    app.hourly().await;
    let desk = lead.get("/safeguarding").await;
    assert!(desk.says("1 worry is open, and it is late.") && desk.says("Late by 3 hours"));
    let concern = first(&lead).await;
    assert!(lead.get(&concern).await.says("every lead was told again"));

    // 3: the three questions, the person's wishes, the referral number.
    let halfway = lead
        .press(&concern, &[("do", "triage"), ("needs", "yes"), ("risk", "yes")])
        .await;
    assert_eq!(halfway.status, 422);
    assert_eq!(halfway.attributes("input[name=needs][checked]", "value"), ["yes"]);
    let close = [
        ("do", "close"),
        ("outcome", "enquiry"),
        ("closing", "Passed to the adult team"),
    ];
    let early = lead.press(&concern, &close).await;
    assert!(early.status == 422 && early.says("Answer the three questions first"));
    assert!(
        early.body.contains("Passed to the adult team"),
        "nothing typed is lost"
    );
    let answers = [
        ("do", "triage"),
        ("needs", "yes"),
        ("risk", "yes"),
        ("unable", "yes"),
    ];
    assert!(
        lead.press(&concern, &answers)
            .await
            .says("The three answers are saved")
    );
    let early = lead.press(&concern, &close).await;
    assert!(early.status == 422 && early.says("Write down what the person wants first"));
    let wishes = [
        ("do", "wishes"),
        ("asked", "yes"),
        ("wishes", "I want him to stop"),
    ];
    assert!(
        lead.press(&concern, &wishes)
            .await
            .says("What they want is saved")
    );
    lead.press(&concern, &[("do", "types"), ("types", "financial")])
        .await;
    let done = lead
        .press(&concern, &[("do", "referral"), ("referral", "SG-2026-114")])
        .await;
    for words in [
        "I take the bus",
        "Financial or material",
        "I want him to stop",
        "SG-2026-114",
        "24 November 2026, 13:00 by safeguarding",
    ] {
        assert!(done.says(words), "{words}: {}", done.words());
    }

    // 4: the teller takes the story back. It is gone for the lead too; the record stays.
    let id: StoryId = story.rsplit('/').next().unwrap().parse().unwrap();
    take_back(&app, &person, id).await;
    let after = lead.get(&concern).await;
    assert!(after.says("The teller took the story back") && !after.says("I take the bus"));
    assert!(after.says("He takes my money, she said") && after.says("SG-2026-114"));
    for path in ["insight", "safeguarding"] {
        let page = lead.get(&format!("/{path}/stories/{id}")).await;
        assert!(!page.says("I take the bus"), "{path}");
    }
    assert!(lead.press(&concern, &close).await.says("The worry is closed"));
    assert!(lead.get("/safeguarding").await.says("No worry is open"));
    let closed = lead.get("/safeguarding/closed").await;
    assert!(closed.says("The teller took the story back"));
    let late = lead.press(&concern, &wishes).await;
    assert_eq!(late.status, 409);
}

/// The teller of an interview takes it back, through the vault: their card is not at hand here.
async fn take_back(app: &TestApp, person: &str, id: StoryId) {
    let db = &app.state.db;
    let participant = person.rsplit('/').next().unwrap().parse().unwrap();
    let account = entity::account::by_email(db, "researcher@example.gov.uk")
        .await
        .unwrap()
        .unwrap();
    let team = app.viewer(account.id).await;
    let tx = db.begin().await.unwrap();
    let teller = entity::participant::account(&tx, &team, participant, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let teller = app.viewer(teller).await;
    let tx = db.begin().await.unwrap();
    entity::story::withdraw(&tx, &teller, id, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    app.state.withdrawn(id).await.unwrap();
}

#[actix_web::test]
async fn each_who_sees_a_story_can_say_that_they_are_worried_and_it_is_gone_from_that_second() {
    let tales = Tales::begin().await;
    let leader = tales.app.staff(Role::Leader).await;
    let asha = tales.researcher().await;
    let lead = tales.app.staff(Role::Safeguarding).await;
    let everybody = [&tales.planner, &tales.frontline, &leader, &asha];
    for (number, who) in everybody.into_iter().enumerate() {
        let id = told(&tales, &format!("Marmalade {number}"), number == 0).await;
        let page = format!("/insight/stories/{id}");
        let seen = who.get(&page).await;
        let file = seen.attributes("video source", "src").concat();
        let worry = seen.link("I am worried").unwrap();
        assert_eq!(count(&who.get(&search("marmalade")).await), "1 story");
        assert!(who.get(&worry).await.says(&format!("Marmalade {number}")));
        assert!(who.press(&worry, &WORRY).await.says("Thank you"));
        for other in everybody {
            for path in [&page, &worry, &file] {
                if !path.is_empty() {
                    assert_eq!(other.get(path).await.status, 404, "{path}");
                }
            }
            let found = other.get(&search("marmalade")).await;
            assert_eq!((count(&found).as_str(), titles(&found).len()), ("No stories", 0));
            assert!(found.texts(".sf-facets__link").is_empty());
        }
        assert_eq!(lead.get(&page).await.status, 200);
        assert_eq!(who.get(&first(&lead).await).await.status, 403);
    }
    assert_eq!(lead.get("/safeguarding").await.texts(".sf-result").len(), 4);
    let stranger = tales.app.anonymous();
    let turned = stranger
        .get("/worry/stories/0192f0c0-0000-7000-8000-000000000000")
        .await;
    assert!(turned.path.starts_with("/sign-in?"), "{}", turned.path);
}

#[actix_web::test]
async fn an_item_of_a_showcase_can_worry_its_watcher() {
    let tales = Tales::begin().await;
    let id = told(&tales, "The sofa", false).await.to_string();
    let fields = [
        ("title", "At home"),
        ("why", "Because"),
        ("audience", "staff"),
        ("story", id.as_str()),
        ("do", "make"),
    ];
    let made = tales.planner.press("/watch/new", &fields).await;
    let watched = tales.frontline.get(&made.path).await;
    let worry = watched.link("I am worried").unwrap();
    assert!(tales.frontline.press(&worry, &WORRY).await.says("Thank you"));
    assert!(!tales.frontline.get(&made.path).await.says("The sofa"));
}

#[actix_web::test]
async fn governance_reads_how_many_worries_wait_and_not_a_word_of_them() {
    let tales = Tales::begin().await;
    let id = told(&tales, "The sofa", false).await;
    tales
        .frontline
        .press(&format!("/worry/stories/{id}"), &WORRY)
        .await;
    let governance = tales.app.staff(Role::Governance).await;
    let log = governance.get("/safeguarding/log").await;
    assert!(log.says("1 worry is open. The oldest worry is open for less than an hour."));
    tales.app.days_pass(2);
    governance.sign_in("governance@example.gov.uk", PASSWORD).await;
    let log = governance.get("/safeguarding/log").await;
    assert!(
        log.says("1 of them late") && log.says("Late. Open for 2 days"),
        "{}",
        log.words()
    );
    assert!(!log.says("He takes my money") && !log.says("The sofa"));
    assert_eq!(governance.get("/safeguarding").await.status, 403);
}
