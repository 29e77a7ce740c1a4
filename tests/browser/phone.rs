//! What a phone keeps of a person's own: pages for when there is no signal, and films that are not sent yet.
use entity::choices::{self, Choice};
use entity::{Language, account, card};
use firsthand::web::session;
use serde_json::json;

use super::browser::{Browser, CAMERA, PHONE};
use super::relay::Relay;

/// Begins a story told this way and opens the page to record it. Answers the address of the story.
pub async fn begin(phone: &Browser, way: &str) -> String {
    phone.go("/me/story/new").await;
    phone.press(&format!("button[value={way}]")).await;
    phone.at("/about").await;
    phone.press("main button[name=about]").await;
    phone.at("/ready").await;
    phone.press("main .st-buttons a").await;
    phone.at(&format!("/{way}")).await;
    phone.see("[data-record][data-now]").await;
    phone.path().await.replace(&format!("/{way}"), "")
}

/// Waits until this page is kept for when there is no signal.
pub async fn is_kept(phone: &Browser) {
    let kept = "const done = arguments[arguments.length - 1];
        navigator.serviceWorker.ready.then(async () => {
            while (!(await (await caches.open('pages')).match(location.href))) await new Promise((on) => setTimeout(on, 50));
            done(true);
        });";
    phone.ask_later(kept).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_chose_welsh_is_told_in_welsh_that_there_is_no_internet() {
    let mut phone = Browser::open(PHONE).await;
    let internet = Relay::to(&phone.council.address).await;
    phone.address.clone_from(&internet.address);
    let state = &phone.council.state;
    let sian = card::account(&state.db, &session::hash("demo-sian"))
        .await
        .unwrap();
    let sian = account::viewer(&state.db, sian).await.unwrap().unwrap();
    let tx = state.db.begin().await.unwrap();
    let welsh = Choice::Language(Some(Language::Welsh));
    choices::set(&tx, &sian, welsh, state.now()).await.unwrap();
    tx.commit().await.unwrap();
    phone.take_card_of("sian").await;
    is_kept(&phone).await;
    internet.cut();
    phone.go("/me/stories").await;
    let words = phone.words().await;
    assert!(words.contains("Does dim rhyngrwyd."), "{words}");
}

/// How many pieces of films are on this phone, and the SHA-256 of all of them in hex; read past our own scripts.
pub async fn on_this_phone(phone: &Browser) -> (u64, String) {
    let asked = phone
        .ask_later(
            "const done = arguments[arguments.length - 1];
            const open = indexedDB.open('firsthand');
            open.onsuccess = () => {
                const ask = open.result.transaction('pieces').objectStore('pieces').getAll();
                ask.onsuccess = async () => {
                    const whole = await new Blob(ask.result.map((piece) => piece.bytes)).arrayBuffer();
                    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
                    const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
                    open.result.close();
                    done([ask.result.length, hex]);
                };
            };",
        )
        .await;
    serde_json::from_value(asked).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn opened_pages_work_without_a_signal_and_are_gone_after_signing_out() {
    let mut phone = Browser::open_with(PHONE, CAMERA).await;
    let internet = Relay::to(&phone.council.address).await;
    phone.address.clone_from(&internet.address);
    phone.take_card_of("sam").await;
    is_kept(&phone).await;
    let story = begin(&phone, "film").await;
    is_kept(&phone).await;
    internet.cut();
    phone.client.refresh().await.unwrap();
    phone.see("[data-record][data-now=start]").await;
    phone.go("/me").await;
    assert!(phone.words().await.contains("What do you want to do?"));
    phone.go("/me/stories").await;
    let words = phone.words().await;
    assert!(words.contains("There is no internet."), "{words}");
    internet.mend();
    phone.go("/me").await;
    phone.sign_out().await;
    let gone = "const done = arguments[arguments.length - 1];
        (async () => {
            while (await caches.has('pages')) await new Promise((on) => setTimeout(on, 50));
            done(true);
        })();";
    phone.ask_later(gone).await;
    internet.cut();
    phone.go(&format!("{story}/film")).await;
    let words = phone.words().await;
    assert!(words.contains("There is no internet."), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_can_be_put_on_a_phone() {
    let phone = Browser::open_with(PHONE, CAMERA).await;
    phone.go("/").await;
    let read = "const done = arguments[arguments.length - 1];
        const link = document.querySelector('link[rel=manifest]').href;
        fetch(link).then(async (answer) => {
            const said = await answer.json();
            const icons = await Promise.all(said.icons.map(async (icon) => (await fetch(icon.src)).status));
            done([said.start_url, said.display, icons]);
        });";
    let said = phone.ask_later(read).await;
    assert_eq!(said, json!(["/me", "standalone", [200, 200, 200, 200]]));
}

/// What the scripts of the page that is open weigh on their way, in bytes.
async fn scripts(phone: &Browser) -> u64 {
    let sum = "return performance.getEntriesByType('resource').filter((one) => one.name.includes('.js'))
        .reduce((sum, one) => sum + one.encodedBodySize, 0)";
    phone.ask(sum).await.as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_visit_of_a_storyteller_is_light() {
    // Before the browser has anything: the page and all it loads, without headers.
    let sum =
        "return performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
        .reduce((sum, one) => sum + one.encodedBodySize, 0)";
    for path in ["/", "/cy", "/c/demo-edie", "/cy/c/demo-edie"] {
        let phone = Browser::open(PHONE).await;
        phone.go(path).await;
        let letters =
            "const done = arguments[arguments.length - 1]; document.fonts.ready.then(() => done(true));";
        phone.ask_later(letters).await;
        let weight = phone.ask(sum).await.as_u64().unwrap();
        println!("{path}: {weight} bytes");
        assert!(weight > 20_000 && weight <= 60 * 1024, "{path}: {weight} bytes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_storyteller_are_light() {
    let phone = Browser::open_with(PHONE, CAMERA).await;
    phone.take_card_of("sam").await;
    let story = begin(&phone, "film").await;
    // What the worker keeps is not compressed any more, and every page brings it back.
    let without_worker = "const done = arguments[arguments.length - 1];
        navigator.serviceWorker.ready.then((ready) => ready.unregister()).then(() => done(true));";
    for (path, most) in [("/me".to_owned(), 10), (format!("{story}/film"), 16)] {
        phone.ask_later(without_worker).await;
        phone.go(&path).await;
        let weight = scripts(&phone).await;
        assert!(
            weight > 1000 && weight <= most * 1024,
            "{path}: {weight} bytes of scripts"
        );
    }
}
