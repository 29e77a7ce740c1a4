//! The story in the teller's own words, kept to the letter.
use actix_web::{HttpResponse, web};
use entity::{draft_words, story};
use serde::Serialize;

use super::STEPS;
use super::draft::{Draft, plain_title};
use super::themes;
use crate::say;
use crate::state::State;
use crate::web::components::{Input, Textarea};
use crate::web::page::keep_on_phone;
use crate::web::shown::paragraphs;
use crate::web::step::Step;
use crate::web::{
    Error, Fields, Form, Invalid, Page, Query, Reply, Who, see_other, see_other_saying, session,
};

/// Room for a long life story, in letters.
const MOST_WORDS: usize = 60_000;
const MOST_TITLE: usize = 120;

#[derive(Debug, Serialize)]
struct WritePage {
    step: Step,
    words: Textarea,
    title: Input,
    /// Words from another phone or page, that are not in the story.
    other: Option<Other>,
    /// This page, and the mark of the words it began with.
    page: String,
    seen: String,
    to: String,
}

/// What was written somewhere else meanwhile.
#[derive(Debug, Serialize)]
struct Other {
    words: Vec<String>,
    mark: String,
}

impl Page for WritePage {
    const TEMPLATE: &'static str = "telling/write.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

impl WritePage {
    fn new(draft: &Draft, typed: &Form, errors: &Invalid) -> Self {
        let mut step = Step::new(say!("easy-telling-write"), draft.back(typed, "about"))
            .part(3, STEPS)
            .errors(errors);
        if let Some(theme) = &draft.about {
            step = step.echo(
                themes::picture(theme),
                themes::name(theme),
                draft.at("about"),
                say!("easy-telling-of-about"),
            );
        }
        Self {
            step,
            words: Textarea::new("words", say!("easy-telling-words"))
                .hint(say!("easy-telling-words-hint"))
                .rows(7)
                .value(typed.typed("words"))
                .error(errors.message("words")),
            title: Input::new("title", say!("easy-telling-name"))
                .value(typed.typed("title"))
                .error(errors.message("title")),
            other: None,
            page: if typed.has("page") {
                typed.typed("page")
            } else {
                session::fresh_token()
            },
            seen: if typed.has("seen") {
                typed.typed("seen")
            } else {
                draft_words::mark(draft.words())
            },
            to: typed.typed("to"),
        }
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let mut page = WritePage::new(&draft, &query, &Invalid::default());
    page.words = page.words.value(draft.words());
    if draft.is_titled() {
        page.title = page.title.value(draft.own.story.title.as_str());
    }
    let other = draft_words::other(&state.db, &who, draft.id(), state.clock.now()).await?;
    page.other = other.map(|words| Other {
        mark: draft_words::mark(&words),
        words: paragraphs(&words),
    });
    Ok(keep_on_phone(&who, state.page(&who, &page)?))
}

struct Written {
    words: String,
    title: String,
}

fn parse(form: &Form) -> Result<Written, Invalid> {
    let mut fields = Fields::of(form);
    // Who stops for now, or is still typing, may have written nothing yet.
    let words = if matches!(form.get("then"), "stop" | "keep") {
        fields.optional_text("words", MOST_WORDS)
    } else {
        fields.text("words", MOST_WORDS, &say!("easy-telling-words-few"))
    };
    let title = fields.optional_line("title", MOST_TITLE);
    fields.finish(|| {
        Some(Written {
            words: words?,
            title: title?,
        })
    })
}

pub async fn keep(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    if matches!(form.get("then"), "add" | "leave") {
        return other(&state, &who, &draft, &form).await;
    }
    let written = match parse(&form) {
        Ok(written) => written,
        Err(errors) => return state.refused(&who, &WritePage::new(&draft, &form, &errors)),
    };
    let title = if written.title.is_empty() {
        plain_title(draft.about.as_ref())
    } else {
        written.title
    };
    let tx = state.db.begin().await?;
    let now = state.clock.now();
    let here = (form.get("page"), form.get("seen"));
    draft_words::note(&tx, &who, draft.id(), here, &written.words, now).await?;
    story::set_words(&tx, &who, draft.id(), &title, &written.words, now).await?;
    tx.commit().await?;
    if form.get("then") == "keep" {
        // The page's own script, while somebody types: it asks for no page.
        return Ok(HttpResponse::NoContent().finish());
    }
    if form.get("then") == "stop" {
        return Ok(see_other_saying(&state, "/me", &say!("easy-telling-kept")));
    }
    Ok(draft.after(&form, "pictures"))
}

/// Adds what was written somewhere else at the end of the story, or leaves it out for good.
async fn other(state: &State, who: &Who, draft: &Draft, form: &Form) -> Result<HttpResponse, Error> {
    let now = state.clock.now();
    let mark = form.get("other");
    let words = draft_words::other(&state.db, who, draft.id(), now).await?;
    let tx = state.db.begin().await?;
    if let Some(words) = words.filter(|words| form.get("then") == "add" && draft_words::mark(words) == mark) {
        let whole = format!("{}\n\n{}", draft.words().trim_end(), words.trim());
        story::set_words(&tx, who, draft.id(), &draft.own.story.title, &whole, now).await?;
    }
    draft_words::let_go(&tx, who, draft.id(), mark, now).await?;
    tx.commit().await?;
    Ok(see_other(&draft.at("write")))
}
