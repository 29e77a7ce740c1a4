//! One log line a request: route pattern, status, time. Never the address itself: it can hold
//! a card's secret or the words somebody searched for.
use std::time::Instant;

use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};

/// Builds the span around each request.
pub struct Requests;

struct Started(Instant);

impl RootSpanBuilder for Requests {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request
            .extensions()
            .get::<RequestId>()
            .map(ToString::to_string)
            .unwrap_or_default();
        let route = request.match_pattern().unwrap_or_else(|| "-".into());
        request.extensions_mut().insert(Started(Instant::now()));
        tracing::info_span!("request", request_id = %id, method = %request.method(), %route)
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, actix_web::Error>) {
        let _inside = span.enter();
        let Ok(response) = outcome else {
            tracing::error!("a request ended without an answer");
            return;
        };
        let started = response
            .request()
            .extensions()
            .get::<Started>()
            .map(|started| started.0);
        let ms = started.and_then(|started| u64::try_from(started.elapsed().as_millis()).ok());
        tracing::info!(status = response.status().as_u16(), ms, "answered");
    }
}
