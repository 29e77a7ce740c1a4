//! Photos and words as they really come: very large, from an iPhone, right to left, nothing but pictures, very
//! long, from two phones at once.
use entity::Role;

use super::placing::{begun, on_it, send};
use super::telling::{easy, sam_at_the_phone, shared, story_in, written};
use crate::support::app::spawn_app;
use crate::support::media::png_claiming;

/// A photo of 48 million pixels, as a new phone takes it.
fn very_large() -> Vec<u8> {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("large.jpg");
    let made = std::process::Command::new("ffmpeg")
        .args([
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc=size=8064x6048",
            "-frames:v",
            "1",
        ])
        .arg(&path)
        .status();
    assert!(made.unwrap().success());
    std::fs::read(path).unwrap()
}

#[tokio::test]
async fn a_very_large_photo_is_kept_and_one_that_cannot_be_opened_says_what_to_do() {
    let very_large = very_large();
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let kept = send(
        &phone,
        "/me/photos/new",
        &[("label", "The sea")],
        Some(("photo", very_large)),
    )
    .await;
    assert_eq!(kept.path, "/me/photos", "{}", kept.words());
    easy(&kept);
    assert!(kept.says("We kept your photo.") && kept.says("The sea"));
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    for (file, said) in [
        (heic, "This kind of picture is from an iPhone."),
        (
            png_claiming(30_000, 30_000),
            "We cannot open this kind of picture.",
        ),
        (b"%PDF-1.7 hello".to_vec(), "This is a document."),
        (Vec::new(), "Choose a photo first."),
    ] {
        let file = (!file.is_empty()).then_some(("photo", file));
        let again = send(&phone, "/me/photos/new", &[("label", "Caerdydd")], file).await;
        assert_eq!(again.status, 422, "{said}");
        assert!(again.says(said), "{}", again.words());
        assert_eq!(again.typed("label"), "Caerdydd", "nothing typed is lost");
    }
    assert_eq!(phone.get("/me/photos").await.texts(".st-card").len(), 1);
}

#[tokio::test]
async fn a_name_in_arabic_reads_from_the_right_and_a_story_of_signs_is_found() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone).await;
    let label = "بيت سام";
    let fields = [("label", label), ("story", id.as_str())];
    let photo = crate::support::media::phone_picture();
    let each = send(&phone, "/me/photos/new", &fields, Some(("photo", photo))).await;
    assert!(each.says(label), "{}", each.words());
    let strip = phone.get(&format!("/me/story/{id}/strip")).await;
    assert_eq!(strip.attributes(".fh-strip__words strong", "dir"), ["auto"]);
    assert!(strip.texts(".fh-strip__words strong")[0].starts_with(label));

    let signs = shared(&phone, "😀🏠🐱", "staff").await;
    app.settle().await;
    let priya = app.staff(Role::Frontline).await;
    let seen = priya.get(&format!("/insight/stories/{signs}")).await;
    assert!(
        seen.says("😀🏠🐱") && seen.heading().starts_with("My story"),
        "{}",
        seen.heading()
    );
    let found = priya.get("/insight/search?q=%F0%9F%8F%A0").await;
    assert!(found.body.contains(&signs), "{}", found.words());
}

#[tokio::test]
async fn a_very_long_story_is_kept_or_comes_back_whole() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "Short.").await;
    let at = format!("/me/story/{id}/write");
    let long = "We went to the sea. ".repeat(10_000);
    let again = phone.press(&at, &[("words", &long)]).await;
    if again.status == 422 {
        assert_eq!(again.typed("words").len(), long.trim().len(), "nothing is lost");
        assert!(again.says("Make this shorter."), "{:?}", again.asked_to_change());
    } else {
        assert_eq!(phone.get(&at).await.typed("words").len(), long.trim().len());
    }
}

#[tokio::test]
async fn what_two_phones_write_is_the_later_and_the_other_is_offered() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "We live here.").await;
    let at = format!("/me/story/{id}/write");
    let (one, two) = (phone.get(&at).await, phone.get(&at).await);
    let write = async |page: &crate::support::html::Seen, words: &str, then: &str| {
        let (name, seen) = (page.typed("page"), page.typed("seen"));
        let fields = [("words", words), ("page", &name), ("seen", &seen), ("then", then)];
        phone.press(&at, &fields).await
    };
    // Kept twice while typed on one phone: no other words for that.
    write(&one, "We live here. One", "keep").await;
    write(&one, "We live here. One phone.", "keep").await;
    assert!(!phone.get(&at).await.says("somewhere else"));
    app.state.clock.advance(1_000);
    write(&two, "We live here. Two phones.", "").await;
    let seen = phone.get(&at).await;
    assert_eq!(seen.typed("words"), "We live here. Two phones.");
    assert!(
        seen.says("You wrote this somewhere else too.") && seen.says("One phone."),
        "{}",
        seen.words()
    );
    let mark = seen.typed("other");
    let both = phone.press(&at, &[("then", "add"), ("other", &mark)]).await;
    assert_eq!(
        both.typed("words"),
        "We live here. Two phones. We live here. One phone."
    );
    assert!(!both.says("somewhere else"));
    // Read and changed afterwards: what was there before is not offered again.
    write(&both, "All new.", "").await;
    assert!(!phone.get(&at).await.says("somewhere else"));
}

#[tokio::test]
async fn two_phones_tell_the_same_draft_and_the_later_answer_counts() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = begun(&phone).await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let other = &phone;
    // Each answers something the other has not: both stay.
    phone.press(&at("choose"), &[("picture", "home-bed")]).await;
    other.press(&at("choose"), &[("picture", "home-key")]).await;
    on_it(&phone, &at("each/1"), "face", "5").await;
    on_it(other, &at("each/2"), "face", "1").await;
    // The same picture on both: once, and the later face.
    other.press(&at("choose"), &[("picture", "home-bed")]).await;
    on_it(other, &at("each/1"), "face", "3").await;
    let strip = phone.get(&at("strip")).await;
    assert_eq!(
        strip.texts(".fh-strip__words"),
        ["My room. It is OK.", "My own door. It makes me very sad."]
    );
    // Thirty days later it is all still there.
    app.days_pass(29);
    app.hourly().await;
    assert_eq!(phone.get(&at("strip")).await.texts(".fh-strip__panel").len(), 2);
    assert_eq!(story_in(&phone.get(&format!("/me/story/{id}")).await.path), id);
}
