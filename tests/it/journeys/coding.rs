//! Coding a story, whole and by its words; the words of a film.
use entity::theme::FrameworkFile;

use super::interviews::{WORDS, filmed, interview};
use super::participants::stranger;
use crate::support::app::spawn_app;
use crate::support::html::Seen;

fn theme(page: &Seen) -> String {
    page.attributes("input[name=theme][type=checkbox]", "value")[0].clone()
}

#[actix_web::test]
async fn chosen_words_with_emoji_and_welsh_letters_are_marked_to_the_letter() {
    let app = spawn_app().await;
    let (asha, _, story) = interview(&app).await;
    let page = asha.get(&story).await;
    let theme = theme(&page);
    let cut = page.typed("cut");
    let codings = format!("{story}/codings");
    // "bus 🚌 to Llŷn" begins after "I take the ".
    let span = [
        ("theme", theme.as_str()),
        ("cut", &cut),
        ("scope", "span"),
        ("start", "11"),
        ("end", "24"),
    ];
    let coded = asha.press(&codings, &span).await;
    assert_eq!(coded.texts("mark"), ["bus 🚌 to Llŷn"]);
    let overlap = [
        ("theme", theme.as_str()),
        ("cut", &cut),
        ("scope", "span"),
        ("from", "0"),
        ("to", "25"),
    ];
    let both = asha.press(&codings, &overlap).await;
    assert_eq!(both.texts("mark"), ["I take the", "bus 🚌 to Llŷn", "."]);
    assert_eq!(both.texts("mark.sf-excerpt--two"), ["bus 🚌 to Llŷn"]);
    let again = asha.press(&codings, &span).await;
    assert_eq!(
        again.texts(".sf-codings > li").len(),
        2,
        "the same coding twice is one"
    );
    assert!(!again.body.contains("Ffion"), "other names stay hidden");
}

#[actix_web::test]
async fn a_whole_story_is_coded_and_a_coding_taken_away_and_put_back() {
    let app = spawn_app().await;
    let (asha, _, story) = interview(&app).await;
    let theme = theme(&asha.get(&story).await);
    let whole = [("theme", theme.as_str()), ("scope", "whole")];
    let coded = asha.press(&format!("{story}/codings"), &whole).await;
    assert!(coded.says("The whole story") && coded.says("researcher"));
    let remove = coded.attributes("form[action$=remove]", "action").concat();
    let bo = stranger(&app).await;
    assert_eq!(bo.press(&remove, &[]).await.status, 404);
    let gone = asha.press(&remove, &[]).await;
    assert!(gone.says("Nobody has coded this story yet") && gone.says("Put it back"));
    assert_eq!(asha.press(&remove, &[]).await.status, 404);
    let back = asha.press(&format!("{story}/codings"), &whole).await;
    assert_eq!(back.texts(".sf-codings > li").len(), 1);
}

#[actix_web::test]
async fn places_outside_the_words_and_no_theme_are_refused_kindly() {
    let app = spawn_app().await;
    let (asha, _, story) = interview(&app).await;
    let page = asha.get(&story).await;
    let (theme, cut) = (theme(&page), page.typed("cut"));
    let codings = format!("{story}/codings");
    for (start, end) in [
        ("5", "5"),
        ("9", "2"),
        ("0", "9999"),
        ("-1", "4"),
        ("a", "b"),
        ("", ""),
        ("4", "18446744073709551616"),
    ] {
        let fields = [
            ("theme", theme.as_str()),
            ("cut", &cut),
            ("start", start),
            ("end", end),
        ];
        let seen = asha.press(&codings, &fields).await;
        assert_eq!(seen.status, 422, "{start} {end}");
        assert_eq!(
            seen.attributes("input[name=theme][checked]", "value"),
            std::slice::from_ref(&theme)
        );
    }
    let none = asha
        .press(
            &codings,
            &[
                ("scope", "whole"),
                ("theme", "0193a5c0-0000-7000-8000-000000000000"),
            ],
        )
        .await;
    assert_eq!(
        (none.status.as_u16(), none.asked_to_change()),
        (422, vec!["Pick a theme".to_owned()])
    );
    let stale = [
        ("theme", theme.as_str()),
        ("cut", "77"),
        ("start", "0"),
        ("end", "4"),
    ];
    assert_eq!(asha.press(&codings, &stale).await.status, 422);
    assert_eq!(asha.get(&story).await.texts("mark").len(), 0);
}

#[actix_web::test]
async fn another_projects_researcher_finds_no_story() {
    let app = spawn_app().await;
    let (_, _, story) = interview(&app).await;
    let bo = stranger(&app).await;
    for path in ["", "/transcript", "/hold"] {
        assert_eq!(bo.get(&format!("{story}{path}")).await.status, 404, "{path}");
    }
    for path in ["/codings", "/transcript", "/hold"] {
        assert_eq!(
            bo.press(&format!("{story}{path}"), &[("words", "x")])
                .await
                .status,
            404,
            "{path}"
        );
    }
}

#[actix_web::test]
async fn a_tree_of_five_hundred_themes_is_shown() {
    let app = spawn_app().await;
    let theme = |at: usize, children: serde_json::Value| serde_json::json!({ "key": format!("t{at}"), "name": format!("Theme {at} ŵ"), "description": "One.", "symbol": "star", "everyday_words": ["one"], "children": children });
    let tops: Vec<_> = (0..50)
        .map(|top| {
            theme(
                top * 10,
                (1..10)
                    .map(|one| theme(top * 10 + one, serde_json::json!([])))
                    .collect(),
            )
        })
        .collect();
    let file = serde_json::json!({ "key": "council", "name": "Big", "version": 9, "valid_from": "2026-01-01", "themes": tops });
    let tx = app.state.db.begin().await.unwrap();
    let file: FrameworkFile = serde_json::from_value(file).unwrap();
    entity::theme::load(&tx, &file).await.unwrap();
    tx.commit().await.unwrap();
    let (asha, _, story) = interview(&app).await;
    let page = asha.get(&story).await;
    assert_eq!(page.status, 200);
    assert!(page.attributes("input[name=theme]", "value").len() >= 500);
}

#[actix_web::test]
async fn the_text_on_the_page_is_the_words_to_the_letter() {
    let app = spawn_app().await;
    let (asha, _, story) = interview(&app).await;
    let page = asha.get(&story).await;
    let shown = page.texts(".sf-coding__text").concat();
    assert!(shown.starts_with("I take the bus 🚌 to Llŷn."));
    assert_eq!(page.texts(".sf-sentences tbody tr").len(), 3);
    assert_ne!(shown, WORDS, "Ffion is hidden");
    let transcript = asha
        .press(&format!("{story}/transcript"), &[("words", "Hello 🙂")])
        .await;
    assert_eq!(
        (transcript.status.as_u16(), transcript.typed("words")),
        (422, "Hello 🙂".to_owned())
    );
    assert!(transcript.says("no film or sound"));
}

#[actix_web::test]
async fn the_words_of_a_film_are_put_in_mended_and_played_with_it() {
    let app = spawn_app().await;
    let (asha, _, story) = filmed(&app).await;
    let page = format!("{story}/transcript");
    assert_eq!(
        asha.get(&story).await.link("Put in the words of the film"),
        Some(page.clone())
    );
    let broken = "WEBVTT\n\n00:01.000 --> 00:00.500\nBackwards\n";
    let refused = asha.press(&page, &[("words", broken)]).await;
    assert_eq!(
        (refused.status.as_u16(), refused.typed("words").is_empty()),
        (422, false)
    );
    assert!(refused.says("Lines to mend") && refused.says("Backwards"));

    let good = "WEBVTT\n\n00:00.000 --> 00:01.000\nI take the bus 🚌 to Llŷn.\n\n00:01.000 --> 00:02.000\nFfion waits.\n";
    let saved = asha.press(&page, &[("words", good)]).await;
    assert_eq!(saved.path, story, "{}", saved.words());
    assert!(saved.says("The words are saved.") && saved.says("say yes"));
    assert_eq!(
        saved.texts(".fh-transcript__line"),
        ["I take the bus 🚌 to Llŷn.", "[name] waits."]
    );
    assert!(
        saved
            .texts(".sf-coding__text")
            .concat()
            .starts_with("I take the bus 🚌 to Llŷn. [name] waits for me!"),
        "notes that are there stay"
    );
    let captions = asha.get(&saved.attributes("track", "src")[0]).await;
    assert!(captions.body.contains("[name] waits.") && !captions.body.contains("Ffion"));

    let there = asha.get(&page).await;
    assert!(there.says("There are 2 lines already"));
    // To the letter, with its line ends.
    let raw = there
        .body
        .split("</textarea>")
        .next()
        .unwrap()
        .rsplit('>')
        .next()
        .unwrap();
    let mended = raw.replace("&gt;", ">").replace("Llŷn.", "Pen Llŷn.");
    let saved = asha.press(&page, &[("words", &mended)]).await;
    assert_eq!(
        saved.texts(".fh-transcript__line")[0],
        "I take the bus 🚌 to Pen Llŷn.",
        "{mended}"
    );
}
