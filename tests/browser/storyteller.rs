//! At the phone: telling and taking back without JavaScript.
use super::browser::{Browser, PHONE};

/// Where the story in the making is.
async fn story_at(browser: &Browser, page: &str) -> String {
    browser.path().await.split(page).next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn imran_places_pictures_by_tap_and_again_with_the_keys() {
    let browser = Browser::open(PHONE).await;
    browser.take_card_of("imran").await;
    browser.go("/me/story/new").await;
    browser.press("button[value=pictures]").await;
    browser.press("main button[name=about]").await;
    browser.at("/choose").await;
    let story = story_at(&browser, "/choose").await;
    for number in 1..=2 {
        browser.go(&format!("{story}/choose")).await;
        browser
            .press(&format!("main li:nth-child({number}) button[name=picture]"))
            .await;
        browser.at(&format!("/each/{number}")).await;
        browser.press("main button[name=face]").await;
        browser.at(&format!("/each/{number}/say")).await;
        browser.press("main .st-buttons button").await;
        browser.at("/strip").await;
    }
    for number in 1..=2 {
        browser.go(&format!("{story}/each/{number}")).await;
        browser.see(".st-face--picked").await;
        tab_to(&browser, "document.activeElement.value === '2'").await;
        browser.keys("\u{e007}").await;
        browser.at(&format!("/each/{number}/say")).await;
    }
    browser.go(&format!("{story}/each/2")).await;
    assert_eq!(browser.see(".st-face--picked").await.text().await.unwrap(), "Sad");
}

/// Goes on by the Tab key until this is so; what is reached can be seen to be.
pub async fn tab_to(browser: &Browser, here: &str) {
    let shown = "const one = document.activeElement;
        return getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none'";
    for _ in 0..60 {
        browser.tab().await;
        if browser.ask(&format!("return {here}")).await == serde_json::json!(true) {
            let seen = browser.ask(shown).await;
            assert_eq!(seen, serde_json::json!(true), "where the keys are can be seen");
            return;
        }
    }
    panic!("the Tab key does not reach {here}");
}

#[tokio::test(flavor = "multi_thread")]
async fn donna_writes_a_story_and_takes_it_back_without_javascript() {
    let browser = Browser::without_javascript(PHONE).await;
    browser.take_card_of("donna").await;
    browser.go("/me/story/new").await;
    browser.press("button[value=write]").await;
    browser.at("/about").await;
    browser.press("main button[name=about]").await;
    browser.at("/write").await;
    let story = browser.path().await.replace("/write", "");
    let words = "The lift was broken for three weeks. I went up with my shopping.";
    browser.write("textarea", words).await;
    browser.clear("input[name=title]").await;
    browser.write("input[name=title]", "The lift").await;
    browser.press("main form button.st-button:not([name])").await;
    browser.at("/pictures").await;
    browser.press("main .st-buttons a.st-button").await;
    browser.at("/feeling").await;
    browser.press("main button[name=feeling]").await;
    browser.at("/who").await;
    browser.press("main form button.st-button").await;
    browser.at("/show").await;
    browser.press("label[for=form-words]").await;
    browser.press("main form button.st-button").await;
    browser.at("/until").await;
    browser.press("main button[name=until]").await;
    browser.at("/check").await;
    assert!(browser.words().await.contains("The lift"));
    browser.press("form[action$='/send'] button").await;
    browser.at("/done").await;
    let id = story.rsplit('/').next().unwrap();
    browser.go(&format!("/me/stories/{id}")).await;
    // One press; the page that answers has the way to undo it.
    browser.press("main form[action$='/back'] button").await;
    browser.see("main form[action$='/undo'] button").await;
    assert!(browser.words().await.contains("Nobody else can see it."));
    browser.go("/me/stories").await;
    assert!(browser.words().await.contains("The lift"));
}
