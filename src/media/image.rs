//! Pictures: read within limits, turned upright, made anew as JPEG in two sizes.
//!
//! It must never pass on a byte of the file that was sent: no EXIF, no place, no hidden second file. What is
//! served holds pixels and nothing else.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use ::image::codecs::jpeg::JpegEncoder;
use ::image::error::ImageError;
use ::image::imageops::FilterType;
use ::image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use bytes::Bytes;

use super::sniff::{Sniffed, sniff_bytes};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 40 * 1024 * 1024;
/// The longest side that is decoded, in pixels.
pub const MAX_SIDE: u32 = 12_000;
/// The most pixels that are decoded.
pub const MAX_PIXELS: u64 = 60_000_000;
/// The longest side of the large rendition, in pixels.
pub const LARGE: u32 = 1600;
/// The longest side of the small rendition, in pixels.
pub const SMALL: u32 = 400;

const MAX_ALLOCATION: u64 = 288 * 1024 * 1024;
const QUALITY: u8 = 82;

/// Why there is no picture. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    #[error("This picture is too big for us to open. Send a smaller copy, or a screenshot of it.")]
    TooBig,
    #[error(
        "We can open JPEG, PNG, WebP and GIF pictures. Save it as one of these, or send a screenshot of it."
    )]
    NotAPicture,
    #[error("This picture is damaged and we could not open it. Send it again from where it was made.")]
    Broken,
    #[error("could not read the picture")]
    Io(#[from] io::Error),
}

/// A picture as it is served: two JPEGs without any of the original's bytes.
#[derive(Debug, Clone)]
pub struct Picture {
    /// At most [`LARGE`] pixels on its longer side, never enlarged.
    pub large: Bytes,
    /// At most [`SMALL`] pixels on its longer side.
    pub small: Bytes,
    /// Size of the large one in pixels, upright.
    pub width: u32,
    pub height: u32,
}

/// Makes both renditions of the picture at `path`, off the async threads. One call may use up to 300 MiB for
/// the largest picture that is allowed: run few at a time.
pub async fn render_file(path: &Path) -> Result<Picture, PictureError> {
    let path = path.to_owned();
    super::blocking(move || render(&read(&path)?)).await
}

/// Makes both renditions. Blocks for as long as decoding takes.
pub fn render(bytes: &[u8]) -> Result<Picture, PictureError> {
    let (mut decoder, _) = open(bytes)?;
    let turn = decoder.orientation().map_err(plain)?;
    // Of an animation this is the first picture.
    let image = DynamicImage::from_decoder(decoder).map_err(plain)?;
    let mut large = within(image, LARGE);
    // Turned when small already: turning the whole would need it twice in memory.
    large.apply_orientation(turn);
    let large = on_white(large);
    let small = within(DynamicImage::ImageRgb8(large.clone()), SMALL).into_rgb8();
    Ok(Picture {
        width: large.width(),
        height: large.height(),
        large: jpeg(&large)?,
        small: jpeg(&small)?,
    })
}

/// The size in pixels as the file states it (not turned), without decoding.
pub(super) fn size(path: &Path) -> Result<(u32, u32), PictureError> {
    open(&read(path)?).map(|(_, size)| size)
}

fn read(path: &Path) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        Err(PictureError::TooBig)
    } else {
        Ok(bytes)
    }
}

/// Everything that is decided before the first pixel is decoded.
fn open(bytes: &[u8]) -> Result<(impl ImageDecoder + '_, (u32, u32)), PictureError> {
    match sniff_bytes(bytes) {
        Sniffed::Picture => {}
        Sniffed::Empty => return Err(PictureError::Broken),
        _ => return Err(PictureError::NotAPicture),
    }
    if holds_another_file(bytes) {
        return Err(PictureError::NotAPicture);
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    match reader.format() {
        Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif) => {}
        _ => return Err(PictureError::NotAPicture),
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOCATION);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(plain)?;
    let (width, height) = decoder.dimensions();
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureError::TooBig);
    }
    if width == 0 || height == 0 {
        return Err(PictureError::Broken);
    }
    if decoder.total_bytes() > MAX_ALLOCATION {
        return Err(PictureError::TooBig);
    }
    Ok((decoder, (width, height)))
}

/// Whether the file would also be read as a page, a script, a document or an archive. Phones add films and
/// second pictures after a JPEG; those are let through, because nothing but the pixels is ever passed on.
fn holds_another_file(bytes: &[u8]) -> bool {
    let near_start = bytes.get(..1024).unwrap_or(bytes);
    let near_end = bytes.get(bytes.len().saturating_sub(66_000)..).unwrap_or(bytes);
    let holds = |place: &[u8], mark: &[u8]| {
        place
            .windows(mark.len())
            .any(|seen| seen.eq_ignore_ascii_case(mark))
    };
    holds(near_start, b"%PDF-")
        || (holds(near_end, b"PK\x05\x06") && holds(bytes, b"PK\x03\x04"))
        || [&b"<script"[..], b"<!doctype html", b"<html", b"<?php"]
            .iter()
            .any(|mark| holds(bytes, mark))
}

/// Shrinks to fit a square; never enlarges. A quick pass first when it is much too big.
fn within(image: DynamicImage, side: u32) -> DynamicImage {
    let image = if image.width().max(image.height()) > side * 2 {
        image.thumbnail(side * 2, side * 2)
    } else {
        image
    };
    if image.width().max(image.height()) > side {
        image.resize(side, side, FilterType::CatmullRom)
    } else {
        image
    }
}

/// JPEG knows no see-through: what is behind is white.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [r, g, b, a] = image.get_pixel(x, y).0;
        let over = |channel: u8| {
            let mixed = (u32::from(channel) * u32::from(a) + 255 * (255 - u32::from(a))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        ::image::Rgb([over(r), over(g), over(b)])
    })
}

fn jpeg(image: &RgbImage) -> Result<Bytes, PictureError> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .encode_image(image)
        .map_err(plain)?;
    Ok(Bytes::from(out))
}

fn plain(error: ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooBig,
        ImageError::Unsupported(_) => PictureError::NotAPicture,
        ImageError::IoError(error) if error.kind() != io::ErrorKind::UnexpectedEof => PictureError::Io(error),
        _ => PictureError::Broken,
    }
}
