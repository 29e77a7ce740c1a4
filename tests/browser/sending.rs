//! A film from a phone whose internet goes away: what is sent, who may see it, and what is written down.
use std::path::{Path, PathBuf};
use std::process::Command;

use entity::story::Capture;
use entity::{Audience, Form, Role, StoryId, Viewer, account, consent, project, story};
use serde_json::{Value, json};

use super::browser::{Browser, DESK, PHONE};
use super::relay::Relay;

/// A film of forty seconds, some four megabytes.
pub fn film(folder: &Path) -> PathBuf {
    let path = folder.join("VID_20261123.mp4");
    let made = Command::new("ffmpeg")
        .args([
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=320x240:rate=12",
        ])
        .args(["-f", "lavfi", "-i", "sine=frequency=300", "-t", "40"])
        .args([
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-b:v",
            "800k",
            "-minrate",
            "800k",
        ])
        .args([
            "-maxrate",
            "800k",
            "-bufsize",
            "400k",
            "-x264-params",
            "nal-hrd=cbr",
        ])
        .args(["-pix_fmt", "yuv420p"])
        .arg(&path)
        .status()
        .unwrap();
    assert!(made.success());
    path
}

/// Every file under a folder that is as long as this and the same.
fn is_kept(folder: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let entry = entry.unwrap();
        let facts = entry.metadata().unwrap();
        if facts.is_dir() {
            return is_kept(&entry.path(), bytes);
        }
        facts.len() == bytes.len() as u64 && std::fs::read(entry.path()).unwrap() == bytes
    })
}

/// Presses "Send", has no internet at two thirds, and then again, till the way to the `next` page is there.
/// Answers from which byte it was sent each time.
pub async fn send_with_a_gap(phone: &Browser, internet: &Relay, next: &str) -> Vec<u64> {
    phone
        .ask(
            "window.from = [];
            const set = XMLHttpRequest.prototype.setRequestHeader;
            XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
                if (name === 'Upload-Offset') window.from.push(Number(value));
                return set.call(this, name, value);
            };
            const ask = window.fetch;
            let gone = true;
            window.fetch = (where, how) => {
                // Just when all is sent, the internet is gone once more.
                if (gone && where === location.href) {
                    gone = false;
                    window.from.push('gone');
                    return Promise.reject(new TypeError('gone'));
                }
                return ask(where, how);
            };
            // The page goes when all is sent; what was seen stays.
            addEventListener('pagehide', () => sessionStorage.setItem('from', JSON.stringify(window.from)));",
        )
        .await;
    phone.press("main form button[type=submit]").await;
    let part = "const bar = document.querySelector('form progress'); return bar ? bar.value / bar.max : 0";
    while phone.ask(part).await.as_f64().unwrap() < 0.6 {}
    internet.cut();
    while !phone.words().await.contains("There is no internet just now.") {}
    internet.mend();
    phone
        .see(&format!("main a[href$='/{next}']:not([data-on])"))
        .await;
    let from = phone
        .ask("return JSON.parse(sessionStorage.getItem('from'))")
        .await;
    let mut from = from.as_array().unwrap().clone();
    assert_eq!(
        from.pop(),
        Some(json!("gone")),
        "it looked whether the form would arrive"
    );
    from.iter().map(|offset| offset.as_u64().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_from_a_phone_survives_a_gap_and_nobody_else_gets_it() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(folder.path());
    let bytes = std::fs::read(&film).unwrap();
    let mut phone = Browser::open(PHONE).await;
    let internet = Relay::to(&phone.council.address).await;
    phone.address.clone_from(&internet.address);
    phone.take_card_of("gordon").await;
    // No password on the way in, and a picture beside each choice on every page.
    phone.go("/me/story/new").await;
    phone.press("button[value=film]").await;
    phone.at("/about").await;
    phone.see("main .st-tiles img").await;
    phone.press("main button[name=about]").await;
    phone.at("/ready").await;
    phone.press("main .st-buttons a").await;
    phone.at("/film").await;
    phone.write("#film-choose", &film.display().to_string()).await;
    let from = send_with_a_gap(&phone, &internet, "feeling").await;
    assert!(
        from.len() >= 2 && *from.last().unwrap() > 0,
        "it went on, not from the start: {from:?}"
    );
    assert!(is_kept(&phone.council.state.config.data.objects(), &bytes));

    let story = phone.path().await.replace("/film", "");
    let id: StoryId = story.rsplit('/').next().unwrap().parse().unwrap();
    while phone.ask("return !document.querySelector('main video')").await == json!(true) {}
    phone.press("main a[href$='/feeling']:not([data-on])").await;
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
    for (audience, words) in [
        ("planners", "They see only its name for now."),
        ("staff", "They see only its name for now."),
        ("leaders", "They see nothing of your story."),
    ] {
        phone.go(&format!("{story}/as/{audience}")).await;
        let said = phone.words().await;
        assert!(said.contains(words), "{audience}: {said}");
    }
    phone.go(&format!("{story}/check")).await;
    phone.press("form[action$='/send'] button").await;
    phone.at("/done").await;
    assert!(phone.words().await.contains("You can take it back at any time."));

    is_written_down(&phone, id).await;
    nobody_else_gets(&phone, id).await;
}

/// The answers, each with its end, and what the telling took.
async fn is_written_down(phone: &Browser, id: StoryId) {
    let (db, now) = (&phone.council.state.db, phone.council.state.now());
    let asha = account::by_email(db, phone.council.email(Role::Researcher))
        .await
        .unwrap()
        .unwrap();
    let asha = account::viewer(db, asha.id).await.unwrap().unwrap();
    for live in consent::grid(db, &asha, id, now).await.unwrap() {
        let audience = [Audience::Team, Audience::Planners, Audience::Staff].contains(&live.audience);
        assert_eq!(live.yes, audience && live.form == Form::Words, "{live:?}");
        assert!(!live.yes || live.until == Some(now.plus_days(365)), "{live:?}");
    }
    let taken = taken(phone, &asha, id).await;
    assert!(taken.fields > 0 && taken.minutes > 0, "{taken:?}");
}

/// What is written down of how it was taken.
pub async fn taken(phone: &Browser, team: &Viewer, id: StoryId) -> Capture {
    let (db, now) = (&phone.council.state.db, phone.council.state.now());
    let mut found = None;
    for project in project::mine(db, team).await.unwrap() {
        let captures = story::captures(db, team, project.id, now).await.unwrap();
        found = found.or(captures.into_iter().find(|capture| capture.story == id));
    }
    found.unwrap()
}

/// The addresses of film and poster, as the teller's own page has them.
pub async fn files_of(phone: &Browser, id: StoryId) -> Value {
    phone.go(&format!("/me/stories/{id}")).await;
    let found = "return [...document.querySelectorAll('main video, main video source, main img')]
        .flatMap((one) => [one.getAttribute('src'), one.getAttribute('poster')])
        .filter((address) => address && address.startsWith('/media/'))";
    let addresses = phone.ask(found).await;
    assert!(
        addresses.as_array().unwrap().len() >= 2,
        "film and poster: {addresses}"
    );
    addresses
}

/// How each of these addresses answers, whole and in part.
pub async fn answers(browser: &Browser, addresses: &Value) -> Vec<u64> {
    let ask = format!(
        "const done = arguments[arguments.length - 1];
        const ways = [{{}}, {{headers: {{Range: 'bytes=0-99'}}}}];
        Promise.all({addresses}.flatMap((address) => ways.map((way) => fetch(address, way))))
            .then((answers) => done(answers.map((answer) => answer.status)));"
    );
    serde_json::from_value(browser.ask_later(&ask).await).unwrap()
}

/// Neither film nor poster, by its very address, whole or in part.
async fn nobody_else_gets(phone: &Browser, id: StoryId) {
    let addresses = files_of(phone, id).await;
    let own = answers(phone, &addresses).await;
    assert!(own.iter().all(|status| [200, 206].contains(status)), "{own:?}");
    for role in [Role::Frontline, Role::Commissioner, Role::Leader, Role::Admin] {
        let other = Browser::staff(role, DESK).await;
        let answers = answers(&other, &addresses).await;
        assert!(answers.iter().all(|status| *status == 404), "{role}: {answers:?}");
    }
}
