//! Answers with the bytes of an object: whole, in part, or not at all when the browser has them (RFC 9110).
//!
//! It must never decide who may have them, nor how long they may be cached: the caller does both.

use std::ops::Range;

use actix_web::body::SizedStream;
use actix_web::http::header::{self, HeaderMap};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use bytes::Bytes;
use futures_util::{Stream, stream};

/// What is known about the bytes without opening them.
#[derive(Debug, Clone)]
pub struct ByteMeta {
    /// Size in bytes.
    pub len: u64,
    /// A strong validator without quotes: the SHA-256 of the bytes does well. Printable ASCII, no quotes.
    pub etag: String,
    /// Media type.
    pub mime: String,
    /// A name to save them under; `None` to show them in the page.
    pub download_name: Option<String>,
}

/// Answers a GET or HEAD. `open` is called at most once, with the bytes that are wanted (end exclusive), and
/// its error (a missing object, say) is handed back instead of a half answer.
///
/// 200 whole, 206 for one satisfiable range, 304 and 412 for preconditions, 416 with the size. Several ranges
/// at once get the whole, as the standard allows.
pub async fn respond<O, Fut, S, E, B>(req: &HttpRequest, meta: ByteMeta, open: O) -> Result<HttpResponse, E>
where
    O: FnOnce(Range<u64>) -> Fut,
    Fut: Future<Output = Result<S, E>>,
    S: Stream<Item = Result<Bytes, B>> + 'static,
    B: Into<Box<dyn std::error::Error>> + 'static,
{
    let plan = plan(req.method(), req.headers(), &meta);
    let mut answer = HttpResponse::build(plan.status());
    answer.insert_header((header::ETAG, format!("\"{}\"", meta.etag)));
    answer.insert_header((header::ACCEPT_RANGES, "bytes"));
    // These bytes are compressed already, and a compressed part would not be the part.
    answer.insert_header((header::CONTENT_ENCODING, "identity"));
    answer.insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    let wanted = match plan {
        Plan::NotModified | Plan::PreconditionNotMet => return Ok(answer.finish()),
        Plan::Unsatisfiable => {
            answer.insert_header((header::CONTENT_RANGE, format!("bytes */{}", meta.len)));
            return Ok(answer.finish());
        }
        Plan::Part(range) => {
            let text = format!("bytes {}-{}/{}", range.start, range.end - 1, meta.len);
            answer.insert_header((header::CONTENT_RANGE, text));
            range
        }
        Plan::Whole => 0..meta.len,
    };
    describe(&mut answer, &meta);
    let size = wanted.end - wanted.start;
    if req.method() == Method::HEAD || size == 0 {
        return Ok(answer.body(SizedStream::new(
            size,
            stream::empty::<Result<Bytes, std::io::Error>>(),
        )));
    }
    let bytes = open(wanted).await?;
    Ok(answer.body(SizedStream::new(size, bytes)))
}

fn describe(answer: &mut HttpResponseBuilder, meta: &ByteMeta) {
    answer.insert_header((header::CONTENT_TYPE, meta.mime.as_str()));
    let disposition = match &meta.download_name {
        None => "inline".to_owned(),
        Some(name) => format!("attachment; filename*=UTF-8''{}", percent_encoded(name)),
    };
    answer.insert_header((header::CONTENT_DISPOSITION, disposition));
}

/// Percent-encoding for a header parameter (RFC 8187).
fn percent_encoded(name: &str) -> String {
    name.bytes()
        .fold(String::with_capacity(name.len()), |mut text, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                text.push(char::from(byte));
            } else {
                use std::fmt::Write;
                // Writing to a String does not fail.
                let _ = write!(text, "%{byte:02X}");
            }
            text
        })
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Plan {
    Whole,
    Part(Range<u64>),
    NotModified,
    PreconditionNotMet,
    Unsatisfiable,
}

impl Plan {
    fn status(&self) -> StatusCode {
        match self {
            Self::Whole => StatusCode::OK,
            Self::Part(_) => StatusCode::PARTIAL_CONTENT,
            Self::NotModified => StatusCode::NOT_MODIFIED,
            Self::PreconditionNotMet => StatusCode::PRECONDITION_FAILED,
            Self::Unsatisfiable => StatusCode::RANGE_NOT_SATISFIABLE,
        }
    }
}

/// RFC 9110, 13.2.2: If-Match, then If-None-Match, then Range under If-Range.
fn plan(method: &Method, headers: &HeaderMap, meta: &ByteMeta) -> Plan {
    let tag = format!("\"{}\"", meta.etag);
    if headers.contains_key(header::IF_MATCH) && !listed(headers, &header::IF_MATCH, |seen| seen == tag) {
        return Plan::PreconditionNotMet;
    }
    // The weak comparison is right here.
    if listed(headers, &header::IF_NONE_MATCH, |seen| {
        seen.strip_prefix("W/").unwrap_or(seen) == tag
    }) {
        return Plan::NotModified;
    }
    // A range means something for GET only.
    if method != Method::GET {
        return Plan::Whole;
    }
    // We send no Last-Modified, so a date in If-Range never fits, nor does a weak tag.
    let same = match headers.get(header::IF_RANGE) {
        None => true,
        Some(value) => value.to_str().is_ok_and(|value| value.trim() == tag),
    };
    match headers.get(header::RANGE) {
        Some(range) if same => range
            .to_str()
            .map_or(Plan::Whole, |range| parse_range(range, meta.len)),
        _ => Plan::Whole,
    }
}

/// Whether a list of entity tags holds `*` or one that fits. Tags may hold commas, but ours never do.
fn listed(headers: &HeaderMap, name: &header::HeaderName, fits: impl Fn(&str) -> bool) -> bool {
    headers
        .get_all(name)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|seen| seen == "*" || fits(seen))
}

/// One range of bytes against a size. What is not understood is passed over: the whole is always right.
fn parse_range(text: &str, len: u64) -> Plan {
    let Some((unit, set)) = text.split_once('=') else {
        return Plan::Whole;
    };
    if !unit.trim().eq_ignore_ascii_case("bytes") || set.contains(',') {
        return Plan::Whole;
    }
    let Some((first, last)) = set.trim().split_once('-') else {
        return Plan::Whole;
    };
    match (digits(first), digits(last)) {
        (None, Some(count)) if first.is_empty() => {
            if count == 0 || len == 0 {
                Plan::Unsatisfiable
            } else {
                Plan::Part(len.saturating_sub(count)..len)
            }
        }
        (Some(first), None) if last.is_empty() => {
            if first >= len {
                Plan::Unsatisfiable
            } else {
                Plan::Part(first..len)
            }
        }
        (Some(first), Some(last)) if first <= last => {
            if first >= len {
                Plan::Unsatisfiable
            } else {
                Plan::Part(first..last.saturating_add(1).min(len))
            }
        }
        _ => Plan::Whole,
    }
}

/// A number of digits only (no sign, no space); one too large to count is as large as can be.
fn digits(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn meta() -> ByteMeta {
        ByteMeta {
            len: 100,
            etag: "abc".into(),
            mime: "video/mp4".into(),
            download_name: None,
        }
    }

    fn planned(method: &Method, sent: &[(HeaderName, &'static str)]) -> Plan {
        let mut headers = HeaderMap::new();
        for (name, value) in sent {
            headers.append(name.clone(), HeaderValue::from_static(value));
        }
        plan(method, &headers, &meta())
    }

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (text, expected) in [
            ("bytes=0-0", Plan::Part(0..1)),
            ("bytes=0-", Plan::Part(0..100)),
            ("BYTES=10-19", Plan::Part(10..20)),
            ("bytes=90-500", Plan::Part(90..100)),
            ("bytes=90-99999999999999999999999", Plan::Part(90..100)),
            ("bytes=-5", Plan::Part(95..100)),
            ("bytes=-500", Plan::Part(0..100)),
            ("bytes=100-", Plan::Unsatisfiable),
            ("bytes=99999999999999999999999-", Plan::Unsatisfiable),
            ("bytes=-0", Plan::Unsatisfiable),
            ("bytes=5-4", Plan::Whole),
            ("bytes=0-1,5-6", Plan::Whole),
            ("bytes=-", Plan::Whole),
            ("bytes=+1-2", Plan::Whole),
            ("bytes=a-b", Plan::Whole),
            ("bytes", Plan::Whole),
            ("lines=0-1", Plan::Whole),
        ] {
            assert_eq!(parse_range(text, 100), expected, "{text}");
        }
        assert_eq!(parse_range("bytes=0-", 0), Plan::Unsatisfiable);
        assert_eq!(parse_range("bytes=-1", 0), Plan::Unsatisfiable);
    }

    #[test]
    fn preconditions_come_before_the_range() {
        let range = (header::RANGE, "bytes=0-9");
        let get = &Method::GET;
        assert_eq!(
            planned(get, &[(header::IF_NONE_MATCH, "\"x\", W/\"abc\""), range.clone()]),
            Plan::NotModified
        );
        assert_eq!(planned(get, &[(header::IF_NONE_MATCH, "*")]), Plan::NotModified);
        assert_eq!(
            planned(get, &[(header::IF_MATCH, "\"other\"")]),
            Plan::PreconditionNotMet
        );
        assert_eq!(
            planned(get, &[(header::IF_MATCH, "\"abc\""), range.clone()]),
            Plan::Part(0..10)
        );
        assert_eq!(
            planned(get, &[(header::IF_RANGE, "\"abc\""), range.clone()]),
            Plan::Part(0..10)
        );
        assert_eq!(
            planned(get, &[(header::IF_RANGE, "\"old\""), range.clone()]),
            Plan::Whole
        );
        assert_eq!(
            planned(get, &[(header::IF_RANGE, "W/\"abc\""), range.clone()]),
            Plan::Whole
        );
        assert_eq!(planned(&Method::HEAD, &[range]), Plan::Whole);
    }

    #[test]
    fn names_survive_a_header() {
        assert_eq!(percent_encoded("Sŵn \"a\".mp4"), "S%C5%B5n%20%22a%22.mp4");
    }
}
