//! What the browser sent, as raw text. Never an answer of its own to bad letters: a form that
//! cannot be read exactly comes back to its page, marked, with everything that could be read.
use std::collections::BTreeSet;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;

use super::error::Error;

/// Largest form without files, in bytes: a long life story in any script.
pub const MAX_FORM: usize = 2 << 20;
/// Most fields in one form.
const MAX_FIELDS: usize = 2_000;

/// Names and values in the order they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    pairs: Vec<(String, String)>,
    unreadable: BTreeSet<String>,
}

impl Form {
    /// Reads `a=1&b=2`. Letters that are no UTF-8 become � and their field is marked.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut form = Self::default();
        for pair in bytes
            .split(|&byte| byte == b'&')
            .filter(|pair| !pair.is_empty())
            .take(MAX_FIELDS)
        {
            let (name, value) = match pair.iter().position(|&byte| byte == b'=') {
                Some(at) => (
                    pair.get(..at).unwrap_or_default(),
                    pair.get(at + 1..).unwrap_or_default(),
                ),
                None => (pair, [].as_slice()),
            };
            form.push(
                String::from_utf8_lossy(&unescape(name)).into_owned(),
                &unescape(value),
            );
        }
        form
    }

    /// Adds a value as it came over the wire.
    pub(super) fn push(&mut self, name: String, value: &[u8]) {
        let text = String::from_utf8_lossy(value);
        if matches!(text, std::borrow::Cow::Owned(_)) {
            self.unreadable.insert(name.clone());
        }
        // Browsers send line ends as CR LF; PostgreSQL takes no NUL.
        let text = text.replace("\r\n", "\n").replace('\0', "");
        self.pairs.push((name, text));
    }

    /// The first value, to the letter; empty when the field was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// The value as a page shows it again.
    pub fn typed(&self, name: &str) -> String {
        self.get(name).to_owned()
    }

    /// All values of a field, for boxes that can be ticked together.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether the field was sent with something in it.
    pub fn has(&self, name: &str) -> bool {
        !self.get(name).trim().is_empty()
    }

    /// Whether letters of this field were lost on the way.
    pub fn is_unreadable(&self, name: &str) -> bool {
        self.unreadable.contains(name)
    }

    /// All names and values, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromRequest for Form {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(_: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let mut payload = payload.take();
        Box::pin(async move {
            let mut body = Vec::new();
            while let Some(chunk) = payload.next().await {
                let chunk = chunk.map_err(|_| Error::Unreadable)?;
                if body.len() + chunk.len() > MAX_FORM {
                    return Err(Error::TooLarge);
                }
                body.extend_from_slice(&chunk);
            }
            Ok(Self::parse(&body))
        })
    }
}

/// What stands behind the `?` of the address, read as kindly as a form.
#[derive(Debug, Clone, Default)]
pub struct Query(pub Form);

impl FromRequest for Query {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(Form::parse(request.query_string().as_bytes()))))
    }
}

/// Makes text safe inside an address: everything but letters, digits and `-_.~/`.
pub fn escape(text: &str) -> String {
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
                out.push(char::from(byte));
            } else {
                use std::fmt::Write as _;
                // Writing to a String cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
            out
        })
}

fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                if let Some((value, after)) = hex_pair(after) {
                    out.push(value);
                    rest = after;
                } else {
                    out.push(b'%');
                }
            }
            other => out.push(other),
        }
    }
    out
}

fn hex_pair(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (pair, after) = bytes.split_at_checked(2)?;
    let pair = std::str::from_utf8(pair)
        .ok()
        .filter(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    Some((u8::from_str_radix(pair, 16).ok()?, after))
}

/// A path of this site to go on to; anything else is ignored.
pub fn local_path(next: &str) -> Option<&str> {
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    (ours && next.len() < 2_000 && !next.chars().any(char::is_control)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_arrives_to_the_letter() {
        let form =
            Form::parse("name=Si%C3%A2n+%C5%B4yn&story=a%26b%3Dc%25&story=%F0%9F%98%80&bare&=x".as_bytes());
        assert_eq!(form.get("name"), "Siân Ŵyn");
        assert_eq!(form.all("story").collect::<Vec<_>>(), ["a&b=c%", "😀"]);
        assert_eq!((form.get("bare"), form.get("missing")), ("", ""));
        assert!(!form.is_unreadable("name"));
    }

    #[test]
    fn bad_letters_keep_the_rest_and_are_marked() {
        let form = Form::parse(b"story=Hello+%FF%FEthere&name=Jo");
        assert!(form.get("story").starts_with("Hello ") && form.get("story").ends_with("there"));
        assert!(form.is_unreadable("story") && !form.is_unreadable("name"));
    }

    #[test]
    fn half_an_escape_is_just_a_sign() {
        assert_eq!(Form::parse(b"a=100%&b=%4&c=%zz&d=%+1").get("a"), "100%");
        assert_eq!(Form::parse(b"c=%zz").get("c"), "%zz");
    }

    #[test]
    fn line_ends_are_plain_and_nul_is_gone() {
        assert_eq!(Form::parse(b"a=one%0D%0Atwo%00").get("a"), "one\ntwo");
    }

    #[test]
    fn only_our_own_paths_are_gone_on_to() {
        assert_eq!(local_path("/me?x=1"), Some("/me?x=1"));
        for bad in [
            "",
            "me",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\nb",
        ] {
            assert_eq!(local_path(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_escaped_comes_back(text in "\\PC*") {
            let text = text.replace('\0', "");
            let form = Form::parse(format!("a={}", escape(&text)).as_bytes());
            prop_assert_eq!(form.get("a"), text);
        }

        #[test]
        fn any_bytes_are_read_without_harm(bytes: Vec<u8>) {
            Form::parse(&bytes);
        }
    }
}
