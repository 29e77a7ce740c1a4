//! What every handler may reach, built once and shared. Must never hold anything of one request.
use std::future::{Ready, ready};
use std::ops::Deref;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use entity::{Db, StoryId, Timestamp};
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::config::Config;
use crate::mail::Mail;
use crate::media::Media;
use crate::search::Search;
use crate::web::Error;
use crate::web::assets::Assets;
use crate::web::passkeys::Passkeys;
use crate::web::table::NavLink;
use crate::web::throttle::Throttle;

/// The parts of the house; `state.db`, `state.clock` and so on.
pub struct Parts {
    pub config: Config,
    pub clock: Clock,
    pub db: Db,
    pub media: Media,
    pub mail: Mail,
    pub passkeys: Passkeys,
    pub search: Search,
    /// Wakes idle workers.
    pub bell: Arc<Notify>,
    pub templates: tera::Tera,
    pub assets: Assets,
    pub throttle: Throttle,
    pub nav: Vec<NavLink>,
}

/// A cheap handle to [`Parts`]; handlers take it as an argument.
#[derive(Clone)]
pub struct State(Arc<Parts>);

impl State {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The time, for everything that this request or job does.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Says that something was committed: the index and the workers look at once.
    pub fn changed(&self) {
        self.search.wake();
        self.bell.notify_waiters();
    }

    /// Brings the index up to date about a story before the page answers, so that counts agree at once.
    pub async fn withdrawn(&self, story: StoryId) -> Result<(), Error> {
        self.search
            .renew_now(&self.db, &[story])
            .await
            .map_err(anyhow::Error::from)?;
        self.changed();
        Ok(())
    }
}

impl std::fmt::Debug for State {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("State")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl Deref for State {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRequest for State {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            request
                .app_data::<Self>()
                .cloned()
                .ok_or_else(|| Error::Unexpected(anyhow::anyhow!("the state is missing"))),
        )
    }
}
