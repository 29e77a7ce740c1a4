//! Files on their way in and out. In: the tus protocol, each upload its account's own.
//! Then: the work that makes what people see and hear. Out: every byte through one check of the
//! vault at every request, in ranges, privately cached at most.
//! Must never serve an original, nor anything by a path of the store.
pub mod jobs;
mod serve;
pub mod sweep;
mod uploads;

use actix_web::http::Method;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get("/media/{asset}", Access::Anyone, serve::bytes)
        .get("/stories/{story}/words.vtt", Access::Anyone, serve::words)
        .add(Method::OPTIONS, "/uploads", Access::Anyone, uploads::options)
        .post("/uploads", Access::SignedIn, uploads::create)
        .add(Method::HEAD, "/uploads/{upload}", Access::SignedIn, uploads::head)
        .add(
            Method::PATCH,
            "/uploads/{upload}",
            Access::SignedIn,
            uploads::patch,
        )
        .add(
            Method::DELETE,
            "/uploads/{upload}",
            Access::SignedIn,
            uploads::terminate,
        )
        .post("/uploads/{upload}", Access::SignedIn, uploads::overridden);
}
