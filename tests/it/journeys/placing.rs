//! A story in pictures: chosen one by one, placed on faces, with words and a voice, read as a strip.
use std::process::Command;

use entity::Role;
use entity::consent::WORDING;

use super::telling::{another_storyteller, easy, sam_at_the_phone, story_in};
use crate::support::actors::Actor;
use crate::support::app::{TestApp, spawn_app};
use crate::support::html::Seen;
use crate::support::media::phone_picture;

/// A story about home, to be told in pictures; answers its id.
pub async fn begun(phone: &Actor) -> String {
    let fields = [("way", "pictures"), ("nonce", "p")];
    let about = phone.press("/me/story/new", &fields).await;
    let id = story_in(&about.path);
    let home = about.attributes("button[name=about]", "value").remove(0);
    let fields = [("about", home.as_str()), ("way", "pictures")];
    let choose = phone.press(&format!("/me/story/{id}/about"), &fields).await;
    assert_eq!(choose.path, format!("/me/story/{id}/choose"));
    easy(&choose);
    id
}

/// Presses on a page of a picture as it is now: its form says which picture it is.
pub async fn on_it(phone: &Actor, path: &str, name: &str, value: &str) -> Seen {
    let picture = phone.get(path).await.typed("picture");
    phone.press(path, &[("picture", &picture), (name, value)]).await
}

/// Chooses a picture, places it on a face and says something about it.
async fn panel(phone: &Actor, id: &str, picture: &str, face: &str, words: &str) {
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let each = phone.press(&at("choose"), &[("picture", picture)]).await;
    easy(&each);
    let say = on_it(phone, &each.path, "face", face).await;
    assert_eq!(say.path, format!("{}/say", each.path));
    easy(&say);
    let fields = [("picture", picture), ("words", words)];
    let strip = send(phone, &say.path, &fields, None).await;
    assert_eq!(strip.path, at("strip"));
    easy(&strip);
}

/// Sends a form with a file, or without one.
pub async fn send(
    phone: &Actor,
    path: &str,
    fields: &[(&str, &str)],
    file: Option<(&'static str, Vec<u8>)>,
) -> Seen {
    let mut form = reqwest::multipart::Form::new();
    for (name, value) in fields {
        form = form.text((*name).to_owned(), (*value).to_owned());
    }
    if let Some((field, bytes)) = file {
        form = form.part(field, reqwest::multipart::Part::bytes(bytes).file_name("one"));
    }
    let request = phone.request(reqwest::Method::POST, path).multipart(form);
    Seen::read(request.send().await.unwrap()).await
}

/// Shares it with frontline staff in these forms and sends it.
async fn share(app: &TestApp, phone: &Actor, id: &str, forms: &[&str]) -> Seen {
    let at = |page: &str| format!("/me/story/{id}/{page}");
    app.settle().await;
    phone.press(&at("feeling"), &[("feeling", "skip")]).await;
    let who = [("audience", "staff"), ("wording", WORDING)];
    phone.press(&at("who"), &who).await;
    let mut show = vec![("audience", "staff"), ("wording", WORDING)];
    show.extend(forms.iter().map(|form| ("form", *form)));
    phone.press(&at("show"), &show).await;
    let until = [("until", "stop"), ("wording", WORDING)];
    phone.press(&at("until"), &until).await;
    let check = phone.get(&at("check")).await;
    let done = phone.press(&at("send"), &[("cut", &check.typed("cut"))]).await;
    assert_eq!(done.path, at("done"), "{}", done.words());
    app.settle().await;
    check
}

pub fn voice() -> Vec<u8> {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("voice.m4a");
    let made = Command::new("ffmpeg")
        .args([
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=440:duration=1",
        ])
        .arg(&path)
        .status();
    assert!(made.unwrap().success());
    std::fs::read(path).unwrap()
}

#[tokio::test]
async fn pictures_are_chosen_placed_said_and_read_as_sentences() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    panel(&phone, &id, "home-bed", "5", "").await;
    panel(&phone, &id, "going-out-bus", "2", "It is always late.").await;
    panel(&phone, &id, "money-purse", "skip", "").await;
    let strip = phone.get(&at("strip")).await;
    let panels = strip.texts(".fh-strip__words");
    assert_eq!(
        panels,
        [
            "My room. It makes me very happy.",
            "The bus. It makes me sad. It is always late.",
            "Having enough."
        ]
    );
    // The same picture again is the one that is there.
    let again = phone.press(&at("choose"), &[("picture", "home-bed")]).await;
    assert_eq!(again.path, at("each/1"));
    assert!(again.body.contains("st-face--picked"));
    let done = phone.press(&at("strip"), &[]).await;
    assert_eq!(done.path, at("feeling"));
    let check = share(&app, &phone, &id, &["words"]).await;
    assert!(check.says("You used pictures") && check.says("It is always late."));

    let priya = app.staff(Role::Frontline).await;
    let seen = priya.get(&format!("/insight/stories/{id}")).await;
    assert_eq!(seen.texts(".fh-strip__words"), panels);
    for word in ["room", "late", "sad"] {
        let found = priya.get(&format!("/insight/search?q={word}")).await;
        assert!(found.says("My story about my home"), "{word}: {}", found.words());
    }
    // What the pictures are about is the teller's own coding, and a researcher sees that it is.
    let asha = app.anonymous();
    asha.sign_in("asha@example.gov.uk", crate::support::actors::PASSWORD)
        .await;
    let coding = asha.get(&format!("/studio/stories/{id}")).await;
    for theme in ["Getting about", "Money"] {
        assert!(coding.says(theme), "{theme}");
    }
    let own = coding.texts(".sf-codings li");
    let own = own.iter().filter(|line| line.contains("Chosen by the teller"));
    assert_eq!(own.count(), 3, "home, and what two pictures are about");
    let helen = app.staff(Role::Commissioner).await;
    assert_eq!(helen.get(&format!("/insight/stories/{id}")).await.status, 404);
}

#[tokio::test]
async fn a_picture_is_changed_moved_taken_out_or_not_there() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    panel(&phone, &id, "home-bed", "4", "").await;
    panel(&phone, &id, "home-key", "2", "").await;
    for nothing in ["", "9", "happy"] {
        let again = on_it(&phone, &at("each/1"), "face", nothing).await;
        assert_eq!(again.status, 422);
        assert!(again.says("Pick one face, or skip this question."));
    }
    for nothing in [
        "",
        "home-ask-1",
        "nothing",
        "0192f0c0-0000-7000-8000-000000000000",
    ] {
        let again = phone.press(&at("choose"), &[("picture", nothing)]).await;
        assert_eq!(again.status, 422, "{nothing}");
        assert!(again.says("Pick one picture to go on."));
    }
    // Three faces, kept for the person: the next picture has three as well.
    let few = on_it(&phone, &at("each/2"), "face", "three").await;
    assert_eq!(few.attributes("button.st-face", "value"), ["4", "3", "2"]);
    assert_eq!(
        phone
            .get(&at("each/1"))
            .await
            .attributes("button.st-face", "value")
            .len(),
        3
    );
    let five = on_it(&phone, &at("each/1"), "face", "five").await;
    assert_eq!(five.attributes("button.st-face", "value").len(), 5);

    let moved = on_it(&phone, &at("each/2"), "face", "earlier").await;
    assert_eq!(
        moved.texts(".fh-strip__words strong"),
        ["My own door.", "My room."]
    );
    easy(&phone.get(&at("each/1/out")).await);
    let out = phone.press(&at("each/1/out"), &[("picture", "home-key")]).await;
    assert_eq!(out.texts(".fh-strip__words strong"), ["My room."]);
    // The second press of the same button takes out nothing more.
    let twice = phone.press(&at("each/1/out"), &[("picture", "home-key")]).await;
    assert_eq!(twice.texts(".fh-strip__words strong"), ["My room."]);
    for number in ["0", "2", "99999999999", "x"] {
        assert_eq!(phone.get(&at(&format!("each/{number}"))).await.status, 404);
        let placed = phone
            .press(&at(&format!("each/{number}")), &[("face", "4")])
            .await;
        assert_eq!(placed.status, 404);
    }
    let ann = another_storyteller(&app).await;
    for page in ["choose", "strip", "each/1", "each/1/say", "more", "choose/mine"] {
        assert_eq!(ann.get(&at(page)).await.status, 404);
    }
    let last = phone.press(&at("each/1/out"), &[("picture", "home-bed")]).await;
    assert_eq!(last.path, at("choose"), "nothing is left: pick one");
}

#[tokio::test]
async fn an_own_photo_and_a_voice_are_for_those_who_may_see_and_hear() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    easy(&phone.get(&at("choose/mine")).await);
    let new = phone.get(&format!("/me/photos/new?story={id}")).await;
    easy(&new);
    let fields = [("label", "My bus"), ("story", id.as_str())];
    let each = send(
        &phone,
        "/me/photos/new",
        &fields,
        Some(("photo", phone_picture())),
    )
    .await;
    assert_eq!(each.path, at("each/1"), "{}", each.words());
    let say = on_it(&phone, &at("each/1"), "face", "2").await;
    let strip = send(
        &phone,
        &say.path,
        &[("picture", &say.typed("picture")), ("words", "It is late.")],
        Some(("voice", voice())),
    )
    .await;
    assert_eq!(strip.path, at("strip"), "{}", strip.words());
    app.settle().await;
    let strip = phone.get(&at("strip")).await;
    assert_eq!(
        strip.texts(".fh-strip__words"),
        ["My bus. It makes me sad. It is late."]
    );
    assert_eq!(strip.attributes(".fh-strip__photo", "src").len(), 1);
    assert_eq!(strip.attributes(".fh-strip audio source", "src").len(), 1);
    // Another film or picture beside the strip leaves both where they are.
    let beside = phone.get(&at("pictures")).await;
    assert!(!beside.says("Take it out") && !phone.get(&at("film")).await.says("You made a film"));
    let show = phone.get(&at("show")).await;
    assert!(
        show.says("My voice") && show.says("My pictures"),
        "{}",
        show.words()
    );

    // Kept for Sam, offered in the next story, and nobody else's.
    let mine = phone.get(&at("choose/mine")).await;
    let photo = mine.attributes("button[name=picture]", "value").remove(0);
    let small = format!("/me/photos/{photo}/small");
    assert_eq!(phone.get(&small).await.header("content-type"), "image/jpeg");
    let ann = another_storyteller(&app).await;
    assert_eq!(ann.get(&small).await.status, 404);
    assert_eq!(ann.get(&format!("/me/photos/{photo}/out")).await.status, 404);
    ann.press(&format!("/me/photos/{photo}/out"), &[]).await;
    assert_eq!(phone.get(&small).await.status, 200);

    share(&app, &phone, &id, &["words"]).await;
    let priya = app.staff(Role::Frontline).await;
    let page = format!("/insight/stories/{id}");
    let seen = priya.get(&page).await;
    assert_eq!(
        seen.texts(".fh-strip__words"),
        ["My bus. It makes me sad. It is late."]
    );
    assert!(
        !seen.body.contains("/media/"),
        "words and symbols, no photo and no voice"
    );
    let both = [
        ("form", "words"),
        ("form", "face"),
        ("form", "voice"),
        ("wording", WORDING),
    ];
    phone.press(&at("show"), &both).await;
    let look = phone.get(&format!("/me/stories/{id}/look")).await;
    phone
        .press(
            &format!("/me/stories/{id}/release"),
            &[("cut", &look.typed("cut"))],
        )
        .await;
    let seen = priya.get(&page).await;
    assert_eq!(
        seen.attributes(".fh-strip__photo", "src").len(),
        1,
        "{}",
        seen.words()
    );
    assert_eq!(seen.attributes(".fh-strip audio source", "src").len(), 1);
    // Thrown away at home, it stays in the story.
    phone.press(&format!("/me/photos/{photo}/out"), &[]).await;
    assert_eq!(phone.get(&small).await.status, 404);
    let src = seen.attributes(".fh-strip__photo", "src").remove(0);
    assert_eq!(priya.get(&src).await.status, 200);
}

#[tokio::test]
async fn a_story_holds_words_a_film_and_pictures_at_once() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    panel(&phone, &id, "home-bed", "4", "").await;
    phone.press(&at("write"), &[("words", "I like it here.")]).await;
    let more = phone.get(&at("more")).await;
    easy(&more);
    assert!(more.says("Change my words") && more.says("Film it"));
    for page in ["film", "talk", "write", "strip", "pictures"] {
        let href = format!("{}?to=check", at(page));
        assert!(more.attributes("a.st-tile", "href").contains(&href));
        assert_eq!(phone.get(&href).await.status, 200);
    }
    let check = phone.get(&at("check")).await;
    assert!(check.says("You wrote it") && check.says("You used pictures"));
    assert_eq!(check.link("Add more to your story"), Some(at("more")));
    let back = phone.press(&at("strip"), &[("to", "check")]).await;
    assert_eq!(back.path, at("check"));
}
