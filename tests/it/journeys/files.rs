//! Files sent by the tus protocol: in pieces, cut off, with a wrong sum, too large, by somebody else, across a restart.
use entity::{Role, upload};
use firsthand::app::App;
use firsthand::clock::Clock;
use firsthand::config::Config;
use firsthand::web::upload as intake;
use reqwest::{Method, Response};
use sha2::{Digest as _, Sha256};

use crate::support::actors::Actor;
use crate::support::app::{BEGIN, TestApp, spawn_app, spawn_app_with};

async fn sam(app: &TestApp) -> Actor {
    let card = app.sam().await.card;
    let phone = app.anonymous();
    phone.press(&format!("/c/{card}"), &[("answer", "yes")]).await;
    phone
}

async fn ask(who: &Actor, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let mut request = who
        .request(method, path)
        .header("tus-resumable", "1.0.0")
        .body(body.to_vec());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    who.send(request.build().unwrap()).await
}

async fn begun(who: &Actor, length: usize) -> String {
    let answer = ask(
        who,
        "POST",
        "/uploads",
        &[("upload-length", &length.to_string()), ("upload-metadata", "")],
        b"",
    )
    .await;
    assert_eq!(answer.status(), 201);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

async fn add(who: &Actor, path: &str, offset: usize, body: &[u8]) -> Response {
    let offset = offset.to_string();
    let headers = [
        ("upload-offset", offset.as_str()),
        ("content-type", "application/offset+octet-stream"),
    ];
    ask(who, "PATCH", path, &headers, body).await
}

fn offset(answer: &Response) -> &str {
    answer.headers()["upload-offset"].to_str().unwrap()
}

#[actix_web::test]
async fn a_file_arrives_in_pieces_and_says_how_much_is_here() {
    let app = spawn_app().await;
    let phone = sam(&app).await;
    let path = begun(&phone, 10).await;
    let first = add(&phone, &path, 0, b"01234").await;
    assert_eq!((first.status().as_u16(), offset(&first)), (204, "5"));
    let wrong = add(&phone, &path, 3, b"xx").await;
    assert_eq!(wrong.status(), 409);
    let here = ask(&phone, "HEAD", &path, &[], b"").await;
    assert_eq!((here.status().as_u16(), offset(&here)), (200, "5"));
    assert_eq!(here.headers()["cache-control"], "no-store");
    let last = add(&phone, &path, 5, b"56789").await;
    assert_eq!((last.status().as_u16(), offset(&last)), (204, "10"));
    let whole = ask(&phone, "HEAD", &path, &[], b"").await;
    assert_eq!(offset(&whole), "10");
}

#[actix_web::test]
async fn what_the_protocol_does_not_take_is_refused_and_what_came_is_kept() {
    let app = spawn_app_with(|config| config.media.max_upload_bytes = 100).await;
    let phone = sam(&app).await;
    let too_large = ask(&phone, "POST", "/uploads", &[("upload-length", "101")], b"").await;
    assert_eq!(too_large.status(), 413);
    let path = begun(&phone, 10).await;
    add(&phone, &path, 0, b"01234").await;
    let sum = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, Sha256::digest(b"other"));
    let headers = [
        ("upload-offset", "5"),
        ("content-type", "application/offset+octet-stream"),
        ("upload-checksum", &format!("sha256 {sum}")),
    ];
    assert_eq!(
        ask(&phone, "PATCH", &path, &headers, b"56789").await.status(),
        460
    );
    assert_eq!(
        add(&phone, &path, 5, b"567890").await.status(),
        413,
        "more than was announced"
    );
    let plain = [("upload-offset", "5"), ("content-type", "text/plain")];
    assert_eq!(ask(&phone, "PATCH", &path, &plain, b"5").await.status(), 415);
    let here = ask(&phone, "HEAD", &path, &[], b"").await;
    let kept: usize = offset(&here).parse().unwrap();
    assert!(kept >= 5, "what had come is kept: {kept}");
    let old = phone
        .request(Method::HEAD, &path)
        .header("tus-resumable", "0.2.2")
        .build()
        .unwrap();
    assert_eq!(phone.send(old).await.status(), 412);
}

#[actix_web::test]
async fn an_upload_is_not_there_for_anybody_else_and_can_be_given_up() {
    let app = spawn_app().await;
    let phone = sam(&app).await;
    let path = begun(&phone, 10).await;
    let planner = app.staff(Role::Commissioner).await;
    for (method, headers) in [
        ("HEAD", vec![]),
        ("DELETE", vec![]),
        (
            "PATCH",
            vec![
                ("upload-offset", "0"),
                ("content-type", "application/offset+octet-stream"),
            ],
        ),
    ] {
        assert_eq!(
            ask(&planner, method, &path, &headers, b"").await.status(),
            404,
            "{method}"
        );
    }
    assert_eq!(ask(&app.anonymous(), "HEAD", &path, &[], b"").await.status(), 401);
    assert_eq!(ask(&phone, "DELETE", &path, &[], b"").await.status(), 204);
    assert_eq!(ask(&phone, "HEAD", &path, &[], b"").await.status(), 404);
}

#[actix_web::test]
async fn an_upload_goes_on_after_the_program_was_stopped_in_the_middle() {
    let folder = tempfile::TempDir::new().unwrap();
    let start = async || {
        let mut config = Config::default();
        config.data.dir = folder.path().to_owned();
        config.server.listen = "127.0.0.1:0".into();
        config.server.workers = 1;
        let app = App::build(config, Clock::fixed(BEGIN)).await.unwrap();
        let (address, handle, state) = (
            format!("http://127.0.0.1:{}", app.port()),
            app.handle(),
            app.state().clone(),
        );
        (address, handle, state, tokio::spawn(app.run_until_stopped()))
    };
    let (address, handle, state, running) = start().await;
    let token = firsthand::web::session::fresh_token();
    let tx = state.db.begin().await.unwrap();
    let account = entity::account::add_staff(&tx, None, "a@example.gov.uk", "A", Role::Researcher, BEGIN)
        .await
        .unwrap();
    entity::session::start(
        &tx,
        &firsthand::web::session::hash(&token),
        account,
        BEGIN.plus_days(9),
        "test",
        BEGIN,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let cookie = format!("{}={token}", firsthand::web::session::COOKIE);
    let send = async |address: &str, method: &str, path: &str, offset: &str, body: &[u8]| {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        reqwest::Client::new()
            .request(method, format!("{address}{path}"))
            .header("cookie", &cookie)
            .header("sec-fetch-site", "same-origin")
            .header("tus-resumable", "1.0.0")
            .header("upload-length", "10")
            .header("upload-offset", offset)
            .header("content-type", "application/offset+octet-stream")
            .body(body.to_vec())
            .send()
            .await
            .unwrap()
    };
    let begun = send(&address, "POST", "/uploads", "0", b"").await;
    let path = begun.headers()["location"].to_str().unwrap().to_owned();
    send(&address, "PATCH", &path, "0", b"0123456").await;
    handle.stop(false).await;
    running.await.unwrap().unwrap();
    drop(state);

    let (address, handle, state, running) = start().await;
    let here = send(&address, "HEAD", &path, "0", b"").await;
    assert_eq!(offset(&here), "7");
    let last = send(&address, "PATCH", &path, "7", b"789").await;
    assert_eq!((last.status().as_u16(), offset(&last)), (204, "10"));
    let viewer = entity::account::viewer(&state.db, account)
        .await
        .unwrap()
        .unwrap();
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    let upload = entity::upload::find(&state.db, &viewer, id).await.unwrap();
    let place = upload.place.unwrap();
    assert!(upload.finished);
    assert_eq!(place.sha256, firsthand::media::incoming::hash(b"0123456789"));
    handle.stop(false).await;
    running.await.unwrap().unwrap();
}

#[actix_web::test]
async fn what_nobody_goes_on_with_is_swept_and_what_is_young_or_used_stays() {
    let app = spawn_app().await;
    let phone = sam(&app).await;
    let path = begun(&phone, 10).await;
    add(&phone, &path, 0, b"01234").await;
    let whole = begun(&phone, 3).await;
    add(&phone, &whole, 0, b"abc").await;
    app.hourly().await;
    assert_eq!(offset(&ask(&phone, "HEAD", &path, &[], b"").await), "5");
    app.days_pass(30);
    app.hourly().await;
    for path in [&path, &whole] {
        assert_eq!(ask(&phone, "HEAD", path, &[], b"").await.status(), 404);
    }
}

/// A file that has arrived whole and is not stored yet, and whose it is.
async fn arrived(app: &TestApp) -> (entity::Viewer, upload::Upload) {
    let card = app.sam().await.card;
    let account = entity::card::account(&app.state.db, &firsthand::web::session::hash(&card))
        .await
        .unwrap();
    let viewer = app.viewer(account).await;
    let id = intake::begin(&app.state, &viewer, "Sam.mp4", 3, app.now())
        .await
        .unwrap();
    let body = futures_util::stream::iter([Ok::<_, std::io::Error>(bytes::Bytes::from_static(b"abc"))]);
    app.state
        .media
        .incoming()
        .append(id.0, 0, body, 3, None)
        .await
        .unwrap();
    let upload = upload::find(&app.state.db, &viewer, id).await.unwrap();
    (viewer, upload)
}

/// Every original in the store.
fn originals(app: &TestApp) -> usize {
    let mut folders = vec![app.state.config.data.objects()];
    let mut found = 0;
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() {
                folders.push(path);
            } else {
                found += 1;
            }
        }
    }
    found
}

#[actix_web::test]
async fn two_who_store_the_same_file_at_once_store_it_once() {
    let app = spawn_app().await;
    let (viewer, seen) = arrived(&app).await;
    let settle = || intake::settle(&app.state, &viewer, &seen, 3, app.now());
    let (one, other) = futures_util::future::join(settle(), settle()).await;
    one.unwrap();
    other.unwrap();
    // And once more by somebody who looked before.
    settle().await.unwrap();
    assert_eq!(originals(&app), 1);
    let now = upload::find(&app.state.db, &viewer, seen.id).await.unwrap();
    let key = now.place.unwrap().object_key.parse().unwrap();
    assert!(now.finished);
    assert_eq!(app.state.media.head(&key).await.unwrap(), 3);
}

#[actix_web::test]
async fn staged_bytes_that_no_row_waits_for_are_swept() {
    let app = spawn_app().await;
    let (viewer, stored) = arrived(&app).await;
    let incoming = app.state.config.data.incoming().join("incoming");
    let staged = |name: &str| incoming.join(name);
    // Stopped between the object and the staged copy: the copy is a second name of the same bytes.
    let left = staged(&stored.id.to_string());
    let kept = app.state.config.data.dir.join("kept");
    std::fs::hard_link(&left, &kept).unwrap();
    intake::settle(&app.state, &viewer, &stored, 3, app.now())
        .await
        .unwrap();
    std::fs::rename(&kept, &left).unwrap();
    let waiting = intake::begin(&app.state, &viewer, "b", 3, app.now())
        .await
        .unwrap();
    let hour = std::time::Duration::from_secs(3_700);
    let now = std::time::UNIX_EPOCH + std::time::Duration::from_millis(BEGIN.0.cast_unsigned());
    let mut none = Vec::new();
    for (ending, at) in [("", now - hour), (".unchecked", now - hour), ("", now)] {
        let path = staged(&format!("{}{ending}", uuid::Uuid::new_v4()));
        std::fs::File::create(&path).unwrap().set_modified(at).unwrap();
        none.push(path);
    }

    app.hourly().await;

    assert!(!left.exists() && !none[0].exists() && !none[1].exists());
    assert!(none[2].exists(), "its row may be on its way");
    assert!(
        staged(&waiting.to_string()).exists(),
        "its bytes are on their way"
    );
}
