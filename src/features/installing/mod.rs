//! The service as something to put on a phone: its manifest, the worker that keeps opened pages for when there
//! is no signal, and the page for those that were not opened. Must never be about anybody: each is the same
//! for everyone.
use std::fmt::Write as _;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use entity::Language;
use serde::Serialize;
use serde_json::json;

use crate::say;
use crate::state::State;
use crate::web::assets::Assets;
use crate::web::twin::WELSH;
use crate::web::{Access, Error, Page, Query, Reply, Table, Who};
use crate::words;

pub fn routes(table: &mut Table) {
    table
        .get("/manifest.webmanifest", Access::Anyone, manifest)
        .get("/sw.js", Access::Anyone, worker)
        .get("/offline", Access::Anyone, offline);
}

/// What a page needs to look and work as it does; kept on the phone before anybody asks for it.
const SHELL: [&str; 6] = [
    "story.css",
    "story.js",
    "record.js",
    "phone.js",
    "sending.js",
    "favicon.svg",
];
/// Pictures of the pages that work without a signal.
const PICTURES: [&str; 17] = [
    "phone", "yes", "talk", "film", "idea", "look", "people", "happy", "sad", "change", "camera", "card",
    "clock", "story", "warning", "not-sure", "safe",
];

/// The letters of both languages.
const FONTS: [&str; 2] = [
    "/assets/fonts/atkinson-latin.woff2",
    "/assets/fonts/atkinson-welsh.woff2",
];
/// The page for when there is no signal, and its twin.
const OFFLINE: [&str; 2] = ["/offline", "/cy/offline"];

/// The manifest of a language: it opens where the pages are in it.
async fn manifest(Query(query): Query) -> Reply {
    // An address of its own, not the language of the request: it is kept for everybody.
    let language = query.get("lang").parse().unwrap_or(Language::English);
    let about = words::for_now(language, || say!("easy-errors-manifest"));
    let start = match language {
        Language::English => "/me".to_owned(),
        Language::Welsh => format!("{WELSH}/me"),
    };
    let manifest = json!({
        "id": "/me",
        "name": "Firsthand",
        "short_name": "Firsthand",
        "description": about,
        "lang": language.as_str(),
        "dir": "ltr",
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": "#fff8ea",
        "theme_color": "#5a1e6b",
        "icons": [
            { "src": "/assets/favicon.svg", "type": "image/svg+xml", "sizes": "any" },
            { "src": "/assets/icon-192.png", "type": "image/png", "sizes": "192x192" },
            { "src": "/assets/icon-512.png", "type": "image/png", "sizes": "512x512" },
            { "src": "/assets/icon-512.png", "type": "image/png", "sizes": "512x512", "purpose": "maskable" },
        ],
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/manifest+json"))
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .body(manifest.to_string()))
}

/// Everything of the shell by its address.
fn shell(assets: &Assets) -> Vec<&str> {
    let pictures: Vec<String> = PICTURES
        .iter()
        .map(|name| format!("symbols/{name}.svg"))
        .collect();
    let names = SHELL.into_iter().chain(pictures.iter().map(String::as_str));
    let mut shell: Vec<&str> = names
        .filter_map(|name| assets.addresses().get(name).map(String::as_str))
        .collect();
    // The letters are named by the styles, without a hash.
    shell.extend(FONTS);
    shell.extend(OFFLINE);
    shell
}

/// The worker with its shell. It is another one whenever a file of the shell is.
async fn worker(state: State) -> Reply {
    let code = state.assets.text("sw.js").ok_or(Error::NotFound)?;
    let shell = shell(&state.assets);
    let version = crate::web::session::hash(&format!("{}{code}", shell.join(" ")));
    let version: String = version.chars().take(16).collect();
    let mut script = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        script,
        "const VERSION={};const SHELL={};\n{code}",
        json!(version),
        json!(shell)
    );
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/javascript; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(script))
}

#[derive(Debug, Serialize)]
struct OfflinePage {}

impl Page for OfflinePage {
    const TEMPLATE: &'static str = "installing/offline.html";
    const IN_WELSH: bool = true;
}

/// The same for everyone: it is kept on phones that several people use.
async fn offline(state: State) -> Reply {
    state.page(&Who::nobody("/offline"), &OfflinePage {})
}

#[cfg(test)]
mod tests {
    use super::{FONTS, OFFLINE, PICTURES, SHELL, shell};
    use crate::web::assets::Assets;

    #[test]
    fn everything_of_the_shell_is_there() {
        let assets = Assets::load();
        if assets.addresses().is_empty() {
            // A build without npm has no assets at all.
            return;
        }
        assert_eq!(
            shell(&assets).len(),
            SHELL.len() + PICTURES.len() + FONTS.len() + OFFLINE.len()
        );
    }
}
