//! A device with a helper beside the storyteller: one story is open for half an hour, then it closes by
//! itself. The one place that shuts every other page, before a handler sees the request.
//! Must never ask what a handler would do: a page that is not named here is shut.
use actix_web::HttpResponse;
use actix_web::cookie::Cookie;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode};
use entity::supporter::{Begun, NewHelp};
use entity::{Beside, StoryId, Timestamp, Viewer};
use serde::Serialize;

use super::carry::{self, Held};
use super::error::Error;
use super::page::Page;
use super::session;
use super::step::Step;
use super::viewer::Who;
use crate::say;
use crate::state::State;

/// The device knows for so long that the time is over, in milliseconds.
const REMEMBERED: i64 = Timestamp::DAY;

/// Begins half an hour with a helper under a new token; the session of the staff before ends with it.
pub async fn start(
    state: &State,
    who: &Who,
    mut new: NewHelp<'_>,
) -> Result<(Cookie<'static>, Begun), Error> {
    let token = session::fresh_token();
    let hash = session::hash(&token);
    new.token_hash = &hash;
    new.before = who.session();
    let tx = state.db.begin().await?;
    let begun = entity::supporter::start(&tx, who, new, state.now()).await?;
    tx.commit().await?;
    Ok((session::cookie(state, token, REMEMBERED), begun))
}

/// "22 minutes left"; a started minute counts.
pub(super) fn left(beside: &Beside, now: Timestamp) -> String {
    let minutes = (beside.ends_at.0 - now.0).max(0).saturating_add(59_999) / 60_000;
    say!("easy-beside-left", minutes = minutes)
}

/// Whether a page is open with a helper beside: those of the one story, its files, help, and the ways out.
pub(super) fn opens(request: &ServiceRequest, viewer: &Viewer) -> bool {
    let mut parts = request.path().trim_start_matches('/').split('/');
    let mut part = || parts.next().unwrap_or_default();
    let (first, second) = (part(), part());
    // Of each file the vault asks whose story it is in.
    let of_story = match (first, second) {
        // Somebody who is being hurt says so whoever sits beside them.
        ("assets" | "help" | "sign-in" | "sign-out" | "health" | "media" | "uploads", _) | ("me", "talk") => {
            return true;
        }
        // Pictures to tell it with: the council's, and those of one's own photos that the vault gives here.
        ("packs", _) | ("me", "photos") => return true,
        ("me", "story" | "stories") => part(),
        ("stories", id) => id,
        _ => return false,
    };
    let id: Option<StoryId> = of_story.parse().ok();
    id.is_some_and(|id| viewer.reaches(id))
}

#[derive(Debug, Serialize)]
struct ShutPage {
    step: Step,
    /// The way back to the one story.
    story: String,
}

impl Page for ShutPage {
    const TEMPLATE: &'static str = "errors/only_this.html";
    const IN_WELSH: bool = true;
}

/// The page for everything else.
pub(super) fn shut(state: &State, request: ServiceRequest) -> ServiceResponse {
    let (http, _) = request.into_parts();
    let who = Who::of(&http);
    let story = who.beside().map(|beside| format!("/me/story/{}", beside.story));
    let page = ShutPage {
        step: Step::new(say!("easy-beside-only"), ""),
        story: story.unwrap_or_default(),
    };
    answered(http, state.answer(StatusCode::FORBIDDEN, &who, &page))
}

#[derive(Debug, Serialize)]
struct OverPage {
    step: Step,
    /// "Jo can sign in again."
    who: String,
    held: Option<Held>,
}

impl Page for OverPage {
    const TEMPLATE: &'static str = "errors/time_over.html";
    const IN_WELSH: bool = true;
}

/// The half hour is over: says so, and holds what was typed until somebody has signed in again.
pub(super) async fn time_is_over(state: &State, request: ServiceRequest) -> ServiceResponse {
    // A program cannot follow to a page.
    if request.headers().contains_key("tus-resumable") {
        return request.error_response(Error::SignInProgram);
    }
    let (http, held) = if *request.method() == Method::POST {
        carry::typed(request).await
    } else {
        (request.into_parts().0, None)
    };
    let who = Who::of(&http);
    let page = OverPage {
        step: Step::new(say!("easy-beside-over"), ""),
        who: say!("easy-beside-again", helper = who.over().unwrap_or_default()),
        held,
    };
    answered(http, state.answer(StatusCode::UNAUTHORIZED, &who, &page))
}

fn answered(http: actix_web::HttpRequest, answer: Result<HttpResponse, Error>) -> ServiceResponse {
    match answer {
        Ok(answer) => ServiceResponse::new(http, answer),
        Err(error) => ServiceResponse::from_err(error, http),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use entity::{AccountId, HelperHow, Role, Signed};

    use super::*;

    fn beside(ends_at: Timestamp) -> Beside {
        Beside {
            story: StoryId::fresh(),
            helper: "Jo".into(),
            how: HelperHow::Types,
            ends_at,
        }
    }

    #[test]
    fn a_started_minute_is_a_minute() {
        for (milliseconds, said) in [
            (1_800_000, "30 minutes left"),
            (1_799_999, "30 minutes left"),
            (60_001, "2 minutes left"),
            (60_000, "1 minute left"),
            (1, "1 minute left"),
        ] {
            assert_eq!(left(&beside(Timestamp(milliseconds)), Timestamp(0)), said);
        }
    }

    #[test]
    fn what_is_not_named_is_shut() {
        let beside = beside(Timestamp(1));
        let (own, other) = (beside.story, StoryId::fresh());
        let signed = Signed {
            account: AccountId::fresh(),
            role: Role::Storyteller,
            name: String::new(),
            participant: None,
            projects: Vec::new(),
        };
        let viewer = Viewer::Beside(signed, beside);
        let open = |path: &str| opens(&TestRequest::with_uri(path).to_srv_request(), &viewer);
        for path in [
            "/help",
            "/sign-out",
            "/sign-in",
            "/assets/a.css",
            "/media/x",
            "/uploads/x",
        ] {
            assert!(open(path), "{path}");
        }
        for page in [
            "/me/story/ID",
            "/me/story/ID/write",
            "/me/stories/ID/look",
            "/stories/ID/words.vtt",
        ] {
            assert!(open(&page.replace("ID", &own.to_string())), "{page}");
            assert!(!open(&page.replace("ID", &other.to_string())), "{page}");
            assert!(!open(&page.replace("ID", "new")), "{page}");
        }
        for path in [
            "/",
            "/me",
            "/me/stories",
            "/me/choose",
            "/c/x",
            "/watch",
            "/privacy",
            "/new-page",
        ] {
            assert!(!open(path), "{path}");
        }
    }
}
