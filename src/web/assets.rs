//! Styles, scripts, fonts and symbols, built from `templates/assets` and carried in the binary.
//! Each has an address with the hash of its bytes, so browsers may keep it for good.
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;

use super::Reply;
use super::error::Error;
use super::table::{Access, Table};
use crate::state::State;

const FOR_GOOD: &str = "public, max-age=31536000, immutable";
// Files that styles name by themselves come without a hash; browsers ask whether they changed.
const ASK_AGAIN: &str = "public, max-age=3600";

#[derive(RustEmbed)]
#[folder = "templates/assets/dist"]
#[allow_missing = true]
struct Built;

/// The table from names (`css/story.css`) to addresses (`/assets/css/story.0f3a….css`) and back.
#[derive(Debug, Default)]
pub struct Assets {
    addresses: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

impl Assets {
    /// Lists everything that was built.
    pub fn load() -> Self {
        let mut assets = Self::default();
        for name in Built::iter() {
            let Some(file) = Built::get(&name) else { continue };
            let hashed = hashed(&name, &file.metadata.sha256_hash());
            assets
                .addresses
                .insert(name.to_string(), format!("/assets/{hashed}"));
            assets.names.insert(hashed, name.into_owned());
        }
        assets
    }

    /// Addresses by name, for the template engine.
    pub fn addresses(&self) -> &BTreeMap<String, String> {
        &self.addresses
    }

    /// A built file as text.
    pub fn text(&self, name: &str) -> Option<String> {
        let file = Built::get(self.addresses.get_key_value(name)?.0)?;
        String::from_utf8(file.data.into_owned()).ok()
    }

    fn find(&self, path: &str) -> Option<(Cow<'static, [u8]>, String, &str, bool)> {
        let (name, hashed) = match self.names.get_key_value(path) {
            Some((_, name)) => (name.as_str(), true),
            None => (self.addresses.get_key_value(path)?.0.as_str(), false),
        };
        let file = Built::get(name)?;
        Some((file.data, short(&file.metadata.sha256_hash()), name, hashed))
    }
}

/// Adds the one route that serves them.
pub fn routes(table: &mut Table) {
    table.get("/assets/{path:.*}", Access::Anyone, serve);
}

async fn serve(state: State, request: HttpRequest, path: web::Path<String>) -> Reply {
    let (bytes, hash, name, hashed) = state.assets.find(&path).ok_or(Error::NotFound)?;
    let etag = format!("\"{hash}\"");
    let cache = if hashed { FOR_GOOD } else { ASK_AGAIN };
    if request
        .headers()
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes())
    {
        return Ok(HttpResponse::NotModified()
            .insert_header((CACHE_CONTROL, cache))
            .insert_header((ETAG, etag))
            .finish());
    }
    Ok(HttpResponse::Ok()
        .content_type(content_type(name))
        .insert_header((CACHE_CONTROL, cache))
        .insert_header((ETAG, etag))
        .body(bytes.into_owned()))
}

fn hashed(name: &str, hash: &[u8; 32]) -> String {
    let hash = short(hash);
    match name.rsplit_once('.') {
        Some((stem, end)) => format!("{stem}.{hash}.{end}"),
        None => format!("{name}.{hash}"),
    }
}

fn short(hash: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    hash.iter().take(8).fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn content_type(name: &str) -> &'static str {
    match Path::new(name)
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default()
    {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::hashed;

    #[test]
    fn the_hash_stands_before_the_ending() {
        assert_eq!(
            hashed("css/story.css", &[0xab; 32]),
            "css/story.abababababababab.css"
        );
        assert_eq!(hashed("LICENCE", &[1; 32]), "LICENCE.0101010101010101");
    }
}
