//! What every page is looked at for: axe, sideways scroll, complaints of the console; and what a
//! storyteller's page promises a hand and an eye: letters of 18 px, targets of 56 px, choices on the first screen.
use std::sync::OnceLock;

use super::browser::{Browser, Size};

fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let path = "templates/assets/node_modules/axe-core/axe.min.js";
        std::fs::read_to_string(path).expect("npm ci in templates/assets brings axe")
    })
}

/// Looks at the page that is open and answers what is wrong with it, a line each.
pub async fn wrong_here(browser: &Browser, size: Size) -> Vec<String> {
    let path = browser.path().await;
    let mut wrong = Vec::new();
    browser.ask(axe()).await;
    let found = browser
        .ask_later(
            "const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                .then((result) => done(result.violations.map((one) =>
                    one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 160)).join(' | '))))
                .catch((error) => done(['axe did not run: ' + error]));",
        )
        .await;
    for line in found.as_array().unwrap() {
        wrong.push(format!("{path} at {}: {line}", size.0));
    }
    let wide = browser.ask("return document.documentElement.scrollWidth").await;
    if wide.as_u64().unwrap() > u64::from(size.0) {
        wrong.push(format!("{path} at {} scrolls sideways: {wide} wide", size.0));
    }
    for line in browser.complaints().await {
        wrong.push(format!("{path} at {}: {line}", size.0));
    }
    wrong
}

/// Opens each page and looks at it.
pub async fn all_pass(browser: &Browser, size: Size, paths: &[String]) {
    let mut wrong = Vec::new();
    for path in paths {
        browser.go(path).await;
        wrong.extend(wrong_here(browser, size).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Letters under 18 px and targets under 56 px high on the page that is open, a line each.
/// A link inside a sentence is as high as its line, and a box or radio is pressed by its label.
pub async fn small_here(browser: &Browser) -> Vec<String> {
    lines(
        browser,
        "const wrong = [];
        const shown = (one) => one.checkVisibility({visibilityProperty: true})
            && one.getBoundingClientRect().width > 1 && !one.closest('.govuk-visually-hidden');
        const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (text.nextNode()) {
            const one = text.currentNode.parentElement;
            const words = text.currentNode.data.trim();
            if (!words || !shown(one) || one.closest('script, style, option')) continue;
            const size = parseFloat(getComputedStyle(one).fontSize);
            if (size < 18) wrong.push('letters of ' + size + ' px: ' + words.slice(0, 60));
        }
        const inSentence = (one) => one.tagName === 'A' && getComputedStyle(one).display === 'inline'
            && one.parentElement.textContent.trim() !== one.textContent.trim();
        for (const one of document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden]), textarea')) {
            if (!shown(one) || inSentence(one) || ['checkbox', 'radio'].includes(one.type)) continue;
            const box = one.getBoundingClientRect();
            if (box.height < 55.5) wrong.push('a target ' + Math.round(box.height) + ' px high: ' + one.outerHTML.slice(0, 120));
        }
        return wrong;",
    )
    .await
}

/// Which of the `choices` end below the first screen of the page that is open, a line each.
pub async fn below_the_first_screen(browser: &Browser, choices: &str) -> Vec<String> {
    let script =
        "const found = [...document.querySelectorAll('CHOICES')].filter((one) => one.checkVisibility());
        if (found.length === 0) return ['nothing to choose'];
        return found.map((one) => [one, one.getBoundingClientRect().bottom])
            .filter(([, end]) => end > innerHeight)
            .map(([one, end]) => Math.round(end) + ' px down: ' + one.textContent.trim());";
    lines(browser, &script.replace("CHOICES", choices)).await
}

async fn lines(browser: &Browser, script: &str) -> Vec<String> {
    let path = browser.path().await;
    let found = browser.ask(script).await;
    let found = found.as_array().unwrap().iter();
    found.map(|line| format!("{path}: {line}")).collect()
}
