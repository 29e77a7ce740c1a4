//! Frontline staff watch what people said.
use entity::Role;
use serde_json::json;

use super::browser::{Browser, DESK, PHONE};

#[tokio::test(flavor = "multi_thread")]
async fn a_frontline_worker_watches_a_film_with_its_words() {
    let browser = Browser::staff(Role::Frontline, DESK).await;
    browser.go("/watch").await;
    let showcases = browser
        .ask(
            // Of Sam's film; another test makes showcases of other people's.
            "return [...document.querySelectorAll('main a[href^=\"/watch/\"]')]
                .filter((a) => a.textContent.includes('Ten past')).map((a) => a.getAttribute('href'))",
        )
        .await;
    let mut film = None;
    for showcase in showcases.as_array().unwrap() {
        browser.go(showcase.as_str().unwrap()).await;
        if browser
            .ask("return !!document.querySelector('video track')")
            .await
            == json!(true)
        {
            film = Some(showcase);
            break;
        }
    }
    assert!(film.is_some(), "a showcase has a film with words: {showcases}");
    let seen = browser
        .ask_later(
            "const done = arguments[arguments.length - 1];
            const video = document.querySelector('video:has(track)');
            const look = () => {
                const cues = video.textTracks[0].cues;
                if (video.currentTime > 0.3 && cues && cues.length > 0) {
                    video.pause();
                    done({cues: cues.length, error: null});
                }
            };
            video.addEventListener('timeupdate', look);
            video.querySelector('track').addEventListener('load', look);
            video.play().catch((error) => done({error: String(error)}));",
        )
        .await;
    assert_eq!(seen["error"], json!(null), "{seen}");
    assert!(seen["cues"].as_u64().unwrap() > 0);
    stops_when_taken_back(&browser).await;
}

/// The film plays while its teller takes it back: within ten seconds the page is without it.
async fn stops_when_taken_back(browser: &Browser) {
    // Afresh: what the test hung on the film is gone.
    browser.client.refresh().await.unwrap();
    let words = browser
        .ask(
            "const video = document.querySelector('video:has(track)');
            video.muted = true;
            video.loop = true;
            video.play();
            return video.querySelector('track').getAttribute('src');",
        )
        .await;
    let story = words.as_str().unwrap().split('/').nth(2).unwrap().to_owned();
    let sam = Browser::sam(PHONE).await;
    sam.go(&format!("/me/stories/{story}/back")).await;
    sam.press("main form button").await;
    sam.at(&format!("/me/stories/{story}")).await;
    let began = std::time::Instant::now();
    let there = format!("return !!document.querySelector('track[src*=\"{story}\"]')");
    while browser.ask(&there).await == json!(true) {
        assert!(began.elapsed().as_secs() < 10, "it plays on");
    }
    sam.go(&format!("/me/stories/{story}")).await;
    sam.press("main form[action$='/undo'] button").await;
}
