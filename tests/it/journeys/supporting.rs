//! A helper beside the person: one story, half an hour, and what is found about one decision meanwhile.
use entity::consent::WORDING;
use entity::{Audience, Form, StoryId, StoryKind};
use firsthand::routes;
use firsthand::web::Access;

use super::placing::{begun, send};
use super::telling::easy;
use crate::support::actors::{Actor, PASSWORD};
use crate::support::html::Seen;
use crate::support::tales::{Tale, Tales, Teller};

/// A film with words that its teller shows to the team and to planners.
pub async fn film(tales: &Tales, teller: &Teller, title: &str) -> StoryId {
    let yes = [Audience::Team, Audience::Planners]
        .iter()
        .flat_map(|audience| [Form::Words, Form::Voice, Form::Face].map(|form| (form, *audience)))
        .collect::<Vec<_>>();
    let tale = Tale {
        kind: StoryKind::Video,
        title,
        words: "I like the green bus.",
        yes: &yes,
        film: true,
        ..Tale::default()
    };
    tales.tell(teller, tale).await
}

pub fn studio(teller: &Teller, page: &str) -> String {
    format!("/studio/participants/{}/{page}", teller.participant)
}

/// The researcher's device, handed over to the teller and his sister with one story.
pub async fn handed_over(tales: &Tales, teller: &Teller, story: &str) -> (Actor, Seen) {
    let device = tales.researcher().await;
    let fields = [
        ("helper_name", "Mia"),
        ("relation", "his sister"),
        ("how", "reads_aloud"),
        ("whose", "theirs"),
        ("story", story),
    ];
    let seen = device.press(&studio(teller, "helper"), &fields).await;
    (device, seen)
}

pub const DOUBT: [(&str, &str); 10] = [
    ("matter", "show_beyond"),
    ("doubt", "He thought only we would see the film"),
    ("help", "easy_read"),
    ("help", "supporter"),
    ("understand", "yes"),
    ("retain", "yes"),
    ("weigh", "no"),
    ("communicate", "yes"),
    ("review", "6"),
    ("assessed_by", "Asha, researcher"),
];

pub fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().chain(more).copied().collect()
}

#[actix_web::test]
async fn s2_a_helper_a_doubt_and_what_ben_keeps() {
    let tales = Tales::begin().await;
    let ben = &tales.ray;
    let id = film(&tales, ben, "The green bus").await;
    let laptop = tales.researcher().await;
    let insight = format!("/insight/stories/{id}");
    let bytes = tales
        .planner
        .get(&insight)
        .await
        .attributes("video source", "src")
        .concat();
    assert_eq!(tales.planner.get(&bytes).await.status, 200);

    // 1 The researcher starts with Ben and his sister.
    let (device, seen) = handed_over(&tales, ben, &id.to_string()).await;
    assert_eq!(
        (seen.status.as_u16(), seen.heading()),
        (200, "The green bus".to_owned())
    );
    assert_eq!(seen.texts(".st-beside"), ["You and Mia·30 minutes left"]);
    tales.app.state.clock.advance(8 * 60_000);
    let who = device.get(&format!("/me/story/{id}/who")).await;
    easy(&who);
    assert_eq!(who.texts(".st-beside"), ["You and Mia·22 minutes left"]);

    // 2 and 3 The doubt, the help, the four abilities, what was found, who and when to look again.
    let doubt = studio(ben, "decisions/new");
    assert!(
        laptop
            .get(&studio(ben, "decisions"))
            .await
            .says("Nothing is on record")
    );
    let found = laptop.press(&doubt, &with(&DOUBT, &[("outcome", "lacks")])).await;
    assert_eq!(found.heading(), "A best-interests decision", "{}", found.words());
    for path in [&insight, &bytes] {
        assert_eq!(tales.planner.get(path).await.status, 404, "{path}");
    }

    // 4 No audience beyond the team can be set, by Ben or by the researcher; the record is pointed to.
    let pick = [("audience", "staff"), ("wording", WORDING)];
    let refused = device.press(&format!("/me/story/{id}/who"), &pick).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("We want to talk with you about this first"));
    assert_eq!(
        refused.attributes("input[checked]", "value"),
        ["staff"],
        "nothing is lost"
    );
    let consent = [
        ("explained", "With pictures"),
        ("present", "his sister"),
        ("team-words", "yes"),
        ("leaders-words", "yes"),
        ("wording", WORDING),
    ];
    let refused = laptop.press(&studio(ben, "interview"), &consent).await;
    assert!(
        refused.says("record a best-interests decision"),
        "{}",
        refused.words()
    );
    let decisions = refused.link("Decisions and capacity").unwrap();
    let best = laptop
        .get(&decisions)
        .await
        .link("Record a best-interests decision")
        .unwrap();
    assert_eq!(best, found.path);

    // 5 The decision: words only, team only, looked at again in six months.
    let decided = [
        ("consulted", "Mia, his sister"),
        ("wishes", "He likes to be heard"),
        ("less_restrictive", "Only his words, and only the team"),
        ("form", "words"),
        ("audience", "team"),
        ("until", "stop"),
        ("review", "6"),
        ("decided_by", "Asha, researcher"),
    ];
    let listed = laptop.press(&best, &decided).await;
    assert!(
        listed.says("Saved.") && listed.path == decisions,
        "{}",
        listed.words()
    );

    // 6 Minute 31 passes.
    tales.app.state.clock.advance(22 * 60_000 - 1);
    let open = device.get(&format!("/me/stories/{id}")).await;
    assert_eq!(open.texts(".st-beside"), ["You and Mia·1 minute left"]);
    tales.app.state.clock.advance(60_000 + 1);
    let closed = device.get(&format!("/me/stories/{id}")).await;
    assert_eq!(
        (closed.status.as_u16(), closed.heading()),
        (401, "The time is over.".to_owned())
    );
    assert!(closed.says("asha can sign in again.") && !closed.says("green bus"));

    // Seen at the end.
    for actor in [&tales.planner, &tales.frontline] {
        for path in [&insight, &bytes] {
            assert_eq!(actor.get(path).await.status, 404, "{path}");
        }
    }
    assert!(
        laptop
            .get(&format!("/studio/stories/{id}"))
            .await
            .says("I like the green bus.")
    );
    assert!(laptop.get(&decisions).await.says("Mia, his sister"));
    let phone = tales.phone(ben).await;
    let team = [
        ("form", "words"),
        ("form", "voice"),
        ("form", "face"),
        ("wording", WORDING),
    ];
    let kept = phone.press(&format!("/me/story/{id}/show"), &team).await;
    assert_eq!(kept.status, 200, "what the team keeps is Ben's: {}", kept.words());
    let reviews = laptop.get("/studio/reviews").await;
    assert_eq!(reviews.texts(".sf-result").len(), 2, "{}", reviews.words());
    assert!(reviews.says("Nothing waits") && reviews.says("Heron: Show it to anyone beyond the team"));
}

#[actix_web::test]
async fn with_a_helper_no_other_story_and_no_other_page_is_open() {
    let tales = Tales::begin().await;
    let own = film(&tales, &tales.ray, "The green bus").await;
    let other = film(&tales, &tales.ray, "Quite another").await;
    let another = tales.phone(&tales.ray).await;
    let others_file = another.get(&format!("/me/stories/{other}")).await;
    let others_file = others_file.attributes("video source", "src").concat();
    let (device, _) = handed_over(&tales, &tales.ray, &own.to_string()).await;
    let open = [
        "assets", "help", "sign-in", "sign-out", "health", "media", "uploads",
    ];
    let mut walked = 0;
    for row in routes::table().list() {
        let path = row
            .pattern
            .replace("{audience}", "team")
            .replace("{story}", "{id}");
        let path = path.replace("{id}", &other.to_string());
        let first = path.split('/').nth(1).unwrap();
        // Somebody who is being hurt says so whoever sits beside them.
        let talk = path.starts_with("/me/talk");
        // Pictures to tell it with: those of the person alone are asked for below.
        let pictures = path.starts_with("/packs/") || path.starts_with("/me/photos");
        if talk
            || pictures
            || open.contains(&first)
            || path.contains('{') && row.access != Access::Storyteller
        {
            continue;
        }
        let path = path.replace("{file}", &other.to_string());
        let seen = match row.method.as_str() {
            "GET" => device.get(&path).await,
            "POST" => device.press(&path, &[("answer", "yes")]).await,
            _ => continue,
        };
        assert_eq!(
            (seen.status.as_u16(), seen.heading()),
            (403, "Only this story is open now".to_owned()),
            "{} {path}",
            row.method
        );
        assert!(!seen.body.contains("Quite another"), "{path}");
        walked += 1;
    }
    assert!(walked > 60, "only {walked}: the walk has lost its way");
    assert_eq!(device.get(&others_file).await.status, 404);
    let shut = device.get("/").await;
    let back = device.get(&shut.link("Go on with the story").unwrap()).await;
    assert_eq!(back.path, format!("/me/stories/{own}"));
    let own_file = back.attributes("video source", "src").concat();
    assert_eq!(device.get(&own_file).await.status, 200);
    assert!(device.get("/help").await.says("You and Mia"));
    // The researcher was signed out on this device; who signs in again ends it.
    let again = device.get("/sign-in").await;
    assert_eq!(again.heading(), "Sign in");
    let home = device.sign_in("asha@example.gov.uk", PASSWORD).await;
    assert_eq!((home.status.as_u16(), home.heading()), (200, "Studio".to_owned()));
    assert_eq!(device.get(&format!("/me/stories/{own}")).await.status, 403);
}

/// Where the small picture of a photo is that was just kept.
async fn photo_of(actor: &Actor, label: &str) -> String {
    let photo = crate::support::media::phone_picture();
    let kept = send(
        actor,
        "/me/photos/new",
        &[("label", label)],
        Some(("photo", photo)),
    )
    .await;
    assert!(kept.says(label), "{}", kept.words());
    let pictures = kept.attributes("main img", "src");
    let own = pictures.into_iter().find(|src| src.starts_with("/me/photos/"));
    own.unwrap()
}

#[actix_web::test]
async fn with_a_helper_the_pictures_of_this_story_are_there_and_older_photos_are_not() {
    let tales = Tales::begin().await;
    let phone = tales.phone(&tales.ray).await;
    let at_home = photo_of(&phone, "At home").await;
    assert_eq!(phone.get(&at_home).await.status, 200);
    let story = begun(&phone).await;
    tales.app.days_pass(1);
    let (device, _) = handed_over(&tales, &tales.ray, &story).await;
    assert_eq!(device.get(&at_home).await.status, 404);
    let list = device.get("/me/photos").await;
    assert!(list.status == 200 && !list.says("At home"), "{}", list.words());
    let today = photo_of(&device, "Today").await;
    assert_eq!(device.get(&today).await.status, 200);
    assert_eq!(
        device.get("/packs/no/such").await.status,
        404,
        "asked, and not there"
    );
}

#[actix_web::test]
async fn what_was_typed_when_the_time_was_over_is_sent_after_signing_in_again() {
    let tales = Tales::begin().await;
    let (device, seen) = handed_over(&tales, &tales.bet, "write").await;
    let id = seen.path.split('/').nth(3).unwrap().to_owned();
    assert!(seen.path.ends_with("/write"), "{}", seen.path);
    tales.app.state.clock.advance(31 * 60_000);
    let path = format!("/me/story/{id}/write");
    let words = "The sea at Llŷn 🌊 <b>\"loud\"</b>";
    let over = device.press(&path, &[("words", words), ("title", "")]).await;
    assert_eq!(
        (over.status.as_u16(), over.heading()),
        (401, "The time is over.".to_owned())
    );
    assert_eq!(
        (over.typed("words"), over.says("Your words are still here.")),
        (words.to_owned(), true)
    );
    assert_eq!(over.attributes("form[action*=write]", "action"), [path.as_str()]);
    device.sign_in("asha@example.gov.uk", PASSWORD).await;
    let start = device.get(&studio(&tales.bet, "helper")).await;
    assert!(start.says("not sent yet") && !start.body.contains("Llŷn 🌊"));
    let fields = [
        ("helper_name", "Mia"),
        ("relation", "her friend"),
        ("how", "types"),
        ("whose", "said_for"),
        ("story", id.as_str()),
    ];
    device.press(&studio(&tales.bet, "helper"), &fields).await;
    let kept = device.press(&path, &[("words", words), ("title", "")]).await;
    assert_eq!(kept.path, format!("/me/story/{id}/pictures"));
    assert_eq!(device.get(&path).await.typed("words"), words);
}

#[actix_web::test]
async fn it_does_not_start_without_saying_who_helps_nor_for_another_team() {
    let tales = Tales::begin().await;
    let asha = tales.researcher().await;
    let path = studio(&tales.ray, "helper");
    let seen = asha
        .press(&path, &[("helper_name", "Mia 🌷"), ("story", "nothing")])
        .await;
    assert_eq!(
        (seen.status.as_u16(), seen.typed("helper_name")),
        (422, "Mia 🌷".to_owned())
    );
    assert_eq!(seen.asked_to_change().len(), 4);
    assert_eq!(asha.get("/studio").await.status, 200, "still signed in");
    let bo = super::participants::stranger(&tales.app).await;
    assert_eq!(bo.get(&path).await.status, 404);
    assert_eq!(bo.press(&path, &[("helper_name", "Bo")]).await.status, 404);
}
