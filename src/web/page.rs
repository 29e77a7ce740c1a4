//! A page is a struct: what the template may know, and nothing more. Never an entity model.
use std::borrow::Cow;

use actix_web::HttpResponse;
use actix_web::cookie::time::Duration;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue, LOCATION};
use entity::Language;
use serde::Serialize;

use super::Reply;
use super::chosen;
use super::components::Attrs;
use super::error::Error;
use super::session;
use super::table::NavLink;
use super::viewer::Who;
use crate::state::State;
use crate::words;

/// What a template is rendered with, under the name `page`.
pub trait Page: Serialize {
    /// Path under `templates/`.
    const TEMPLATE: &'static str;

    /// Every word of it is said in both languages. A page that is not is in English, under `/cy` too.
    const IN_WELSH: bool = false;

    /// Puts "Error:" in front of the title; true when the page shows an error summary.
    fn has_errors(&self) -> bool {
        false
    }
}

/// What every layout knows, under the name `layout`.
#[derive(Debug, Serialize)]
struct Layout<'a> {
    signed_in: bool,
    /// The name to greet; empty when nobody is signed in.
    name: &'a str,
    /// "public", "storyteller" or "staff".
    area: &'static str,
    /// The role as a person reads it; empty when nobody is signed in.
    role: &'static str,
    nav: Vec<NavItem>,
    /// Whose films a phone keeps until they are sent; a storyteller's pages only.
    whose: Option<String>,
    /// Where a storyteller says that somebody is hurting them, about the story of this page if it is of one.
    talk: Option<String>,
    /// A sentence from the action before, shown once.
    notice: Option<&'a str>,
    /// The helper beside a storyteller, and how long it lasts.
    beside: Option<BesideBar<'a>>,
    has_errors: bool,
    /// What `lang` of the page says.
    language: &'static str,
    /// The same page in the other language, where it is in both.
    twin: Option<Twin>,
    /// How the person wants it, for `<html>`; pages of staff leave it out.
    looks: Attrs,
}

/// Where the same page is in the other language.
#[derive(Debug, Serialize)]
struct Twin {
    href: String,
    code: &'static str,
}

/// "You and Jo · 22 minutes left".
#[derive(Debug, Serialize)]
struct BesideBar<'a> {
    helper: &'a str,
    left: String,
}

#[derive(Debug, Serialize)]
struct NavItem {
    text: Cow<'static, str>,
    href: &'static str,
    current: bool,
}

impl State {
    /// 200 with the page.
    pub fn page<P: Page>(&self, who: &Who, page: &P) -> Reply {
        self.answer(StatusCode::OK, who, page)
    }

    /// 422 with the page: the form again, with what the person typed and what to change.
    pub fn refused<P: Page>(&self, who: &Who, page: &P) -> Reply {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, who, page)
    }

    /// Any other status with the page.
    pub fn answer<P: Page>(&self, status: StatusCode, who: &Who, page: &P) -> Reply {
        let mut response = HttpResponse::build(status);
        if who.notice().is_some() {
            response.cookie(session::built(
                self,
                session::NOTICE,
                String::new(),
                Duration::ZERO,
            ));
        }
        Ok(response
            .content_type("text/html; charset=utf-8")
            .body(self.html(who, page)?))
    }

    /// The page as text.
    pub fn html<P: Page>(&self, who: &Who, page: &P) -> Result<String, Error> {
        if !P::IN_WELSH {
            words::choose(Language::English);
        }
        let mut context = tera::Context::new();
        context.insert("layout", &self.layout(who, page.has_errors(), P::IN_WELSH));
        if who.choices().is_calm() {
            let mut page = serde_json::to_value(page).map_err(anyhow::Error::from)?;
            chosen::without_faces(&mut page);
            context.insert("page", &page);
        } else {
            context.insert("page", page);
        }
        self.templates
            .render(P::TEMPLATE, &context)
            .map_err(|error| Error::Unexpected(anyhow::Error::new(error).context(P::TEMPLATE)))
    }

    /// Where this viewer starts: the first link they may open.
    pub fn start_of(&self, who: &Who) -> Option<&'static str> {
        who.signed()?;
        self.nav
            .iter()
            .find(|link| link.access.allows(who))
            .map(|link| link.href)
    }

    /// The links of this viewer's navigation; a page that is named twice stands where it came first.
    fn links<'a>(&'a self, who: &'a Who) -> impl Iterator<Item = &'a NavLink> {
        let allowed = |link: &&NavLink| who.signed().is_some() && link.access.allows(who);
        self.nav.iter().enumerate().filter_map(move |(at, link)| {
            let mut before = self.nav.iter().take(at).filter(allowed);
            let first = !before.any(|other| other.href == link.href);
            (first && allowed(&link)).then_some(link)
        })
    }

    fn layout<'a>(&'a self, who: &'a Who, has_errors: bool, in_welsh: bool) -> Layout<'a> {
        let signed = who.signed();
        // The closest one: "/studio/reviews" is under "/studio" too.
        let here = self
            .links(who)
            .filter_map(|link| Some((nearness(who.path(), link)?, link.href)))
            .max_by_key(|(near, _)| *near)
            .map(|(_, href)| href);
        Layout {
            signed_in: signed.is_some(),
            name: signed.map_or("", |signed| signed.name.as_str()),
            area: match who.role() {
                None => "public",
                Some(entity::Role::Storyteller) => "storyteller",
                Some(_) => "staff",
            },
            role: who.role().map_or("", entity::Role::label),
            nav: self
                .links(who)
                .map(|link| NavItem {
                    text: match who.told() {
                        told if link.counted && told > 0 => format!("{} ({told})", link.text).into(),
                        _ => link.text.into(),
                    },
                    href: link.href,
                    current: here == Some(link.href),
                })
                .collect(),
            whose: who.whose(),
            talk: (who.role() == Some(entity::Role::Storyteller)).then(|| talk(who.path())),
            notice: who.notice(),
            beside: who.beside().map(|beside| BesideBar {
                helper: beside.helper.as_str(),
                left: super::beside::left(beside, self.now()),
            }),
            has_errors,
            language: words::current().as_str(),
            twin: (in_welsh && !who.role().is_some_and(entity::Role::is_staff)).then(|| twin(who)),
            looks: chosen::attrs(who.choices()),
        }
    }
}

/// The page for "Is someone hurting you?", with the story that this page is about.
fn talk(path: &str) -> String {
    let mut parts = path
        .split('/')
        .skip_while(|part| !matches!(*part, "story" | "stories"));
    let story = parts.nth(1).and_then(|part| part.parse::<entity::StoryId>().ok());
    story.map_or("/me/talk".to_owned(), |id| format!("/me/talk?story={id}"))
}

/// The page of this visit in the other language. Who chose Welsh for good changes that where it was chosen.
fn twin(who: &Who) -> Twin {
    let (code, href) = match words::current() {
        Language::English => (Language::Welsh.as_str(), format!("/cy{}", who.address())),
        Language::Welsh if who.choices().language == Some(Language::Welsh) => {
            (Language::English.as_str(), "/me/choices/language".to_owned())
        }
        Language::Welsh => (Language::English.as_str(), who.address()),
    };
    Twin { href, code }
}

/// How much of the path leads to a link's page, or to one around it.
fn nearness(path: &str, link: &NavLink) -> Option<usize> {
    let pages = link.around.iter().copied().chain([link.href]);
    pages.filter(|page| is_under(path, page)).map(str::len).max()
}

fn is_under(path: &str, link: &str) -> bool {
    path.strip_prefix(link)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Marks a storyteller's page that a phone may show again without a signal, until they sign out, with the
/// language it is in. A device with a helper beside is somebody else's, and keeps nothing.
pub fn keep_on_phone(who: &Who, mut response: HttpResponse) -> HttpResponse {
    if who.beside().is_none() {
        let mark = HeaderName::from_static("firsthand-keep");
        response
            .headers_mut()
            .insert(mark, HeaderValue::from_static(words::current().as_str()));
    }
    response
}

/// 303: what was asked is done, look here now.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, path)).finish()
}

/// 303, with a sentence for the top of the next page.
pub fn see_other_saying(state: &State, path: &str, notice: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, path))
        .cookie(session::notice_cookie(state, notice))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::{is_under, nearness, talk};
    use crate::web::Access;
    use crate::web::table::NavLink;

    #[test]
    fn asking_whether_somebody_is_hurt_knows_the_story_of_the_page() {
        let id = "0192f0c0-0000-7000-8000-000000000000";
        let about = format!("/me/talk?story={id}");
        for path in [format!("/me/story/{id}/write"), format!("/me/stories/{id}")] {
            assert_eq!(talk(&path), about);
        }
        for path in ["/me", "/me/stories", "/me/story/new", "/help"] {
            assert_eq!(talk(path), "/me/talk");
        }
    }

    #[test]
    fn a_link_is_current_on_its_page_and_below() {
        assert!(is_under("/me", "/me"));
        assert!(is_under("/me/stories", "/me"));
        assert!(!is_under("/media", "/me"));
    }

    #[test]
    fn a_link_is_current_on_the_pages_around_it_where_none_is_nearer() {
        let link = |href, around| NavLink {
            text: "",
            href,
            access: Access::Staff,
            counted: false,
            around,
        };
        let find = link("/insight/search", &["/insight"]);
        let decisions = link("/insight/decisions", &["/insight/insights"]);
        for page in ["/insight/saved", "/insight/families/1", "/insight/search"] {
            assert!(nearness(page, &find) > nearness(page, &decisions), "{page}");
        }
        for page in ["/insight/insights/new", "/insight/decisions"] {
            assert!(nearness(page, &find) < nearness(page, &decisions), "{page}");
        }
        assert_eq!(nearness("/watch", &find), None);
    }
}
