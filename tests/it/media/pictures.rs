//! Pictures: upright, bare, and only when they are pictures and nothing else.

use firsthand::media::image::{self as pictures, PictureError, render};
use firsthand::media::probe::probe;
use firsthand::media::{Kind, ProbeError};

use crate::support::media::{Desk, gif_claiming, holds, phone_picture, png_claiming};

#[tokio::test]
async fn a_phone_picture_comes_out_upright_and_bare() {
    let desk = Desk::local();
    let sent = phone_picture();
    assert!(
        holds(&sent, b"Exif") && holds(&sent, b"SamPhon"),
        "the fixture tells its camera and place"
    );
    let path = desk.file("phone.jpg", &sent);
    assert_eq!(probe(&path).await.unwrap().kind, Kind::Picture);

    let made = pictures::render_file(&path).await.unwrap();
    assert_eq!((made.width, made.height), (32, 64), "turned");
    for bytes in [&made.large, &made.small] {
        for secret in [&b"Exif"[..], b"SamPhon", b"GPS", b"\xff\xe1"] {
            assert!(!holds(bytes, secret), "{}", String::from_utf8_lossy(secret));
        }
        let shown = image::load_from_memory(bytes).unwrap().into_luma8();
        // The white left side is on top after a clockwise turn.
        assert!(shown.get_pixel(16, 8).0[0] > 200 && shown.get_pixel(16, 56).0[0] < 50);
    }
}

#[test]
fn large_pictures_shrink_to_two_sizes_and_small_ones_stay() {
    let large = encoded(
        &image::DynamicImage::new_rgb8(3200, 1600),
        image::ImageFormat::Jpeg,
    );
    let made = render(&large).unwrap();
    assert_eq!((made.width, made.height), (1600, 800));
    let small = image::load_from_memory(&made.small).unwrap();
    assert_eq!((small.width(), small.height()), (400, 200));
    for kind in [
        image::ImageFormat::Png,
        image::ImageFormat::Gif,
        image::ImageFormat::WebP,
    ] {
        let clear = encoded(&image::DynamicImage::new_rgba8(20, 10), kind);
        let made = render(&clear).unwrap();
        assert_eq!((made.width, made.height), (20, 10), "{kind:?}");
        let shown = image::load_from_memory(&made.large).unwrap().into_luma8();
        assert!(
            shown.get_pixel(5, 5).0[0] > 250,
            "what is see-through becomes white: {kind:?}"
        );
    }
}

#[tokio::test]
async fn bombs_are_refused_before_a_pixel_is_decoded() {
    let desk = Desk::local();
    for (name, bomb) in [
        ("wide and high", png_claiming(40_000, 40_000)),
        ("many pixels", png_claiming(11_000, 11_000)),
        ("one line", png_claiming(2_000_000_000, 1)),
        ("gif", gif_claiming(65_535, 65_535)),
    ] {
        assert!(
            matches!(render(&bomb), Err(PictureError::TooBig)),
            "{name}: {:?}",
            render(&bomb).map(|_| ())
        );
        assert!(probe(&desk.file("bomb", &bomb)).await.is_err(), "{name}");
    }
    let heavy = vec![0xff; usize::try_from(pictures::MAX_BYTES).unwrap() + 1];
    let path = desk.file("heavy.jpg", &heavy);
    assert!(matches!(
        pictures::render_file(&path).await,
        Err(PictureError::TooBig)
    ));
}

#[test]
fn two_files_in_one_are_refused() {
    let picture = phone_picture();
    let with = |more: &[u8]| [&picture[..], more].concat();
    for (name, bytes) in [
        ("page", with(b"<ScRiPt>alert(1)</script>")),
        ("archive", with(b"PK\x03\x04 somewhere PK\x05\x06 and the end")),
        ("program", with(b"<?php system('id');")),
    ] {
        assert!(matches!(render(&bytes), Err(PictureError::NotAPicture)), "{name}");
    }
    let mut hidden = picture[..2].to_vec();
    hidden.extend(b"\xff\xfe\0\x0a%PDF-1.7");
    hidden.extend(&picture[2..]);
    assert!(
        matches!(render(&hidden), Err(PictureError::NotAPicture)),
        "document"
    );
    // A phone puts a short film behind its picture: that is no harm, and it does not come through.
    let moving = render(&with(b"\0\0\0\x18ftypmp42 a film of Sam")).unwrap();
    assert!(!holds(&moving.large, b"Sam"));
}

#[tokio::test]
async fn what_is_no_picture_or_a_damaged_one_is_told_apart() {
    let desk = Desk::local();
    for text in [
        &b"words"[..],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"BM\0\0",
    ] {
        assert!(matches!(render(text), Err(PictureError::NotAPicture)));
        assert!(matches!(
            probe(&desk.file("x.jpg", text)).await,
            Err(ProbeError::NotMedia)
        ));
    }
    let heic = desk.file("x.heic", b"\0\0\0\x18ftypheic\0\0\0\0");
    assert!(matches!(probe(&heic).await, Err(ProbeError::NotMedia)));
    let png = encoded(&image::DynamicImage::new_rgb8(200, 200), image::ImageFormat::Png);
    for bytes in [
        &b""[..],
        &png[..png.len() / 2],
        &png[..20],
        &phone_picture()[..40],
        &png_claiming(10, 10),
    ] {
        assert!(
            matches!(render(bytes), Err(PictureError::Broken)),
            "{:?}",
            render(bytes).map(|_| ())
        );
    }
}

fn encoded(picture: &image::DynamicImage, kind: image::ImageFormat) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, kind).unwrap();
    out.into_inner()
}
