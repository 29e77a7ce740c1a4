//! The signed-in session behind a cookie. The cookie holds a random token; the database only its hash.
//! Never made by a GET, and never for an account that is not active.
use std::rc::Rc;

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::ServiceRequest;
use actix_web::http::header::ACCEPT;
use actix_web::{HttpMessage as _, HttpRequest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::choices::{self, Choices};
use entity::{AccountId, SessionId, Timestamp, Viewer};
use sha2::{Digest as _, Sha256};

use super::chosen;
use super::error::Error;
use super::viewer::Who;
use crate::state::State;
use crate::words;

/// Names the session cookie.
pub const COOKIE: &str = "firsthand_session";
/// Names the cookie that carries one sentence over to the next page.
pub(super) const NOTICE: &str = "firsthand_notice";

/// Everything about this request that is not the request.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    pub viewer: Viewer,
    pub session: Option<SessionId>,
    pub notice: Option<String>,
    /// How the pages are to look for this person on this device.
    pub choices: Choices,
    pub path: String,
    /// What stands after the question mark.
    pub query: String,
    /// How much the account was told and has not put away; counted for pages of staff only.
    pub told: u64,
    /// Half an hour with a helper on this device is over: who of the staff began it.
    pub over: Option<String>,
    /// The same session for longer, when it was about to run out.
    pub refreshed: Option<Cookie<'static>>,
}

impl Default for Visit {
    fn default() -> Self {
        Self {
            viewer: Viewer::Public,
            session: None,
            notice: None,
            choices: Choices::default(),
            path: String::new(),
            query: String::new(),
            told: 0,
            over: None,
            refreshed: None,
        }
    }
}

/// A new 256-bit secret for a cookie, a card or an invitation, safe in an address.
pub fn fresh_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// A secret of the same kind that is always the same for the same words. They hold a fresh token, so
/// that nobody can guess them; a second press of one form then makes nothing new.
pub fn token_of(words: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(words.as_bytes()))
}

/// What the database keeps of a token: SHA-256 in hexadecimal.
pub fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes())
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            use std::fmt::Write as _;
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// How long a session lasts after a visit, in milliseconds.
fn lifetime(state: &State, viewer: &Viewer) -> i64 {
    let security = &state.config.security;
    match viewer.participant() {
        Some(_) => security.storyteller_session_days * Timestamp::DAY,
        None => security.staff_idle_hours * 60 * 60 * 1000,
    }
}

/// When a session that began then ends if nobody comes before; `None` when it is over, however busy.
fn end_of(state: &State, viewer: &Viewer, started: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let idle = now.plus(lifetime(state, viewer));
    let end = match viewer.participant() {
        Some(_) => idle,
        None => idle.min(started.plus_days(state.config.security.staff_session_days)),
    };
    (end > now).then_some(end)
}

pub(super) fn cookie(state: &State, token: String, milliseconds: i64) -> Cookie<'static> {
    built(state, COOKIE, token, Duration::milliseconds(milliseconds))
}

pub(super) fn built(state: &State, name: &'static str, value: String, age: Duration) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.config.server.secure())
        .max_age(age)
        .finish()
}

/// Starts a session for `account` under a new token and ends the one before, if any, so that
/// nobody keeps a token from before they signed in. Answers with the cookie to set.
pub async fn start(
    state: &State,
    who: &Who,
    account: AccountId,
    how: &str,
) -> Result<Cookie<'static>, Error> {
    let now = state.clock.now();
    let viewer = entity::account::viewer(&state.db, account)
        .await?
        .ok_or(Error::NotFound)?;
    let tx = state.db.begin().await?;
    if let Some(before) = who.session() {
        entity::session::end(&tx, before, now).await?;
    }
    let token = fresh_token();
    let end = end_of(state, &viewer, now, now).ok_or(Error::NotFound)?;
    entity::session::start(&tx, &hash(&token), account, end, how, now).await?;
    tx.commit().await?;
    Ok(cookie(state, token, end.0 - now.0))
}

/// Ends the session of this visit. Answers with the cookie that clears it.
pub async fn end(state: &State, who: &Who) -> Result<Cookie<'static>, Error> {
    if let Some(session) = who.session() {
        let tx = state.db.begin().await?;
        entity::session::end(&tx, session, state.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(built(state, COOKIE, String::new(), Duration::ZERO))
}

/// Who is asking, from the cookie and the database.
pub(super) async fn visit(state: &State, request: &mut ServiceRequest) -> Result<Visit, Error> {
    let mut visit = Visit {
        path: request.path().to_owned(),
        query: request.query_string().to_owned(),
        choices: chosen::of_device(request.request()),
        notice: request.cookie(NOTICE).and_then(|cookie| sentence(cookie.value())),
        ..Visit::default()
    };
    let Some(token) = request
        .cookie(COOKIE)
        .map(|cookie| cookie.value().to_owned())
        .filter(|token| token.len() == 43)
    else {
        return Ok(visit);
    };
    let now = state.clock.now();
    let Some(live) = entity::session::find(&state.db, &hash(&token), now).await? else {
        visit.over = entity::supporter::over(&state.db, &hash(&token), now).await?;
        return Ok(visit);
    };
    // What scripts ask for is read by the same person; files are one thing in both languages.
    if !super::twin::is_shared(request.path()) {
        let own = choices::of(&state.db, &live.viewer).await?;
        visit.choices = chosen::over(own, visit.choices);
        if visit.choices.language == Some(entity::Language::Welsh) {
            words::choose(entity::Language::Welsh);
        }
    }
    if live.viewer.beside().is_some() {
        // It lasts as long as it was begun for, however busy.
        visit.viewer = live.viewer;
        visit.session = Some(live.id);
        return Ok(visit);
    }
    let Some(end) = end_of(state, &live.viewer, live.started_at, now) else {
        return Ok(visit);
    };
    visit.viewer = live.viewer;
    visit.session = Some(live.id);
    if visit.viewer.role().is_some_and(entity::Role::is_staff) {
        // The pages of staff are in one language.
        words::choose(entity::Language::English);
    }
    if visit.viewer.role().is_some_and(entity::Role::is_staff) && asks_for_a_page(request) {
        visit.told = entity::notice::count(&state.db, &visit.viewer).await?;
    }
    let lifetime = lifetime(state, &visit.viewer);
    // One write a stretch, not one a page.
    if now.0 - live.seen_at.0 > (lifetime / 90).min(60 * 60 * 1000) {
        let tx = state.db.begin().await?;
        entity::session::seen(&tx, live.id, end, now).await?;
        tx.commit().await?;
        visit.refreshed = Some(cookie(state, token, end.0 - now.0));
    }
    Ok(visit)
}

/// A browser that goes to a page says that it takes HTML; for a film, a script or an upload it does not.
fn asks_for_a_page(request: &ServiceRequest) -> bool {
    request
        .headers()
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

fn sentence(encoded: &str) -> Option<String> {
    URL_SAFE_NO_PAD
        .decode(encoded)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .filter(|text| text.len() <= 300)
}

/// A sentence for the top of the next page, for answers that are no redirection.
pub fn saying(state: &State, text: &str) -> Cookie<'static> {
    notice_cookie(state, text)
}

pub(super) fn notice_cookie(state: &State, text: &str) -> Cookie<'static> {
    built(state, NOTICE, URL_SAFE_NO_PAD.encode(text), Duration::minutes(1))
}

pub(super) fn remember(request: &ServiceRequest, visit: Rc<Visit>) {
    request.extensions_mut().insert(visit);
}

pub(super) fn recall(request: &HttpRequest) -> Option<Rc<Visit>> {
    request.extensions().get::<Rc<Visit>>().cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_never_alike() {
        let (one, two) = (fresh_token(), fresh_token());
        assert_eq!(one.len(), 43);
        assert_ne!(one, two);
    }

    #[test]
    fn the_hash_is_the_known_one() {
        assert_eq!(
            hash("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
