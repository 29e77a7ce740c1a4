//! "Are these your words?": what was written down of a film is read back to the person, a few lines a page. They
//! say yes, put a line right or take it out; what they say wins. Must never change a line that they did not read.
use actix_web::http::StatusCode;
use actix_web::web;
use entity::story::{Own, Status};
use entity::transcript::{self, OwnLine};
use serde::Serialize;

use super::one::{here, own};
use crate::say;
use crate::state::State;
use crate::web::components::{Player, Textarea};
use crate::web::form::escape;
use crate::web::shown::StoryView;
use crate::web::step::Step;
use crate::web::{Error, Fields, Form, Invalid, Page, Query, Reply, Who, see_other, see_other_saying};

/// Lines on one page.
const A_PAGE: usize = 6;
/// Longest line, in letters.
const LONGEST: usize = 1_000;

#[derive(Debug, Serialize)]
struct WordsPage {
    step: Step,
    player: Option<Player>,
    lines: Vec<LineView>,
    /// Where the lines before and after these are.
    before: Option<String>,
    after: Option<String>,
    /// Where a yes to all of them goes; on the last page, until it was given.
    yes: Option<String>,
    /// Which lines were read: those that the first page had.
    read: String,
    agreed: bool,
}

#[derive(Debug, Serialize)]
struct LineView {
    words: String,
    change: String,
}

impl Page for WordsPage {
    const TEMPLATE: &'static str = "my_stories/own_words.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

#[derive(Debug, Serialize)]
struct LinePage {
    step: Step,
    player: Option<Player>,
    was: String,
    read: String,
    words: Textarea,
}

impl Page for LinePage {
    const TEMPLATE: &'static str = "my_stories/own_line.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

fn at(own: &Own) -> String {
    format!("{}/words", here(own))
}

/// The page that begins with a line. `read` marks the lines that were read before: when there are others by then,
/// the person begins again.
fn page_at(own: &Own, from: usize, read: &str) -> String {
    match (from, read) {
        (0, "") => at(own),
        (0, read) => format!("{}?read={}", at(own), escape(read)),
        (from, read) => format!("{}?from={from}&read={}", at(own), escape(read)),
    }
}

/// The page of the lines on which this one stands.
fn page_of(own: &Own, lines: &[OwnLine], position: i32, read: &str) -> String {
    let before = lines.iter().filter(|line| line.position < position).count();
    page_at(own, before - before % A_PAGE, read)
}

/// The story and its lines; not found where it has none, or is not the person's to change any more.
async fn read(state: &State, who: &Who, id: &str) -> Result<(Own, Vec<OwnLine>, bool), Error> {
    let own = own(state, who, id).await?;
    let (lines, agreed) = transcript::own(&state.db, who, own.story.id, state.now()).await?;
    let there = matches!(own.status, Status::Waiting | Status::Shared | Status::Held);
    if lines.is_empty() || !there {
        return Err(Error::NotFound);
    }
    Ok((own, lines, agreed))
}

fn words_page(own: &Own, lines: Vec<OwnLine>, agreed: bool, query: &Form, errors: &Invalid) -> WordsPage {
    let from = query
        .get("from")
        .parse::<usize>()
        .unwrap_or_default()
        .min(lines.len() - 1);
    let from = from - from % A_PAGE;
    let next = from + A_PAGE;
    let read = match from {
        0 => transcript::mark(&lines),
        _ => query.typed("read"),
    };
    WordsPage {
        step: Step::new(say!("easy-words-ask"), here(own)).errors(errors),
        player: StoryView::of(&own.story).player,
        before: (from > 0).then(|| page_at(own, from - A_PAGE, &read)),
        after: (next < lines.len()).then(|| page_at(own, next, &read)),
        yes: (next >= lines.len() && !agreed).then(|| at(own)),
        agreed,
        lines: lines
            .into_iter()
            .skip(from)
            .take(A_PAGE)
            .map(|line| LineView {
                change: format!("{}/{}?read={}", at(own), line.position + 1, escape(&read)),
                words: line.cue.words,
            })
            .collect(),
        read,
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let (own, lines, agreed) = read(&state, &who, &id).await?;
    if query.has("read") && query.get("read") != transcript::mark(&lines) {
        return Ok(see_other_saying(&state, &at(&own), &say!("easy-words-again")));
    }
    let page = words_page(&own, lines, agreed, &query, &Invalid::default());
    state.page(&who, &page)
}

pub async fn agree(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let (own, ..) = read(&state, &who, &id).await?;
    let tx = state.db.begin().await?;
    match transcript::agree(&tx, &who, own.story.id, form.get("read"), state.now()).await {
        Ok(()) => {}
        Err(entity::Error::Conflict(_)) => {
            drop(tx);
            let (own, lines, agreed) = read(&state, &who, &id).await?;
            let errors = Invalid::one("lines", say!("easy-words-again"));
            let page = words_page(&own, lines, agreed, &Form::default(), &errors);
            return state.answer(StatusCode::CONFLICT, &who, &page);
        }
        Err(error) => return Err(error.into()),
    }
    tx.commit().await?;
    Ok(see_other_saying(&state, &here(&own), &say!("easy-words-thanks")))
}

fn line_page(
    own: &Own,
    lines: &[OwnLine],
    line: &OwnLine,
    (typed, read): (&Form, &str),
    errors: &Invalid,
) -> LinePage {
    let words = if typed.has("words") {
        typed.typed("words")
    } else {
        line.cue.words.clone()
    };
    LinePage {
        step: Step::new(say!("easy-words-line"), page_of(own, lines, line.position, read)).errors(errors),
        player: StoryView::of(&own.story).player,
        was: line.cue.words.clone(),
        read: read.to_owned(),
        words: Textarea::new("words", say!("easy-words-yours"))
            .rows(4)
            .value(words)
            .error(errors.message("words")),
    }
}

fn found(lines: &[OwnLine], number: &str) -> Result<OwnLine, Error> {
    let number: i32 = number.parse().map_err(|_| Error::NotFound)?;
    let line = lines.iter().find(|line| line.position + 1 == number);
    line.cloned().ok_or(Error::NotFound)
}

pub async fn line(state: State, who: Who, at: web::Path<(String, String)>, Query(query): Query) -> Reply {
    let (own, lines, _) = read(&state, &who, &at.0).await?;
    let line = found(&lines, &at.1)?;
    let (form, errors) = (Form::default(), Invalid::default());
    let page = line_page(&own, &lines, &line, (&form, query.get("read")), &errors);
    state.page(&who, &page)
}

pub async fn put_right(state: State, who: Who, at: web::Path<(String, String)>, form: Form) -> Reply {
    let (own, lines, _) = read(&state, &who, &at.0).await?;
    let line = found(&lines, &at.1)?;
    let mut fields = Fields::of(&form);
    let words = match form.get("do") {
        "out" => Some(String::new()),
        _ => fields.text("words", LONGEST, &say!("easy-words-write")),
    };
    let words = match fields.finish(|| words) {
        Ok(words) => words,
        Err(errors) => {
            let page = line_page(&own, &lines, &line, (&form, form.get("read")), &errors);
            return state.refused(&who, &page);
        }
    };
    if words == line.cue.words {
        return Ok(see_other(&page_of(&own, &lines, line.position, form.get("read"))));
    }
    let tx = state.db.begin().await?;
    let read = (line.position, form.get("was"));
    let put = transcript::put_right(&tx, &who, own.story.id, read, &words, state.now()).await;
    let in_text = match put {
        Ok(in_text) => in_text,
        Err(entity::Error::Conflict(_)) => {
            let errors = Invalid::one("words", say!("easy-words-changed"));
            let page = line_page(&own, &lines, &line, (&form, form.get("read")), &errors);
            return state.answer(StatusCode::CONFLICT, &who, &page);
        }
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    state.changed();
    let back = page_of(
        &own,
        &lines,
        line.position,
        &read_after(&lines, &line, &words, &form),
    );
    let last = words.is_empty() && lines.len() == 1;
    let kept = if in_text {
        say!("easy-words-kept")
    } else {
        say!("easy-words-kept-team")
    };
    let to = if last { here(&own) } else { back };
    Ok(see_other_saying(&state, &to, &kept))
}

/// The mark of the lines that were read, with their own change in them and nobody else's.
fn read_after(lines: &[OwnLine], line: &OwnLine, words: &str, form: &Form) -> String {
    let read = form.get("read");
    if read != transcript::mark(lines) {
        return read.to_owned();
    }
    let mut after = lines.to_vec();
    for one in &mut after {
        if one.position == line.position {
            words.clone_into(&mut one.cue.words);
        }
    }
    after.retain(|line| !line.cue.words.is_empty());
    transcript::mark(&after)
}
