//! What every page is looked at for: axe, sideways scroll, complaints of the console.
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
