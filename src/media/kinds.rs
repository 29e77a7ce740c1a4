//! What to say of a file that is taken nowhere: its kind in plain words, and what to send in its place.
//! Must never say more than the first bytes tell.
use std::path::Path;

use super::sniff::{self, Sniffed};
use super::{ProbeError, blocking};

const IPHONE: &str = "This kind of picture is from an iPhone. We cannot open it. Take a screenshot of it. Send the screenshot.";
const PICTURE: &str = "We cannot open this kind of picture. Take a screenshot of it. Send the screenshot.";
const PAPER: &str = "This is a document. We cannot show it. Take a photo of it. Send the photo.";

/// The words for a file that [`super::probe::probe`] found to be no film, sound or picture.
pub async fn not_taken(path: &Path) -> String {
    let path = path.to_owned();
    let known = blocking(move || sniff::head(&path).map(|head| said(&head))).await;
    // What cannot be read again gets the words for anything.
    known
        .ok()
        .flatten()
        .map_or_else(|| ProbeError::NotMedia.to_string(), str::to_owned)
}

fn said(head: &[u8]) -> Option<&'static str> {
    let starts = |with: &[u8]| head.starts_with(with);
    match sniff::sniff_bytes(head) {
        Sniffed::Heic if head.get(8..12) == Some(b"avif") => return Some(PICTURE),
        Sniffed::Heic => return Some(IPHONE),
        // One whose size cannot be read, or that is too big to open.
        Sniffed::Picture => return Some(PICTURE),
        _ => {}
    }
    if starts(b"%PDF") || starts(b"PK\x03\x04") || starts(b"\xd0\xcf\x11\xe0") || starts(b"{\\rtf") {
        return Some(PAPER);
    }
    let drawing = starts(b"<") && head.windows(4).any(|seen| seen == b"<svg");
    let other = [&b"BM"[..], b"II*\0", b"MM\0*", b"8BPS"];
    (drawing || other.into_iter().any(starts)).then_some(PICTURE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_own_words() {
        assert_eq!(said(b"\0\0\0\x18ftypheic\0\0\0\0"), Some(IPHONE));
        assert_eq!(said(b"\0\0\0\x18ftypavif\0\0\0\0"), Some(PICTURE));
        assert_eq!(said(b"<?xml version='1.0'?><svg/>"), Some(PICTURE));
        assert_eq!(said(b"%PDF-1.7"), Some(PAPER));
        assert_eq!(said(b"Just some words"), None);
        for words in [IPHONE, PICTURE, PAPER] {
            let long = words.split('.').any(|one| one.split_whitespace().count() > 12);
            assert!(!long, "{words}");
        }
    }
}
