//! A film that somebody is playing when its teller takes it back.
use bytes::Bytes;
use entity::asset::{self, Received, Rendition};
use entity::unscoped::Reason;
use entity::{AssetKind, Audience, Form, StoryId};
use firsthand::media::{ObjectKey, RenditionKind, incoming};
use firsthand::web::session;
use reqwest::{Method, Response};

use crate::support::actors::Actor;
use crate::support::tales::{Tale, Tales};

const SEEN_AND_HEARD: &[(Form, Audience)] = &[
    (Form::Words, Audience::Planners),
    (Form::Voice, Audience::Planners),
    (Form::Face, Audience::Planners),
];

/// A released story of Ray's whose film is these bytes; answers where they are served.
async fn film(tales: &Tales, bytes: Vec<u8>) -> (StoryId, String) {
    let tale = Tale {
        yes: SEEN_AND_HEARD,
        film: true,
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, tale).await;
    let (state, now) = (&tales.app.state, tales.app.now());
    let key = ObjectKey::rendition(RenditionKind::Film);
    let made = Rendition {
        kind: AssetKind::Film,
        stored: Received {
            object_key: key.as_str().to_owned(),
            mime: "video/mp4".into(),
            bytes: i64::try_from(bytes.len()).unwrap(),
            sha256: incoming::hash(&bytes),
        },
        size: Some((1280, 720)),
        duration_ms: Some(60_000),
    };
    state.media.put_bytes(&key, Bytes::from(bytes)).await.unwrap();
    let originals = asset::own_files(&state.db, &tales.ray.viewer, id, now)
        .await
        .unwrap();
    let work = asset::work(&state.db, originals[0].id, Reason::Work)
        .await
        .unwrap()
        .unwrap();
    let tx = state.db.begin().await.unwrap();
    asset::ready(&tx, &work, vec![made], now).await.unwrap();
    tx.commit().await.unwrap();
    let page = tales.planner.get(&format!("/insight/stories/{id}")).await;
    let source = page.attributes("video source", "src").concat();
    assert!(source.starts_with("/media/"), "{}", page.words());
    (id, source)
}

async fn ask(who: &Actor, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = who.request(method, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

/// Ray's page: takes the story back, or brings it back.
async fn press(tales: &Tales, id: StoryId, deed: &str) {
    let (state, now) = (&tales.app.state, tales.app.now());
    let token = session::fresh_token();
    let ray = tales.ray.viewer.account().unwrap();
    let tx = state.db.begin().await.unwrap();
    let until = now.plus_days(1);
    entity::session::start(&tx, &session::hash(&token), ray, until, "test", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let phone = Actor::that_stays(&tales.app.address);
    let path = format!("/me/stories/{id}/{deed}");
    let cookie = format!("{}={token}", session::COOKIE);
    let request = phone.request(Method::POST, &path).header("cookie", cookie);
    let answer = request.form(&[("from", "phone")]).send().await.unwrap();
    assert_eq!(answer.status(), 303);
}

#[actix_web::test]
async fn a_playing_film_stops_at_its_next_range_when_it_is_taken_back() {
    let tales = Tales::begin().await;
    let bytes: Vec<u8> = (0..100_000_u32).map(|number| (number % 251) as u8).collect();
    let (id, path) = film(&tales, bytes.clone()).await;

    let first = ask(&tales.planner, Method::GET, &path, &[("range", "bytes=0-")]).await;
    assert_eq!(first.status(), 206);
    let etag = first.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(first.headers()["content-range"], "bytes 0-99999/100000");
    let next = [("range", "bytes=50000-50999"), ("if-range", etag.as_str())];
    let middle = ask(&tales.planner, Method::GET, &path, &next).await;
    assert_eq!(middle.status(), 206);
    assert_eq!(middle.bytes().await.unwrap(), bytes[50_000..51_000]);

    press(&tales, id, "back").await;
    for headers in [
        &next[..],
        &[("range", "bytes=51000-")],
        &[("if-none-match", etag.as_str())],
        &[("if-match", etag.as_str()), ("range", "bytes=0-0")],
        &[("range", "bytes=900000-")],
        &[],
    ] {
        for method in [Method::GET, Method::HEAD] {
            let gone = ask(&tales.planner, method.clone(), &path, headers).await;
            assert_eq!(gone.status(), 404, "{method} {headers:?}");
            assert!(!gone.headers().contains_key("etag") && !gone.headers().contains_key("content-range"));
        }
    }

    press(&tales, id, "undo").await;
    let again = ask(&tales.planner, Method::GET, &path, &next).await;
    assert_eq!(again.status(), 206, "brought back, it plays on");
    assert_eq!(again.headers()["etag"].to_str().unwrap(), etag);
}

#[actix_web::test]
async fn a_film_that_is_on_its_way_breaks_off_when_its_teller_takes_it_back() {
    const LENGTH: usize = 64 << 20;
    let tales = Tales::begin().await;
    let (id, path) = film(&tales, vec![7; LENGTH]).await;
    for headers in [&[("range", "bytes=0-")][..], &[]] {
        let mut playing = ask(&tales.planner, Method::GET, &path, headers).await;
        let mut had = playing.chunk().await.unwrap().unwrap().len();
        press(&tales, id, "back").await;
        // What was in the pipes already still comes; then it breaks off.
        while let Ok(Some(more)) = playing.chunk().await {
            had += more.len();
        }
        assert!(had < LENGTH / 2, "{had} of {LENGTH} bytes came");
        press(&tales, id, "undo").await;
        let whole = ask(&tales.planner, Method::GET, &path, headers).await;
        assert_eq!(whole.bytes().await.unwrap().len(), LENGTH);
    }
}
