//! Every page of the main job is usable by everybody: axe finds nothing, nothing scrolls sideways.
use entity::Role;

use super::browser::{Browser, DESK, PHONE};
use super::looks::{all_pass, below_the_first_screen};

fn paths(of: &[&str]) -> Vec<String> {
    of.iter().map(|path| (*path).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_for_anyone_pass_axe() {
    let pages = paths(&[
        "/",
        "/sign-in",
        "/help",
        "/accessibility",
        "/privacy",
        "/credits",
        "/c/demo-sam",
        "/start",
        "/start/card",
        "/sign-in?next=/me",
        "/sign-in/link",
        "/sign-in/sent",
        "/help/call",
    ]);
    for size in [PHONE, DESK] {
        let browser = Browser::open(size).await;
        all_pass(&browser, size, &pages).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_storyteller_pass_axe_at_a_desk() {
    // On a phone every one of them is walked, in `measures`.
    let browser = Browser::sam(DESK).await;
    let pages = storyteller(&browser).await;
    all_pass(&browser, DESK, &pages).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_choices_of_a_question_are_on_the_first_screen() {
    let browser = Browser::sam(PHONE).await;
    let new = begun(&browser).await;
    let mut below = Vec::new();
    for (path, choices) in [
        ("/me".into(), "main .st-tile"),
        ("/me/story/new".into(), "main .st-tile"),
        ("/me/messages".into(), "main .st-tile"),
        ("/me/lock".into(), "main .st-button"),
        ("/me/card".into(), "main .st-button"),
        ("/start".into(), "main .st-tile"),
        (format!("{new}/way"), "main .st-tile"),
        (format!("{new}/about"), "main .st-tile"),
        (format!("{new}/film"), "main input[type=file]"),
        (format!("{new}/feeling"), "main .st-face"),
        (format!("{new}/until"), "main .st-tile"),
        ("/c/demo-sam".into(), "main button"),
    ] {
        browser.go(&path).await;
        below.extend(below_the_first_screen(&browser, choices).await);
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
}

/// A story just begun in writing: its address without the step.
async fn begun(browser: &Browser) -> String {
    browser.go("/me/story/new").await;
    browser.press("button[value=write]").await;
    browser.at("/about").await;
    browser.path().await.replace("/about", "")
}

/// Every page of the storyteller's, with a story of before and one just begun.
async fn storyteller(browser: &Browser) -> Vec<String> {
    let mut pages = paths(&["/me", "/me/choose", "/me/stories", "/me/story/new"]);
    pages.extend(paths(&[
        "/help",
        "/help/call?way=text",
        "/me/card",
        "/me/lock",
        "/me/messages",
        "/me/messages/address?wish=email",
    ]));
    browser.go("/me/stories").await;
    let story = browser
        .link("main a[href^='/me/stories/']:not([href$='/back'])")
        .await;
    pages.push(format!("{story}/back"));
    pages.push(story);
    let new = begun(browser).await;
    for step in [
        "way",
        "about",
        "about/more",
        "ready",
        "film",
        "write",
        "pictures",
        "feeling",
        "who",
        "show",
        "until",
        "check",
    ] {
        pages.push(format!("{new}/{step}"));
    }
    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_researcher_pass_axe() {
    for size in [PHONE, DESK] {
        let browser = Browser::staff(Role::Researcher, size).await;
        let mut pages = paths(&["/studio", "/studio/messages"]);
        browser.go("/studio").await;
        let project = "main a[href^='/studio/projects/']:not([href$='/new'])";
        let project = browser.link(project).await;
        browser.go(&project).await;
        let participant = "main a[href^='/studio/participants/']:not([href$='/new'])";
        let participant = browser.link(participant).await;
        pages.push(format!("{participant}/reach"));
        pages.push(participant);
        pages.push(browser.link("main a[href^='/studio/stories/']").await);
        pages.push(project);
        all_pass(&browser, size, &pages).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_planner_pass_axe() {
    for size in [PHONE, DESK] {
        let browser = Browser::staff(Role::Commissioner, size).await;
        let mut pages = paths(&["/insight/search", "/insight/search?q=bus"]);
        browser.go("/insight/search?q=bus").await;
        pages.push(browser.link("main a[href*='/insight/stories/']").await);
        all_pass(&browser, size, &pages).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_the_frontline_pass_axe() {
    for size in [PHONE, DESK] {
        let browser = Browser::staff(Role::Frontline, size).await;
        let mut pages = paths(&["/watch"]);
        browser.go("/watch").await;
        pages.push(browser.link("main a[href^='/watch/']:not([href$='/new'])").await);
        all_pass(&browser, size, &pages).await;
    }
}
