//! The story in the teller's own words, kept to the letter.
use actix_web::{HttpResponse, web};
use entity::story;
use serde::Serialize;

use super::STEPS;
use super::draft::{Draft, plain_title};
use super::themes;
use crate::state::State;
use crate::web::components::{Input, Textarea};
use crate::web::step::Step;
use crate::web::{Fields, Form, Invalid, Page, Query, Reply, Who, see_other_saying};

/// Room for a long life story, in letters.
const MOST_WORDS: usize = 60_000;
const MOST_TITLE: usize = 120;

#[derive(Debug, Serialize)]
struct WritePage {
    step: Step,
    words: Textarea,
    title: Input,
    to: String,
}

impl Page for WritePage {
    const TEMPLATE: &'static str = "telling/write.html";

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

impl WritePage {
    fn new(draft: &Draft, typed: &Form, errors: &Invalid) -> Self {
        let mut step = Step::new("Write your story", draft.back(typed, "about"))
            .part(3, STEPS)
            .errors(errors);
        if let Some(theme) = &draft.about {
            step = step.echo(
                themes::picture(theme),
                themes::name(theme),
                draft.at("about"),
                "what it is about",
            );
        }
        Self {
            step,
            words: Textarea::new("words", "Your words")
                .hint("Write as much or as little as you like.")
                .rows(7)
                .value(typed.typed("words"))
                .error(errors.message("words")),
            title: Input::new("title", "Its name, if you want one")
                .value(typed.typed("title"))
                .error(errors.message("title")),
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
    state.page(&who, &page)
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
        fields.text("words", MOST_WORDS, "Write a few words. Or go back and film it.")
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
    story::set_words(&tx, &who, draft.id(), &title, &written.words, state.clock.now()).await?;
    tx.commit().await?;
    if form.get("then") == "keep" {
        // The page's own script, while somebody types: it asks for no page.
        return Ok(HttpResponse::NoContent().finish());
    }
    if form.get("then") == "stop" {
        return Ok(see_other_saying(
            &state,
            "/me",
            "We kept your words. Go on when you like.",
        ));
    }
    Ok(draft.after(&form, "pictures"))
}
