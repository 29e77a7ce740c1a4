//! Names of stored objects. This is the only place that spells an object's path.
//!
//! A key is random. It must never carry a person's name, a file name or a story's id.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// What a derived object holds; it decides the ending of its key and how it is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RenditionKind {
    /// H.264/AAC film, with or without sound (`.mp4`).
    Film,
    /// AAC sound (`.m4a`).
    Sound,
    /// JPEG picture (`.jpg`).
    Picture,
    /// WebVTT captions (`.vtt`).
    Captions,
}

impl RenditionKind {
    const ALL: [Self; 4] = [Self::Film, Self::Sound, Self::Picture, Self::Captions];

    /// The ending of the key, without a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Film => "mp4",
            Self::Sound => "m4a",
            Self::Picture => "jpg",
            Self::Captions => "vtt",
        }
    }

    /// The media type to serve it with.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Film => "video/mp4",
            Self::Sound => "audio/mp4",
            Self::Picture => "image/jpeg",
            Self::Captions => "text/vtt; charset=utf-8",
        }
    }
}

/// Where an object lives: `originals/xx/<uuid>` or `renditions/xx/<uuid>.<ext>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectKey(String);

impl ObjectKey {
    pub(super) const ROOTS: [&'static str; 2] = ["originals", "renditions"];

    /// A new random key for bytes exactly as someone sent them. Written once, never served as they are.
    pub fn original() -> Self {
        let id = Uuid::new_v4();
        Self(format!("originals/{}/{id}", shard(&id)))
    }

    /// A new random key for something we made from an original.
    pub fn rendition(kind: RenditionKind) -> Self {
        let id = Uuid::new_v4();
        Self(format!("renditions/{}/{id}.{}", shard(&id), kind.extension()))
    }

    /// The key as it is kept in a row.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of rendition this is; `None` for an original.
    pub fn kind(&self) -> Option<RenditionKind> {
        let (_, ending) = self.0.rsplit_once('.')?;
        RenditionKind::ALL
            .into_iter()
            .find(|kind| kind.extension() == ending)
    }

    /// Where an object store keeps it.
    pub(super) fn path(&self) -> object_store::path::Path {
        object_store::path::Path::from(self.0.as_str())
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not a key that this module makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an object key")]
pub struct NotAKey;

impl FromStr for ObjectKey {
    type Err = NotAKey;

    /// Accepts exactly what [`ObjectKey::as_str`] gives, nothing else: no `..`, no other case, no slack.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut parts = text.split('/');
        let (root, folder, file) = (parts.next(), parts.next(), parts.next());
        let (Some(root), Some(folder), Some(file), None) = (root, folder, file, parts.next()) else {
            return Err(NotAKey);
        };
        let stem = match root {
            "originals" => file,
            "renditions" => RenditionKind::ALL
                .into_iter()
                .find_map(|kind| file.strip_suffix(kind.extension())?.strip_suffix('.'))
                .ok_or(NotAKey)?,
            _ => return Err(NotAKey),
        };
        let id = Uuid::parse_str(stem).map_err(|_| NotAKey)?;
        if id.to_string() != stem || shard(&id) != folder {
            return Err(NotAKey);
        }
        Ok(Self(text.to_owned()))
    }
}

/// The first two hex digits spread objects over 256 folders.
fn shard(id: &Uuid) -> String {
    id.simple().to_string().chars().take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_itself() {
        for key in [ObjectKey::original(), ObjectKey::rendition(RenditionKind::Film)] {
            assert_eq!(key.as_str().parse::<ObjectKey>(), Ok(key.clone()));
        }
        assert_eq!(
            ObjectKey::rendition(RenditionKind::Sound).kind(),
            Some(RenditionKind::Sound)
        );
        assert_eq!(ObjectKey::original().kind(), None);
    }

    #[test]
    fn other_spellings_are_not_keys() {
        let key = ObjectKey::original();
        let upper = key.as_str().to_uppercase();
        for text in [
            "",
            "originals",
            "../etc/passwd",
            "originals/../x",
            "originals/aa/sam.mp4",
            upper.as_str(),
        ] {
            assert_eq!(text.parse::<ObjectKey>(), Err(NotAKey), "{text}");
        }
        assert!(format!("{key}/more").parse::<ObjectKey>().is_err());
        assert!(format!("{key}.mp4").parse::<ObjectKey>().is_err());
    }
}
