//! Several choices in a facet, the way back to a search, and the way to it from every page.
use std::collections::BTreeSet;

use entity::Role;

use super::discover::{every_count_is_true, search, three, titles};
use crate::support::html::Seen;
use crate::support::tales::Tales;

#[actix_web::test]
async fn choices_of_one_facet_are_alternatives_and_facets_narrow_each_other() {
    let tales = Tales::begin().await;
    three(&tales).await;
    let there = |seen: &Seen| titles(seen).into_iter().collect::<BTreeSet<String>>();
    let named = |names: &[&str]| {
        names
            .iter()
            .map(ToString::to_string)
            .collect::<BTreeSet<String>>()
    };
    let pick = async |seen: &Seen, words: &str| {
        let href = seen.link(words).unwrap_or_else(|| panic!("no {words}"));
        tales.planner.get(&href).await
    };

    let start = tales.planner.get("/insight/search").await;
    let carers = pick(&start, "Carers").await;
    assert_eq!(there(&carers), named(&["Two steps"]));
    let both = pick(&carers, "Adults with a learning disability").await;
    assert_eq!(there(&both), named(&["The 38", "Black on the wall", "Two steps"]));
    assert_eq!(
        both.texts(".sf-picked li"),
        [
            "Carers ×, let go",
            "Adults with a learning disability ×, let go",
            "Show all stories"
        ]
    );
    assert!(every_count_is_true(&tales.planner, &both.path).await > 8);
    let interviews = pick(&both, "Interview").await;
    assert_eq!(there(&interviews), named(&["Black on the wall"]));
    assert!(every_count_is_true(&tales.planner, &interviews.path).await > 3);
    // Other words keep every choice.
    assert_eq!(
        interviews.attributes("form input[name=group]", "value"),
        ["Carers", "Adults with a learning disability"]
    );
    let without = pick(&interviews, "Carers").await;
    assert!(without.path.contains("kind=interview") && !without.path.contains("Carers"));

    let home = pick(&start, "Home").await;
    let about = pick(&home, "Getting about").await;
    assert_eq!(
        there(&about),
        named(&["The 38", "Black on the wall", "Two steps"])
    );
    assert!(every_count_is_true(&tales.planner, &about.path).await > 5);
    // A theme takes the place of the one above it: it narrows.
    let buses = tales.theme("buses").await;
    let narrower = about
        .attributes(".sf-facets__link", "href")
        .into_iter()
        .find(|href| href.contains(&buses.to_string()))
        .unwrap();
    let above = tales.theme("getting-about").await;
    assert!(!narrower.contains(&above.to_string()));
    let narrowed = tales.planner.get(&narrower).await;
    assert!(
        narrowed
            .texts(".sf-picked li")
            .contains(&"Buses ×, let go".to_owned())
    );
}

#[actix_web::test]
async fn a_story_leads_back_to_the_search_that_found_it() {
    let tales = Tales::begin().await;
    three(&tales).await;
    let seen = tales.planner.get(&search("\"ward round\"")).await;
    let seen = tales.planner.get(&seen.link("Pennock Hill").unwrap()).await;
    assert!(seen.path.contains("place="));
    let story = tales.planner.get(&seen.link("The 38").unwrap()).await;

    let back = story.attributes(".govuk-back-link", "href").concat();
    let (address, at) = back.split_once('#').unwrap();
    let again = tales.planner.get(address).await;
    assert_eq!(
        (again.typed("q").as_str(), titles(&again)),
        ("\"ward round\"", titles(&seen))
    );
    assert_eq!(again.attributes(".sf-result", "id"), [at]);
    // Opened by itself it leads to all stories, and odd searches in its address do no harm.
    let bare = story.path.split('?').next().unwrap().to_owned();
    let alone = tales.planner.get(&bare).await;
    assert_eq!(alone.attributes(".govuk-back-link", "href"), ["/insight/search"]);
    for odd in ["?theme=x&kind=y&page=z", "?q=%00%FF&place=%2F%2Fevil.example"] {
        let seen = tales.planner.get(&format!("{bare}{odd}")).await;
        let back = seen.attributes(".govuk-back-link", "href").concat();
        assert!(
            seen.status == 200 && back.starts_with("/insight/search"),
            "{back}"
        );
    }
}

#[actix_web::test]
async fn everyone_on_the_staff_finds_the_search_in_the_navigation_once_and_starts_where_they_work() {
    let tales = Tales::begin().await;
    for (role, start) in [
        (Role::Researcher, "/studio"),
        (Role::Leader, "/watch"),
        (Role::Safeguarding, "/safeguarding"),
        (Role::Governance, "/safeguarding/log"),
        (Role::Admin, "/admin/accounts"),
    ] {
        let seen = tales.app.staff(role).await.get("/").await;
        assert_eq!(seen.path, start, "{role}");
        let links = seen.texts(".sf-nav__link");
        let finds = links.iter().filter(|link| *link == "Find stories");
        assert_eq!(finds.count(), 1, "{role}: {links:?}");
    }
    assert_eq!(
        tales.planner.get("/").await.texts(".sf-nav__link"),
        ["Find stories", "Watch", "Decisions", "For you"]
    );
    assert_eq!(
        tales.frontline.get("/").await.texts(".sf-nav__link"),
        ["Watch", "Find stories", "For you"]
    );
}
