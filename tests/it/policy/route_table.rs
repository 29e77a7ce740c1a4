//! Walks THE route table: every route answers everyone as its column says, and the column is as agreed.
use std::collections::BTreeSet;

use entity::{Role, Viewer};
use firsthand::routes;
use firsthand::web::table::{Access, Listed};
use reqwest::redirect::Policy;
use reqwest::{Client, Method};

use crate::support::app::{TestApp, spawn_app_with};

/// A path of the pattern, with ids that nobody has.
fn path_of(pattern: &str) -> String {
    let nobody = "0192f0c0-0000-7000-8000-000000000000";
    let fill = |part: &str| {
        if part.contains('{') {
            nobody.to_owned()
        } else {
            part.to_owned()
        }
    };
    pattern.split('/').map(fill).collect::<Vec<_>>().join("/")
}

async fn ask(app: &TestApp, row: &Listed, cookie: Option<&str>) -> (u16, String) {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let method = Method::from_bytes(row.method.as_str().as_bytes()).unwrap();
    let mut request = client
        .request(method, format!("{}{}", app.address, path_of(row.pattern)))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    if let Some(cookie) = cookie {
        request = request.header("cookie", cookie);
    }
    let response = request.send().await.unwrap();
    let to = response
        .headers()
        .get("location")
        .map_or("", |to| to.to_str().unwrap())
        .to_owned();
    (response.status().as_u16(), to)
}

/// A session of this role, as the cookie a browser would send.
async fn cookie(app: &TestApp, role: Role) -> String {
    let account = if role == Role::Storyteller {
        let sam = app.sam().await;
        entity::card::account(&app.state.db, &firsthand::web::session::hash(&sam.card))
            .await
            .unwrap()
    } else {
        app.add_staff(&format!("{role}@example.gov.uk"), role).await
    };
    let token = firsthand::web::session::fresh_token();
    let hash = firsthand::web::session::hash(&token);
    let tx = app.state.db.begin().await.unwrap();
    entity::session::start(&tx, &hash, account, app.now().plus_days(1), "test", app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    format!("{}={token}", firsthand::web::session::COOKIE)
}

/// Where those go who have to sign in first.
fn is_the_door(to: &str) -> bool {
    to.split('?').next() == Some("/sign-in")
}

async fn quiet_app() -> TestApp {
    spawn_app_with(|config| {
        config.security.address_tries_per_minute = 10_000;
        config.security.account_tries_per_minute = 10_000;
    })
    .await
}

#[test]
fn no_route_is_there_twice() {
    let mut seen = BTreeSet::new();
    for row in routes::table().list() {
        assert!(
            seen.insert((row.method.to_string(), row.pattern)),
            "{} {} twice",
            row.method,
            row.pattern
        );
    }
}

/// First words of addresses that are open; of each film and its words the vault decides.
const FOR_ANYONE: &[&str] = &[
    "",
    "start",
    "help",
    "accessibility",
    "privacy",
    "credits",
    "choices",
    "sign-in",
    "sign-out",
    "c",
    "l",
    "invite",
    "health",
    "assets",
    "media",
    "packs",
    "stories",
    "manifest.webmanifest",
    "sw.js",
    "offline",
];

/// Who may open what, said a second time and by the first word of the address: a wrong rule in the table would
/// be kept as faithfully as a right one.
fn agreed(row: &Listed) -> Option<Access> {
    match (row.method.as_str(), row.pattern) {
        ("OPTIONS", "/uploads") | (_, "/watch/{id}") => return Some(Access::Anyone),
        (
            _,
            "/watch/new"
            | "/watch/{id}/cards/{position}/out"
            | "/insight/insights/new"
            | "/insight/stories/{id}/use",
        )
        | (
            "POST",
            "/watch/{id}/close"
            | "/watch/{id}/reopen"
            | "/insight/insights/{id}"
            | "/insight/insights/{id}/take-out",
        ) => return Some(Access::Curator),
        (_, "/insight/decisions/new")
        | ("POST", "/insight/decisions/{id}" | "/insight/decisions/{id}/take-out") => {
            return Some(Access::Planner);
        }
        (_, "/insight/decisions" | "/insight/decisions/{id}") => return Some(Access::Planning),
        (_, "/insight/insights" | "/insight/insights/{id}") => return Some(Access::Evidence),
        (_, "/safeguarding/log") => return Some(Access::HoldLog),
        (_, "/help/lost-card") => return Some(Access::Storyteller),
        (_, "/sign-in/again") => return Some(Access::SignedIn),
        _ => {}
    }
    match row.pattern.split('/').nth(1)? {
        place if FOR_ANYONE.contains(&place) => Some(Access::Anyone),
        "uploads" => Some(Access::SignedIn),
        "me" => Some(Access::Storyteller),
        "studio" => Some(Access::Researcher),
        "insight" | "watch" | "for-you" | "worry" => Some(Access::Staff),
        "safeguarding" => Some(Access::Safeguarding),
        "governance" => Some(Access::Governance),
        "admin" | "settings" => Some(Access::Admin),
        _ => None,
    }
}

#[test]
fn every_route_opens_for_those_it_was_agreed_for() {
    let differ = |row: &Listed| agreed(row) != Some(row.access);
    let odd: Vec<String> = routes::table()
        .list()
        .iter()
        .filter(|row| differ(row))
        .map(|row| {
            format!(
                "{} {}: {:?}, agreed {:?}",
                row.method,
                row.pattern,
                row.access,
                agreed(row)
            )
        })
        .collect();
    assert!(
        odd.is_empty(),
        "look again at the rule, then here:\n{}",
        odd.join("\n")
    );
}

/// Whether everybody who gets in by the second rule gets in by the first.
fn opens_for_all(page: Access, link: Access) -> bool {
    Role::ALL.iter().all(|role| {
        let viewer = Viewer::Account(entity::Signed {
            account: entity::AccountId::fresh(),
            role: *role,
            name: String::new(),
            participant: None,
            projects: vec![],
        });
        !link.allows(&viewer) || page.allows(&viewer)
    })
}

#[test]
fn every_link_of_the_navigation_opens_for_those_who_see_it() {
    let table = routes::table();
    for link in table.nav() {
        let page = table
            .list()
            .into_iter()
            .find(|row| row.method == "GET" && row.pattern == link.href);
        let page = page.unwrap_or_else(|| panic!("{} goes nowhere", link.href));
        assert!(
            opens_for_all(page.access, link.access),
            "{} is shown to people it does not open for",
            link.href
        );
    }
}

#[actix_web::test]
async fn strangers_get_in_only_where_the_table_says_anyone() {
    let app = quiet_app().await;
    for row in routes::table().list() {
        let (status, to) = ask(&app, &row, None).await;
        let turned_away = status == 401 || (status == 303 && is_the_door(&to));
        let open = row.access == Access::Anyone;
        assert_eq!(
            turned_away, !open,
            "{} {} answered {status} {to}",
            row.method, row.pattern
        );
        assert!(status < 500, "{} {} answered {status}", row.method, row.pattern);
    }
}

#[actix_web::test]
async fn each_role_gets_in_where_the_table_says_so_and_nowhere_else() {
    let app = quiet_app().await;
    for role in Role::ALL {
        let cookie = cookie(&app, *role).await;
        let token = cookie.split('=').nth(1).unwrap();
        let live = entity::session::find(&app.state.db, &firsthand::web::session::hash(token), app.now())
            .await
            .unwrap();
        let viewer: Viewer = live.unwrap().viewer;
        for row in routes::table().list() {
            // Signing out works, and would end the walk.
            if row.pattern == "/sign-out" {
                continue;
            }
            let (status, to) = ask(&app, &row, Some(&cookie)).await;
            let what = format!("{role}: {} {} answered {status} {to}", row.method, row.pattern);
            assert_eq!(status == 403, !row.access.allows(&viewer), "{what}");
            assert!(status < 500 && status != 401 && !is_the_door(&to), "{what}");
        }
    }
}
