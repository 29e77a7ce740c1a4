//! What a camera, a microphone and a phone can do to somebody who wants to film: each has a sentence that
//! says what to do, and what was said is there.
use super::browser::{Browser, CAMERA, NO_CAMERA, PHONE, REFUSED};
use super::looks::{small_here, wrong_here};
use super::phone::{begin, on_this_phone};

async fn at(flags: &'static [&'static str], way: &str) -> Browser {
    let phone = Browser::open_with(PHONE, flags).await;
    phone.take_card_of("sam").await;
    begin(&phone, way).await;
    phone
}

async fn press(phone: &Browser, what: &str) {
    phone
        .press(&format!("[data-press='{what}']:not([hidden] *)"))
        .await;
}

async fn turn_on(phone: &Browser) {
    press(phone, "ask").await;
    press(phone, "camera").await;
}

async fn film(phone: &Browser) {
    turn_on(phone).await;
    phone.see("[data-now=aim]").await;
    press(phone, "record").await;
    phone.see("[data-now=filming]").await;
    while on_this_phone(phone).await.0 < 2 {}
}

/// The page in trouble: what it says, that it is easy to use, and that the other ways are there.
async fn in_trouble(phone: &Browser, key: &str, words: &str) {
    phone.see(&format!("[data-now=trouble][data-why='{key}']")).await;
    let said = phone.words().await;
    assert!(said.contains(words), "{said}");
    let mut wrong = wrong_here(phone, PHONE).await;
    wrong.extend(small_here(phone).await);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    phone.see("main label[for=film-choose]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_camera_or_a_yes_there_is_another_way() {
    let phone = at(NO_CAMERA, "film").await;
    turn_on(&phone).await;
    in_trouble(&phone, "no-camera", "We cannot find a camera.").await;
    phone.see("[data-trouble=no-camera] a[href$='/talk']").await;
    drop(phone);
    let phone = at(NO_CAMERA, "talk").await;
    turn_on(&phone).await;
    in_trouble(&phone, "no-microphone", "We cannot find a microphone.").await;
    drop(phone);
    let phone = at(REFUSED, "film").await;
    turn_on(&phone).await;
    in_trouble(&phone, "refused", "Your phone did not let us use the camera.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_camera_that_is_used_elsewhere_is_tried_again() {
    let phone = at(CAMERA, "film").await;
    phone
        .ask(
            "const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            let used = true;
            navigator.mediaDevices.getUserMedia = (what) => {
                if (!used) return ask(what);
                used = false;
                return Promise.reject(new DOMException('used', 'NotReadableError'));
            };",
        )
        .await;
    turn_on(&phone).await;
    in_trouble(&phone, "in-use", "Something else uses the camera.").await;
    press(&phone, "camera").await;
    phone.see("[data-now=aim]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_camera_that_is_pulled_out_leaves_the_film_till_then() {
    let phone = at(CAMERA, "film").await;
    film(&phone).await;
    phone
        .ask("document.querySelector('[data-preview]').srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))")
        .await;
    phone.see("[data-now=look]").await;
    let said = phone.words().await;
    assert!(
        said.contains("The camera stopped. What you said is safe on this phone."),
        "{said}"
    );
    assert!(on_this_phone(&phone).await.0 >= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_goes_away_from_the_page_is_not_filmed_any_more() {
    let phone = at(CAMERA, "film").await;
    film(&phone).await;
    phone
        .ask(
            "Object.defineProperty(document, 'hidden', {value: true, configurable: true});
            document.dispatchEvent(new Event('visibilitychange'));",
        )
        .await;
    phone.see("[data-now=look]").await;
    let said = phone.words().await;
    assert!(
        said.contains("You left the page, so we stopped. What you said is safe on this phone."),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_is_full_keeps_what_was_said_before() {
    let phone = at(CAMERA, "film").await;
    phone
        .ask(
            "const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (one) {
                if (one.number >= 2) throw new DOMException('full', 'QuotaExceededError');
                return put.call(this, one);
            };",
        )
        .await;
    film(&phone).await;
    phone.see("[data-now=look]").await;
    let said = phone.words().await;
    assert!(
        said.contains("This phone is full, so we stopped. What you said before is safe."),
        "{said}"
    );
    assert_eq!(on_this_phone(&phone).await.0, 2);
    // With no room from the start nothing is begun.
    phone
        .ask("navigator.storage.estimate = () => Promise.resolve({quota: 1000, usage: 990})")
        .await;
    press(&phone, "again").await;
    in_trouble(&phone, "little", "There is little room on this phone.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_of_no_length_and_one_that_does_not_end_both_end_kindly() {
    let phone = at(CAMERA, "film").await;
    turn_on(&phone).await;
    phone.see("[data-now=aim]").await;
    phone
        .ask_later(
            "const done = arguments[arguments.length - 1];
            document.querySelector('[data-press=record]').click();
            const look = setInterval(() => {
                if (!document.querySelector('[data-now=filming]')) return;
                clearInterval(look);
                document.querySelector('[data-press=stop]').click();
                done(true);
            }, 1);",
        )
        .await;
    in_trouble(&phone, "short", "That was too short. Nothing was kept.").await;
    assert_eq!(on_this_phone(&phone).await.0, 0);
    phone
        .ask("Object.assign(document.querySelector('[data-record]').dataset, {soft: 1, most: 3})")
        .await;
    press(&phone, "camera").await;
    phone.see("[data-now=aim]").await;
    press(&phone, "record").await;
    phone.see("[data-now=filming]").await;
    while !phone.words().await.contains("Stop when you like.") {}
    phone.see("[data-now=look]").await;
    let said = phone.words().await;
    assert!(
        said.contains("It is very long, so we stopped. All of it is safe on this phone."),
        "{said}"
    );
    assert!(on_this_phone(&phone).await.0 >= 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_called_safe_only_when_it_is_on_the_disk() {
    let phone = at(CAMERA, "film").await;
    phone
        .ask(
            "const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (one) {
                const asked = put.call(this, one);
                // The disk is slow: what is written is not there yet.
                const again = () => { if (!window.written) this.get([one.film, -1]).onsuccess = again; };
                if (one.number === 0) again();
                return asked;
            };",
        )
        .await;
    turn_on(&phone).await;
    phone.see("[data-now=aim]").await;
    press(&phone, "record").await;
    let late = "return document.querySelector('[data-time]').textContent";
    while phone.ask(late).await.as_str() < Some("0:03") {
        let said = phone.words().await;
        assert!(!said.contains("It is safe on this phone."), "{said}");
    }
    assert!(phone.words().await.contains("We are keeping it now."));
    phone.ask("window.written = true").await;
    while !phone.words().await.contains("It is safe on this phone.") {}
}
