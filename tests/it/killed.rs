//! The program killed with a signal that it cannot catch, at moments that were seen, and started again on
//! the same folder: uploads go on, jobs run again, and what was answered is so.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use entity::job::{self, Backlog};
use entity::story::{self, Filter};
use entity::{AssetState, Audience, StoryId, upload};
use firsthand::media::{Media, incoming};
use futures_util::{StreamExt as _, stream};
use rand::RngExt as _;
use reqwest::{Method, RequestBuilder};
use sha2::{Digest as _, Sha256};

use crate::journeys::telling::{shared, story_in};
use crate::support::actors::Actor;
use crate::support::house::{House, Program, lives, now, until};
use crate::support::media::{CORNER, Desk, TONE};

/// How much of the file of these tests is sent before the program is killed.
const SENT: usize = 3 << 20;
const WHOLE: usize = 4 << 20;

fn tus(phone: &Actor, method: &str, path: &str) -> RequestBuilder {
    phone
        .request(Method::from_bytes(method.as_bytes()).unwrap(), path)
        .header("tus-resumable", "1.0.0")
}

fn patch(phone: &Actor, path: &str, offset: usize) -> RequestBuilder {
    tus(phone, "PATCH", path)
        .header("upload-offset", offset)
        .header("content-type", "application/offset+octet-stream")
}

async fn offset(phone: &Actor, path: &str) -> usize {
    let answer = tus(phone, "HEAD", path).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.headers()["upload-offset"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap()
}

#[tokio::test]
async fn an_upload_goes_on_after_the_program_was_killed_in_the_middle_of_a_part() {
    let house = House::new().await;
    let file: Vec<u8> = (0..WHOLE as u64)
        .map(|number| (number.pow(2) >> 7).to_le_bytes()[0])
        .collect();
    for checked in [false, true] {
        let program = house.start();
        let phone = house.phone(&program).await;
        let begun = tus(&phone, "POST", "/uploads").header("upload-length", WHOLE);
        let begun = begun.send().await.unwrap();
        let path = begun.headers()["location"].to_str().unwrap().to_owned();
        let id = path.rsplit('/').next().unwrap();
        // A part that arrived whole, then one that stops on the way.
        let first = patch(&phone, &path, 0).body(file[..1000].to_vec()).send().await;
        assert_eq!(first.unwrap().status(), 204);
        let some = Bytes::copy_from_slice(&file[1000..SENT]);
        let body = stream::iter([Ok::<_, std::io::Error>(some)]).chain(stream::pending());
        let mut part = patch(&phone, &path, 1000).body(reqwest::Body::wrap_stream(body));
        if checked {
            let sum = BASE64_STANDARD.encode(Sha256::digest(&file[1000..]));
            part = part.header("upload-checksum", format!("sha256 {sum}"));
        }
        let on_disk = house.data("incoming/incoming").join(id);
        let seen = until("half of the part is on the disk", async || {
            let size = usize::try_from(fs::metadata(&on_disk).unwrap().len()).unwrap();
            (size > SENT / 2).then_some(size)
        });
        let seen = tokio::select! {
            seen = seen => seen,
            _ = part.send() => panic!("the part was answered before it was whole"),
        };
        program.kill();

        let program = house.start();
        let phone = house.phone(&program).await;
        let here = offset(&phone, &path).await;
        if checked {
            assert_eq!(here, 1000, "a part that was not checked does not count");
        } else {
            assert!((seen..=SENT).contains(&here), "{here} of {SENT}, {seen} seen");
        }
        let rest = patch(&phone, &path, here)
            .body(file[here..].to_vec())
            .send()
            .await;
        assert_eq!(rest.unwrap().status(), 204);
        let there = upload::find(&house.db, &house.teller, id.parse().unwrap())
            .await
            .unwrap();
        let place = there.place.unwrap();
        assert!(there.finished);
        assert_eq!(place.sha256, incoming::hash(&file));
        let media = Media::local(&house.data("objects"), &house.data("incoming")).unwrap();
        let stored = media
            .local_path(&place.object_key.parse().unwrap())
            .await
            .unwrap();
        assert!(fs::read(stored.path()).unwrap() == file, "stored as it was sent");
    }
}

/// Begins a story with a film of some seconds; answers the request that sends it.
async fn film(phone: &Actor, seconds: u32) -> (StoryId, RequestBuilder) {
    let begun = phone
        .press("/me/story/new", &[("way", "film"), ("nonce", "f")])
        .await;
    let id = story_in(&begun.path);
    let how =
        format!("{CORNER} {TONE} -t {seconds} -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac");
    let bytes = fs::read(Desk::local().made("film.mp4", &how)).unwrap();
    let part = reqwest::multipart::Part::bytes(bytes).file_name("VID_1.mp4");
    let form = reqwest::multipart::Form::new().text("to", "").part("film", part);
    let request = phone.request(Method::POST, &format!("/me/story/{id}/film"));
    (id.parse().unwrap(), request.multipart(form))
}

async fn work(house: &House, id: StoryId) -> Option<(AssetState, i32)> {
    story::own_media(&house.db, &house.teller, id, now())
        .await
        .unwrap()
}

/// Waits until the page says so.
async fn page_says(phone: &Actor, id: StoryId, words: &str) {
    let path = format!("/me/story/{id}/film/progress");
    until(words, async || phone.get(&path).await.says(words).then_some(())).await;
}

/// Waits until the film is being made; answers the process that makes it.
async fn at_work(house: &House, program: &Program, id: StoryId) -> u32 {
    until("the film is being made", async || match work(house, id).await {
        Some((AssetState::Working, 1..75)) => program.child(),
        _ => None,
    })
    .await
}

/// A job is over a moment after the page says so; then nothing waits and nothing was set aside.
async fn nothing_is_left_to_do(house: &House) {
    until("no job is open", async || {
        let backlog = job::backlog(&house.db, now()).await.unwrap();
        (backlog == Backlog::default()).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_film_is_made_ready_after_the_program_was_killed_in_the_middle_of_it() {
    let house = House::new().await;
    // As slow as the film is long.
    house.in_place_of_ffmpeg(Some("PATH=${PATH#*:}; exec ffmpeg -re \"$@\""));
    let program = house.start();
    let phone = house.phone(&program).await;
    let (id, sending) = film(&phone, 8).await;
    assert!(sending.send().await.unwrap().status().is_success());
    let ffmpeg = at_work(&house, &program, id).await;
    let page = phone.get(&format!("/me/story/{id}/film/progress")).await;
    assert_eq!(
        page.attributes("[data-wait-for]", "id").len(),
        1,
        "{}",
        page.words()
    );
    assert!(lives(ffmpeg));
    program.kill();
    until("ffmpeg is gone too", async || (!lives(ffmpeg)).then_some(())).await;
    assert!(matches!(work(&house, id).await, Some((AssetState::Working, _))));

    house.in_place_of_ffmpeg(None);
    let program = house.start();
    let phone = house.phone(&program).await;
    page_says(&phone, id, "It is ready.").await;
    let look = phone.get(&format!("/me/story/{id}/film")).await;
    let source = look.attributes("video source", "src").concat();
    assert_eq!(phone.get(&source).await.header("content-type"), "video/mp4");
    nothing_is_left_to_do(&house).await;
}

#[tokio::test]
async fn a_film_whose_tool_was_killed_from_outside_waits_for_its_next_try() {
    let house = House::new().await;
    house.in_place_of_ffmpeg(Some("kill -9 $$"));
    let program = house.start();
    let phone = house.phone(&program).await;
    let (id, sending) = film(&phone, 1).await;
    assert!(sending.send().await.unwrap().status().is_success());
    until("the try is over", async || {
        house.log().contains("stopped from outside").then_some(())
    })
    .await;
    let left = job::backlog(&house.db, now()).await.unwrap();
    assert_eq!((left.waiting, left.dead), (1, 0), "there is another try");
    let here = work(&house, id).await;
    assert!(!matches!(here, Some((AssetState::Broken, _))), "{here:?}");
}

#[tokio::test]
async fn nothing_that_worked_for_the_program_outlives_it() {
    let house = House::new().await;
    // It hangs and says nothing more: no broken pipe would end it.
    house.in_place_of_ffmpeg(Some("echo out_time_us=200000; exec sleep 60"));
    let program = house.start();
    let phone = house.phone(&program).await;
    let (id, sending) = film(&phone, 1).await;
    assert!(sending.send().await.unwrap().status().is_success());
    let hanging = at_work(&house, &program, id).await;
    assert!(lives(hanging));
    program.kill();
    until("it is gone too", async || (!lives(hanging)).then_some(())).await;
}

#[tokio::test]
async fn a_film_that_kills_the_program_each_time_is_set_aside() {
    let house = House::new().await;
    house.in_place_of_ffmpeg(Some("kill -9 $PPID"));
    let program = house.start();
    let phone = house.phone(&program).await;
    let (id, sending) = film(&phone, 1).await;
    // The answer may come before the end or never.
    let _ = sending.send().await;
    program.dies().await;
    for _ in 2..=4 {
        house.start().dies().await;
    }
    let program = house.start();
    let phone = house.phone(&program).await;
    page_says(&phone, id, "We could not play this film.").await;
    nothing_is_left_to_do(&house).await;
    assert_eq!(phone.get("/health/ready").await.status, 200);
}

/// The stories that the planner's search finds.
async fn found(house: &House, program: &Program) -> BTreeSet<StoryId> {
    let seen = house.planner(program).await.get("/insight/search").await;
    let links = seen.attributes("a[href^='/insight/stories/']", "href");
    let id = |link: &String| link.split(['/', '?']).nth(3).unwrap().parse().unwrap();
    links.iter().map(id).collect()
}

/// The stories that the vault lists for the planner.
async fn listed(house: &House) -> BTreeSet<StoryId> {
    let ids = story::ids(&house.db, &house.planner, &Filter::default(), 100, now()).await;
    ids.unwrap().into_iter().collect()
}

#[tokio::test]
async fn what_was_answered_right_before_the_program_was_killed_is_so() {
    let house = House::new().await;
    let program = house.start();
    let phone = house.phone(&program).await;
    let planners = Audience::Planners.as_str();
    let stays: StoryId = shared(&phone, "The bus was late.", planners)
        .await
        .parse()
        .unwrap();
    let id: StoryId = shared(&phone, "The ramp was steep.", planners)
        .await
        .parse()
        .unwrap();
    let mut program = program;
    for (deed, there) in [("back", false), ("undo", true), ("back", false), ("undo", true)] {
        let phone = house.phone_that_stays(&program).await;
        let answer = phone.press(&format!("/me/stories/{id}/{deed}"), &[]).await;
        program.kill();
        assert_eq!(answer.status, 303, "{}", answer.words());

        program = house.start();
        let expected: BTreeSet<StoryId> = if there { [stays, id].into() } else { [stays].into() };
        assert_eq!(found(&house, &program).await, expected, "{deed}");
        assert_eq!(listed(&house).await, expected, "{deed}");
        let page = house
            .planner(&program)
            .await
            .get(&format!("/insight/stories/{id}"))
            .await;
        assert_eq!(page.status, if there { 200 } else { 404 }, "{deed}");
    }
}

#[tokio::test]
async fn a_release_that_was_answered_right_before_the_program_was_killed_is_found() {
    let house = House::new().await;
    let program = house.start();
    let phone = house.phone(&program).await;
    let id = crate::journeys::telling::written(&phone, "The lift is out again.").await;
    let at = |page: &str| format!("/me/story/{id}/{page}");
    let wording = ("wording", entity::consent::WORDING);
    phone
        .press(
            &at("show"),
            &[
                ("audience", Audience::Planners.as_str()),
                ("form", "words"),
                wording,
            ],
        )
        .await;
    let cut = phone.get(&at("check")).await.typed("cut");
    assert!(found(&house, &program).await.is_empty());
    let phone = house.phone_that_stays(&program).await;
    let answer = phone.press(&at("send"), &[("cut", &cut)]).await;
    program.kill();
    assert_eq!(answer.header("location"), at("done"));

    let program = house.start();
    let id: StoryId = id.parse().unwrap();
    assert_eq!(found(&house, &program).await, [id].into());
    assert_eq!(listed(&house).await, [id].into());
}

/// Takes stories back and brings them back in turn, and notes what was answered, until nobody answers.
async fn take_and_bring(phone: Actor, mut there: BTreeMap<StoryId, bool>) -> (BTreeMap<StoryId, bool>, u32) {
    let mut answers = 0;
    loop {
        for (id, is_there) in &mut there {
            let deed = if *is_there { "back" } else { "undo" };
            let request = phone.request(Method::POST, &format!("/me/stories/{id}/{deed}"));
            match request.form(&[("from", "phone")]).send().await {
                Ok(answer) => assert_eq!(answer.status(), 303, "{deed}"),
                Err(_) => {
                    // It may have been done or not.
                    let unknown = *id;
                    there.remove(&unknown);
                    return (there, answers);
                }
            }
            *is_there = !*is_there;
            answers += 1;
        }
    }
}

#[tokio::test]
async fn killed_at_any_moment_the_index_agrees_with_the_database() {
    let house = House::new().await;
    let mut program = house.start();
    let phone = house.phone(&program).await;
    let mut all = BTreeSet::new();
    for words in [
        "The bus was late.",
        "The ramp was steep.",
        "The lift is out.",
        "The path is wet.",
    ] {
        let id = shared(&phone, words, Audience::Planners.as_str()).await;
        all.insert(id.parse::<StoryId>().unwrap());
    }
    let mut total = 0;
    for round in 0..5 {
        let before = listed(&house).await;
        let there = all.iter().map(|id| (*id, before.contains(id))).collect();
        let working = tokio::spawn(take_and_bring(house.phone_that_stays(&program).await, there));
        let moment = rand::rng().random_range(0..600);
        tokio::time::sleep(Duration::from_millis(moment)).await;
        program.kill();
        let (known, answers) = working.await.unwrap();
        total += answers;

        program = house.start();
        let listed = listed(&house).await;
        let what = format!("round {round}, killed after {moment} ms and {answers} answers");
        assert_eq!(found(&house, &program).await, listed, "{what}");
        for (id, there) in known {
            assert_eq!(listed.contains(&id), there, "{id} in {what}");
        }
    }
    assert!(total > 0, "something was done at all");
}
