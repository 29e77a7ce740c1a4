//! Byte ranges over a real connection, as players ask for them.

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use bytes::Bytes;
use firsthand::media::{Error, Media, ObjectKey, RenditionKind};
use firsthand::web::range::{ByteMeta, respond};

use crate::support::media::Desk;

#[derive(Clone)]
struct Shelf {
    media: Media,
    key: ObjectKey,
}

async fn film(req: HttpRequest, shelf: web::Data<Shelf>) -> HttpResponse {
    let meta = ByteMeta {
        len: 100_000,
        etag: "abc".into(),
        mime: "video/mp4".into(),
        download_name: req.query_string().contains("save").then(|| "Sŵn.mp4".into()),
    };
    match respond(&req, meta, |range| shelf.media.open_range(&shelf.key, range)).await {
        Ok(answer) => answer,
        Err(Error::NotFound) => HttpResponse::NotFound().finish(),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

#[actix_web::test]
async fn players_get_the_part_they_ask_for() {
    let desk = Desk::local();
    let key = ObjectKey::rendition(RenditionKind::Film);
    let bytes: Vec<u8> = (0..100_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect();
    desk.media
        .put_bytes(&key, Bytes::from(bytes.clone()))
        .await
        .unwrap();
    let shelf = web::Data::new(Shelf {
        media: desk.media.clone(),
        key: key.clone(),
    });
    let server = HttpServer::new(move || {
        let film = web::resource("/film")
            .route(web::get().to(film))
            .route(web::head().to(film));
        App::new()
            .app_data(shelf.clone())
            .wrap(actix_web::middleware::Compress::default())
            .service(film)
    })
    .workers(1)
    .bind("127.0.0.1:0")
    .unwrap();
    let address = format!("http://{}/film", server.addrs()[0]);
    let running = server.run();
    let handle = running.handle();
    actix_web::rt::spawn(running);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let ask = |range: Option<&str>| {
        let request = client.get(&address).header("accept-encoding", "gzip");
        range
            .iter()
            .fold(request, |request, range| request.header("range", *range))
            .send()
    };

    let whole = ask(None).await.unwrap();
    assert_eq!(
        (
            whole.status().as_u16(),
            whole.headers()["accept-ranges"].to_str().unwrap()
        ),
        (200, "bytes")
    );
    assert_eq!(whole.headers()["etag"], "\"abc\"");
    assert_eq!(whole.content_length(), Some(100_000));
    assert_eq!(whole.bytes().await.unwrap(), bytes);

    let part = ask(Some("bytes=65530-70000")).await.unwrap();
    assert_eq!(part.status(), 206);
    assert_eq!(part.headers()["content-range"], "bytes 65530-70000/100000");
    assert_eq!(part.bytes().await.unwrap(), bytes[65_530..=70_000]);

    let beyond = ask(Some("bytes=100000-")).await.unwrap();
    assert_eq!(
        (
            beyond.status().as_u16(),
            beyond.headers()["content-range"].to_str().unwrap()
        ),
        (416, "bytes */100000")
    );
    assert_eq!(ask(Some("bytes=0-1,5-6")).await.unwrap().status(), 200);

    let head = client.head(&address).send().await.unwrap();
    assert_eq!(
        (
            head.status().as_u16(),
            head.headers()["content-length"].to_str().unwrap()
        ),
        (200, "100000")
    );
    let known = client
        .get(&address)
        .header("if-none-match", "\"abc\"")
        .send()
        .await
        .unwrap();
    assert_eq!(known.status(), 304);
    let saved = client.get(format!("{address}?save")).send().await.unwrap();
    assert_eq!(
        saved.headers()["content-disposition"],
        "attachment; filename*=UTF-8''S%C5%B5n.mp4"
    );

    desk.media.purge(&key).await.unwrap();
    assert_eq!(
        ask(Some("bytes=0-1")).await.unwrap().status(),
        404,
        "a purged film is gone, not half an answer"
    );
    handle.stop(false).await;
}
