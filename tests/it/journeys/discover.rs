//! Finding stories by words and by what they are about; seeing of each what was allowed, and no more.
use std::collections::BTreeSet;

use entity::{Audience, Form, StoryId, StoryKind};

use crate::support::actors::Actor;
use crate::support::html::Seen;
use crate::support::tales::{Tale, Tales, WORDS_FOR_PLANNERS};

const VOICE_FOR_PLANNERS: &[(Form, Audience)] = &[(Form::Voice, Audience::Planners)];
const MUCH_FOR_PLANNERS: &[(Form, Audience)] = &[
    (Form::Words, Audience::Planners),
    (Form::Voice, Audience::Planners),
    (Form::Face, Audience::Planners),
    (Form::Name, Audience::Planners),
];

pub fn search(words: &str) -> String {
    format!("/insight/search?q={}", firsthand::web::form::escape(words))
}

pub fn titles(seen: &Seen) -> Vec<String> {
    seen.texts(".sf-result__title")
}

pub fn count(seen: &Seen) -> String {
    seen.texts("#count").concat()
}

/// Three stories for planners, one of them for frontline staff too.
pub async fn three(tales: &Tales) -> [StoryId; 3] {
    let bus = Tale {
        title: "The 38",
        words: "The buses were late again. I missed the ward round.",
        themes: &["buses", "health"],
        yes: &[(Form::Words, Audience::Planners), (Form::Words, Audience::Staff)],
        ..Tale::default()
    };
    let damp = Tale {
        kind: StoryKind::Interview,
        title: "Black on the wall",
        words: "Fungus in the bedroom. Raymond Ogle wrote to them, and Raymond waited.",
        themes: &["home"],
        ..Tale::default()
    };
    let late = Tale {
        title: "Two steps",
        words: "I round the corner of the ward slowly. One bus waited.",
        themes: &["home", "getting-about"],
        ..Tale::default()
    };
    [
        tales.tell(&tales.ray, bus).await,
        tales.tell(&tales.ray, damp).await,
        tales.tell(&tales.bet, late).await,
    ]
}

#[actix_web::test]
async fn a_planner_starts_at_the_search_and_finds_by_word_stem_and_phrase() {
    let tales = Tales::begin().await;
    three(&tales).await;

    assert_eq!(tales.planner.get("/").await.path, "/insight/search");
    for (words, found) in [
        ("fungus", &["Black on the wall"][..]),
        ("bus", &["The 38", "Two steps"]),
        ("BUSES", &["The 38", "Two steps"]),
        ("\"ward round\"", &["The 38"]),
        ("ward round", &["The 38", "Two steps"]),
        ("bus -late", &["Two steps"]),
    ] {
        let seen = tales.planner.get(&search(words)).await;
        let there: BTreeSet<String> = titles(&seen).into_iter().collect();
        assert_eq!(there, found.iter().map(ToString::to_string).collect(), "{words}");
        assert_eq!(seen.typed("q"), words);
    }
    let seen = tales.planner.get(&search("fungus")).await;
    assert_eq!(count(&seen), "1 story");
    assert_eq!(seen.texts("mark"), ["Fungus"]);
    let about = seen.texts(".sf-result__about").join(" ");
    for part in [
        "Interview",
        "Heron",
        "Adults with a learning disability",
        "Pennock Hill",
        "November 2026",
        "Home",
    ] {
        assert!(about.contains(part), "{part} in {about}");
    }
}

#[actix_web::test]
async fn names_are_masked_and_cannot_be_searched_for() {
    let tales = Tales::begin().await;
    let [_, damp, _] = three(&tales).await;

    for name in ["Raymond", "Ogle", "\"Raymond Ogle\""] {
        assert_eq!(titles(&tales.planner.get(&search(name)).await), [""; 0], "{name}");
    }
    let page = tales.planner.get(&format!("/insight/stories/{damp}")).await;
    let list = tales.planner.get(&search("fungus")).await;
    for seen in [page, list] {
        assert!(seen.says("Heron") && !seen.body.contains("Ogle") && !seen.body.contains("Raymond"));
    }
}

fn pairs(address: &str) -> Vec<(String, String)> {
    let url = url::Url::parse(&format!("http://here{address}")).unwrap();
    url.query_pairs().into_owned().collect()
}

/// The search of a page with one choice alone in its facet: what its count counts. The link of a
/// choice adds it to the others of its facet, or lets it go when it is picked.
fn only(path: &str, href: &str) -> String {
    let (here, there) = (pairs(path), pairs(href));
    let mut turned = there.iter().filter(|pair| !here.contains(pair));
    let let_go = here.iter().find(|pair| !there.contains(pair));
    let choice = turned.next().or(let_go).unwrap().clone();
    let mut url = url::Url::parse("http://here/insight/search").unwrap();
    let others = here.iter().filter(|(name, _)| *name != choice.0);
    url.query_pairs_mut()
        .extend_pairs(others)
        .append_pair(&choice.0, &choice.1);
    format!("/insight/search?{}", url.query().unwrap())
}

/// Follows every choice of a page: each lists as many stories as it said, and all of them open.
pub async fn every_count_is_true(actor: &Actor, path: &str) -> usize {
    let seen = actor.get(path).await;
    let hrefs = seen.attributes(".sf-facets__link", "href");
    let counts: Vec<usize> = seen
        .texts(".sf-facets__count")
        .iter()
        .map(|text| {
            text.split_whitespace()
                .find_map(|word| word.parse().ok())
                .unwrap()
        })
        .collect();
    assert_eq!(hrefs.len(), counts.len());
    for (href, count) in hrefs.iter().zip(counts) {
        let target = &only(path, href);
        let listed = actor.get(target).await;
        let stories = listed.attributes(".sf-result__title a", "href");
        assert_eq!(stories.len(), count, "{target}");
        for story in stories {
            assert_eq!(actor.get(&story).await.status, 200, "{story}");
        }
    }
    hrefs.len()
}

#[actix_web::test]
async fn every_count_is_the_number_of_stories_behind_it_and_all_of_them_open() {
    let tales = Tales::begin().await;
    three(&tales).await;
    let home = tales.theme("home").await;

    assert!(every_count_is_true(&tales.planner, "/insight/search").await > 8);
    assert!(every_count_is_true(&tales.planner, &search("bus")).await > 5);
    let path = format!("/insight/search?theme={home}&kind=interview");
    assert!(every_count_is_true(&tales.planner, &path).await > 3);
    assert!(every_count_is_true(&tales.frontline, "/insight/search").await > 3);
}

#[actix_web::test]
async fn choices_narrow_and_are_let_go_again() {
    let tales = Tales::begin().await;
    three(&tales).await;

    let seen = tales.planner.get("/insight/search").await;
    assert_eq!(count(&seen), "3 stories");
    let carers = tales.planner.get(&seen.link("Carers").unwrap()).await;
    assert_eq!(titles(&carers), ["Two steps"]);
    let back = tales
        .planner
        .get(
            &carers
                .link("Carers, let go")
                .unwrap_or_else(|| carers.attributes(".sf-picked a", "href")[0].clone()),
        )
        .await;
    assert_eq!(
        (count(&back).as_str(), back.path.as_str()),
        ("3 stories", "/insight/search")
    );
    // Other words keep the choice: it travels in the form.
    assert_eq!(carers.typed("group"), "Carers");
}

#[actix_web::test]
async fn frontline_staff_find_only_what_is_for_them() {
    let tales = Tales::begin().await;
    let [bus, damp, _] = three(&tales).await;

    assert_eq!(titles(&tales.frontline.get("/insight/search").await), ["The 38"]);
    assert_eq!(titles(&tales.frontline.get(&search("fungus")).await), [""; 0]);
    assert_eq!(
        tales
            .frontline
            .get(&format!("/insight/stories/{bus}"))
            .await
            .status,
        200
    );
    assert_eq!(
        tales
            .frontline
            .get(&format!("/insight/stories/{damp}"))
            .await
            .status,
        404
    );
    assert_eq!(
        tales.app.anonymous().get("/insight/search").await.heading(),
        "Sign in"
    );
}

#[actix_web::test]
async fn a_voice_without_words_is_found_by_its_theme_and_never_by_what_it_says() {
    let tales = Tales::begin().await;
    let voice = Tale {
        title: "Nightingale",
        words: "Xylophones kept me awake.",
        themes: &["home"],
        yes: VOICE_FOR_PLANNERS,
        film: true,
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, voice).await;
    let home = tales.theme("home").await;

    for words in ["xylophones", "nightingale", "\"kept me awake\""] {
        assert_eq!(
            titles(&tales.planner.get(&search(words)).await),
            [""; 0],
            "{words}"
        );
    }
    let listed = tales.planner.get(&format!("/insight/search?theme={home}")).await;
    assert_eq!(titles(&listed), ["Life story from Heron"]);
    assert!(listed.says("You can hear this story."));
    assert!(listed.says("40 seconds of sound"));
    let page = tales.planner.get(&format!("/insight/stories/{id}")).await;
    assert!(page.says("You can see: voice. Not: words, face, name."));
    assert_eq!((page.texts("audio").len(), page.texts("video").len()), (1, 0));
    assert_eq!(page.attributes(".sf-sound img", "alt"), [""]);
    for seen in [listed, page] {
        for word in ["Xylophone", "xylophone", "Nightingale"] {
            assert!(!seen.body.contains(word), "{word}");
        }
    }
}

#[actix_web::test]
async fn a_story_with_every_yes_shows_its_film_its_name_and_why() {
    let tales = Tales::begin().await;
    let film = Tale {
        kind: StoryKind::Video,
        title: "My day",
        words: "Raymond here.",
        themes: &["home", "buses"],
        yes: MUCH_FOR_PLANNERS,
        film: true,
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, film).await;

    let page = tales.planner.get(&format!("/insight/stories/{id}")).await;
    assert_eq!(
        (page.heading().as_str(), page.texts("video").len()),
        ("My day", 1)
    );
    assert!(page.says("You can see: words, voice, face, name."));
    assert!(page.says("Raymond said yes to this for people who plan services"));
    let more = page.link("More stories about Buses").unwrap();
    assert_eq!(titles(&tales.planner.get(&more).await), ["My day"]);
    assert_eq!(
        page.attributes("video[autoplay], audio[autoplay]", "autoplay"),
        [""; 0]
    );
}

#[actix_web::test]
async fn what_is_taken_back_is_gone_from_hits_totals_choices_and_its_page_at_once() {
    let tales = Tales::begin().await;
    let [_, damp, _] = three(&tales).await;
    let before = tales.planner.get("/insight/search").await;
    assert!(before.link("Interview").is_some());

    tales.withdraw(&tales.ray, damp).await;

    let after = tales.planner.get("/insight/search").await;
    assert_eq!(count(&after), "2 stories");
    assert!(!after.says("Black on the wall") && after.link("Interview").is_none());
    assert_eq!(count(&tales.planner.get(&search("fungus")).await), "No stories");
    assert_eq!(
        tales
            .planner
            .get(&format!("/insight/stories/{damp}"))
            .await
            .status,
        404
    );
    every_count_is_true(&tales.planner, "/insight/search").await;
}

#[actix_web::test]
async fn a_yes_that_ends_takes_the_story_out_of_every_count_without_anybody_writing() {
    let tales = Tales::begin().await;
    let until = tales.app.now().plus(2 * 60 * 60 * 1000);
    let short = Tale {
        title: "For two hours",
        yes: WORDS_FOR_PLANNERS,
        until: Some(until),
        ..Tale::default()
    };
    let id = tales.tell(&tales.bet, short).await;
    assert_eq!(count(&tales.planner.get("/insight/search").await), "1 story");

    tales.app.hours_pass(1);
    assert_eq!(count(&tales.planner.get("/insight/search").await), "1 story");
    tales.app.hours_pass(1);
    let seen = tales.planner.get("/insight/search").await;
    assert_eq!(count(&seen), "No stories", "{}", seen.words());
    assert_eq!(
        tales.planner.get(&format!("/insight/stories/{id}")).await.status,
        404
    );
}
