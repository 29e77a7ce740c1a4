//! What an action may answer with: pages, unless the table says that it gives a file. What leaves the house as
//! a file is named, so that tests find every one. Must never look at what is in the answer.
use actix_web::body::{BodySize, BoxBody, MessageBody as _};
use actix_web::dev::ServiceResponse;
use actix_web::http::{Method, header};

use super::error::Error;

/// What an action may answer with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// A page, the way to one, or nothing. A reading (GET) gives what it likes: everything that reads is crawled.
    Page,
    /// A page, or an answer in JSON to the script of a page: a question to a phone, never a word of a story.
    Script,
    /// A file to take away. Everything that is named so is crawled for what is not for its reader.
    File,
}

impl Gives {
    /// The answer, or an apology when it is a file that the table does not know of.
    pub(super) fn or_nothing(self, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        let fits = match self {
            Self::Page => !is_file(&response),
            Self::Script => !is_file(&response) || kind(&response) == Some("application/json"),
            Self::File => true,
        };
        if fits {
            return response;
        }
        let said = anyhow::anyhow!("an action gave a file, and the table does not say that it does");
        response.error_response(Error::Unexpected(said))
    }
}

fn kind(response: &ServiceResponse<BoxBody>) -> Option<&str> {
    response.headers().get(header::CONTENT_TYPE)?.to_str().ok()
}

/// Whether an action was answered with something that is no page.
fn is_file(response: &ServiceResponse<BoxBody>) -> bool {
    let reads = matches!(*response.request().method(), Method::GET | Method::HEAD);
    let headers = response.headers();
    let page = kind(response).is_some_and(|kind| kind.starts_with("text/html"))
        && !headers.contains_key(header::CONTENT_DISPOSITION);
    let empty = matches!(
        response.response().body().size(),
        BodySize::None | BodySize::Sized(0)
    );
    !reads && response.status().is_success() && !empty && !page
}

#[cfg(test)]
mod tests {
    use actix_web::{App, HttpResponse, test, web};

    use super::*;

    #[actix_web::test]
    async fn an_action_gives_a_file_only_where_the_table_says_so() {
        async fn page() -> HttpResponse {
            HttpResponse::Ok()
                .content_type("text/html; charset=utf-8")
                .body("a")
        }
        async fn named_page() -> HttpResponse {
            let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"a.html\"");
            HttpResponse::Ok()
                .content_type("text/html")
                .insert_header(name)
                .body("a")
        }
        async fn file() -> HttpResponse {
            HttpResponse::Ok().content_type("text/csv").body("a")
        }
        async fn no_kind() -> HttpResponse {
            HttpResponse::Ok().body("a")
        }
        async fn nothing() -> HttpResponse {
            HttpResponse::NoContent().finish()
        }
        // The last wall alone: in the house it stands around the handler.
        let app = test::init_service(
            App::new()
                .route("/page", web::post().to(page))
                .route("/named", web::post().to(named_page))
                .route("/file", web::post().to(file))
                .route("/file", web::get().to(file))
                .route("/kindless", web::post().to(no_kind))
                .route("/nothing", web::post().to(nothing)),
        )
        .await;
        for (method, path, taken_for_file) in [
            (Method::POST, "/page", false),
            (Method::POST, "/named", true),
            (Method::POST, "/file", true),
            (Method::GET, "/file", false),
            (Method::POST, "/kindless", true),
            (Method::POST, "/nothing", false),
        ] {
            let request = test::TestRequest::with_uri(path).method(method.clone());
            let answer = test::call_service(&app, request.to_request()).await;
            assert_eq!(
                is_file(&answer.map_into_boxed_body()),
                taken_for_file,
                "{method} {path}"
            );
        }
    }
}
