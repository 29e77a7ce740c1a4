//! What every page and state of a storyteller's is measured for (UX table U2, U4 to U9, U11): axe with enhanced contrast
//! in all colours, letters, targets, tiles, few choices on the first screen, narrow with large letters, the Tab key.
use super::browser::{Browser, PHONE};
use super::every_page::{Look, PLAIN, WELSH, walk, wear};
use super::looks::{small_here, wrong_here};

/// What a person can choose; the first is as the page came.
const COLOURS: [Option<&str>; 5] = [None, Some("cream"), Some("white"), Some("dark"), Some("contrast")];

fn lines(found: &serde_json::Value) -> Vec<String> {
    let found = found.as_array().unwrap().iter();
    found.map(|line| line.as_str().unwrap().to_owned()).collect()
}

/// Words that are not 7 to 1 from their ground (or 4.5 to 1 when large), in one colour after the other.
async fn faint_here(browser: &Browser, look: Look) -> Vec<String> {
    let mut wrong = Vec::new();
    for colours in COLOURS {
        wear(browser, Look { colours, ..look }).await;
        let found = browser
            .ask_later(
                "const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast-enhanced', 'color-contrast']}})
                    .then((result) => done(result.violations.flatMap((one) =>
                        one.nodes.map((node) => one.id + ': ' + node.html.slice(0, 120) + ' ' + node.any[0].message))))
                    .catch((error) => done(['axe did not run: ' + error]));",
            )
            .await;
        wrong.extend(
            lines(&found)
                .into_iter()
                .map(|line| format!("{colours:?} {line}")),
        );
    }
    browser
        .ask("delete document.documentElement.dataset.colours")
        .await;
    wrong
}

/// At most five choices, and one more for something else; each tile big enough; all on the first screen.
async fn choices_here(browser: &Browser) -> Vec<String> {
    let found = browser
        .ask(
            "const wrong = [];
            scrollTo(0, 0);
            const choices = [...document.querySelectorAll('main [data-choice]')].filter((one) => one.checkVisibility());
            const more = choices.filter((one) => /Something else|More|Rhywbeth arall|Mwy/.test(one.textContent)).length;
            if (choices.length - Math.min(more, 1) > 5) wrong.push(choices.length + ' choices');
            for (const one of choices) {
                const box = one.getBoundingClientRect();
                const words = one.textContent.trim();
                // Three faces are one scale, in a row.
                const least = one.closest('.st-faces--few') ? 92 : 150;
                // A wide button is no tile; its height is measured with all targets.
                const tile = !one.classList.contains('st-button');
                if (tile && (box.width < least - 0.5 || box.height < 115.5))
                    wrong.push(`a tile of ${box.width} x ${box.height}: ${words}`);
                if (box.bottom > innerHeight) wrong.push(`${Math.round(box.bottom)} px down: ${words}`);
            }
            return wrong;",
        )
        .await;
    lines(&found)
}

/// The Tab key goes through everything in the order of the page; each stop is ringed and in sight.
async fn tabs_here(browser: &Browser) -> Vec<String> {
    let count = browser
        .ask(
            "document.activeElement.blur();
            scrollTo(0, 0);
            window.before = null;
            return document.querySelectorAll('a[href], button:not([hidden]), input:not([type=hidden]), select, textarea, summary').length",
        )
        .await;
    let mut wrong = Vec::new();
    for _ in 0..count.as_u64().unwrap() {
        browser.tab().await;
        let found = browser
            .ask(
                "const one = document.activeElement;
                if (!one || one === document.body) return null;
                const name = one.outerHTML.slice(0, 100);
                const wrong = [];
                const order = window.before ? window.before.compareDocumentPosition(one) : 4;
                if (!(order & 4) && window.before !== one) wrong.push('out of order: ' + name);
                window.before = one;
                const label = one.matches('.st-pick__box') ? one.nextElementSibling : one;
                const style = getComputedStyle(label);
                if (style.outlineStyle === 'none' && style.boxShadow === 'none') wrong.push('no ring: ' + name);
                const box = label.getBoundingClientRect();
                const x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 20);
                if (y < 0 || y > innerHeight) wrong.push('out of sight: ' + name);
                const top = document.elementFromPoint(x, y);
                if (top && !label.contains(top) && !top.contains(label)) wrong.push('covered by ' + top.className + ': ' + name);
                return wrong;",
            )
            .await;
        if found.is_null() {
            break;
        }
        // A film has stops of its own inside it.
        if browser
            .ask("return ['VIDEO', 'AUDIO'].includes(document.activeElement.tagName)")
            .await
            == true
        {
            break;
        }
        wrong.extend(lines(&found));
    }
    wrong
}

/// What axe and the page itself find, but for the console: a page that is not there, or not for Jordan, says so.
async fn faults_here(browser: &Browser) -> Vec<String> {
    let mut wrong = wrong_here(browser, PHONE).await;
    wrong.retain(|line| !line.contains("the server responded with a status of 4"));
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_found_without_fault_in_all_colours() {
    walk(PHONE, PLAIN, "", async |browser, _| {
        let mut wrong = faults_here(browser).await;
        wrong.extend(faint_here(browser, PLAIN).await);
        wrong
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_has_large_letters_large_targets_and_few_choices_on_the_first_screen() {
    walk(PHONE, PLAIN, "", async |browser, _| {
        let mut wrong = small_here(browser).await;
        wrong.extend(choices_here(browser).await);
        wrong
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_in_welsh_is_without_fault_large_and_on_the_first_screen() {
    walk(PHONE, WELSH, "", async |browser, _| {
        let mut wrong = faults_here(browser).await;
        wrong.extend(small_here(browser).await);
        wrong.extend(choices_here(browser).await);
        let said = browser.ask("return document.documentElement.lang").await;
        if said != "cy" {
            wrong.push(format!("it says that it is in {said}"));
        }
        wrong
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tab_key_goes_through_every_page_in_order_and_in_sight() {
    walk(PHONE, PLAIN, "", async |browser, _| tabs_here(browser).await).await;
}

/// Large letters with wide spacing, WCAG 1.4.12 and twice as big; what then is wider than the page.
const SPACED: &str = "const sheet = new CSSStyleSheet();
        sheet.replaceSync(`html { font-size: 200% !important }
            * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
            p { margin-bottom: 2em !important }`);
        document.adoptedStyleSheets = [sheet];
        const wide = document.documentElement.scrollWidth;
        if (wide <= 320) return [];
        const out = [...document.querySelectorAll('body *')].filter((one) =>
            one.getBoundingClientRect().right > 321 && !one.closest('.govuk-visually-hidden'));
        return [wide + ' px wide: ' + out.slice(0, 3).map((one) => one.outerHTML.slice(0, 100)).join(' | ')];";

#[tokio::test(flavor = "multi_thread")]
async fn a_narrow_screen_with_large_letters_and_wide_spacing_does_not_scroll_sideways() {
    for look in [PLAIN, WELSH] {
        walk((320, 740), look, "", async |browser, _| {
            lines(&browser.ask(SPACED).await)
        })
        .await;
    }
}
