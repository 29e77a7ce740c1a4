//! The protocol's headers, read and refused.

use super::answers::http_date;
use super::*;
use actix_web::http::header::HeaderValue;
use entity::Timestamp;

fn headers(sent: &[(&'static str, &str)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in sent.iter().chain(&[("tus-resumable", "1.0.0")]) {
        map.append(
            HeaderName::from_static(name),
            HeaderValue::from_str(value).unwrap(),
        );
    }
    map
}

#[test]
fn another_version_is_told_ours() {
    assert_eq!(check_version(&HeaderMap::new()), Err(Refusal::Version));
    let answer = Refusal::Version.response();
    assert_eq!(answer.status(), 412);
    assert_eq!(answer.headers().get(&TUS_VERSION).unwrap(), "1.0.0");
}

#[test]
fn creation_takes_empty_metadata_and_letters_of_all_kinds() {
    let whole = [
        ("upload-length", "10"),
        ("upload-metadata", "filename U8W1bi5tcDQ=,private"),
    ];
    let made = Creation::parse(&headers(&whole), 10).unwrap();
    assert_eq!(
        (made.length, made.metadata.get("filename")),
        (10, Some("Sŵn.mp4"))
    );
    assert_eq!(made.metadata.get("private"), Some(""));
    let empty = Creation::parse(&headers(&[("upload-length", "0"), ("upload-metadata", "")]), 10).unwrap();
    assert_eq!(empty.metadata, Metadata::default());
}

#[test]
fn creation_is_refused_by_the_numbers() {
    for (sent, status) in [
        (vec![], 400),
        (vec![("upload-length", "11")], 413),
        (vec![("upload-length", "-1")], 400),
        (vec![("upload-length", "99999999999999999999999")], 400),
        (vec![("upload-defer-length", "1")], 400),
        (
            vec![("upload-length", "1"), ("upload-metadata", "filename ***")],
            400,
        ),
        (
            vec![("upload-length", "1"), ("upload-metadata", "a YQ==,a YQ==")],
            400,
        ),
        (vec![("upload-length", "1"), ("upload-metadata", "a /w==")], 400),
    ] {
        assert_eq!(
            Creation::parse(&headers(&sent), 10).unwrap_err().status(),
            status,
            "{sent:?}"
        );
    }
}

#[test]
fn a_patch_says_where_and_what() {
    let kind = ("content-type", OFFSET_OCTETS);
    let sum = "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=";
    let patch = Patch::parse(&headers(&[
        kind,
        ("upload-offset", "5"),
        ("upload-checksum", sum),
    ]))
    .unwrap();
    assert_eq!(
        (patch.offset, patch.checksum.map(|sum| sum.algorithm)),
        (5, Some(ChecksumAlgorithm::Sha1))
    );
    for (sent, status) in [
        (vec![("upload-offset", "5")], 415),
        (vec![kind], 400),
        (vec![kind, ("upload-offset", "x")], 400),
        (
            vec![kind, ("upload-offset", "5"), ("upload-checksum", "crc32 AAAA")],
            400,
        ),
        (
            vec![kind, ("upload-offset", "5"), ("upload-checksum", "sha256 AAAA")],
            400,
        ),
    ] {
        assert_eq!(
            Patch::parse(&headers(&sent)).unwrap_err().status(),
            status,
            "{sent:?}"
        );
    }
    assert_eq!(
        Refusal::from(&AppendError::ChecksumMismatch { offset: 0 }).status(),
        460
    );
}

#[test]
fn only_a_post_may_mean_another_method() {
    let sent = headers(&[("x-http-method-override", "PATCH")]);
    assert_eq!(effective_method(&Method::POST, &sent), Method::PATCH);
    assert_eq!(effective_method(&Method::GET, &sent), Method::GET);
    assert_eq!(
        effective_method(&Method::POST, &headers(&[("x-http-method-override", "TRACE")])),
        Method::POST
    );
}

#[test]
fn dates_are_written_for_http() {
    assert_eq!(
        http_date(Timestamp(784_111_777_000)),
        "Sun, 06 Nov 1994 08:49:37 GMT"
    );
}

#[test]
fn the_digest_of_the_whole_is_said_once_it_is_known() {
    let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let said = |hex: Option<&str>| {
        let answer = status(3, 3, Timestamp(0), hex);
        let digest = answer.headers().get(&REPR_DIGEST);
        digest.map(|digest| digest.to_str().unwrap().to_owned())
    };
    assert_eq!(
        said(Some(hex)).as_deref(),
        Some("sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:")
    );
    assert_eq!((said(None), said(Some("ba78"))), (None, None));
}
