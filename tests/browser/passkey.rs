//! The lock of one's own phone: added, used to come in, removed; and nothing of it without JavaScript.
use super::browser::{Browser, PHONE};

#[tokio::test(flavor = "multi_thread")]
async fn sam_adds_the_phone_comes_in_with_it_and_removes_it() {
    let mut browser = Browser::open(PHONE).await;
    browser.with_a_lock().await;
    browser.take_card().await;
    browser.press("[data-lock-offer] a").await;
    browser.at("/me/lock").await;
    browser.press("button[data-lock]").await;
    let remove = "form[action$='/remove'] button";
    browser.see(remove).await;
    let words = browser.words().await;
    assert!(words.contains("Next time your phone can sign you in."), "{words}");

    browser.sign_out().await;
    browser.go("/start").await;
    browser.press("button[data-lock]").await;
    browser.at("/me").await;

    browser.go("/me/lock").await;
    browser.press(remove).await;
    browser.see("[data-lock-status]").await;
    browser.sign_out().await;
    browser.go("/start").await;
    browser.press("button[data-lock]").await;
    let said = "return document.querySelector('[data-lock-status]').textContent";
    let began = std::time::Instant::now();
    while browser.ask(said).await == serde_json::json!("") {
        assert!(began.elapsed().as_secs() < 10, "a phone that was removed says so");
    }
    assert_eq!(browser.path().await, "/start");
    let complaints = browser.complaints().await;
    let policy: Vec<_> = complaints.iter().filter(|line| line.contains("Policy")).collect();
    assert!(policy.is_empty(), "{policy:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_script_runs_nothing_is_offered_that_cannot_work() {
    let mut browser = Browser::without_javascript(PHONE).await;
    browser.address = browser.council.state.config.server.public_url.clone();
    browser.take_card_of("donna").await;
    browser.go("/me/lock").await;
    let words = browser.words().await;
    assert!(words.contains("This phone cannot do it."), "{words}");
    assert!(!words.contains("Yes, use my phone"), "{words}");
    browser.go("/me").await;
    assert!(!browser.words().await.contains("next time"));
}
