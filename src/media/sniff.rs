//! What a file is by its own first bytes, before any decoder sees it. The name it was sent under never counts.
//!
//! Only what is named here is ever given to ffmpeg: no playlist, no list of files, no text.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// How much of the beginning is looked at.
const HEAD: u64 = 64 * 1024;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sniffed {
    /// No bytes at all.
    Empty,
    /// A container for ffmpeg's demuxer of this name.
    Container(&'static str),
    /// A picture that we can read.
    Picture,
    /// A picture of Apple's kind, which nothing here can read.
    Heic,
    /// Anything else.
    Other,
}

/// The demuxers that may run, as ffmpeg spells them.
pub(super) const DEMUXERS: &str = "mov,matroska,avi,wav,mp3,ogg,flac,aac,amr";

/// Looks at the beginning of a file.
pub(super) fn sniff(path: &Path) -> io::Result<Sniffed> {
    Ok(sniff_bytes(&head(path)?))
}

/// The first bytes of a file.
pub(super) fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

pub(super) fn sniff_bytes(head: &[u8]) -> Sniffed {
    let at = |start: usize, len: usize| head.get(start..start + len).unwrap_or_default();
    match head {
        [] => return Sniffed::Empty,
        [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => {
            return Sniffed::Picture;
        }
        [0x1a, 0x45, 0xdf, 0xa3, ..] => return Sniffed::Container("matroska"),
        [b'I', b'D', b'3', ..] => return Sniffed::Container("mp3"),
        _ => {}
    }
    match at(0, 6) {
        b"GIF87a" | b"GIF89a" => return Sniffed::Picture,
        b"#!AMR\n" | b"#!AMR-" => return Sniffed::Container("amr"),
        _ => {}
    }
    match (at(0, 4), at(8, 4)) {
        (b"RIFF", b"WEBP") => return Sniffed::Picture,
        (b"RIFF", b"AVI ") => return Sniffed::Container("avi"),
        (b"RIFF", b"WAVE") => return Sniffed::Container("wav"),
        (b"OggS", _) => return Sniffed::Container("ogg"),
        (b"fLaC", _) => return Sniffed::Container("flac"),
        _ => {}
    }
    match at(4, 4) {
        b"ftyp" => {
            return match at(8, 4) {
                b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"avif" => Sniffed::Heic,
                _ => Sniffed::Container("mov"),
            };
        }
        b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot" if box_size_is_sane(at(0, 4)) => {
            return Sniffed::Container("mov");
        }
        _ => {}
    }
    match head {
        // ADTS: sync word and layer 0.
        [0xff, second, ..] if second & 0xf6 == 0xf0 => Sniffed::Container("aac"),
        [0xff, second, third, ..] if is_mpeg_sound(*second, *third) => Sniffed::Container("mp3"),
        _ => Sniffed::Other,
    }
}

/// 1 says "the size follows", 0 "to the end of the file"; else it holds at least its own head.
fn box_size_is_sane(size: &[u8]) -> bool {
    matches!(size, [0, 0, 0, 0 | 1]) || be_u32(size).is_some_and(|size| size >= 8)
}

/// A frame head of MPEG layer II or III. Layer I is left out: UTF-16 text begins like it.
fn is_mpeg_sound(second: u8, third: u8) -> bool {
    let (version, layer, rate, sampling) = (second >> 3 & 3, second >> 1 & 3, third >> 4, third >> 2 & 3);
    second & 0xe0 == 0xe0
        && version != 1
        && matches!(layer, 1 | 2)
        && !matches!(rate, 0 | 15)
        && sampling != 3
}

fn be_u32(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

/// Whether an MP4 or MOV promises more bytes than the file has, or lacks the part that says what is where.
/// A fragmented film (as browsers record) that breaks off is still playable, so it does not count.
pub(super) fn movie_is_cut(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let end = file.metadata()?.len();
    let (mut at, mut index, mut fragments) = (0_u64, false, false);
    // A real film has a handful of boxes, a fragmented one a few a second.
    for _ in 0..100_000 {
        if at >= end {
            return Ok(!index);
        }
        file.seek(SeekFrom::Start(at))?;
        let mut head = Vec::with_capacity(16);
        (&mut file).take(16).read_to_end(&mut head)?;
        let (Some(size), Some(name)) = (head.get(..4).and_then(be_u32), head.get(4..8)) else {
            return Ok(!index);
        };
        let size = match size {
            0 => end - at,
            1 => match head
                .get(8..16)
                .and_then(|long| Some(u64::from_be_bytes(long.try_into().ok()?)))
            {
                Some(long) => long,
                None => return Ok(!fragments),
            },
            short => u64::from(short),
        };
        if size < 8 {
            // Trailing rubbish after a whole film is common.
            return Ok(!index);
        }
        fragments |= name == b"moof";
        let next = at.saturating_add(size);
        if next > end {
            return Ok(!(index && (fragments || name != b"mdat" && name != b"moov")));
        }
        index |= name == b"moov";
        at = next;
    }
    Ok(!index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_lists_of_files_are_nothing_we_open() {
        for text in [
            &b"This is my story, saved as film.mp4"[..],
            b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
            b"ffconcat version 1.0\nfile '/etc/passwd'\n",
            b"\xff\xfeh\0e\0l\0l\0o\0",
            b"\xef\xbb\xbfhello",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"%PDF-1.7",
            b"PK\x03\x04",
            b"\x7fELF",
            b"x",
        ] {
            assert_eq!(
                sniff_bytes(text),
                Sniffed::Other,
                "{:?}",
                String::from_utf8_lossy(text)
            );
        }
        assert_eq!(sniff_bytes(b""), Sniffed::Empty);
    }

    #[test]
    fn containers_are_known_by_their_first_bytes() {
        for (head, demuxer) in [
            (&b"\0\0\0\x14ftypqt  "[..], "mov"),
            (b"\0\0\0\x18ftyp3gp4", "mov"),
            (b"\0\0\0\x01mdat\0\0\0\0\0\0\0\x20", "mov"),
            (b"\x1a\x45\xdf\xa3\x01", "matroska"),
            (b"RIFF\x01\x02\x03\x04AVI LIST", "avi"),
            (b"RIFF\x01\x02\x03\x04WAVEfmt ", "wav"),
            (b"ID3\x04", "mp3"),
            (b"\xff\xfb\x90\x64", "mp3"),
            (b"\xff\xf1\x50\x80", "aac"),
            (b"OggS\0\x02", "ogg"),
            (b"fLaC\0", "flac"),
        ] {
            assert_eq!(sniff_bytes(head), Sniffed::Container(demuxer));
        }
        assert_eq!(sniff_bytes(b"\0\0\0\x18ftypheic"), Sniffed::Heic);
        assert_eq!(sniff_bytes(b"RIFF\x01\x02\x03\x04WEBPVP8 "), Sniffed::Picture);
    }
}
