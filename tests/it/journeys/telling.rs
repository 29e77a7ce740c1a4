//! Telling a story on a phone without JavaScript: card, questions, check, send.
use entity::StoryId;
use entity::consent::WORDING;
use entity::participant::NewParticipant;
use firsthand::web::session;

use crate::support::actors::Actor;
use crate::support::app::{TestApp, spawn_app};
use crate::support::html::Seen;

/// Sam, in by card.
pub async fn sam_at_the_phone(app: &TestApp) -> Actor {
    let sam = app.sam().await;
    let phone = app.anonymous();
    let seen = phone
        .press(&format!("/c/{}", sam.card), &[("answer", "yes")])
        .await;
    assert_eq!(seen.path, "/me", "{}", seen.words());
    phone
}

/// Somebody else with a card from the same team, in.
pub async fn another_storyteller(app: &TestApp) -> Actor {
    let asha = entity::account::by_email(&app.state.db, "asha@example.gov.uk").await;
    let asha = app.viewer(asha.unwrap().unwrap().id).await;
    let new = NewParticipant {
        project: asha.signed().unwrap().projects[0],
        real_name: "Nia Bevan".into(),
        known_as: "Nia".into(),
        other_names: vec![],
        contact: None,
        group: entity::GROUPS[1].to_string(),
        age_band: entity::AGE_BANDS[1].to_string(),
        place: "Fernleigh".into(),
        pseudonym: None,
    };
    let secret = session::fresh_token();
    let hash = session::hash(&secret);
    let tx = app.state.db.begin().await.unwrap();
    let nia = entity::participant::add(&tx, &asha, new, app.now())
        .await
        .unwrap();
    let card = entity::card::NewCard {
        token_hash: &hash,
        helper_name: "Jo",
        picture: "owl",
    };
    entity::card::make(&tx, &asha, nia, card, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let phone = app.anonymous();
    phone.press(&format!("/c/{secret}"), &[("answer", "yes")]).await;
    phone
}

/// The id in an address like `/me/story/{id}/about`.
pub fn story_in(path: &str) -> String {
    let id = path.split('/').nth(3).unwrap().to_owned();
    id.parse::<StoryId>().unwrap();
    id
}

/// A story of Sam's, begun and written down, with nothing more answered.
pub async fn written(phone: &Actor, words: &str) -> String {
    let seen = phone
        .press("/me/story/new", &[("way", "write"), ("nonce", words)])
        .await;
    let id = story_in(&seen.path);
    let seen = phone
        .press(&format!("/me/story/{id}/write"), &[("words", words)])
        .await;
    assert_eq!(seen.path, format!("/me/story/{id}/pictures"));
    id
}

/// Written, shown to some, sent and released.
pub async fn shared(phone: &Actor, words: &str, audience: &str) -> String {
    let id = written(phone, words).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    phone
        .press(
            &at("show"),
            &[("audience", audience), ("form", "words"), ("wording", WORDING)],
        )
        .await;
    let check = phone.get(&at("check")).await;
    let done = phone.press(&at("send"), &[("cut", &check.typed("cut"))]).await;
    assert_eq!(done.path, at("done"), "{}", done.words());
    id
}

/// Easy to read: one heading, short sentences, a way back or on, none of the words that blame.
pub fn easy(seen: &Seen) {
    assert_eq!(seen.status, 200, "{}", seen.path);
    assert_eq!(seen.texts("h1").len(), 1, "{} has one heading", seen.path);
    let (mut sentences, mut words) = (0, 0);
    for said in seen.texts("[data-say]") {
        for sentence in said.split(['.', '?', '!', ':', ',']) {
            let count = sentence.split_whitespace().count();
            assert!(count <= 12, "{}: {sentence:?} has {count} words", seen.path);
            sentences += usize::from(count > 0);
            words += count;
        }
    }
    assert!(
        words <= sentences * 8,
        "{}: {words} words in {sentences}",
        seen.path
    );
    let all = seen.words().to_lowercase();
    for word in ["invalid", "failed", " must", "delete", "%"] {
        assert!(!all.contains(word), "{} says {word:?}", seen.path);
    }
    let choices = seen.attributes("main [data-choice]", "class").len();
    assert!(choices <= 6, "{} has {choices} choices", seen.path);
    assert!(seen.link("Get help").is_some(), "{}", seen.path);
}

#[actix_web::test]
async fn a_story_is_written_checked_sent_and_shared() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;

    let home = phone.get("/me").await;
    easy(&home);
    assert_eq!(home.heading(), "Hello Sam.");
    assert_eq!(home.link("Tell a story").as_deref(), Some("/me/choose"));
    let choose = phone.get("/me/choose").await;
    easy(&choose);
    assert_eq!(choose.link("Yes, start").as_deref(), Some("/me/story/new"));

    let way = phone.get("/me/story/new").await;
    easy(&way);
    let nonce = way.typed("nonce");
    assert!(nonce.len() > 20);
    let about = phone
        .press("/me/story/new", &[("way", "write"), ("nonce", &nonce)])
        .await;
    let id = story_in(&about.path);
    let at = |page: &str| format!("/me/story/{id}/{page}");
    assert_eq!(about.path, at("about"));
    easy(&about);
    assert!(about.says("You picked: Write it."));
    let mut page = phone.get(&at("about")).await;
    let mut offered = 0;
    while let Some(more) = page.link("Something else") {
        offered += page.attributes("button[name=about]", "value").len();
        page = phone.get(&more).await;
        easy(&page);
    }
    offered += page.attributes("button[name=about]", "value").len();
    assert_eq!(offered, 19, "every theme is on one of the pages");

    let theme = about.attributes("button[name=about]", "value").remove(0);
    let write = phone.press(&at("about"), &[("about", &theme)]).await;
    assert_eq!(write.path, at("write"));
    assert!(write.says("You picked: My home."));
    easy(&write);
    let told = "Dw i'n hoffi'r ŷd. I like the new house 😀\n\nMy room is blue.";
    let pictures = phone.press(&at("write"), &[("words", told)]).await;
    assert_eq!(pictures.path, at("pictures"));
    easy(&pictures);

    easy(&phone.get(&at("feeling")).await);
    let who = phone.press(&at("feeling"), &[("feeling", "5")]).await;
    assert_eq!(who.path, at("who"));
    easy(&who);
    assert!(who.says("You picked: Very happy."));
    assert!(
        who.attributes("input[name=audience][checked]", "value")
            .is_empty()
    );
    let show = phone
        .press(&at("who"), &[("audience", "planners"), ("wording", WORDING)])
        .await;
    assert_eq!(show.path, at("show?audience=planners"));
    easy(&show);
    assert!(show.attributes("input[name=form][checked]", "value").is_empty());
    let carried = show.attributes("input[name=audience]", "value");
    assert_eq!(
        carried,
        ["team", "planners"],
        "nothing is recorded before a form is ticked"
    );
    let back = phone.get(&show.attributes("a.govuk-back-link", "href")[0]).await;
    assert_eq!(
        back.attributes("input[name=audience][checked]", "value"),
        ["planners"]
    );
    let none = [("audience", "planners"), ("wording", WORDING)];
    let none = phone.press(&at("show"), &none).await;
    assert_eq!(none.status, 422);
    assert!(none.says("Pick what they can see. You can pick more than one."));
    assert_eq!(none.attributes("input[name=audience]", "value"), carried);
    assert!(!show.says("My voice"), "nobody can hear what was written");
    let until = phone
        .press(
            &at("show"),
            &[
                ("audience", "planners"),
                ("form", "words"),
                ("form", "name"),
                ("wording", WORDING),
            ],
        )
        .await;
    assert_eq!(until.path, at("until"));
    easy(&until);
    let check = phone
        .press(&at("until"), &[("until", "stop"), ("wording", WORDING)])
        .await;
    assert_eq!(check.path, at("check"));
    assert!(
        check.says("My story about my home")
            && check.says("I like the new house 😀")
            && check.says("Very happy")
    );

    assert_eq!(check.link("(People who plan services)"), Some(at("as/planners")));
    let planners = phone.get(&at("as/planners")).await;
    assert!(planners.says("Dw i'n hoffi'r ŷd.") && planners.says("Told by Sam."));
    assert!(!planners.says("is the name we use for you."));
    let team = phone.get(&at("as/team")).await;
    assert!(team.says("Told by Sam."), "the name is shown to all who see it");
    let leaders = phone.get(&at("as/leaders")).await;
    easy(&leaders);
    assert!(leaders.says("They see nothing of your story."));

    let cut = check.typed("cut");
    let done = phone.press(&at("send"), &[("cut", &cut)]).await;
    assert_eq!(done.path, at("done"));
    easy(&done);
    assert!(done.says("The people you picked can see it now."));

    let again = phone.press(&at("send"), &[("cut", &cut)]).await;
    assert_eq!(again.path, at("done"), "a second press sends nothing again");
    let shelf = phone.get("/me/stories").await;
    easy(&shelf);
    assert_eq!(shelf.texts(".st-card").len(), 1);
    assert!(shelf.says("Shared"));
}

#[actix_web::test]
async fn every_question_asks_again_when_nothing_was_picked() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    assert_eq!(phone.press("/me/story/new", &[]).await.status, 422);
    let id = written(&phone, "Some words").await;
    for page in ["way", "about", "feeling", "show", "until"] {
        let seen = phone
            .press(&format!("/me/story/{id}/{page}"), &[("wording", WORDING)])
            .await;
        assert_eq!(seen.status, 422, "{page}");
        assert!(seen.title().starts_with("Error:"), "{page}");
        assert_eq!(seen.asked_to_change().len(), 1, "{page}");
    }
    let only_a_name = [("form", "name"), ("wording", WORDING)];
    assert_eq!(
        phone
            .press(&format!("/me/story/{id}/show"), &only_a_name)
            .await
            .status,
        422
    );
}

#[actix_web::test]
async fn a_cut_that_changed_meanwhile_is_looked_at_again_before_it_is_sent() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "Before").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    phone
        .press(&at("show"), &[("form", "words"), ("wording", WORDING)])
        .await;
    let cut = phone.get(&at("check")).await.typed("cut");
    phone.press(&at("write"), &[("words", "After")]).await;
    let seen = phone.press(&at("send"), &[("cut", &cut)]).await;
    assert_eq!(seen.status, 409);
    assert!(seen.says("Your story changed. Look at it again first.") && seen.says("After"));
    assert!(
        phone.get("/me/stories").await.says("Not sent yet"),
        "nothing was sent"
    );
}

#[actix_web::test]
async fn everyone_means_all_of_them_and_an_old_page_is_asked_again() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "Some words").await;
    let who = format!("/me/story/{id}/who");
    let old = phone
        .press(&who, &[("audience", "public"), ("wording", "2020-01")])
        .await;
    assert_eq!(old.status, 422);
    let show = phone
        .press(&who, &[("audience", "public"), ("wording", WORDING)])
        .await;
    let mut form = vec![("form", "words"), ("wording", WORDING)];
    let carried = show.attributes("input[name=audience]", "value");
    form.extend(carried.iter().map(|audience| ("audience", audience.as_str())));
    phone.press(&format!("/me/story/{id}/show"), &form).await;
    let ticked = phone
        .get(&who)
        .await
        .attributes("input[name=audience][checked]", "value");
    assert_eq!(ticked, ["planners", "staff", "leaders", "public"]);
}

#[actix_web::test]
async fn nobody_else_finds_a_story_on_any_page_of_its_journey() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = shared(&phone, "Only mine", "public").await;
    let other = another_storyteller(&app).await;
    for row in firsthand::routes::table().list() {
        if !row.pattern.starts_with("/me/") || !row.pattern.contains("{id}") {
            continue;
        }
        let path = row
            .pattern
            .replace("{id}", &id)
            .replace("{audience}", "team")
            .replace("{file}", &id);
        let request = other.request(row.method.clone().as_str().parse().unwrap(), &path);
        let request = if row.pattern.ends_with("/film") || row.pattern.ends_with("/pictures") {
            request.multipart(reqwest::multipart::Form::new().text("to", ""))
        } else {
            request.form(&[("wording", WORDING)])
        };
        let seen = Seen::read(request.send().await.unwrap()).await;
        assert_eq!(seen.status, 404, "{} {path}", row.method);
    }
    assert!(phone.get("/me/stories").await.says("Shared"));
}

#[actix_web::test]
async fn a_form_with_no_film_or_a_film_that_is_none_says_what_to_do() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let seen = phone
        .press("/me/story/new", &[("way", "film"), ("nonce", "f")])
        .await;
    let id = story_in(&seen.path);
    let film = format!("/me/story/{id}/film");
    easy(&phone.get(&format!("/me/story/{id}/ready")).await);
    let page = phone.get(&film).await;
    easy(&page);
    assert_eq!(page.attributes("input[capture=user]", "accept"), ["video/*"]);

    let send = async |part: Option<Vec<u8>>| {
        let mut form = reqwest::multipart::Form::new().text("to", "");
        if let Some(bytes) = part {
            form = form.part(
                "film",
                reqwest::multipart::Part::bytes(bytes).file_name("film.mp4"),
            );
        }
        let request = phone.request(reqwest::Method::POST, &film).multipart(form);
        Seen::read(request.send().await.unwrap()).await
    };
    let nothing = send(None).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.says("Film your story first"));
    let text = send(Some(b"This is a letter, not a film.".to_vec())).await;
    assert_eq!(text.status, 422, "{}", text.words());
    assert_eq!(text.asked_to_change().len(), 1);
}
