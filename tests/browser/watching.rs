//! Frontline staff watch what people said.
use entity::Role;
use serde_json::json;

use super::browser::{Browser, DESK};

#[tokio::test(flavor = "multi_thread")]
async fn a_frontline_worker_watches_a_film_with_its_words() {
    let browser = Browser::staff(Role::Frontline, DESK).await;
    browser.go("/watch").await;
    let showcases = browser
        .ask("return [...document.querySelectorAll('main a[href^=\"/watch/\"]')].map((a) => a.getAttribute('href'))")
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
}
