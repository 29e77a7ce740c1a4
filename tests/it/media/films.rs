//! Films and sounds: what they are taken for, and what is made of them.

use std::sync::atomic::{AtomicU8, Ordering};

use firsthand::media::probe::probe;
use firsthand::media::transcode::{self, TranscodeError};
use firsthand::media::{Kind, ProbeError};

use crate::support::media::{CORNER, Desk, TONE, holds, told};

#[tokio::test]
async fn a_phone_film_comes_out_upright_and_without_its_place() {
    let desk = Desk::local();
    let sent = desk.phone_film();
    let before = std::fs::read(&sent).unwrap();
    assert!(
        holds(&before, b"+51.5007") && holds(&before, b"Sam at home"),
        "the fixture tells its place"
    );
    let facts = probe(&sent).await.unwrap();
    assert_eq!((facts.kind, facts.has_audio), (Kind::Film, true));
    assert_eq!((facts.width, facts.height), (Some(180), Some(320)));
    assert!([90, 270].contains(&facts.rotation), "{}", facts.rotation);

    let out = desk.at("out.mp4");
    let heard = AtomicU8::new(0);
    let made = transcode::film(&sent, &facts, &out, |percent| {
        heard.store(percent, Ordering::Relaxed)
    })
    .await
    .unwrap();
    assert_eq!(heard.into_inner(), 100);
    assert_eq!(
        (made.width, made.height, made.rotation),
        (Some(180), Some(320), 0)
    );
    assert_eq!(made.codecs, ["h264", "aac"]);
    let bytes = std::fs::read(&out).unwrap();
    for secret in [&b"51.5007"[..], b"Sam at home", b"Sams phone", b"ISO6709"] {
        assert!(
            !holds(&bytes, secret),
            "{}: {}",
            String::from_utf8_lossy(secret),
            told(&out)
        );
    }
    let place = |name: &[u8]| bytes.windows(4).position(|seen| seen == name).unwrap();
    assert!(
        place(b"moov") < place(b"mdat"),
        "it can be played while it arrives"
    );

    let poster = transcode::poster(&sent, &facts, &desk.at("still.png"))
        .await
        .unwrap();
    assert_eq!((poster.width, poster.height), (180, 320));
    let still = image::load_from_memory(&poster.large).unwrap().into_luma8();
    let bright = |x, y| still.get_pixel(x, y).0[0] > 128;
    let corners = [bright(20, 20), bright(160, 20), bright(20, 300), bright(160, 300)];
    let lit = if facts.rotation == 90 { 1 } else { 2 };
    assert_eq!(
        corners.iter().position(|lit| *lit),
        Some(lit),
        "the white corner went along: {corners:?}"
    );
}

#[tokio::test]
async fn each_form_of_a_film_holds_only_what_it_may() {
    let desk = Desk::local();
    let sent = desk.film("film.mp4");
    let facts = probe(&sent).await.unwrap();
    let (film, silent, sound) = (desk.at("a.mp4"), desk.at("b.mp4"), desk.at("c.m4a"));
    let made = transcode::film(&sent, &facts, &film, |_| {}).await.unwrap();
    let mute = transcode::silent_film(&film, &made, &silent).await.unwrap();
    assert!(mute.has_video && !mute.has_audio);
    let voice = transcode::sound(&film, &made, &sound, |_| {}).await.unwrap();
    assert_eq!(
        (voice.kind, voice.has_video, voice.has_audio),
        (Kind::Sound, false, true)
    );
    assert!(voice.duration_ms.unwrap().abs_diff(2000) < 200);
}

#[tokio::test]
async fn large_films_shrink_and_odd_ones_become_even() {
    let desk = Desk::local();
    for (size, shown) in [
        ("1920x1080", (1280, 720)),
        ("1080x1920", (720, 1280)),
        ("101x77", (100, 76)),
    ] {
        let args = format!("-f lavfi -i testsrc=s={size}:r=10 -t 0.5 -c:v mjpeg -pix_fmt yuvj444p -f avi");
        let sent = desk.made("in.avi", &args);
        let facts = probe(&sent).await.unwrap();
        let made = transcode::film(&sent, &facts, &desk.at("out.mp4"), |_| {})
            .await
            .unwrap();
        assert_eq!((made.width.unwrap(), made.height.unwrap()), shown, "{size}");
        assert!(!made.has_audio);
        let asked = transcode::sound(&sent, &facts, &desk.at("out.m4a"), |_| {}).await;
        assert!(matches!(asked, Err(TranscodeError::NoSound)));
    }
}

#[tokio::test]
async fn sound_in_every_usual_wrapping_is_sound() {
    let desk = Desk::local();
    for (name, how) in [
        ("a.wav", "-c:a pcm_s16le"),
        ("a.flac", "-c:a flac"),
        ("a.m4a", "-c:a aac"),
        ("a.aac", "-c:a aac"),
        ("a.ogg", "-c:a flac -f ogg"),
        ("a.webm", "-c:a libopus"),
        ("a.mp3", "-c:a libmp3lame -id3v2_version 0 -write_xing 0"),
    ] {
        let sent = desk.made(name, &format!("{TONE} -t 1 {how}"));
        let facts = probe(&sent)
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((facts.kind, facts.has_audio), (Kind::Sound, true), "{name}");
        let made = transcode::sound(&sent, &facts, &desk.at("out.m4a"), |_| {})
            .await
            .unwrap();
        assert_eq!(made.codecs, ["aac"], "{name}");
        let asked = transcode::film(&sent, &facts, &desk.at("out.mp4"), |_| {}).await;
        assert!(matches!(asked, Err(TranscodeError::NoPicture)), "{name}");
    }
}

#[tokio::test]
async fn what_a_browser_records_has_no_length_and_still_works() {
    let desk = Desk::local();
    let args = format!("{CORNER} {TONE} -t 1 -c:v libvpx -deadline realtime -c:a libopus -live 1 -f webm");
    let sent = desk.made("recorded.webm", &args);
    let facts = probe(&sent).await.unwrap();
    assert_eq!((facts.kind, facts.duration_ms), (Kind::Film, None));
    let made = transcode::film(&sent, &facts, &desk.at("out.mp4"), |_| {})
        .await
        .unwrap();
    assert!(made.duration_ms.unwrap().abs_diff(1000) < 200);
}

#[tokio::test]
async fn a_film_cut_short_is_broken_and_not_something_else() {
    let desk = Desk::local();
    let whole = std::fs::read(desk.film("whole.mp4")).unwrap();
    let early = desk.made(
        "early.mp4",
        &format!("{CORNER} -t 2 -c:v libx264 -movflags +faststart"),
    );
    let early = std::fs::read(early).unwrap();
    for (name, bytes) in [
        ("nothing", &[][..]),
        ("half, index lost", &whole[..whole.len() / 2]),
        ("half, index first", &early[..early.len() * 2 / 3]),
        ("first box only", &whole[..32]),
        ("rubbish after the head", &[&whole[..32], &[7; 5000][..]].concat()),
    ] {
        let path = desk.file("cut.mp4", bytes);
        assert!(
            matches!(probe(&path).await, Err(ProbeError::Broken)),
            "{name}: {:?}",
            probe(&path).await
        );
    }
    let no_track = desk.file("empty.webm", b"\x1a\x45\xdf\xa3\x01\x02\x03");
    assert!(matches!(probe(&no_track).await, Err(ProbeError::Broken)));
}

#[tokio::test]
async fn lists_that_point_elsewhere_are_never_followed() {
    let desk = Desk::local();
    let target = desk.film("secret.mp4");
    for text in [
        "My story, in words.".to_owned(),
        format!("ffconcat version 1.0\nfile '{}'\n", target.display()),
        format!(
            "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:2,\nfile://{}\n#EXT-X-ENDLIST\n",
            target.display()
        ),
        "#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:9/x.ts\n".to_owned(),
        "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n".to_owned(),
    ] {
        let path = desk.file("film.mp4", text.as_bytes());
        assert!(matches!(probe(&path).await, Err(ProbeError::NotMedia)), "{text}");
    }
    // A list behind the first bytes of a film reaches ffprobe, which may read only the film's own kind.
    let list = format!("\0\0\0\x08wide#EXTM3U\n#EXTINF:2,\nfile://{}\n", target.display());
    let path = desk.file("film.mp4", list.as_bytes());
    assert!(matches!(probe(&path).await, Err(ProbeError::Broken)));
    let mut avi = b"RIFF\x64\0\0\0AVI ".to_vec();
    avi.extend(list.as_bytes());
    assert!(matches!(
        probe(&desk.file("film.avi", &avi)).await,
        Err(ProbeError::Broken)
    ));
}

#[tokio::test]
async fn work_that_is_given_up_leaves_no_child_behind() {
    let desk = Desk::local();
    let sent = desk.made(
        "long.mp4",
        "-f lavfi -i testsrc2=s=1280x720:r=30 -t 20 -c:v libx264 -preset ultrafast",
    );
    let facts = probe(&sent).await.unwrap();
    let out = desk.at("given-up.mp4");
    let started = std::sync::Arc::new(tokio::sync::Notify::new());
    let told = std::sync::Arc::clone(&started);
    tokio::select! {
        made = transcode::film(&sent, &facts, &out, move |_| told.notify_one()) => panic!("too quick: {made:?}"),
        () = started.notified() => {}
    }
    let mine = out.to_str().unwrap().to_owned();
    let running = || {
        std::fs::read_dir("/proc").unwrap().flatten().any(|entry| {
            std::fs::read(entry.path().join("cmdline")).is_ok_and(|line| holds(&line, mine.as_bytes()))
        })
    };
    for _ in 0..100 {
        if !running() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("ffmpeg is still at work");
}
