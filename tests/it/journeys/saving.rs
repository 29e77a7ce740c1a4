//! Keeping a search: it counts and finds what its keeper may open, at every look, and nothing else.
use std::collections::BTreeSet;

use entity::{Audience, Form, PlaceKind, Role, StoryId};
use firsthand::web::saved;

use super::discover::{count, titles};
use crate::support::actors::{Actor, PASSWORD};
use crate::support::html::Seen;
use crate::support::tales::{Tale, Tales};

const FOR_BOTH: &[(Form, Audience)] = &[(Form::Words, Audience::Planners), (Form::Words, Audience::Staff)];

async fn save(actor: &Actor, search: &str, name: &str) -> Seen {
    actor
        .press("/insight/saved/new", &[("search", search), ("name", name)])
        .await
}

/// Name and what is said of each kept search.
fn kept(seen: &Seen) -> Vec<(String, String)> {
    let names = seen.texts(".sf-order__title");
    let counts = seen.texts(".sf-order .sf-item__meta");
    let counted = counts
        .iter()
        .map(|text| text.split('.').next().unwrap().to_owned());
    names.into_iter().zip(counted).collect()
}

async fn two(tales: &Tales) -> [StoryId; 2] {
    let both = Tale {
        title: "The 38",
        words: "The bus was late.",
        themes: &["buses"],
        yes: FOR_BOTH,
        ..Tale::default()
    };
    let planners = Tale {
        title: "The 39",
        words: "No bus at all.",
        themes: &["buses"],
        ..Tale::default()
    };
    [
        tales.tell(&tales.ray, both).await,
        tales.tell(&tales.bet, planners).await,
    ]
}

#[actix_web::test]
async fn a_kept_search_counts_what_its_keeper_can_open() {
    let tales = Tales::begin().await;
    let [the_38, _] = two(&tales).await;
    for (actor, stories) in [(&tales.planner, "2 stories"), (&tales.frontline, "1 story")] {
        let found = actor.get("/insight/search?q=bus&kind=life_story&page=1").await;
        assert_eq!(count(&found), stories);
        let form = actor.get(&found.link("Save this search").unwrap()).await;
        assert_eq!(form.typed("name"), "bus, Life story");
        let saved = save(actor, &form.typed("search"), &form.typed("name")).await;
        assert!(saved.says("The search is saved.") && saved.path == "/insight/saved");
        assert_eq!(kept(&saved), [("bus, Life story".to_owned(), stories.to_owned())]);
        let opened = actor.get(&saved.link("bus, Life story").unwrap()).await;
        assert_eq!(
            (count(&opened).as_str(), titles(&opened).len()),
            (stories, stories[..1].parse().unwrap())
        );
    }
    tales.withdraw(&tales.ray, the_38).await;
    let (planner, frontline) = (
        tales.planner.get("/insight/saved").await,
        tales.frontline.get("/insight/saved").await,
    );
    assert_eq!(
        (kept(&planner)[0].1.as_str(), kept(&frontline)[0].1.as_str()),
        ("1 story", "No stories")
    );
    assert!(!planner.body.contains("The 38"));
    let remove = planner.attributes("form[action$=remove]", "action").concat();
    assert_eq!(tales.frontline.press(&remove, &[]).await.status, 404);
    let gone = tales.planner.press(&remove, &[]).await;
    assert!(gone.says("You have no saved searches yet."));
    assert_eq!(kept(&tales.frontline.get("/insight/saved").await).len(), 1);
}

#[actix_web::test]
async fn what_cannot_be_kept_is_said_kindly_and_nothing_is_lost() {
    let tales = Tales::begin().await;
    let planner = &tales.planner;
    let empty = save(planner, "", "Siân’s ✨").await;
    assert_eq!(
        (empty.status.as_u16(), empty.typed("name")),
        (422, "Siân’s ✨".to_owned())
    );
    assert_eq!(
        empty.asked_to_change(),
        ["Look for something first. Then save the search"]
    );
    let unnamed = save(planner, "?q=bus", " ").await;
    assert_eq!(
        (unnamed.status.as_u16(), unnamed.typed("search")),
        (422, "?q=bus".to_owned())
    );
    let long = save(planner, "?q=bus", &"a".repeat(101)).await;
    assert!(long.status == 422 && long.asked_to_change()[0].contains("room for 100"));
    let odd = save(planner, "?theme=x&kind=song&page=9", "Odd").await;
    assert_eq!(odd.status, 422, "what nobody knows is no search");
    for number in 0..50 {
        assert_eq!(save(planner, &format!("?q=bus{number}"), "Bus").await.status, 200);
    }
    let full = save(planner, "?q=more", "One more").await;
    assert!(full.status == 422 && full.asked_to_change()[0].contains("no room for more"));
    let renamed = save(planner, "q=bus0", "<b>Named again</b>").await;
    assert!(renamed.says("<b>Named again</b>") && kept(&renamed).len() == 50);
}

#[actix_web::test]
async fn a_receipt_hears_of_the_searches_that_find_the_story_with_their_keepers_eyes() {
    let tales = Tales::begin().await;
    let [the_38, the_39] = two(&tales).await;
    let buses = tales.theme("buses").await;
    let (planner, frontline) = (&tales.planner, &tales.frontline);
    save(planner, "?q=bus", "Raymond Ogle’s bus").await;
    save(planner, &format!("?theme={buses}&group=Raymond"), "No such group").await;
    save(planner, &format!("?theme={buses}&kind=life_story"), "Buses").await;
    save(planner, "?q=train", "Trains").await;
    save(frontline, "?q=\"late\"", "Late").await;
    let leaving = tales.app.staff(Role::Leader).await;
    save(&leaving, "?q=bus", "Theirs").await;
    let found = async |story| {
        let there = saved::found_in_time(&tales.app.state, story, tales.app.now()).await;
        assert!(!there.may_be_more, "all were asked in time");
        let places = there.places;
        assert!(places.iter().all(|place| place.kind == PlaceKind::SavedSearch));
        let found: BTreeSet<(String, String)> = {
            let mut found = BTreeSet::new();
            for place in places {
                let by = tales.app.viewer(place.by).await.role().unwrap().to_string();
                found.insert((by, place.name));
            }
            found
        };
        found
    };
    let line = |by: &str, name: &str| (by.to_owned(), name.to_owned());
    let theme = entity::theme::frameworks(&tales.app.state.db).await.unwrap()[0]
        .theme("buses")
        .unwrap()
        .name
        .clone();
    let by_theme = line("commissioner", &format!("{theme}, Life story"));
    let by_words = line("commissioner", "A search by words");
    let late = line("frontline", "A search by words");
    assert_eq!(
        found(the_38).await,
        [by_theme.clone(), by_words.clone(), late.clone()].into()
    );
    assert_eq!(found(the_39).await, [by_theme.clone(), by_words].into());
    // Somebody who may not sign in any more keeps nothing.
    let account = entity::account::by_email(&tales.app.state.db, "frontline@example.gov.uk").await;
    let tx = tales.app.state.db.begin().await.unwrap();
    let admin = tales
        .app
        .viewer(account.as_ref().unwrap().as_ref().unwrap().id)
        .await;
    entity::account::close(
        &tx,
        entity::AccountId::fresh(),
        admin.account().unwrap(),
        tales.app.now(),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert!(!found(the_38).await.contains(&late));
    assert_eq!(
        frontline
            .sign_in("frontline@example.gov.uk", PASSWORD)
            .await
            .status,
        422
    );
}
