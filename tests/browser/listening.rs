//! Listen: on every page of a storyteller's it says what can be seen, in that order, a sentence at a time, in the
//! page's language; a recording goes before the voice; without a voice there is no button.
use serde_json::{Value, json};

use super::browser::{Browser, PHONE};
use super::every_page::{Look, PLAIN, walk, wear};

/// A device that can speak: writes down what it is told to say, and in which language, and what was marked then.
const SPEAKS: &str = "
    window.said = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const voices = ['en-GB', 'cy-GB'].map((lang) => ({lang, name: lang, localService: true}));
    let going = 0;
    Object.defineProperty(window, 'speechSynthesis', {value: {
        getVoices: () => voices,
        addEventListener: () => {},
        cancel: () => { going += 1; },
        speak: (one) => {
            const marked = document.querySelectorAll('.is-said');
            window.said.push({text: one.text, lang: one.lang, marked: [...marked].map((el) => el.textContent)});
            const mine = going;
            if (!window.holds) setTimeout(() => mine === going && one.onend && one.onend(), 0);
        },
    }});
    window.played = [];
    window.Audio = class {
        constructor(src) { this.src = src; }
        play() {
            window.played.push(this.src);
            setTimeout(() => this.src.includes('missing') ? this.onerror() : this.onended(), 0);
            return Promise.resolve();
        }
        pause() {}
    };";

/// The words that can be seen where Listen reads, by the browser's own account.
const VISIBLE: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`[data-listen], [data-quiet], [aria-hidden=true], .govuk-visually-hidden, textarea, select, video, audio
        { display: none !important }`);
    document.adoptedStyleSheets = [sheet];
    const seen = [...document.querySelectorAll('.st-beside, main')].map((one) => one.innerText).join(' ');
    document.adoptedStyleSheets = [];
    return seen;";

async fn read_to_the_end(browser: &Browser) -> Vec<Value> {
    let script = "const done = arguments[arguments.length - 1];
        const button = document.querySelector('[data-listen]');
        if (!button || button.hidden) return done(null);
        window.said.length = 0;
        button.click();
        const wait = setInterval(() => {
            if (button.getAttribute('aria-pressed') === 'true') return;
            clearInterval(wait);
            done(window.said);
        }, 5);";
    match browser.ask_later(script).await {
        Value::Array(said) => said,
        _ => Vec::new(),
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// What is wrong with Listen on the page that is open, said in the language of this tag.
async fn wrong_here(browser: &Browser, tag: &str) -> Vec<String> {
    let seen = browser.ask(VISIBLE).await;
    let seen = seen.as_str().unwrap();
    let said = read_to_the_end(browser).await;
    let mut wrong = Vec::new();
    let texts: Vec<&str> = said.iter().map(|one| one["text"].as_str().unwrap()).collect();
    if letters(&texts.concat()) != letters(seen) {
        wrong.push(format!("said {texts:?}\nbut there is {seen:?}"));
    }
    for one in &said {
        let text = one["text"].as_str().unwrap();
        let marked = one["marked"].as_array().unwrap();
        let words = |marked: &Value| letters(marked.as_str().unwrap());
        if marked.len() != 1 || !marked.iter().any(|marked| words(marked).contains(&letters(text))) {
            wrong.push(format!("{text:?} is not what is marked: {marked:?}"));
        }
        if text.chars().count() > 160 {
            wrong.push(format!("too long for some voices: {text:?}"));
        }
        if one["lang"] != tag {
            wrong.push(format!("{text:?} is said as {}", one["lang"]));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn listen_says_what_can_be_seen_on_every_page() {
    walk(PHONE, PLAIN, SPEAKS, async |browser, _| {
        wrong_here(browser, "en-GB").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn listen_stops_when_it_is_pressed_again_and_leaves_no_mark() {
    let browser = Browser::open(PHONE).await;
    browser.before_each_page(SPEAKS).await;
    browser.before_each_page("window.holds = true;").await;
    browser.go("/help").await;
    browser.press("[data-listen]").await;
    browser.see("[data-listen][aria-pressed=true]").await;
    assert_eq!(
        browser
            .ask("return document.querySelectorAll('.is-said').length")
            .await,
        1
    );
    assert_eq!(browser.see("[data-listen]").await.text().await.unwrap(), "Stop");
    browser.press("[data-listen]").await;
    browser.see("[data-listen][aria-pressed=false]").await;
    assert_eq!(
        browser
            .ask("return document.querySelectorAll('.is-said').length")
            .await,
        0
    );
    assert_eq!(browser.ask("return window.said.length").await, 1);
}

/// Each colour's mark differs from what is around it.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_stands_out_in_every_colour() {
    let browser = Browser::open(PHONE).await;
    browser.before_each_page(SPEAKS).await;
    browser.before_each_page("window.holds = true;").await;
    for colours in ["cream", "white", "dark", "contrast"] {
        browser.go("/").await;
        let look = Look {
            colours: Some(colours),
            ..PLAIN
        };
        wear(&browser, look).await;
        browser.press("[data-listen]").await;
        browser.see(".is-said").await;
        let grounds = "return [document.querySelector('.is-said'), document.body]
            .map((one) => getComputedStyle(one).backgroundColor)";
        let grounds = browser.ask(grounds).await;
        assert_ne!(grounds[0], grounds[1], "{colours}");
        assert_ne!(grounds[0], "rgba(0, 0, 0, 0)", "{colours}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_goes_before_the_voice_and_one_that_is_missing_does_not() {
    let browser = Browser::open(PHONE).await;
    browser.before_each_page(SPEAKS).await;
    browser.go("/help").await;
    let mark = "const [first, second] = document.querySelectorAll('.st-row__words');
        first.dataset.voice = '/voices/hello.mp3';
        second.dataset.voice = '/voices/missing.mp3';
        return [first.innerText, second.innerText];";
    let words = browser.ask(mark).await;
    let said = read_to_the_end(&browser).await;
    let all: Vec<&str> = said.iter().map(|one| one["text"].as_str().unwrap()).collect();
    let all = letters(&all.concat());
    assert!(!all.contains(&letters(words[0].as_str().unwrap())), "{all}");
    assert!(all.contains(&letters(words[1].as_str().unwrap())), "{all}");
    let played = browser.ask("return window.played").await;
    assert_eq!(played, json!(["/voices/hello.mp3", "/voices/missing.mp3"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_listen_where_nothing_can_speak_and_none_on_calm_pages() {
    let hidden = "return document.querySelector('[data-listen]').hidden
        || !document.querySelector('[data-listen]').checkVisibility()";
    let silent = Browser::open(PHONE).await;
    silent.go("/help").await;
    assert_eq!(silent.ask(hidden).await, true);
    let browser = Browser::open(PHONE).await;
    browser.before_each_page(SPEAKS).await;
    browser.go("/help").await;
    assert_eq!(browser.ask(hidden).await, false);
    browser.take_card_of("kelly-ann").await;
    browser.go("/me/choices/calm").await;
    browser.press("main button[value=yes]").await;
    browser.see("html[data-calm] .st-tile--picked[value=yes]").await;
    assert_eq!(browser.ask(hidden).await, true);
    browser.press("main button[value=no]").await;
    browser
        .see("html:not([data-calm]) .st-tile--picked[value=no]")
        .await;
    assert_eq!(browser.ask(hidden).await, false);
}
