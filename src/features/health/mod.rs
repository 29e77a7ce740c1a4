//! For machines that watch: alive, and ready to serve. Must never say anything about a person.
use actix_web::HttpResponse;
use serde::Serialize;

use crate::state::State;
use crate::web::{Access, Reply, Table};

pub fn routes(table: &mut Table) {
    table
        .get("/health/live", Access::Anyone, live)
        .get("/health/ready", Access::Anyone, ready);
}

async fn live() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "live" }))
}

/// What stands between this process and serving well.
#[derive(Debug, Serialize)]
struct Readiness {
    status: &'static str,
    database: &'static str,
    jobs_waiting: u64,
    /// Tried as often as allowed; a person should look.
    jobs_set_aside: u64,
    /// Rows of the change log that the index has not read yet.
    index_behind: i64,
}

async fn ready(state: State) -> Reply {
    let answer = match entity::job::backlog(&state.db, state.now()).await {
        Ok(backlog) => Readiness {
            status: "ready",
            database: "answers",
            jobs_waiting: backlog.waiting,
            jobs_set_aside: backlog.dead,
            index_behind: state.search.behind(),
        },
        Err(error) => {
            tracing::warn!(%error, "not ready: the database does not answer");
            Readiness {
                status: "not ready",
                database: "does not answer",
                jobs_waiting: 0,
                jobs_set_aside: 0,
                index_behind: 0,
            }
        }
    };
    let mut response = if answer.status == "ready" {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    Ok(response.json(answer))
}
