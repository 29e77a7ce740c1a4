//! The whole way of somebody with a phone and symbols: in by a link, six pictures on three faces by tap and again
//! by keys, a film whose internet goes away, who sees it, sent; and what is written down and shut afterwards.
use std::path::Path;
use std::time::Instant;

use entity::consent::WORDING;
use entity::{Role, StoryId, account, card, story};
use fantoccini::Locator;
use firsthand::state::State;
use firsthand::web::session;
use sea_orm::{ConnectionTrait as _, Database, DbBackend, Statement};

use super::browser::{Browser, DESK, PHONE};
use super::looks::{small_here, wrong_here};
use super::recording::{is_stored, says};
use super::relay::Relay;
use super::sending::{answers, files_of, film, send_with_a_gap, taken};
use super::storyteller::tab_to;

/// Ann, among those of the made-up council; no other test begins a story as they do.
const ANN: &str = "deano";
/// How each of the six pictures felt: sad, OK and happy are the three faces.
const BY_TAP: [i32; 6] = [4, 3, 2, 4, 3, 2];
const BY_KEYS: [i32; 6] = [2, 4, 3, 2, 4, 3];
const ENTER: &str = "\u{e007}";

/// Presses what carries these words.
async fn press(phone: &Browser, words: &str) {
    let path = format!("//main//*[self::a or self::button][contains(normalize-space(.), \"{words}\")]");
    let wait = phone.client.wait().at_most(std::time::Duration::from_secs(10));
    let found = wait.for_element(Locator::XPath(&path)).await;
    found.expect(words).click().await.unwrap();
}

/// The letter that this address got, as it lies in the folder of letters; the path of the link in it.
fn link_for(folder: &Path, to: &str, home: &str) -> Option<String> {
    let letters = std::fs::read_dir(folder).ok()?.flatten();
    let letters = letters.filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
    let mine = letters.filter(|letter| letter.contains(to)).find_map(|letter| {
        // A line of a letter is broken with "=".
        let letter = letter.replace("=\r\n", "").replace("=\n", "");
        let rest = letter.split_once(&format!("{home}/l/"))?.1;
        let token = rest.split(|sign: char| !(sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')));
        token.into_iter().next().map(str::to_owned)
    })?;
    Some(format!("/l/{mine}"))
}

/// Asks for a link, reads the letter and presses the button: no password and no puzzle on the way.
async fn come_in(phone: &Browser) {
    phone.go("/start").await;
    press(phone, "Send me a link").await;
    let address = format!("{ANN}@demo.example");
    phone.write("input[name=address]", &address).await;
    phone.press("main form button[type=submit]").await;
    says(phone, "We sent you a message.").await;
    let config = &phone.council.state.config;
    let began = Instant::now();
    let link = loop {
        if let Some(link) = link_for(&config.data.mail(), &address, &config.server.public_url) {
            break link;
        }
        assert!(began.elapsed().as_secs() < 20, "no letter came");
    };
    phone.go(&link).await;
    let asked = phone.ask("return document.querySelectorAll('main input:not([type=hidden])').length");
    assert_eq!(asked.await, 0, "nothing to type");
    phone.press("main button[value=yes]").await;
    phone.at("/me").await;
    says(phone, "Hello Deano.").await;
}

/// Places six pictures by tap, on three faces. Answers the story's address.
async fn place_by_tap(phone: &Browser) -> String {
    phone.press("main a[href='/me/story/new']").await;
    phone.press("button[value=pictures]").await;
    // Her day centre is among the things to do.
    press(phone, "Something else").await;
    press(phone, "Things to do").await;
    phone.at("/choose").await;
    let story = phone.path().await.replace("/choose", "");
    for (number, face) in (1..).zip(BY_TAP) {
        let place = if number == 6 {
            press(phone, "More pictures").await;
            1
        } else {
            number
        };
        phone
            .press(&format!("main li:nth-child({place}) button[name=picture]"))
            .await;
        phone.at(&format!("/each/{number}")).await;
        if number == 1 {
            phone.press("button[name=face][value=three]").await;
            phone.see(".st-faces--few").await;
        }
        let faces = "return [...document.querySelectorAll('.st-faces button')].map((one) => one.value)";
        assert_eq!(phone.ask(faces).await, serde_json::json!(["4", "3", "2"]));
        phone
            .press(&format!("main button[name=face][value='{face}']"))
            .await;
        phone.at("/say").await;
        press(phone, "Go on").await;
        phone.at("/strip").await;
        if number < 6 {
            press(phone, "One more").await;
            phone.at("/choose").await;
        }
    }
    story
}

/// Places them again with the keys alone, from the page where they are read.
async fn place_by_keys(phone: &Browser) {
    for (number, face) in (1..).zip(BY_KEYS) {
        tab_to(
            phone,
            &format!("(document.activeElement.getAttribute('href') || '').endsWith('/each/{number}')"),
        )
        .await;
        phone.keys(ENTER).await;
        phone.see(".st-face--picked").await;
        tab_to(
            phone,
            &format!("document.activeElement.name === 'face' && document.activeElement.value === '{face}'"),
        )
        .await;
        phone.keys(ENTER).await;
        phone.at("/say").await;
        tab_to(
            phone,
            "document.activeElement.matches('.st-buttons button:not([name])')",
        )
        .await;
        phone.keys(ENTER).await;
        phone.at("/strip").await;
    }
    tab_to(
        phone,
        "document.activeElement.matches('main form button.st-button')",
    )
    .await;
    phone.keys(ENTER).await;
    phone.at("/feeling").await;
}

async fn feelings(state: &State, id: StoryId) -> Vec<i32> {
    let ann = card::account(&state.db, &session::hash(&format!("demo-{ANN}"))).await;
    let ann = account::viewer(&state.db, ann.unwrap()).await.unwrap().unwrap();
    let own = story::own(&state.db, &ann, id, state.now()).await.unwrap();
    own.story.placed.iter().map(|placed| placed.feeling).collect()
}

/// Planners and frontline staff, my words and nothing else, for a year.
async fn answer(phone: &Browser) {
    phone.press("main button[name=feeling]").await;
    phone.at("/who").await;
    phone.press("label[for=audience-planners]").await;
    phone.press("label[for=audience-staff]").await;
    phone.press("main form button.st-button").await;
    phone.at("/show").await;
    phone.press("label[for=form-words]").await;
    phone.press("main form button.st-button").await;
    phone.at("/until").await;
    phone.press("main button[value='1-year']").await;
    phone.at("/check").await;
}

/// Every row of the consent log of the story, as it stands in the database: audience, form, answer, end, words, time.
async fn log(state: &State, id: StoryId) -> Vec<(String, String, bool, Option<i64>, String, i64)> {
    let file = state.config.data.dir.join("firsthand.db");
    let db = Database::connect(format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    let id = id.to_string().replace('-', "");
    let sql = format!(
        "SELECT audience, form, answer, until, wording, at FROM consent WHERE lower(hex(story_id)) = '{id}' ORDER BY at, id"
    );
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql));
    let rows = rows.await.unwrap();
    let of = |row: &sea_orm::QueryResult| {
        (
            row.try_get_by_index(0).unwrap(),
            row.try_get_by_index(1).unwrap(),
            row.try_get_by_index(2).unwrap(),
            row.try_get_by_index(3).unwrap(),
            row.try_get_by_index(4).unwrap(),
            row.try_get_by_index(5).unwrap(),
        )
    };
    let rows = rows.iter().map(of).collect();
    db.close().await.unwrap();
    rows
}

/// Each answer with its words and its moment: a yes is a year long, and whatever was not picked is a no.
async fn is_in_the_log(state: &State, id: StoryId) {
    let rows = log(state, id).await;
    let now = state.now();
    for (audience, form) in ["team", "planners", "staff", "leaders", "public"]
        .iter()
        .flat_map(|audience| ["words", "voice", "face", "name"].map(|form| (*audience, form)))
    {
        let newest = rows
            .iter()
            .rfind(|row| (row.0.as_str(), row.1.as_str()) == (audience, form));
        let newest = newest.unwrap_or_else(|| panic!("{audience} and {form} have no answer: {rows:?}"));
        let yes = form == "words" && ["team", "planners", "staff"].contains(&audience);
        let until = yes.then(|| now.plus_days(365).0);
        assert_eq!((newest.2, newest.3), (yes, until), "{newest:?}");
    }
    for row in &rows {
        assert_eq!(row.4, WORDING, "{row:?}");
        // An answer that came later has a later time, though the clock stands still here.
        assert!((now.0..now.0 + 1_000).contains(&row.5), "{row:?}");
    }
}

/// Nobody but the teller gets film or poster by its very address, whole or in part.
async fn nobody_else_gets(phone: &Browser, id: StoryId) {
    let addresses = files_of(phone, id).await;
    let own = answers(phone, &addresses).await;
    assert!(own.iter().all(|status| [200, 206].contains(status)), "{own:?}");
    let other = Browser::open(PHONE).await;
    other.take_card_of("sian").await;
    let visitor = Browser::open(PHONE).await;
    visitor.go("/start").await;
    let social_worker = Browser::staff(Role::Frontline, DESK).await;
    social_worker.go(&format!("/insight/stories/{id}")).await;
    let page = social_worker.see("main").await.html(true).await.unwrap();
    assert!(!page.contains("/media/"), "words are all there is: {page}");
    for (who, browser) in [
        ("another storyteller", &other),
        ("a visitor", &visitor),
        ("a social worker", &social_worker),
    ] {
        let answers = answers(browser, &addresses).await;
        assert!(answers.iter().all(|status| *status == 404), "{who}: {answers:?}");
    }
}

/// The page is easy to see and to press.
async fn is_easy(phone: &Browser) {
    let mut wrong = wrong_here(phone, PHONE).await;
    wrong.extend(small_here(phone).await);
    // The internet was cut on purpose.
    wrong.retain(|line| !line.contains("net::ERR_"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn ann_comes_in_by_a_link_places_pictures_sends_a_film_through_a_gap_and_says_who_sees_it() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(folder.path());
    let hash = firsthand::media::incoming::hash(&std::fs::read(&film).unwrap());
    let mut phone = Browser::open(PHONE).await;
    let internet = Relay::to(&phone.council.address).await;
    phone.address.clone_from(&internet.address);
    let state = &phone.council.state;

    come_in(&phone).await;
    let story = place_by_tap(&phone).await;
    let id: StoryId = story.rsplit('/').next().unwrap().parse().unwrap();
    assert_eq!(feelings(state, id).await, BY_TAP);
    place_by_keys(&phone).await;
    assert_eq!(feelings(state, id).await, BY_KEYS);
    answer(&phone).await;

    press(&phone, "Add more").await;
    phone.press("main a[href*='/film']").await;
    phone.at("/film").await;
    phone.write("#film-choose", &film.display().to_string()).await;
    let from = send_with_a_gap(&phone, &internet, "check").await;
    assert!(
        from.len() >= 2 && *from.last().unwrap() > 0,
        "it went on, not from the start: {from:?}"
    );
    assert!(
        is_stored(&state.config.data.objects(), &hash),
        "what is kept is what was sent"
    );
    while phone.ask("return !document.querySelector('main video')").await == true {}
    phone.press("main a[href$='/check']:not([data-on])").await;
    phone.at("/check").await;
    for (audience, words) in [
        ("planners", "Told by"),
        ("staff", "Told by"),
        ("leaders", "They see nothing of your story."),
    ] {
        phone.go(&format!("{story}/as/{audience}")).await;
        let said = phone.words().await;
        assert!(said.contains(words), "{audience}: {said}");
        let film = "return document.querySelectorAll('main video, main audio').length";
        assert_eq!(phone.ask(film).await, 0, "{audience}: no face, no voice");
    }
    phone.go(&format!("{story}/check")).await;
    press(&phone, "Share my story now").await;
    phone.at("/done").await;
    // The look at the previews was the teller's own check; the made-up council has no time to think.
    says(&phone, "Your story is safe.").await;
    says(&phone, "The people you picked can see it now.").await;
    says(&phone, "You can take it back at any time.").await;
    is_easy(&phone).await;

    press(&phone, "See my story").await;
    let receipt = phone.words().await;
    for words in [
        "Shared",
        "Who can see it",
        "The team who heard me, people who plan services and frontline staff.",
        "They get my words.",
        "Until 23 November 2027.",
        "Take my story back",
    ] {
        assert!(receipt.contains(words), "{words}: {receipt}");
    }
    assert!(
        !receipt.to_lowercase().contains("leaders") && !receipt.contains("my face"),
        "{receipt}"
    );
    is_easy(&phone).await;

    is_in_the_log(state, id).await;
    let team = account::by_email(&state.db, phone.council.email(Role::Researcher)).await;
    let team = account::viewer(&state.db, team.unwrap().unwrap().id).await;
    let taken = taken(&phone, &team.unwrap().unwrap(), id).await;
    assert!(taken.fields > 0 && taken.minutes > 0, "{taken:?}");
    nobody_else_gets(&phone, id).await;
}
