//! A teller's own stories in Welsh: the shelf, looking, taking back, being asked again, being hurt, coming in.
use entity::choices::{self, Choice};
use entity::consent::WORDING;
use entity::reach::{self, Reach, Way};
use entity::{Audience, Form, Language, Role};

use super::showcases::{FOR_STAFF, made};
use super::telling::{sam_at_the_phone, shared, written};
use crate::support::app::spawn_app;
use crate::support::house::until;
use crate::support::post::Post;
use crate::support::tales::{Tale, Tales, Teller};
use crate::support::welsh::all_welsh;

/// What people of these stories wrote themselves, and names.
const OWN: &[&str] = &[
    "Y bws gwyrdd",
    "“Y bws gwyrdd”",
    ": Y bws gwyrdd",
    ": My story",
    "My story",
    "My story – Firsthand",
    "The bus",
    "The bus – Firsthand",
    "Raymond waits in the rain.",
    "The park",
    "Green days.",
];

async fn speaks_welsh(tales: &Tales, teller: &Teller) {
    let tx = tales.app.state.db.begin().await.unwrap();
    let welsh = Choice::Language(Some(Language::Welsh));
    choices::set(&tx, &teller.viewer, welsh, tales.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[actix_web::test]
async fn what_a_script_asks_for_is_in_the_persons_language_too() {
    let tales = Tales::begin().await;
    speaks_welsh(&tales, &tales.ray).await;
    let phone = tales.phone(&tales.ray).await;
    let asked = phone.request(reqwest::Method::GET, "/me/stories");
    let mut asked = asked.build().unwrap();
    asked.headers_mut().insert("accept", "*/*".parse().unwrap());
    let page = phone.send(asked).await.text().await.unwrap();
    assert!(
        page.contains("Fy straeon") && page.contains("lang=\"cy\""),
        "{page}"
    );
}

#[actix_web::test]
async fn the_other_language_is_the_same_page_with_its_story() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let draft = written(&phone, "Y bws gwyrdd").await;
    let about = format!("/me/talk?story={draft}");
    let english = phone.get(&about).await;
    assert_eq!(
        english.link("Cymraeg").as_deref(),
        Some(format!("/cy{about}").as_str())
    );
    let welsh = phone.get(&format!("/cy{about}")).await;
    assert_eq!(welsh.link("English").as_deref(), Some(about.as_str()));
}

#[actix_web::test]
async fn ones_own_stories_are_read_shared_and_taken_back_in_welsh() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let shelf = phone.in_welsh("/me/stories", OWN).await;
    assert_eq!(shelf.heading(), "Fy straeon");
    let draft = written(&phone, "Y bws gwyrdd").await;
    phone.in_welsh("/me/stories", OWN).await;
    phone.in_welsh(&format!("/me/stories/{draft}/back"), OWN).await;
    let id = shared(&phone, "Y bws gwyrdd", "planners").await;
    let here = format!("/me/stories/{id}");
    for page in ["", "/look", "/back", "/looked"] {
        phone.in_welsh(&format!("{here}{page}"), OWN).await;
    }
    let gone = phone.press(&format!("/cy{here}/back"), &[]).await;
    assert!(
        gone.says("Does neb arall yn gallu ei gweld nawr."),
        "{}",
        gone.words()
    );
    phone.in_welsh(&here, OWN).await;
    let back = phone.press(&format!("/cy{here}/undo"), &[]).await;
    assert!(back.says("Mae eich stori yn ôl fel yr oedd hi."));
    phone.press(&format!("{here}/back"), &[]).await;
    app.days_pass(31);
    app.hourly().await;
    let late = phone.press(&format!("/cy{here}/undo"), &[]).await;
    assert!(!late.status.is_success());
    assert_eq!(late.attributes("html", "lang"), ["cy"]);
    phone.in_welsh(&here, OWN).await;
}

#[actix_web::test]
async fn a_receipt_who_looked_and_what_others_tell_are_in_welsh() {
    let tales = Tales::begin().await;
    let tale = |title: &'static str| Tale {
        title,
        words: "Raymond waits in the rain.",
        yes: FOR_STAFF,
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, tale("The bus")).await;
    let other = tales.tell(&tales.bet, tale("The park")).await;
    let showcase = made(&tales.planner, "staff", &[id, other]).await.path;
    for away in ["print", "words"] {
        tales.frontline.press(&format!("{showcase}/{away}"), &[]).await;
    }
    tales.frontline.get(&showcase).await;
    let phone = tales.phone(&tales.ray).await;
    let here = format!("/me/stories/{id}");
    let looked = phone.in_welsh(&format!("{here}/looked"), OWN).await;
    assert!(looked.says("o'r staff rheng flaen."), "{}", looked.words());
    phone.press(&format!("/cy{here}/back"), &[]).await;
    let own = [OWN, &["Siân’s bus ✨", "frontline", "commissioner"]].concat();
    let receipt = phone.in_welsh(&format!("{here}/receipt"), &own).await;
    assert!(
        receipt.says("Pwy wnaeth hwn? commissioner (yn cynllunio gwasanaethau)."),
        "{}",
        receipt.words()
    );
    phone.in_welsh("/me/watch", &own).await;
}

#[actix_web::test]
async fn who_is_asked_again_and_what_is_wished_is_in_welsh() {
    let tales = Tales::begin().await;
    let tale = Tale {
        title: "The bus",
        words: "Raymond waits in the rain.",
        yes: &[(Form::Words, Audience::Team), (Form::Words, Audience::Planners)],
        until: Some(tales.app.now().plus_days(29)),
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, tale).await;
    tales.app.hourly().await;
    let phone = tales.phone(&tales.ray).await;
    let ask = phone.in_welsh("/me/ask", OWN).await;
    assert_eq!(ask.heading(), "Ydyn nhw'n dal i gael gweld eich stori?");
    phone.refused_in_welsh(&format!("/me/ask/{id}"), &[], OWN).await;
    let old = [("answer", "year"), ("wording", "old")];
    let old = phone.press(&format!("/cy/me/ask/{id}"), &old).await;
    assert!(
        old.says("Mae'r geiriau am bwy sy'n cael gweld stori wedi newid."),
        "{}",
        old.words()
    );
    let yes = [("answer", "year"), ("wording", WORDING)];
    let yes = phone.press(&format!("/cy/me/ask/{id}"), &yes).await;
    assert!(
        yes.says("Diolch. Maen nhw'n dal i allu ei gweld."),
        "{}",
        yes.words()
    );

    phone.in_welsh("/me/wish", &[]).await;
    phone.refused_in_welsh("/me/wish", &[], &[]).await;
    phone.in_welsh("/me/wish/name", &[]).await;
    phone
        .refused_in_welsh("/me/wish/name", &[("name", "")], &[])
        .await;
    let said = phone.press("/cy/me/wish/name", &[("name", "Ann")]).await;
    assert!(said.says("Rydyn ni wedi ei ysgrifennu."));
    phone.in_welsh("/me/wish", &[]).await;
}

#[actix_web::test]
async fn somebody_who_is_hurt_is_heard_in_welsh_and_read_in_english() {
    let tales = Tales::begin().await;
    let lead = tales.app.staff(Role::Safeguarding).await;
    let phone = tales.phone(&tales.ray).await;
    let tale = Tale {
        title: "The bus",
        words: "Raymond waits in the rain.",
        yes: FOR_STAFF,
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, tale).await;
    let line = tales.app.state.config.council.help_line.clone();
    let own = [OWN, &[line.as_str()]].concat();
    phone.in_welsh("/me/talk", &own).await;
    phone.in_welsh(&format!("/me/talk?story={id}"), &own).await;
    phone.in_welsh("/me/talk/what", &own).await;
    phone.refused_in_welsh("/me/talk/what", &[], &own).await;
    let told = [("hurt", "money"), ("story", &id.to_string())];
    let words = phone.press("/cy/me/talk/what", &told).await;
    let path = words.path.trim_start_matches("/cy").to_owned();
    phone.in_welsh(&path, &own).await;
    let want = path.replace("/words", "/want");
    phone.in_welsh(&want, &own).await;
    phone.refused_in_welsh(&want, &[], &own).await;
    let thanks = phone.press(&format!("/cy{want}"), &[("want", "safe")]).await;
    assert_eq!(thanks.heading(), "Diolch am ddweud wrthon ni.");
    phone.in_welsh("/me/talk/thanks", &own).await;
    let page = super::safeguarding::first(&lead).await;
    let read = lead.get(&page).await;
    assert!(read.says("Help me to be safe"), "{}", read.words());
    // Their pages do not show it.
    let story = phone.in_welsh(&format!("/me/stories/{id}"), OWN).await;
    assert!(story.says("Wedi'i rhannu"), "{}", story.words());
}

#[actix_web::test]
async fn a_family_is_asked_about_in_welsh() {
    let tales = Tales::begin().await;
    let desk = tales.researcher().await;
    let ann = tales.joins("Ann Okafor", "Heath Lark").await;
    let ben = tales.joins("Ben Okafor", "Reese Moss").await;
    let other = ben.participant.to_string();
    let fields = [
        ("other", other.as_str()),
        ("relation", "son"),
        ("service", "children"),
        ("own_relation", "mother"),
        ("own_service", "adult"),
    ];
    desk.press(
        &format!("/studio/participants/{}/family", ann.participant),
        &fields,
    )
    .await;
    let phone = tales.phone(&ann).await;
    phone.in_welsh("/me/family", &[]).await;
    phone.refused_in_welsh("/me/family", &[], &[]).await;
    phone.in_welsh("/me/family/who", &[]).await;
    phone.refused_in_welsh("/me/family/who", &[], &[]).await;
    let old = [("audience", "planners"), ("wording", "old")];
    phone.refused_in_welsh("/me/family/who", &old, &[]).await;
    let yes = [("audience", "planners"), ("wording", entity::family::WORDING)];
    let kept = phone.press("/cy/me/family/who", &yes).await;
    assert!(
        kept.says("Diolch. Rydyn ni'n cadw eich ateb."),
        "{}",
        kept.words()
    );
    phone.in_welsh("/me/family", &[]).await;
}

#[actix_web::test]
async fn coming_in_being_reached_and_what_does_not_work_are_in_welsh() {
    let app = spawn_app().await;
    let sam = app.sam().await;
    let visitor = app.anonymous();
    let line = app.state.config.council.help_line.clone();
    let own = [line.as_str(), "/", "Jo"];
    for page in [
        "/start",
        "/start/card",
        "/sign-in",
        "/sign-in?next=/me",
        "/sign-in/link",
        "/sign-in/sent",
        "/help",
        "/help/call?way=call",
        "/help/call?way=text",
        "/offline",
        "/nowhere",
        "/watch/nothing",
        "/c/unknown",
        "/l/unknown",
        &format!("/c/{}", sam.card),
    ] {
        visitor.in_welsh(page, &own).await;
    }
    visitor.refused_in_welsh("/sign-in", &[], &own).await;
    let wrong = [("email", "a@b.example"), ("password", "not this one")];
    visitor.refused_in_welsh("/sign-in", &wrong, &own).await;
    visitor.refused_in_welsh("/sign-in/link", &[], &own).await;
    visitor.refused_in_welsh("/help/call", &[], &own).await;
    let phone = app.anonymous();
    phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    for page in [
        "/me/card",
        "/me/lock",
        "/me/messages",
        "/me/messages/address?wish=email",
        "/help/call",
        "/studio",
        "/admin/accounts",
    ] {
        phone.in_welsh(page, &own).await;
    }
    phone.refused_in_welsh("/me/messages", &[], &own).await;
    phone.refused_in_welsh("/me/messages/address", &[], &own).await;
    let manifest = phone.get("/cy/me/stories").await;
    assert_eq!(
        manifest.attributes("link[rel=manifest]", "href"),
        ["/manifest.webmanifest?lang=cy"]
    );
    let out = phone.press("/cy/sign-out", &[]).await;
    assert!(out.says("Rydych chi wedi allgofnodi."));
}

#[actix_web::test]
async fn messages_and_letters_are_in_the_language_of_whom_they_go_to() {
    let post = Post::open().await;
    let app = post.app().await;
    let sam = app.sam().await;
    let asha = entity::account::by_email(&app.state.db, "asha@example.gov.uk").await;
    let asha = app.viewer(asha.unwrap().unwrap().id).await;
    let by_mail = Reach {
        wish: Some(Way::Email),
        email: Some("sam@home.example".into()),
        phone: None,
    };
    let tx = app.state.db.begin().await.unwrap();
    reach::set(&tx, &asha, sam.participant, &by_mail, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let public = app.state.config.server.public_url.clone();
    let asked = async |page: &str, count: usize| {
        let fields = [("address", "sam@home.example")];
        app.anonymous().press(page, &fields).await;
        app.settle().await;
        until("the message", async || post.came().get(count - 1).cloned()).await
    };
    // Nobody chose yet: in the language of the page.
    let english = asked("/sign-in/link", 1).await;
    assert!(english.data.contains("Press the button to sign in."));
    let welsh = asked("/cy/sign-in/link", 2).await;
    assert!(
        welsh.data.contains("Pwyswch y botwm i fewngofnodi.") && welsh.data.contains("Helo Sam."),
        "{}",
        welsh.data
    );
    let link = welsh.link(&format!("{public}/cy/l/")).replace(&public, "");
    let phone = app.anonymous();
    let hello = phone.get(&link).await;
    all_welsh(&phone.get(link.trim_start_matches("/cy")).await, &hello, &[]);
    assert_eq!(phone.press(&link, &[("answer", "yes")]).await.path, "/cy/me");
    // What they chose wins over the page.
    phone.press("/me/choices/language", &[("answer", "cy")]).await;
    let welsh = asked("/sign-in/link", 3).await;
    assert!(welsh.data.contains("Pwyswch y botwm i fewngofnodi."));
}

#[actix_web::test]
async fn a_letter_and_a_card_are_printed_in_the_language_of_whom_they_are_for() {
    let tales = Tales::begin().await;
    let tale = Tale {
        title: "The bus",
        words: "Raymond waits in the rain.",
        yes: FOR_STAFF,
        until: Some(tales.app.now().plus_days(29)),
        ..Tale::default()
    };
    tales.tell(&tales.ray, tale).await;
    speaks_welsh(&tales, &tales.ray).await;
    tales.app.hourly().await;
    tales.app.hourly().await;
    let desk = tales.researcher().await;
    let list = desk.get("/studio/messages").await;
    let print = list
        .attributes("form", "action")
        .into_iter()
        .find(|path| path.ends_with("/print"))
        .unwrap();
    let letter = desk.press(&print, &[("nonce", &list.typed("nonce"))]).await;
    assert!(
        letter.says("A letter to print") || letter.says("Print this page"),
        "{}",
        letter.words()
    );
    assert_eq!(letter.attributes(".sf-letter", "lang"), ["cy"]);
    let said = letter.texts(".sf-letter").concat();
    for words in [
        "Helo Raymond.",
        "Daw hyn i ben cyn hir.",
        "Defnyddiwch y cerdyn",
        "Pwyswch y ddolen.",
        "/cy/c/",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("Press the link."));
}
