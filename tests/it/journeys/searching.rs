//! What people type at the edges of searching: anything at all, words nobody said, more than a page.
use super::discover::{count, search, three, titles};
use crate::support::tales::{Tale, Tales};
use std::collections::BTreeSet;

#[actix_web::test]
async fn anything_typed_is_answered_with_a_page() {
    let tales = Tales::begin().await;
    three(&tales).await;

    let long = "kitchen ".repeat(1_250);
    for typed in [
        "\"( AND",
        "((((",
        "title:[* TO *] OR",
        "the and of",
        "-",
        "\"",
        "\0",
        "a\0b",
        "\u{202e}sub\u{2066}",
        &long,
        "👍🏽",
        "ŷ",
        "%",
        "<script>alert(1)</script>",
    ] {
        let seen = tales.planner.get(&search(typed)).await;
        assert_eq!(seen.status, 200, "{typed:?}");
        assert!(!seen.body.contains("<script>alert") && !seen.body.contains('\u{202e}'));
    }
    for query in [
        "?q=%FF%FE",
        "?page=0",
        "?page=99999999999999999999",
        "?page=-1",
        "?page=900",
        "?theme=x&kind=&when=%00",
        "?place=Atlantis&group=%27%3B--",
        "?q&q=bus&&=",
        "?theme=0192f0c0-0000-7000-8000-000000000000",
    ] {
        let seen = tales.planner.get(&format!("/insight/search{query}")).await;
        assert_eq!(seen.status, 200, "{query}");
    }
    assert_eq!(
        count(
            &tales
                .planner
                .get("/insight/search?theme=x&kind=song&page=7")
                .await
        ),
        "3 stories"
    );
    assert!(
        tales
            .planner
            .get(&search("the and of"))
            .await
            .says("Nearly every story has these words")
    );
}

#[actix_web::test]
async fn a_page_that_found_nothing_helps_on() {
    let tales = Tales::begin().await;
    three(&tales).await;

    let seen = tales.planner.get(&search("zzyzx")).await;
    assert_eq!(count(&seen), "No stories");
    assert!(seen.says("Try fewer words"));
    let home = seen.link("Home").unwrap();
    assert_eq!(count(&tales.planner.get(&home).await), "2 stories");
    let tries = seen.attributes(".sf-picked a", "href");
    assert!(!tries.is_empty());
    for words in tries {
        assert!(!titles(&tales.planner.get(&words).await).is_empty(), "{words}");
    }
}

#[actix_web::test]
async fn many_stories_come_in_pages() {
    let tales = Tales::begin().await;
    for number in 0..23 {
        let title = format!("Story {number}");
        tales
            .tell(
                &tales.bet,
                Tale {
                    title: &title,
                    ..Tale::default()
                },
            )
            .await;
    }

    let first = tales.planner.get("/insight/search").await;
    assert_eq!((count(&first).as_str(), titles(&first).len()), ("23 stories", 20));
    let second = tales.planner.get(&first.link("Next").unwrap()).await;
    assert_eq!(titles(&second).len(), 3);
    assert_eq!(
        titles(&tales.planner.get("/insight/search?page=44").await),
        titles(&second)
    );
    let all: BTreeSet<String> = titles(&first).into_iter().chain(titles(&second)).collect();
    assert_eq!(all.len(), 23);
}
