//! Notes a reading before it is shown: what cannot be noted is not shown. Must never note a probe, which
//! shows nothing.
use actix_web::HttpRequest;
use actix_web::http::Method;
use entity::look::{self, Look};

use super::error::Error;
use super::viewer::Who;
use crate::state::State;

/// Notes these readings in one transaction; none for a question by HEAD.
pub async fn looked(state: &State, who: &Who, request: &HttpRequest, looks: &[Look]) -> Result<(), Error> {
    if looks.is_empty() || request.method() == Method::HEAD {
        return Ok(());
    }
    let tx = state.db.begin().await?;
    look::note(&tx, who, looks, state.now()).await?;
    tx.commit().await?;
    Ok(())
}
