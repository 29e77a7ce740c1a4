//! Who is asking, for handlers. Loaded by the route's guard, so that no handler runs without one.
use std::future::{Ready, ready};
use std::ops::Deref;
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use entity::choices::Choices;
use entity::{SessionId, Viewer};

use super::error::Error;
use super::session::{self, Visit};

/// The visit behind this request: the viewer, and what the page around needs to know.
/// Reads like the viewer itself: `who.role()`, `who.account()`.
#[derive(Debug, Clone)]
pub struct Who(Rc<Visit>);

impl Who {
    /// The viewer, as the vault wants it.
    pub fn viewer(&self) -> &Viewer {
        &self.0.viewer
    }

    /// Nobody, for the page at this address that is the same for everyone.
    pub fn nobody(path: &str) -> Self {
        Self(Rc::new(Visit {
            path: path.to_owned(),
            ..Visit::default()
        }))
    }

    /// The session, if signed in.
    pub fn session(&self) -> Option<SessionId> {
        self.0.session
    }

    /// A sentence left for this page by the action before it.
    pub fn notice(&self) -> Option<&str> {
        self.0.notice.as_deref()
    }

    /// How much this member of staff was told and has not put away; counted for pages only.
    pub fn told(&self) -> u64 {
        self.0.told
    }

    /// How the pages are to look for this person on this device.
    pub fn choices(&self) -> &Choices {
        &self.0.choices
    }

    /// The path asked for, with what stands after the question mark; never for the log.
    pub fn address(&self) -> String {
        match self.0.query.as_str() {
            "" => self.0.path.clone(),
            query => format!("{}?{query}", self.0.path),
        }
    }

    /// The path asked for; for marking the current link, never for the log.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// A word that is always the same for this storyteller and says nothing: what stays on a phone until it is
    /// sent is shown to nobody else who signs in there.
    pub fn whose(&self) -> Option<String> {
        self.participant()?;
        let mut word = session::hash(&format!("phone {}", self.account()?));
        word.truncate(16);
        Some(word)
    }

    /// Half an hour with a helper on this device is over: who of the staff began it.
    pub(super) fn over(&self) -> Option<&str> {
        self.0.over.as_deref()
    }

    pub(super) fn of(request: &HttpRequest) -> Self {
        Self(session::recall(request).unwrap_or_default())
    }
}

impl Deref for Who {
    type Target = Viewer;

    fn deref(&self) -> &Viewer {
        self.viewer()
    }
}

impl FromRequest for Who {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visit = session::recall(request);
        ready(
            visit
                .map(Self)
                .ok_or_else(|| Error::Unexpected(anyhow::anyhow!("a route without a guard"))),
        )
    }
}
