//! A record that somebody may see never says the title of one that they may not: stories stood in
//! showcases, were coded and indexed, and then were taken back, held, refused or kept for others.
//! The leak canary plants stories that were never shown; here they were, and the index is still old.
use std::collections::{BTreeMap, BTreeSet};

use entity::citation::Cite;
use entity::showcase::NewShowcase;
use entity::{
    AccountId, Audience, Form, HoldGround, Role, StoryId, account, coding, decision, hold, showcase, story,
};
use firsthand::routes;
use firsthand::web::session;
use reqwest::{Client, redirect::Policy};

use crate::support::tales::{Tale, Tales};

const STAFF: [Audience; 4] = [
    Audience::Team,
    Audience::Planners,
    Audience::Staff,
    Audience::Leaders,
];

/// The stories by title, and what becomes of each.
const STAYS: &str = "Plumstays";
const TAKEN_BACK: &str = "Plumtakenback";
const HELD: &str = "Plumheld";
const REFUSED: &str = "Plumrefused";
const FOR_PLANNERS: &str = "Plumforplanners";
const TITLES: [&str; 5] = [STAYS, TAKEN_BACK, HELD, REFUSED, FOR_PLANNERS];

/// Whether a person may read a title once everything has changed.
fn may_read(person: &str, title: &str) -> bool {
    match (person, title) {
        ("ray", _) | ("safeguarding", HELD) | ("commissioner", FOR_PLANNERS) => true,
        (_, title) => title == STAYS,
    }
}

async fn cookie(tales: &Tales, account: AccountId) -> String {
    let token = session::fresh_token();
    let tx = tales.app.state.db.begin().await.unwrap();
    let end = tales.app.now().plus_days(1);
    entity::session::start(&tx, &session::hash(&token), account, end, "test", tales.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    format!("{}={token}", session::COOKIE)
}

async fn people(tales: &Tales) -> BTreeMap<&'static str, String> {
    let mut people = BTreeMap::from([("stranger", String::new())]);
    for (name, viewer) in [("ray", &tales.ray.viewer), ("bet", &tales.bet.viewer)] {
        people.insert(name, cookie(tales, viewer.account().unwrap()).await);
    }
    for role in [Role::Safeguarding, Role::Governance, Role::Leader, Role::Admin] {
        tales.app.add_staff(&format!("{role}@example.gov.uk"), role).await;
    }
    for name in [
        "asha",
        "commissioner",
        "frontline",
        "safeguarding",
        "governance",
        "leader",
        "admin",
    ] {
        let there = account::by_email(&tales.app.state.db, &format!("{name}@example.gov.uk")).await;
        people.insert(name, cookie(tales, there.unwrap().unwrap().id).await);
    }
    people
}

/// Every page of the table with every id, and searches for each title.
fn addresses(ids: &[String]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for row in routes::table()
        .list()
        .into_iter()
        .filter(|row| row.method == "GET")
    {
        if !row.pattern.contains('{') {
            found.insert(row.pattern.to_owned());
            found.extend(TITLES.map(|title| format!("{}?q={title}", row.pattern)));
        }
        for id in ids {
            let filled: Vec<&str> = row
                .pattern
                .split('/')
                .map(|part| if part.contains('{') { id } else { part })
                .collect();
            found.insert(filled.join("/"));
        }
    }
    found
}

/// Which titles each person reads anywhere, and where.
async fn read(
    tales: &Tales,
    people: &BTreeMap<&'static str, String>,
    ids: &[String],
) -> BTreeMap<(&'static str, &'static str), String> {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let mut found = BTreeMap::new();
    for (person, cookie) in people {
        let mut bodies = Vec::new();
        for path in addresses(ids) {
            let asked = client.get(format!("{}{path}", tales.app.address));
            bodies.push((path, asked));
        }
        // A running order that was begun before travels in the form.
        for audience in STAFF {
            let mut fields = vec![("do", "look"), ("audience", audience.as_str())];
            fields.extend(ids.iter().map(|id| ("story", id.as_str())));
            for press in ["look", "make"] {
                fields[0].1 = press;
                let asked = client
                    .post(format!("{}/watch/new", tales.app.address))
                    .header("sec-fetch-site", "same-origin")
                    .form(&fields);
                bodies.push((format!("/watch/new {press} for {audience}"), asked));
            }
        }
        // What leaves the house obeys as well.
        for id in ids {
            for away in ["print", "words"] {
                let path = format!("/watch/{id}/{away}");
                let asked = client
                    .post(format!("{}{path}", tales.app.address))
                    .header("sec-fetch-site", "same-origin");
                bodies.push((path, asked));
            }
        }
        for (path, asked) in bodies {
            let answer = asked.header("cookie", cookie).send().await.unwrap();
            assert!(answer.status().as_u16() < 500, "{person} {path}");
            let body = answer.text().await.unwrap();
            for title in TITLES {
                // A search says again what was looked for; only the whole title is one.
                let searched = path.ends_with(&format!("?q={title}"));
                let said = if searched {
                    format!("{title}</mark> day")
                } else {
                    title.to_owned()
                };
                if body.contains(&said) || body.contains(&format!("{title} day")) {
                    found.entry((*person, title)).or_insert_with(|| path.clone());
                }
            }
        }
    }
    found
}

#[actix_web::test]
async fn no_page_says_the_title_of_what_its_reader_may_not_see_any_more() {
    let tales = Tales::begin().await;
    let (db, now) = (&tales.app.state.db, tales.app.now());
    let people = people(&tales).await;
    let yes: Vec<(Form, Audience)> = STAFF.map(|audience| (Form::Words, audience)).to_vec();
    let mut told: BTreeMap<&str, StoryId> = BTreeMap::new();
    for title in TITLES {
        let full = format!("{title} day");
        let tale = Tale {
            title: &full,
            yes: &yes,
            themes: &[],
            ..Tale::default()
        };
        told.insert(title, tales.tell(&tales.ray, tale).await);
    }
    let asha = account::by_email(db, "asha@example.gov.uk")
        .await
        .unwrap()
        .unwrap();
    let asha = tales.app.viewer(asha.id).await;
    let planner = account::by_email(db, "commissioner@example.gov.uk")
        .await
        .unwrap();
    let planner = tales.app.viewer(planner.unwrap().id).await;
    let project = story::open(db, &asha, told[STAYS], now).await.unwrap().project;
    let theme = entity::theme::frameworks(db).await.unwrap()[0].themes[0].id;
    let mut ids = vec![project.to_string(), tales.ray.participant.to_string()];
    ids.extend(told.values().map(ToString::to_string));
    let tx = db.begin().await.unwrap();
    for id in told.values() {
        coding::add(&tx, &asha, *id, None, theme, now).await.unwrap();
    }
    tx.commit().await.unwrap();
    for audience in [Audience::Planners, Audience::Staff, Audience::Leaders] {
        let new = NewShowcase {
            title: "A showcase".into(),
            why: "Because".into(),
            question: String::new(),
            audience,
            nonce: firsthand::web::session::fresh_token(),
            items: told.values().map(|id| (*id, "it fits".to_owned())).collect(),
        };
        let tx = db.begin().await.unwrap();
        let id = showcase::make(&tx, db, &planner, new, now).await.unwrap();
        tx.commit().await.unwrap();
        ids.push(id.to_string());
    }
    let tx = db.begin().await.unwrap();
    let about = decision::Words {
        title: "the bus".into(),
        ..decision::Words::default()
    };
    let decision = decision::make(&tx, db, &planner, (about, None), "n", now)
        .await
        .unwrap();
    for id in told.values() {
        let cite = Cite {
            story: *id,
            stance: None,
            why: "it fits".into(),
        };
        decision::cite(&tx, db, &planner, decision, cite, now)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    ids.push(decision.to_string());
    tales.indexed().await;
    let before = read(&tales, &people, &ids).await;
    for person in ["asha", "commissioner", "frontline", "leader"] {
        for title in TITLES {
            assert!(
                before.contains_key(&(person, title)),
                "{person} never read {title}"
            );
        }
    }

    // From here on the index is not brought up to date.
    tales.answer(&tales.ray, told[REFUSED], &yes, false, None).await;
    let others: Vec<(Form, Audience)> = yes
        .iter()
        .copied()
        .filter(|(_, audience)| *audience != Audience::Planners)
        .collect();
    tales
        .answer(&tales.ray, told[FOR_PLANNERS], &others, false, None)
        .await;
    let tx = db.begin().await.unwrap();
    story::withdraw(&tx, &tales.ray.viewer, told[TAKEN_BACK], now)
        .await
        .unwrap();
    hold::place(&tx, &asha, told[HELD], HoldGround::Safety, "his money", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let after = read(&tales, &people, &ids).await;
    for ((person, title), path) in &after {
        let known = may_read(person, title) && *person != "stranger" && (*person != "bet");
        assert!(known, "{person} read {title} at {path}");
    }
    for (person, title) in [
        ("ray", TAKEN_BACK),
        ("commissioner", FOR_PLANNERS),
        ("frontline", STAYS),
        ("safeguarding", HELD),
    ] {
        assert!(after.contains_key(&(person, title)), "{person} lost {title}");
    }
}
