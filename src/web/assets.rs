//! Styles, scripts, fonts and symbols, built from `templates/assets` and carried in the binary.
//! Each has an address with the hash of its bytes, so browsers may keep it for good.
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use actix_web::http::header::{
    AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, ETAG, Encoding, Header as _, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;

use super::Reply;
use super::error::Error;
use super::table::{Access, Table};
use crate::state::State;

const FOR_GOOD: &str = "public, max-age=31536000, immutable";
// Files that styles name by themselves come without a hash; browsers ask whether they changed.
const ASK_AGAIN: &str = "public, max-age=3600";
/// The ending of a text as small as it gets, beside that text.
const SMALL: &str = ".br";

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
        for name in Built::iter().filter(|name| !name.ends_with(SMALL)) {
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

    fn find(&self, path: &str) -> Option<Found<'_>> {
        let (name, hashed) = match self.names.get_key_value(path) {
            Some((_, name)) => (name.as_str(), true),
            None => (self.addresses.get_key_value(path)?.0.as_str(), false),
        };
        let file = Built::get(name)?;
        Some(Found {
            bytes: file.data,
            small: Built::get(&format!("{name}{SMALL}")).map(|small| small.data),
            hash: short(&file.metadata.sha256_hash()),
            name,
            hashed,
        })
    }
}

/// A built file.
struct Found<'a> {
    bytes: Cow<'static, [u8]>,
    /// The same in brotli.
    small: Option<Cow<'static, [u8]>>,
    hash: String,
    name: &'a str,
    /// Its address has the hash.
    hashed: bool,
}

/// Adds the one route that serves them.
pub fn routes(table: &mut Table) {
    table.get("/assets/{path:.*}", Access::Anyone, serve);
}

async fn serve(state: State, request: HttpRequest, path: web::Path<String>) -> Reply {
    let found = state.assets.find(&path).ok_or(Error::NotFound)?;
    let small = found.small.filter(|_| takes_brotli(&request));
    // Each form of a file has a tag of its own (RFC 9110, 8.8.3).
    let etag = format!("\"{}{}\"", found.hash, if small.is_some() { "-br" } else { "" });
    let cache = if found.hashed { FOR_GOOD } else { ASK_AGAIN };
    if request
        .headers()
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes())
    {
        return Ok(HttpResponse::NotModified()
            .insert_header((CACHE_CONTROL, cache))
            .insert_header((ETAG, etag))
            .insert_header((VARY, "accept-encoding"))
            .finish());
    }
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(content_type(found.name))
        .insert_header((CACHE_CONTROL, cache))
        .insert_header((ETAG, etag))
        .insert_header((VARY, "accept-encoding"));
    Ok(match small {
        Some(small) => answer
            .insert_header((CONTENT_ENCODING, "br"))
            .body(small.into_owned()),
        None => answer.body(found.bytes.into_owned()),
    })
}

/// Whether a browser says that it takes brotli (RFC 9110, 12.5.3).
fn takes_brotli(request: &HttpRequest) -> bool {
    AcceptEncoding::parse(request).is_ok_and(|takes| {
        takes
            .negotiate([Encoding::brotli(), Encoding::identity()].iter())
            .is_some_and(|best| best == Encoding::brotli())
    })
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
