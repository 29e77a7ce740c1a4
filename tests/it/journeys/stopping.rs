//! A story that is taken back: the receipt says every place, those who have copies are asked, the maker of a
//! showcase sees a neutral card, and after 30 days nothing of the story is left.
use entity::{AssetKind, Audience, Form, StoryId, StoryKind, story};

use super::showcases::{FOR_STAFF, made};
use super::telling::easy;
use crate::support::actors::Actor;
use crate::support::tales::{Tale, Tales};

/// Two stories: one of Raymond's, one of Betsan's.
async fn two(tales: &Tales) -> [StoryId; 2] {
    let rays = Tale {
        title: "The bus",
        words: "Raymond waits in the rain.",
        yes: FOR_STAFF,
        ..Tale::default()
    };
    let bets = Tale {
        title: "The park",
        words: "Green days.",
        yes: FOR_STAFF,
        ..Tale::default()
    };
    [
        tales.tell(&tales.ray, rays).await,
        tales.tell(&tales.bet, bets).await,
    ]
}

async fn press(actor: &Actor, path: &str) -> crate::support::html::Seen {
    actor.press(path, &[]).await
}

#[actix_web::test]
async fn a_receipt_lists_each_showcase_print_and_file_by_whom_and_when() {
    let tales = Tales::begin().await;
    let ids = two(&tales).await;
    let first = made(&tales.planner, "staff", &ids).await.path;
    made(&tales.planner, "planners", &ids[..1]).await;
    assert_eq!(
        press(&tales.frontline, &format!("{first}/print")).await.status,
        200
    );
    assert_eq!(
        press(&tales.frontline, &format!("{first}/words")).await.status,
        200
    );

    tales.app.days_pass(1);
    let phone = tales.phone(&tales.ray).await;
    let here = format!("/me/stories/{}", ids[0]);
    assert_eq!(phone.get(&format!("{here}/receipt")).await.status, 404);
    let gone = press(&phone, &format!("{here}/back")).await;
    easy(&gone);
    let receipt = phone.get(&gone.link("See where it came out").unwrap()).await;
    easy(&receipt);
    assert!(receipt.says("It is gone for everyone else.") && receipt.says("You can bring it back until"));
    assert_eq!(receipt.texts(".st-places__name").len(), 4);
    let said = receipt.texts(".st-places").join(" | ");
    assert_eq!(
        said.matches("This is a showcase. commissioner (plans services) made it.")
            .count(),
        2
    );
    for copy in ["printed it", "took the words away"] {
        assert!(
            said.contains(&format!(
                "frontline (works with people) {copy}. That was on 23 November 2026."
            )),
            "{said}"
        );
    }
    assert_eq!(said.matches("We asked frontline to throw it away.").count(), 2);
    // A second press changes nothing, and nobody else has this page.
    press(&phone, &format!("{here}/back")).await;
    let again = phone.get(&format!("{here}/receipt")).await;
    assert_eq!(again.texts(".st-places__name").len(), 4);
    let other = tales.phone(&tales.bet).await;
    assert_eq!(other.get(&format!("{here}/receipt")).await.status, 404);

    let back = press(&phone, &format!("{here}/undo")).await;
    let receipt = phone.get(&back.link("See where it came out").unwrap()).await;
    easy(&receipt);
    assert_eq!(receipt.heading(), "Your story is back");
    assert!(!receipt.says("We asked frontline") && receipt.says("printed it"));
}

#[actix_web::test]
async fn a_story_in_no_place_has_a_short_kind_receipt() {
    let tales = Tales::begin().await;
    let ids = two(&tales).await;
    let phone = tales.phone(&tales.ray).await;
    press(&phone, &format!("/me/stories/{}/back", ids[0])).await;
    let receipt = phone.get(&format!("/me/stories/{}/receipt", ids[0])).await;
    easy(&receipt);
    assert!(receipt.says("Nobody had used it yet.") && receipt.texts(".st-places").is_empty());
}

#[actix_web::test]
async fn a_receipt_that_may_leave_a_search_out_says_so() {
    let tales = Tales::begin().await;
    let ids = two(&tales).await;
    let phone = tales.phone(&tales.ray).await;
    let tx = tales.app.state.db.begin().await.unwrap();
    let now = tales.app.state.clock.now();
    let nobody_looked = entity::place::Elsewhere::UNASKED;
    story::withdraw_from(&tx, &tales.ray.viewer, ids[0], nobody_looked, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let receipt = phone.get(&format!("/me/stories/{}/receipt", ids[0])).await;
    easy(&receipt);
    assert!(receipt.says("There was no time to look in every search. Your story is out of them all."));
    assert!(!receipt.says("Nobody had used it yet."));
}

#[actix_web::test]
async fn the_name_of_another_teller_is_not_on_a_receipt() {
    let tales = Tales::begin().await;
    let ids = two(&tales).await;
    let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let mut fields = super::showcases::fields("staff", &texts, "make");
    fields[0].1 = "Betsan Wyn and Raymond";
    let path = tales.planner.press("/watch/new", &fields).await.path;
    press(&tales.frontline, &format!("{path}/print")).await;
    tales.withdraw(&tales.ray, ids[0]).await;
    let phone = tales.phone(&tales.ray).await;
    let receipt = phone.get(&format!("/me/stories/{}/receipt", ids[0])).await;
    assert_eq!(
        receipt.texts(".st-places__name"),
        ["[name] and Raymond", "[name] and [name]"]
    );
    assert!(!receipt.body.contains("Betsan"));
}

#[actix_web::test]
async fn paper_and_file_carry_the_words_that_this_viewer_may_read_and_no_name_in_the_file_name() {
    let tales = Tales::begin().await;
    let ids = two(&tales).await;
    let film = Tale {
        kind: StoryKind::Video,
        title: "Raymond hums",
        words: "Secret humming",
        yes: &[(Form::Voice, Audience::Staff), (Form::Voice, Audience::Planners)],
        film: true,
        ..Tale::default()
    };
    let film = tales.tell(&tales.ray, film).await;
    let path = made(&tales.planner, "staff", &[ids[0], film, ids[1]]).await.path;
    let paper = press(&tales.frontline, &format!("{path}/print")).await;
    assert_eq!(paper.texts(".sf-item__title"), ["The bus", "The park"]);
    assert!(paper.says("Heron waits in the rain."));
    assert!(paper.says("Shown by consent on 23 November 2026. Printed by frontline."));
    let file = press(&tales.frontline, &format!("{path}/words")).await;
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"firsthand-words-2026-11-23.txt\""
    );
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    assert!(file.body.contains("Heron waits in the rain.") && file.body.contains("Green days."));
    assert!(file.body.contains("Taken away by frontline."));
    for body in [&paper.body, &file.body] {
        for hidden in ["Raymond", "humming", "<audio", "<video", "/media/"] {
            assert!(!body.contains(hidden), "{hidden}");
        }
    }
    // The teller of the voice is not told of pages that do not have it.
    tales.withdraw(&tales.ray, film).await;
    let phone = tales.phone(&tales.ray).await;
    let receipt = phone.get(&format!("/me/stories/{film}/receipt")).await;
    assert_eq!(receipt.texts(".st-places__name").len(), 1);
    // Another audience gets nothing, and nothing is written down.
    let stranger = tales.app.anonymous();
    let refused = press(&stranger, &format!("{path}/print")).await;
    assert!(!refused.says("waits in the rain"));
    let hidden = made(&tales.planner, "planners", &ids).await.path;
    assert_eq!(
        press(&tales.frontline, &format!("{hidden}/words")).await.status,
        404
    );
}

#[actix_web::test]
async fn a_showcase_without_words_says_so_and_nothing_leaves() {
    let tales = Tales::begin().await;
    let voice = Tale {
        yes: &[(Form::Voice, Audience::Staff), (Form::Voice, Audience::Planners)],
        film: true,
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, voice).await;
    let path = made(&tales.planner, "staff", &[id]).await.path;
    for away in ["print", "words"] {
        let seen = press(&tales.frontline, &format!("{path}/{away}")).await;
        assert_eq!(seen.path, path);
        assert!(seen.says("There are no words here to take away."));
    }
}

#[actix_web::test]
async fn the_maker_sees_a_neutral_card_and_is_told_while_others_see_no_gap() {
    let tales = Tales::begin().await;
    let ids = two(&tales).await;
    let path = made(&tales.planner, "staff", &ids).await.path;
    assert!(tales.planner.get("/watch").await.link("For you (").is_none());
    tales.withdraw(&tales.ray, ids[0]).await;

    let mine = tales.planner.get(&path).await;
    let cards = mine.texts(".sf-missing");
    assert_eq!(cards.len(), 1);
    assert!(cards[0].starts_with("One story is not here any more."));
    for word in ["The bus", "Heron", "Raymond", "rain"] {
        assert!(!mine.texts("main").concat().contains(word), "{word}");
    }
    let others = tales.frontline.get(&path).await;
    assert!(others.texts(".sf-missing").is_empty() && others.says("Story 1 of 1"));
    for word in ["not here", "took it back", "card"] {
        assert!(!others.texts("main").concat().contains(word), "{word}");
    }
    let colleague = tales.researcher().await.get(&path).await;
    assert!(colleague.texts(".sf-missing").is_empty());

    // Held looks the same to the letter.
    let asha = entity::account::by_email(&tales.app.state.db, "asha@example.gov.uk").await;
    let asha = tales.app.viewer(asha.unwrap().unwrap().id).await;
    let tx = tales.app.state.db.begin().await.unwrap();
    entity::hold::place(
        &tx,
        &asha,
        ids[1],
        entity::HoldGround::Safety,
        "",
        tales.app.now(),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let both = tales.planner.get(&path).await.texts(".sf-missing");
    assert_eq!((both.len(), &both[0]), (2, &both[1]));

    let told = tales.planner.get("/for-you").await;
    assert!(told.says("A story came out of your showcase “Siân’s bus ✨”."));
    assert_eq!(told.link("For you (1)").as_deref(), Some("/for-you"));
    assert_eq!(told.link("See the showcase"), Some(path.clone()));
    let away = told.attributes("form[action^='/for-you']", "action").remove(0);
    assert!(
        tales
            .frontline
            .press(&away, &[])
            .await
            .says("There is nothing for you to do here.")
    );
    let after = press(&tales.planner, &away).await;
    assert!(after.says("There is nothing for you to do here.") && after.link("For you (").is_none());

    let out = mine.attributes(".sf-missing form", "action").remove(0);
    assert_eq!(press(&tales.frontline, &out).await.status, 403);
    for _ in 0..2 {
        let cleared = press(&tales.planner, &out).await;
        assert_eq!(
            (cleared.path.as_str(), cleared.texts(".sf-missing").len()),
            (path.as_str(), 1)
        );
    }
}

#[actix_web::test]
async fn whoever_has_a_copy_is_asked_until_they_say_that_it_is_thrown_away() {
    let tales = Tales::begin().await;
    let ids = two(&tales).await;
    let path = made(&tales.planner, "staff", &ids).await.path;
    press(&tales.frontline, &format!("{path}/print")).await;
    tales.withdraw(&tales.ray, ids[0]).await;
    let told = tales.frontline.get("/for-you").await;
    assert!(
        told.says("You printed “Siân’s bus ✨” on 23 November 2026."),
        "{}",
        told.words()
    );
    assert!(!told.says("Raymond") && !told.says("The bus"));
    let gone = told.attributes("form[action^='/for-you']", "action").remove(0);
    // It cannot be put away without having been done.
    let kept = press(&tales.frontline, &gone.replace("thrown-away", "away")).await;
    assert!(kept.says("Throw it away first.") && kept.says("You printed"));
    tales.app.days_pass(2);
    let tales_frontline = tales.app.anonymous();
    tales_frontline
        .sign_in("frontline@example.gov.uk", crate::support::actors::PASSWORD)
        .await;
    let thanks = press(&tales_frontline, &gone).await;
    assert!(thanks.says("Thank you.") && thanks.says("There is nothing for you to do here."));
    let phone = tales.phone(&tales.ray).await;
    let receipt = phone.get(&format!("/me/stories/{}/receipt", ids[0])).await;
    easy(&receipt);
    assert!(receipt.says("It was thrown away on 25 November 2026."));
}

#[actix_web::test]
async fn after_thirty_days_nothing_is_left_and_not_a_day_earlier() {
    let tales = Tales::begin().await;
    let film = Tale {
        kind: StoryKind::Video,
        title: "Raymond hums",
        yes: &[
            (Form::Face, Audience::Planners),
            (Form::Words, Audience::Planners),
        ],
        film: true,
        ..Tale::default()
    };
    let id = tales.tell_with_cue(&tales.ray, film, "Hm hm").await;
    let own = story::own(&tales.app.state.db, &tales.ray.viewer, id, tales.app.now());
    let assets = own.await.unwrap().story.assets;
    assert!(assets.iter().any(|asset| asset.kind == AssetKind::Poster));
    let objects = tales.app.state.config.data.dir.join("objects");
    let there = files(&objects);
    assert_eq!(there, 5);
    let phone = tales.phone(&tales.ray).await;
    let here = format!("/me/stories/{id}");
    press(&phone, &format!("{here}/back")).await;

    tales.app.days_pass(29);
    tales.app.hourly().await;
    assert_eq!(files(&objects), there);
    assert!(phone.get(&here).await.says("Undo"));
    tales.app.days_pass(2);
    tales.app.hourly().await;
    assert_eq!(files(&objects), 0, "the bytes are gone from the disk");
    for asset in assets {
        assert_eq!(phone.get(&format!("/media/{}", asset.id)).await.status, 404);
    }
    let shelf = phone.get("/me/stories").await;
    easy(&shelf);
    assert!(shelf.says("Thrown away for good") && !shelf.says("hums"));
    let gone = phone.get(&here).await;
    easy(&gone);
    assert_eq!(gone.heading(), "This story is thrown away for good.");
    let receipt = phone.get(&gone.link("See where it came out").unwrap()).await;
    easy(&receipt);
    assert!(receipt.says("It is thrown away for good.") && !receipt.says("Undo"));
    let undo = press(&phone, &format!("{here}/undo")).await;
    assert_eq!(undo.status, 422);
    assert!(undo.says("This story is thrown away for good."));
    for page in ["who", "show", "until", "write", "film", "check"] {
        let seen = phone.get(&format!("/me/story/{id}/{page}")).await;
        assert!(seen.status.as_u16() < 500, "{page}");
    }
}

/// How many files there are in a folder, at any depth.
fn files(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        // The journal of consent keeps pages of its own there.
        .filter(|entry| entry.file_name() != "journal")
        .map(|entry| {
            if entry.path().is_dir() {
                files(&entry.path())
            } else {
                1
            }
        })
        .sum()
}
