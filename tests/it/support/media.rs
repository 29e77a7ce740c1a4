//! Files as phones, browsers and people who mean harm send them, made on the spot with ffmpeg or by hand.

use std::path::{Path, PathBuf};
use std::process::Command;

use bytes::Bytes;
use firsthand::media::Media;
use futures_util::stream::{self, Stream};

/// A media store of its own, gone with the test.
pub struct Desk {
    pub media: Media,
    pub folder: tempfile::TempDir,
}

impl Desk {
    /// Objects as files, as the program runs by default.
    pub fn local() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let media = Media::local(&folder.path().join("objects"), &folder.path().join("work")).unwrap();
        Self { media, folder }
    }

    /// Objects elsewhere.
    pub fn remote() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let media = Media::memory(&folder.path().join("work")).unwrap();
        Self { media, folder }
    }

    /// A path for a file.
    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.at(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Has ffmpeg make a file.
    pub fn made(&self, name: &str, args: &str) -> PathBuf {
        let path = self.at(name);
        ffmpeg(args, &path);
        path
    }

    /// Two seconds of moving picture with sound, wider than high, its top left corner white on black.
    pub fn film(&self, name: &str) -> PathBuf {
        self.made(
            name,
            &format!("{CORNER} {TONE} -t 2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac"),
        )
    }

    /// The same as a phone held upright stores it: lying, with a note to turn it, and with where it was made.
    pub fn phone_film(&self) -> PathBuf {
        let lying = self.film("lying.mp4");
        let turned = self.at("phone.mov");
        let status = Command::new("ffmpeg")
            .args(["-v", "error", "-y", "-i"])
            .arg(lying)
            .args([
                "-map",
                "0",
                "-c",
                "copy",
                "-metadata:s:v",
                "rotate=90",
                "-metadata",
                "title=Sam at home",
            ])
            .args([
                "-metadata",
                "location=+51.5007-000.1246/",
                "-movflags",
                "use_metadata_tags",
            ])
            .args([
                "-metadata",
                "com.apple.quicktime.location.ISO6709=+51.5007-000.1246/",
            ])
            .args(["-metadata:s:a", "handler_name=Sams phone"])
            .arg(&turned)
            .status()
            .unwrap();
        assert!(status.success());
        turned
    }
}

/// A black picture whose top left corner is white.
pub const CORNER: &str =
    "-f lavfi -i color=black:s=320x180:r=25,drawbox=x=0:y=0:w=80:h=60:color=white:t=fill";
/// A steady tone.
pub const TONE: &str = "-f lavfi -i sine=440:r=48000";

fn ffmpeg(args: &str, out: &Path) {
    let status = Command::new("ffmpeg")
        .args(["-v", "error", "-y"])
        .args(args.split(' '))
        .arg(out)
        .status()
        .unwrap();
    assert!(status.success(), "{args}");
}

/// Everything that ffprobe can tell about a file, tags and all.
pub fn told(path: &Path) -> String {
    let args = ["-v", "error", "-show_format", "-show_streams", "-show_chapters"];
    let output = Command::new("ffprobe").args(args).arg(path).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Whether the bytes hold these letters anywhere.
pub fn holds(bytes: &[u8], letters: &[u8]) -> bool {
    bytes.windows(letters.len()).any(|seen| seen == letters)
}

/// A JPEG, 64 x 32, left half white and right half black, with EXIF that says "turn me clockwise" and a place.
pub fn phone_picture() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 32, |x, _| image::Rgb([if x < 32 { 255 } else { 0 }; 3]));
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 95)
        .encode_image(&picture)
        .unwrap();
    let exif = exif();
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend(&exif);
    out.extend(&jpeg[2..]);
    out
}

/// EXIF by hand: orientation 6, the camera's make, and a GPS directory with a latitude.
fn exif() -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut field = tag.to_be_bytes().to_vec();
        field.extend(kind.to_be_bytes());
        field.extend(count.to_be_bytes());
        field.extend(value);
        field
    };
    let (make, turn, place) = (
        entry(0x010f, 2, 8, 50_u32.to_be_bytes()),
        entry(0x0112, 3, 1, [0, 6, 0, 0]),
        entry(0x8825, 4, 1, 58_u32.to_be_bytes()),
    );
    let (north, latitude) = (entry(1, 2, 2, *b"N\0\0\0"), entry(2, 5, 3, 88_u32.to_be_bytes()));
    tiff.extend([0, 3]);
    tiff.extend([make, turn, place].concat());
    tiff.extend(0_u32.to_be_bytes());
    assert_eq!(tiff.len(), 50);
    tiff.extend(b"SamPhon\0");
    tiff.extend([0, 2]);
    tiff.extend([north, latitude].concat());
    tiff.extend(0_u32.to_be_bytes());
    assert_eq!(tiff.len(), 88);
    for part in [51_u32, 1, 30, 1, 7, 1] {
        tiff.extend(part.to_be_bytes());
    }
    [b"Exif\0\0".to_vec(), tiff].concat()
}

/// A PNG that says it is this large and holds nothing else.
pub fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for chunk in [&head[..], b"IDAT", b"IEND"] {
        png.extend(u32::try_from(chunk.len() - 4).unwrap().to_be_bytes());
        png.extend(chunk);
        png.extend(crc32(chunk).to_be_bytes());
    }
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// A GIF that says it is this large, with one frame of that size and hardly any bytes.
pub fn gif_claiming(width: u16, height: u16) -> Vec<u8> {
    let size = [width.to_le_bytes(), height.to_le_bytes()].concat();
    let mut gif = b"GIF89a".to_vec();
    gif.extend(&size);
    gif.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0]);
    gif.extend(&size);
    gif.extend([0, 2, 2, 0x44, 1, 0, 0x3b]);
    gif
}

/// A body that arrives whole.
pub fn body(parts: &[&[u8]]) -> impl Stream<Item = Result<Bytes, &'static str>> + use<> {
    stream::iter(
        parts
            .iter()
            .map(|part| Ok(Bytes::copy_from_slice(part)))
            .collect::<Vec<_>>(),
    )
}

/// A body whose connection is cut after these bytes.
pub fn cut_body(bytes: &[u8]) -> impl Stream<Item = Result<Bytes, &'static str>> + use<> {
    stream::iter(vec![Ok(Bytes::copy_from_slice(bytes)), Err("cut")])
}
