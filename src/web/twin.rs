//! `/cy`, the Welsh twin of every address: the same page, in Welsh, with links that stay there.
//! Handlers never see the prefix, so no route, link or redirect knows of it.
use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Uri;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use actix_web::middleware::Next;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use entity::Language;

use super::error::Error;
use crate::words::speaking;

/// The twin's first step.
pub const WELSH: &str = "/cy";
/// Addresses that are one thing in both languages, and are cached as such.
const SHARED: &[&str] = &["/assets/", "/media/", "/uploads"];

/// Takes the prefix off a request, says its words in Welsh, and puts the prefix on what leads on.
pub async fn welsh(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(plain) = without_prefix(request.uri()) else {
        let answer = speaking(Language::English, next.call(request)).await?;
        return Ok(answer.map_into_boxed_body());
    };
    request.head_mut().uri = plain.clone();
    request.match_info_mut().get_mut().update(&plain);
    let answer = speaking(Language::Welsh, next.call(request)).await?;
    let (request, response) = answer.map_into_boxed_body().into_parts();
    let (mut head, body) = response.into_parts();
    lead_on(head.headers_mut());
    if !is_page(head.headers()) {
        return Ok(ServiceResponse::new(request, head.set_body(body)));
    }
    let page = to_bytes(body).await?;
    let page = String::from_utf8_lossy(&page);
    let page = with_links(&page).map_err(|error| Error::Unexpected(error.into()))?;
    head.headers_mut().remove(CONTENT_LENGTH);
    Ok(ServiceResponse::new(request, head.set_body(BoxBody::new(page))))
}

/// `/cy/me?a=b` is `/me?a=b`; nothing when the address is no twin's.
fn without_prefix(uri: &Uri) -> Option<Uri> {
    let rest = uri.path_and_query()?.as_str().strip_prefix(WELSH)?;
    match rest.bytes().next() {
        None => Some(Uri::from_static("/")),
        Some(b'/') => rest.parse().ok(),
        Some(b'?') => format!("/{rest}").parse().ok(),
        Some(_) => None,
    }
}

/// The twin of a local address; nothing when the address stays as it is.
fn twin_of(address: &str) -> Option<String> {
    let local = address.starts_with('/') && !address.starts_with("//");
    let shared = is_shared(address);
    let there = address == WELSH || address.starts_with("/cy/") || address.starts_with("/cy?");
    (local && !shared && !there).then(|| match address.strip_prefix('/') {
        Some("") | None => WELSH.to_owned(),
        Some(rest) => format!("{WELSH}/{rest}"),
    })
}

/// Whether an address is one thing in both languages.
pub(super) fn is_shared(path: &str) -> bool {
    SHARED.iter().any(|shared| path.starts_with(shared))
}

fn lead_on(headers: &mut HeaderMap) {
    let place = headers
        .get(LOCATION)
        .and_then(|place| place.to_str().ok())
        .and_then(twin_of);
    if let Some(place) = place.and_then(|place| HeaderValue::from_str(&place).ok()) {
        headers.insert(LOCATION, place);
    }
}

fn is_page(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"))
}

/// The page with every link and form leading to its twin. A link that names its language stays.
fn with_links(page: &str) -> Result<String, lol_html::errors::RewritingError> {
    let turn = |attribute: &'static str| {
        move |element: &mut lol_html::html_content::Element<'_, '_>| {
            let twin = element.get_attribute(attribute).as_deref().and_then(twin_of);
            if let (Some(twin), None) = (twin, element.get_attribute("hreflang")) {
                element.set_attribute(attribute, &twin)?;
            }
            Ok(())
        }
    };
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("a[href]", turn("href")))
        .append_element_content_handler(element!("form[action]", turn("action")))
        .append_element_content_handler(element!("[formaction]", turn("formaction")))
        // Addresses that scripts ask or go to.
        .append_element_content_handler(element!("[data-wait-for]", turn("data-wait-for")))
        .append_element_content_handler(element!("[data-next]", turn("data-next")))
        .append_element_content_handler(element!("[data-lock]", turn("data-lock")));
    rewrite_str(page, settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_twin_is_the_page_without_its_prefix() {
        let plain = |path: &str| without_prefix(&path.parse().unwrap()).map(|uri| uri.to_string());
        for (twin, page) in [
            ("/cy", "/"),
            ("/cy/", "/"),
            ("/cy/me?a=b", "/me?a=b"),
            ("/cy?a=b", "/?a=b"),
        ] {
            assert_eq!(plain(twin).as_deref(), Some(page), "{twin}");
        }
        for other in ["/", "/cycling", "/me/cy"] {
            assert_eq!(plain(other), None, "{other}");
        }
    }

    #[test]
    fn links_and_forms_stay_in_welsh() {
        let page = r#"<a href="/me">1</a><a href="/" hreflang="en">2</a><a href="https://x.example/">3</a><a href="//x">4</a>
            <a href="/assets/story.css">5</a><a href="/cy/me">6</a><p data-wait-for="/me/film"></p><b data-lock="/me/lock" data-next="/me/next"></b><form action="/me/story"><button formaction="/me/stop"></button></form>"#;
        let twin = with_links(page).unwrap();
        for kept in [
            r#"href="/" hreflang"#,
            r#""https://x.example/""#,
            r#""//x""#,
            r#""/assets/"#,
            r#"href="/cy/me">6"#,
        ] {
            assert!(twin.contains(kept), "{kept} in {twin}");
        }
        for turned in [
            r#"href="/cy/me">1"#,
            r#"action="/cy/me/story""#,
            r#"formaction="/cy/me/stop""#,
            r#"data-wait-for="/cy/me/film""#,
            r#"data-lock="/cy/me/lock""#,
            r#"data-next="/cy/me/next""#,
        ] {
            assert!(twin.contains(turned), "{turned} in {twin}");
        }
    }
}
