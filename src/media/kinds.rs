//! What to say of a file that is taken nowhere: its kind in plain words, and what to send in its place.
//! Must never say more than the first bytes tell.
use std::path::Path;

use super::blocking;
use super::sniff::{self, Sniffed};
use crate::say;

/// A kind that people send, and that is taken nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Iphone,
    Picture,
    Paper,
}

/// The words for a file that [`super::probe::probe`] found to be no film, sound or picture.
pub async fn not_taken(path: &Path) -> String {
    let path = path.to_owned();
    let known = blocking(move || sniff::head(&path).map(|head| kind(&head))).await;
    // What cannot be read again gets the words for anything.
    match known.ok().flatten() {
        Some(Kind::Iphone) => say!("easy-sending-iphone"),
        Some(Kind::Picture) => say!("easy-sending-picture-kind"),
        Some(Kind::Paper) => say!("easy-sending-paper"),
        None => say!("easy-sending-other"),
    }
}

fn kind(head: &[u8]) -> Option<Kind> {
    let starts = |with: &[u8]| head.starts_with(with);
    match sniff::sniff_bytes(head) {
        Sniffed::Heic if head.get(8..12) == Some(b"avif") => return Some(Kind::Picture),
        Sniffed::Heic => return Some(Kind::Iphone),
        // One whose size cannot be read, or that is too big to open.
        Sniffed::Picture => return Some(Kind::Picture),
        _ => {}
    }
    if starts(b"%PDF") || starts(b"PK\x03\x04") || starts(b"\xd0\xcf\x11\xe0") || starts(b"{\\rtf") {
        return Some(Kind::Paper);
    }
    let drawing = starts(b"<") && head.windows(4).any(|seen| seen == b"<svg");
    let other = [&b"BM"[..], b"II*\0", b"MM\0*", b"8BPS"];
    (drawing || other.into_iter().any(starts)).then_some(Kind::Picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_their_first_bytes() {
        assert_eq!(kind(b"\0\0\0\x18ftypheic\0\0\0\0"), Some(Kind::Iphone));
        assert_eq!(kind(b"\0\0\0\x18ftypavif\0\0\0\0"), Some(Kind::Picture));
        assert_eq!(kind(b"<?xml version='1.0'?><svg/>"), Some(Kind::Picture));
        assert_eq!(kind(b"%PDF-1.7"), Some(Kind::Paper));
        assert_eq!(kind(b"Just some words"), None);
    }
}
