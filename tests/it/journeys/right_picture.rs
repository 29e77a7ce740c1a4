//! What is said about a picture of a story reaches that picture, and nothing that was sent is lost on the way.
use super::placing::{begun, on_it, send, voice};
use super::telling::sam_at_the_phone;
use crate::support::app::spawn_app;
use crate::support::media::phone_picture;

#[tokio::test]
async fn what_is_said_about_a_picture_that_moved_or_is_gone_reaches_no_other() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    for picture in ["home-bed", "home-key", "going-out-bus"] {
        phone.press(&at("choose"), &[("picture", picture)]).await;
    }
    // Open on this phone; on the other one, the first picture is taken out and the last one comes earlier.
    let say = phone.get(&at("each/2/say")).await;
    let key = say.typed("picture");
    phone.press(&at("each/1/out"), &[("picture", "home-bed")]).await;
    on_it(&phone, &at("each/2"), "face", "earlier").await;
    let felt = [("picture", key.as_str()), ("face", "5")];
    let next = phone.press(&at("each/3"), &felt).await;
    assert_eq!(next.path, at("each/2/say"), "it is where it is now");
    let fields = [("picture", key.as_str()), ("words", "I open it myself.")];
    let strip = send(&phone, &say.path, &fields, None).await;
    let panels = [
        "The bus.",
        "My own door. It makes me very happy. I open it myself.",
    ];
    assert_eq!(strip.texts(".fh-strip__words"), panels);

    // One that is gone changes nothing, and what was written is still to be read.
    let fields = [("picture", "home-bed"), ("words", "It is <warm>.")];
    let voice = Some(("voice", voice()));
    let gone = send(&phone, &at("each/1/say"), &fields, voice).await;
    assert_eq!(gone.status, 409);
    assert!(gone.says("Your pictures changed just now. Look at them here."));
    assert!(
        gone.says("You wrote this:") && gone.says("It is <warm>."),
        "{}",
        gone.words()
    );
    assert!(gone.says("We did not keep your voice."));
    assert_eq!(gone.texts(".fh-strip__words"), panels);
    let felt = [("picture", "home-bed"), ("face", "1")];
    assert_eq!(phone.press(&at("each/1"), &felt).await.status, 409);
    // A page from before, which does not say what it was about.
    let old = send(&phone, &at("each/1/say"), &[("words", "Late.")], None).await;
    assert!(old.status == 409 && old.says("Late."));
    assert_eq!(phone.press(&at("each/1"), &[("face", "1")]).await.status, 409);
    let ask = phone.press(&at("each/1/out"), &[("label", "The bus")]).await;
    assert_eq!(ask.path, at("each/1/out"));
    assert_eq!(phone.get(&at("strip")).await.texts(".fh-strip__words"), panels);
}

#[tokio::test]
async fn a_voice_and_a_photo_stay_while_their_words_are_too_many() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    phone.press(&at("choose"), &[("picture", "home-bed")]).await;
    let long = "My bed. ".repeat(300);
    let fields = [("picture", "home-bed"), ("words", long.as_str())];
    let many = send(&phone, &at("each/1/say"), &fields, Some(("voice", voice()))).await;
    assert_eq!(many.status, 422);
    assert!(many.says("We have your voice."), "{}", many.words());
    assert_eq!(many.typed("words").trim(), long.trim());
    let fewer = [("picture", "home-bed"), ("words", "My bed.")];
    send(&phone, &at("each/1/say"), &fewer, None).await;
    app.settle().await;
    let strip = phone.get(&at("strip")).await;
    assert_eq!(strip.texts(".fh-strip__words"), ["My room. My bed."]);
    assert_eq!(strip.attributes(".fh-strip audio source", "src").len(), 1);

    let name = "My flat ".repeat(10);
    let fields = [("label", name.as_str()), ("story", id.as_str())];
    let photo = Some(("photo", phone_picture()));
    let many = send(&phone, "/me/photos/new", &fields, photo).await;
    assert_eq!(many.status, 422);
    assert!(many.says("We have your photo."));
    let sent = many.typed("sent");
    let fields = [("label", "My flat"), ("story", id.as_str()), ("sent", &sent)];
    let each = send(&phone, "/me/photos/new", &fields, None).await;
    assert_eq!(each.path, at("each/2"), "{}", each.words());
    // The same press once more: the photo is one photo by now.
    let twice = send(&phone, "/me/photos/new", &fields, None).await;
    assert_eq!(twice.status, 422);
    let photos = phone.get("/me/photos").await.attributes("img", "src");
    assert_eq!(photos.iter().filter(|src| src.ends_with("/small")).count(), 1);
}
