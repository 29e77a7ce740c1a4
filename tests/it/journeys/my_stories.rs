//! A person's own stories: looking and saying yes, changing one's mind, taking back and bringing back.
use entity::consent::WORDING;

use super::telling::{easy, sam_at_the_phone, shared, written};
use crate::support::app::spawn_app;

#[actix_web::test]
async fn somebody_new_has_no_stories_and_is_asked_for_one() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let shelf = phone.get("/me/stories").await;
    easy(&shelf);
    assert!(shelf.says("You have no stories yet."));
    assert_eq!(shelf.link("Tell a story").as_deref(), Some("/me/choose"));
}

#[actix_web::test]
async fn a_draft_is_gone_on_with_where_it_was_left() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "Half a story").await;
    app.days_pass(30);
    let shelf = phone.get("/me/stories").await;
    easy(&shelf);
    assert!(shelf.says("Not sent yet"));
    assert!(
        shelf.says("You began this on") && shelf.says("“Half a story”"),
        "{}",
        shelf.words()
    );
    let seen = phone.get(&shelf.link("Go on with it").unwrap()).await;
    assert_eq!(seen.path, format!("/me/story/{id}/feeling"));
}

#[actix_web::test]
async fn a_word_without_an_end_does_not_fill_the_shelf() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    written(&phone, &"ŵ".repeat(60_000)).await;
    let shelf = phone.get("/me/stories").await;
    let words = shelf.texts(".st-card__text").remove(0);
    assert_eq!(words, format!("“{}…”", "ŵ".repeat(140)));
}

#[actix_web::test]
async fn a_draft_is_thrown_away_and_can_come_back() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "Not this one").await;
    let kept = written(&phone, "But this one").await;
    let away = format!("/me/stories/{id}/back");
    let shelf = phone.get("/me/stories").await;
    let offered = shelf.attributes(".st-card__buttons a", "href");
    assert!(offered.contains(&away) && offered.contains(&format!("/me/stories/{kept}/back")));
    let ask = phone.get(&away).await;
    easy(&ask);
    assert_eq!(ask.heading(), "Do you want to throw this story away?");
    assert_eq!(ask.link("No, keep it").as_deref(), Some("/me/stories"));
    let gone = phone.press(&away, &[]).await;
    easy(&gone);
    assert!(gone.says("You threw it away.") && !gone.says("Nobody else"));
    let shelf = phone.get("/me/stories").await;
    easy(&shelf);
    assert!(shelf.says("Thrown away") && shelf.says("Not sent yet"));
    let back = phone.press(&format!("/me/stories/{id}/undo"), &[]).await;
    assert_eq!(back.path, format!("/me/story/{id}/feeling"));
    assert_eq!(
        phone.get(&format!("/me/story/{id}/write")).await.typed("words"),
        "Not this one"
    );
}

#[actix_web::test]
async fn a_story_waits_until_its_teller_looked_and_said_yes() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = written(&phone, "Wait for me").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    phone
        .press(
            &at("show"),
            &[("audience", "leaders"), ("form", "words"), ("wording", WORDING)],
        )
        .await;
    // Sent without having looked.
    let done = phone.press(&at("send"), &[]).await;
    easy(&done);
    assert!(done.says("Nobody but the team can see it yet."));

    let home = phone.get("/me").await;
    easy(&home);
    let look = home.link("It is time to look at your story").unwrap();
    let page = phone.get(&look).await;
    easy(&page);
    assert!(page.says("is the name we use for you.") && page.says("About you it says:"));
    assert!(page.says("Wait for me") && page.says("The team who heard me and leaders"));
    let cut = page.typed("cut");

    let release = format!("/me/stories/{id}/release");
    let other_cut = phone.press(&release, &[("cut", "99")]).await;
    assert_eq!(other_cut.status, 409);
    assert!(other_cut.says("Your story changed. Look at it again first."));
    let shared = phone.press(&release, &[("cut", &cut)]).await;
    assert_eq!(shared.path, format!("/me/stories/{id}"));
    assert!(shared.says("Shared") && shared.says("The people you picked can see it now."));
    let again = phone.press(&release, &[("cut", &cut)]).await;
    assert_eq!(
        (again.status.as_u16(), again.path),
        (200, format!("/me/stories/{id}"))
    );
}

#[actix_web::test]
async fn who_can_see_a_shared_story_changes_at_once() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = shared(&phone, "For some", "leaders").await;
    let page = phone.get(&format!("/me/stories/{id}")).await;
    easy(&page);
    assert!(page.says("The team who heard me and leaders."));
    let change = page.link("Change who can see it").unwrap();
    let form = phone.get(&change).await;
    easy(&form);
    assert_eq!(
        form.attributes("input[name=audience][checked]", "value"),
        ["leaders"]
    );
    let seen = phone.press(&change, &[("wording", WORDING)]).await;
    assert_eq!(seen.path, format!("/me/stories/{id}"));
    assert!(seen.says("We saved your answer.") && !seen.says("leaders"));
    // Wider waits for a look at the story in its new shape.
    let wider = phone
        .press(&change, &[("audience", "staff"), ("wording", WORDING)])
        .await;
    easy(&wider);
    assert_eq!(wider.path, format!("/me/stories/{id}/look"));
    assert!(wider.says("You changed who can see it. Look at it, then say yes."));
    let (yes, cut) = (format!("/me/stories/{id}/release"), wider.typed("cut"));
    assert!(phone.press(&yes, &[("cut", &cut)]).await.says("Shared"));
    let until = page.link("Change how long").unwrap();
    let seen = phone
        .press(&until, &[("until", "3-months"), ("wording", WORDING)])
        .await;
    assert!(seen.says("Until 22 February 2027."), "{}", seen.words());
    // A phone that is used stays signed in.
    app.days_pass(60);
    phone.get("/me").await;
    app.days_pass(32);
    assert!(
        phone
            .get(&format!("/me/stories/{id}"))
            .await
            .says("Nobody can see it now.")
    );
}

#[actix_web::test]
async fn a_story_that_is_taken_back_is_gone_and_can_come_back_for_30_days() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = shared(&phone, "Mine again", "public").await;
    let here = format!("/me/stories/{id}");

    // Said beforehand to everybody, so that it tells nobody whether there was a worry.
    let beforehand = "If somebody was worried about you, we keep that.";
    assert!(phone.get(&here).await.says(beforehand));
    let ask = phone.get(&format!("{here}/back")).await;
    easy(&ask);
    assert!(ask.says(beforehand));
    assert_eq!(ask.link("No, keep it"), Some(here.clone()));
    let gone = phone.press(&format!("{here}/back"), &[]).await;
    easy(&gone);
    assert!(gone.says("It is gone for everyone else."));
    assert!(phone.get("/me/stories").await.says("Taken back"));
    let who = phone
        .press(&format!("/me/story/{id}/who"), &[("wording", WORDING)])
        .await;
    assert_eq!(who.path, here, "nothing is asked about a story that is gone");

    app.days_pass(29);
    let back = phone.press(&format!("{here}/undo"), &[]).await;
    assert!(back.says("Shared") && back.says("Your story is back as it was."));

    phone.press(&format!("{here}/back"), &[]).await;
    app.days_pass(31);
    let late = phone.get(&here).await;
    assert!(!late.says("Undo"));
    assert_eq!(phone.press(&format!("{here}/undo"), &[]).await.status, 422);
}

#[actix_web::test]
async fn each_audience_can_get_something_else_and_the_team_reads_it_at_a_glance() {
    let app = spawn_app().await;
    let phone = sam_at_the_phone(&app).await;
    let id = shared(&phone, "The lift", "planners").await;
    let story = format!("/me/story/{id}");
    let before = phone.get(&format!("/me/stories/{id}")).await;
    let who = ["planners", "staff"].map(|audience| ("audience", audience));
    phone
        .press(&format!("{story}/who"), &[who[0], who[1], ("wording", WORDING)])
        .await;
    let words_and_name = [
        ("only", "staff"),
        ("form", "words"),
        ("form", "name"),
        ("wording", WORDING),
    ];
    phone.press(&format!("{story}/show"), &words_and_name).await;
    let seen = phone.get(&format!("/me/stories/{id}")).await;
    easy(&seen);
    let rows = seen.texts(".st-row__words");
    let of = |who: &str| {
        rows.iter()
            .find(|row| row.contains(who))
            .cloned()
            .unwrap_or_default()
    };
    assert!(
        of("Frontline staff").contains("my words and my name"),
        "{rows:?} {}",
        before.words()
    );
    let planners = of("plan services");
    assert!(
        planners.contains("my words") && !planners.contains("my name"),
        "{rows:?}"
    );
    // The way to change it names those whom it is about, and keeps the others.
    let change = seen.attributes(".st-row__words a", "href");
    let staff = change.iter().find(|href| href.contains("only=staff")).unwrap();
    let page = phone.get(staff).await;
    assert_eq!(page.attributes("input[name=only]", "value"), ["staff"]);
    assert_eq!(
        page.attributes("input[name=form][checked]", "value"),
        ["words", "name"]
    );
}
