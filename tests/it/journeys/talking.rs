//! What a teller says of being hurt, what they are told beforehand, and what they read of a hold.
use entity::Role;

use super::discover::{count, search, titles};
use super::safeguarding::{WORRY, first, told};
use crate::support::actors::PASSWORD;
use crate::support::tales::Tales;

#[actix_web::test]
async fn a_teller_is_told_beforehand_says_it_in_three_pages_and_can_go_away_from_each() {
    let tales = Tales::begin().await;
    let id = told(&tales, "The sofa", false).await;
    let lead = tales.app.staff(Role::Safeguarding).await;
    let phone = tales.phone(&tales.ray).await;
    let shelf = phone.get("/me/stories").await;
    let story = phone.get(&format!("/me/stories/{id}")).await;
    let before = phone.get(&story.link("Is someone hurting you?").unwrap()).await;
    for words in [
        "Only people who keep you safe read it.",
        "We stop showing your story.",
        "You can take your story back at any time.",
        "We still keep what you told us about the danger.",
        "Call 999",
    ] {
        assert!(before.says(words), "{words}");
    }
    let what = phone.get(&before.link("Yes, I want to tell you").unwrap()).await;
    let unpicked = phone.press("/me/talk/what", &[("story", &id.to_string())]).await;
    assert_eq!(unpicked.status, 422);
    assert_eq!(unpicked.typed("story"), id.to_string());
    assert_eq!(
        tales.planner.get(&format!("/insight/stories/{id}")).await.status,
        200
    );
    let words = phone
        .press("/me/talk/what", &[("hurt", "money"), ("story", &id.to_string())])
        .await;
    assert_eq!(
        tales.planner.get(&format!("/insight/stories/{id}")).await.status,
        404
    );
    let want = phone.press(&words.path, &[("words", "my cousin does")]).await;
    assert!(
        !phone.get(&words.path).await.says("my cousin does"),
        "nothing is shown again"
    );
    let thanks = phone.press(&want.path, &[("want", "safe")]).await;
    for page in [&before, &what, &unpicked, &words, &want, &thanks] {
        let away = page.attributes("a[data-exit]", "href");
        assert_eq!(away, ["https://www.bbc.co.uk/weather"], "{}", page.path);
        assert_eq!(page.attributes("a[data-exit]", "rel"), ["nofollow noreferrer"]);
        assert!(page.says("Go away from this page"));
        assert_eq!(page.header("cache-control"), "private, no-store");
        assert!(
            page.title().ends_with("Talk to us – Firsthand"),
            "{}",
            page.title()
        );
    }
    // The pages of the teller say nothing of it, and another teller cannot add to it.
    let same = phone.get("/me/stories").await;
    assert_eq!(same.words(), shelf.words());
    assert_eq!(
        phone.get(&format!("/me/stories/{id}")).await.words(),
        story.words()
    );
    let other = tales.phone(&tales.bet).await;
    for path in [&words.path, &want.path] {
        assert_eq!(other.get(path).await.status, 404);
    }
    assert_eq!(other.get(&format!("/me/talk?story={id}")).await.status, 404);

    let page = lead.get(&first(&lead).await).await;
    for words in [
        "My money is taken",
        "my cousin does",
        "Help me to be safe",
        "Raymond Ogle",
    ] {
        assert!(page.says(words), "{words}");
    }
    // Without a story it can be told as well.
    let home = phone.get("/me").await;
    let talk = home.link("Is someone hurting you?").unwrap();
    assert_eq!(talk, "/me/talk");
    phone.press("/me/talk/what", &[("hurt", "other")]).await;
    assert!(lead.get("/safeguarding").await.says("without a story"));
}

#[actix_web::test]
async fn what_is_declined_stays_with_the_team_and_its_teller_reads_why() {
    let tales = Tales::begin().await;
    let id = told(&tales, "The sofa", false).await;
    let asha = tales.researcher().await;
    let phone = tales.phone(&tales.ray).await;
    let stop = asha
        .get(&format!("/studio/stories/{id}"))
        .await
        .link("Stop this story")
        .unwrap();
    let unsaid = asha.press(&stop, &[("note", "What does she mean?")]).await;
    assert_eq!(unsaid.status, 422);
    assert!(unsaid.says("Pick why the story is stopped") && unsaid.body.contains("What does she mean?"));
    let declined = asha
        .press(&stop, &[("ground", "unclear"), ("note", "What does she mean?")])
        .await;
    assert!(declined.says("The story is declined"));
    let later = asha.get(&format!("/studio/stories/{id}")).await;
    assert!(
        later.says("Declined since 23 November 2026.") && later.says("We do not understand it yet"),
        "{}",
        later.words()
    );
    assert_eq!(later.link("Show it again"), Some(stop.clone()));
    assert!(later.link("Stop this story").is_none());
    tales.indexed().await;
    assert_eq!(titles(&asha.get(&search("marmalade")).await), ["The sofa"]);
    for who in [&tales.planner, &tales.frontline] {
        assert_eq!(count(&who.get(&search("marmalade")).await), "No stories");
        assert_eq!(who.get(&format!("/insight/stories/{id}")).await.status, 404);
    }
    let page = phone.get(&format!("/me/stories/{id}")).await;
    for words in [
        "We stopped your story on 23 November 2026.",
        "We do not understand it yet",
        "Who? asha.",
    ] {
        assert!(page.says(words), "{words}: {}", page.words());
    }
    assert!(!page.says("What does she mean?"));
    let governance = tales.app.staff(Role::Governance).await;
    tales.app.days_pass(12);
    governance.sign_in("governance@example.gov.uk", PASSWORD).await;
    let log = governance.get("/safeguarding/log").await;
    assert!(log.says("Open for 12 days") && log.says("Declined on 23 November 2026 by asha"));
    asha.sign_in("asha@example.gov.uk", PASSWORD).await;
    let again = asha.press(&format!("{stop}/end"), &[]).await;
    assert!(again.says("The story is shown again"));
    assert!(!again.says("Declined since") && again.link("Stop this story").is_some());
    tales
        .planner
        .sign_in("commissioner@example.gov.uk", PASSWORD)
        .await;
    assert_eq!(
        tales.planner.get(&format!("/insight/stories/{id}")).await.status,
        200
    );
}

#[actix_web::test]
async fn a_teller_reads_of_a_hold_only_when_the_lead_says_that_it_is_safe() {
    let tales = Tales::begin().await;
    let id = told(&tales, "The sofa", false).await;
    let lead = tales.app.staff(Role::Safeguarding).await;
    let phone = tales.phone(&tales.ray).await;
    let path = format!("/me/stories/{id}");
    let before = phone.get(&path).await.words();
    tales
        .frontline
        .press(&format!("/worry/stories/{id}"), &WORRY)
        .await;
    assert_eq!(phone.get(&path).await.words(), before, "no hint is given");
    let tell = format!("/safeguarding/stories/{id}/tell");
    assert!(lead.press(&tell, &[]).await.says("The teller can read now"));
    let told = phone.get(&path).await;
    assert!(told.says("Somebody was worried about you") && told.says("Stopped for now"));
    assert!(!told.says("Who? frontline") && !told.says("He takes my money"));
    lead.press(&tell, &[]).await;
    assert_eq!(phone.get(&path).await.words(), before);
}
