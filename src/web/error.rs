//! What can go wrong on the way to a page, and the page that says so.
//! Tells people what to do next; never shows internals; logs each problem once, here.
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use tracing_actix_web::RequestId;

use super::page::Page;
use super::viewer::Who;
use crate::say;
use crate::state::State;
use crate::words::refused;

/// Why there is no page. Features mostly meet it through `?`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not there, or not for this viewer; the two look the same.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in; holds the local path to come back to.
    #[error("sign in first")]
    SignIn(String),
    /// Nobody is signed in, and a program is asking: it cannot follow to a page.
    #[error("sign in first")]
    SignInProgram,
    /// Signed in, but the page is for others.
    #[error("not for this role")]
    Forbidden,
    /// The form came from another website.
    #[error("sent from another site")]
    OtherSite,
    /// Somebody else was quicker.
    #[error("changed meanwhile")]
    Conflict,
    /// More than we take.
    #[error("too large")]
    TooLarge,
    /// Too many tries in a short time.
    #[error("too many tries")]
    RateLimited,
    /// Not as things stand; the sentence is for the person.
    #[error("refused")]
    Refused(String),
    /// The request cannot be read at all.
    #[error("not readable")]
    Unreadable,
    /// Anything else: logged with its causes, shown as an apology with the request's id.
    #[error("unexpected")]
    Unexpected(#[source] anyhow::Error),
}

impl Error {
    /// Sign in, and come back here afterwards when that makes sense.
    pub(super) fn sign_in_to_reach(request: &ServiceRequest) -> Self {
        let program = request.headers().contains_key("tus-resumable");
        match *request.method() {
            Method::GET | Method::HEAD if !program => Self::SignIn(
                request
                    .uri()
                    .path_and_query()
                    .map(|path| path.as_str().to_owned())
                    .unwrap_or_default(),
            ),
            Method::POST if !program => Self::SignIn(String::new()),
            _ => Self::SignInProgram,
        }
    }
}

impl From<entity::Error> for Error {
    fn from(error: entity::Error) -> Self {
        match error {
            entity::Error::NotFound => Self::NotFound,
            entity::Error::Conflict(_) => Self::Conflict,
            entity::Error::Refused(why) => Self::Refused(refused(why)),
            entity::Error::Db(error) => Self::Unexpected(error.into()),
            error @ entity::Error::Journal(_) => Self::Unexpected(error.into()),
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Unexpected(error)
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignIn(_) => StatusCode::SEE_OTHER,
            Self::SignInProgram => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::OtherSite => StatusCode::FORBIDDEN,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Unexpected(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    // Replaced by a page in `pages`; this is what remains if that cannot be made.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        match self {
            Self::SignIn(next) if next.is_empty() || next == "/" => {
                response.insert_header((header::LOCATION, "/sign-in"));
            }
            Self::SignIn(next) => {
                response.insert_header((
                    header::LOCATION,
                    format!("/sign-in?next={}", super::form::escape(next)),
                ));
            }
            Self::RateLimited => {
                response.insert_header((header::RETRY_AFTER, "60"));
            }
            _ => {}
        }
        response
            .content_type("text/plain; charset=utf-8")
            .body(self.to_string())
    }
}

/// A way on from a problem.
#[derive(Debug, Serialize)]
struct Recovery {
    href: &'static str,
    text: String,
}

impl Recovery {
    fn start() -> Self {
        Self {
            href: "/",
            text: say!("easy-errors-start"),
        }
    }

    fn help() -> Self {
        Self {
            href: "/help",
            text: say!("easy-errors-help"),
        }
    }

    fn sign_in() -> Self {
        Self {
            href: "/sign-in",
            text: say!("easy-errors-sign-in"),
        }
    }
}

/// The page for every problem: what happened in plain words, and ways on.
#[derive(Debug, Serialize)]
struct ErrorPage {
    title: String,
    sentences: Vec<String>,
    links: Vec<Recovery>,
    /// Shown on unexpected problems only, so that helpers can find the log line.
    request_id: Option<String>,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "errors/error.html";
    const IN_WELSH: bool = true;
}

impl ErrorPage {
    fn new(title: String, sentences: Vec<String>) -> Self {
        Self {
            title,
            sentences,
            links: vec![Recovery::start(), Recovery::help()],
            request_id: None,
        }
    }
}

/// The page for storytellers at a door for staff: a way home, and nothing about accounts.
fn for_staff() -> ErrorPage {
    let home = Recovery {
        href: "/me",
        text: say!("easy-errors-my-page"),
    };
    let help = Recovery {
        text: say!("easy-help-title"),
        ..Recovery::help()
    };
    ErrorPage {
        links: vec![home, help],
        ..ErrorPage::new(
            say!("easy-errors-workers"),
            vec![say!("easy-errors-stories-on-own")],
        )
    }
}

fn words(status: StatusCode, error: Option<&Error>, request_id: Option<String>) -> ErrorPage {
    let page = ErrorPage::new;
    if let Some(Error::Refused(why)) = error {
        return page(say!("easy-errors-not-done"), vec![why.clone()]);
    }
    if let Some(Error::OtherSite) = error {
        let sentences = vec![say!("easy-errors-other-website"), say!("easy-errors-open-again")];
        return page(say!("easy-errors-not-done"), sentences);
    }
    match status.as_u16() {
        404 | 405 => page(
            say!("easy-errors-no-page"),
            vec![say!("easy-errors-moved"), say!("easy-errors-not-shared")],
        ),
        401 => ErrorPage {
            links: vec![Recovery::sign_in(), Recovery::help()],
            ..page(
                say!("easy-errors-sign-in-first"),
                vec![say!("easy-errors-need-sign-in")],
            )
        },
        403 => page(
            say!("easy-errors-other-people"),
            vec![say!("easy-errors-account"), say!("errors-for-work")],
        ),
        409 => page(
            say!("easy-errors-changed"),
            vec![say!("easy-errors-kept-theirs"), say!("easy-errors-load-again")],
        ),
        413 => page(
            say!("easy-errors-too-big"),
            vec![say!("easy-errors-smaller"), say!("easy-errors-or-ask")],
        ),
        429 => ErrorPage {
            links: vec![Recovery::help()],
            ..page(
                say!("easy-errors-wait"),
                vec![say!("easy-errors-many-tries"), say!("easy-errors-one-minute")],
            )
        },
        400 => page(
            say!("easy-errors-not-read"),
            vec![say!("easy-mine-fault"), say!("easy-errors-try-again")],
        ),
        _ => ErrorPage {
            request_id,
            ..page(
                say!("easy-errors-wrong"),
                vec![say!("easy-mine-fault"), say!("easy-errors-try-again")],
            )
        },
    }
}

/// Turns every error that a handler, guard or extractor gave into its page.
/// Answers that a handler wrote itself, such as the upload protocol's, pass untouched.
pub async fn pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let Some(problem) = response.response().error() else {
        return Ok(response);
    };
    let error = problem.as_error::<Error>();
    let status = response.status();
    if let Some(Error::Unexpected(cause)) = error {
        tracing::error!(error = format!("{cause:#}"), "a request ended unexpectedly");
    } else if status.is_server_error() {
        tracing::error!(error = %problem, "a request ended unexpectedly");
    }
    let http = response.request();
    if status.is_redirection() || http.method() == Method::HEAD {
        return Ok(response);
    }
    let request_id = http
        .app_data::<State>()
        .and_then(|_| request_id(response.request()));
    let who = Who::of(http);
    let page = match error {
        Some(Error::Forbidden) if who.participant().is_some() => for_staff(),
        _ => words(status, error, request_id),
    };
    let Some(Ok(html)) = http.app_data::<State>().map(|state| state.html(&who, &page)) else {
        tracing::error!("the error page could not be made");
        return Ok(response);
    };
    let (request, old) = response.into_parts();
    let mut answer = HttpResponse::build(status);
    for (name, value) in old
        .headers()
        .iter()
        .filter(|(name, _)| *name != header::CONTENT_TYPE)
    {
        answer.append_header((name.clone(), value.clone()));
    }
    Ok(ServiceResponse::new(
        request,
        answer.content_type("text/html; charset=utf-8").body(html),
    ))
}

/// The id that this request carries in the log and in `x-request-id`.
pub(super) fn request_id(request: &actix_web::HttpRequest) -> Option<String> {
    use actix_web::HttpMessage as _;
    request.extensions().get::<RequestId>().map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_problem_blames_the_reader() {
        for code in [400, 401, 403, 404, 409, 413, 429, 500, 503] {
            let page = words(StatusCode::from_u16(code).unwrap(), None, None);
            let text = format!("{} {}", page.title, page.sentences.join(" ")).to_lowercase();
            for word in ["invalid", "failed", "must", "error", "forbidden", "illegal"] {
                assert!(!text.contains(word), "{code}: {text}");
            }
            assert!(!page.links.is_empty());
        }
    }

    #[test]
    fn causes_stay_in_the_log() {
        let error = Error::from(anyhow::anyhow!("disk 7 is on fire"));
        let page = words(error.status_code(), Some(&error), Some("abc".into()));
        assert!(!serde_json::to_string(&page).unwrap().contains("fire"));
        assert_eq!(page.request_id.as_deref(), Some("abc"));
    }
}
