//! Going away from a page in the middle of a sentence: nothing that was typed is lost.
use super::browser::{Browser, PHONE};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_and_not_sent_is_there_after_back() {
    let browser = Browser::open(PHONE).await;
    browser.take_card_of("kelly-ann").await;
    browser.go("/me/story/new").await;
    browser.press("button[value=write]").await;
    browser.at("/about").await;
    browser.press("main button[name=about]").await;
    browser.at("/write").await;
    let words = "I was in the middle of";
    browser.write("textarea", words).await;
    browser.press("a.govuk-back-link").await;
    browser.at("/about").await;
    // The page left behind sends it; the next look has it.
    let began = std::time::Instant::now();
    loop {
        browser.press("main button[name=about]").await;
        browser.at("/write").await;
        let kept = browser
            .ask("return document.querySelector('textarea').value")
            .await;
        if kept == words {
            break;
        }
        assert!(began.elapsed().as_secs() < 10, "{kept} is left of {words:?}");
        browser.press("a.govuk-back-link").await;
        browser.at("/about").await;
    }
}
