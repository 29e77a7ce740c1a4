//! What every handler may reach, built once and shared. Must never hold anything of one request.
use std::future::{Ready, ready};
use std::ops::Deref;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use entity::Db;

use crate::clock::Clock;
use crate::config::Config;
use crate::web::Error;
use crate::web::assets::Assets;
use crate::web::table::NavLink;
use crate::web::throttle::Throttle;

/// The parts of the house; `state.db`, `state.clock` and so on.
#[derive(Debug)]
pub struct Parts {
    pub config: Config,
    pub clock: Clock,
    pub db: Db,
    pub templates: tera::Tera,
    pub assets: Assets,
    pub throttle: Throttle,
    pub nav: Vec<NavLink>,
}

/// A cheap handle to [`Parts`]; handlers take it as an argument.
#[derive(Debug, Clone)]
pub struct State(Arc<Parts>);

impl State {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
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
