//! What is written without a signal, and what the Back button must not show.
use super::browser::{Browser, PHONE};
use super::phone::is_kept;
use super::relay::Relay;

#[tokio::test(flavor = "multi_thread")]
async fn words_without_a_signal_stay_on_the_phone_and_are_sent_when_it_is_back() {
    let mut phone = Browser::open(PHONE).await;
    let internet = Relay::to(&phone.council.address).await;
    phone.address.clone_from(&internet.address);
    phone.take_card_of("edie").await;
    phone.go("/me/story/new").await;
    phone.press("button[value=write]").await;
    phone.at("/about").await;
    phone.press("main button[name=about]").await;
    phone.at("/write").await;
    is_kept(&phone).await;
    internet.cut();
    phone.write("textarea", "The bus came late again.").await;
    phone.press("form[data-keep] button.st-button").await;
    let here = "[data-keep-status]:not(:empty)";
    let said = phone.see(here).await.text().await.unwrap();
    assert!(said.contains("Your words are safe on this phone."), "{said}");
    phone.client.refresh().await.unwrap();
    let there = "return document.querySelector('textarea').value";
    assert_eq!(phone.ask(there).await, "The bus came late again.");
    internet.mend();
    phone.client.refresh().await.unwrap();
    phone.see(here).await;
    let only_here = "return Object.keys(localStorage).filter((key) => key.startsWith('words:')).length";
    assert_eq!(phone.ask(only_here).await, 0, "the server has them");
    assert_eq!(phone.ask(there).await, "The bus came late again.");
    phone.client.refresh().await.unwrap();
    assert_eq!(phone.ask(there).await, "The bus came late again.");
    phone.press("form[data-keep] button.st-button").await;
    phone.at("/pictures").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_left_the_pages_about_being_hurt_does_not_come_back_to_them() {
    let phone = Browser::open(PHONE).await;
    phone.take_card_of("edie").await;
    phone.go("/me/talk").await;
    phone.press("main .st-buttons a[href*='/me/talk/what']").await;
    phone.at("/me/talk/what").await;
    // One step back is still one step back.
    phone.client.back().await.unwrap();
    phone.at("/me/talk").await;
    assert!(phone.words().await.contains("Is someone hurting you?"));
    phone.go("/me/talk/what").await;
    phone.go("/me/stories").await;
    phone.client.back().await.unwrap();
    phone.at("/me").await;
}
